import type { Note } from '@caseroom/shared/note';
import { noteKinds } from '@caseroom/shared/note-kinds';
import type { TemplateContent } from '@caseroom/shared/template';
import { useId, useState } from 'react';
import { Link } from 'react-router';
import type { NoteSession } from '../live/note-session.ts';
import { hintWords } from './hint-words.ts';
import { useWritingHints } from './use-writing-hints.ts';
import styles from './writing.module.css';

interface WritingAidProps {
  readonly note: Note;
  readonly session: NoteSession | null;
  readonly content: TemplateContent | undefined;
}

/** Quietly under the text: what would make it read better, and what makes a good note of its kind. */
export function WritingAid({ note, session, content }: WritingAidProps) {
  const hints = useWritingHints(note, session, content);
  const [open, setOpen] = useState(false);
  const listId = useId();
  const hasAdvice = content !== undefined && content.dos.length + content.donts.length > 0;
  if (hints.length === 0 && !hasAdvice) return null;
  return (
    <aside className={`${styles.aid} not-printed`} aria-label="Hints">
      <div className={styles.line}>
        {hints.length > 0 && (
          <ul className={styles.hints}>
            {hints.map((hint) => (
              <li key={hintWords(hint)}>{hintWords(hint)}</li>
            ))}
          </ul>
        )}
        {hasAdvice && (
          <Link className={styles.toggle} to={`/examples?kind=${note.kind}`}>
            Good examples<span className="hidden-text"> of a {noteKinds[note.kind].name.toLowerCase()}</span>
          </Link>
        )}
        {hasAdvice && (
          <button
            type="button"
            className={styles.toggle}
            aria-expanded={open}
            aria-controls={listId}
            onClick={() => setOpen(!open)}
          >
            Do and don’t
          </button>
        )}
      </div>
      {open && content && (
        <div id={listId} className={styles.advice}>
          <Advice title="Do" lines={content.dos} />
          <Advice title="Don’t" lines={content.donts} />
        </div>
      )}
    </aside>
  );
}

function Advice({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
