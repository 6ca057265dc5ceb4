import type { Evidence, Marking, Review } from '@caseroom/shared/quality';
import { IconArrowLeft } from '@tabler/icons-react';
import { type ReactNode, useMemo, useState } from 'react';
import { Link } from 'react-router';
import { useVersion } from '../note/read/version-data.ts';
import { useMe } from '../platform/session.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Pill } from '../ui/pill.tsx';
import { NoteComments } from './note-comments.tsx';
import { NotePast } from './note-past.tsx';
import { findPassage, linesOf, quoteOf } from './passages.ts';
import styles from './review.module.css';
import { ReviewedNote } from './reviewed-note.tsx';
import type { Quotes } from './sheet-item.tsx';
import { percentText, reasonText, scoreTone, stateText, stateTones } from './words.ts';

const panes = ['note', 'scores', 'past'] as const;
type Pane = (typeof panes)[number];
const paneNames: Record<Pane, string> = { note: 'Note', scores: 'Scores', past: 'History' };

interface ReviewFrameProps {
  readonly subject: Pick<Review, 'case' | 'note' | 'noteSeq' | 'noteAt'>;
  readonly header: ReactNode;
  readonly marking: Marking;
  /** Attaches what is selected in the note to the item that is active. */
  readonly onQuote?: ((passage: Evidence) => void) | undefined;
  /** The panel beside the note. */
  readonly children: (quotes: Quotes | null) => ReactNode;
}

/** The note under review with its past and its scores beside it; on a narrow screen one at a time. */
export function ReviewFrame({ subject, header, marking, onQuote, children }: ReviewFrameProps) {
  const { note, noteSeq } = subject;
  const [seq, setSeq] = useState(noteSeq);
  const [pane, setPane] = useState<Pane>('note');
  const [shown, setShown] = useState<Evidence | null>(null);
  const version = useVersion(note.id, noteSeq).data;
  const evidence = useMemo(() => marking.marks.flatMap((mark) => mark.evidence), [marking]);
  const quotes = useMemo((): Quotes | null => {
    const lines = version && linesOf(version.version.doc);
    if (!lines) return null;
    return {
      read: (passage) => quoteOf(lines, passage),
      find: (words) => findPassage(lines, words),
      show: (passage) => {
        setSeq(noteSeq);
        setPane('note');
        setShown({ ...passage });
      },
    };
  }, [version, noteSeq]);
  return (
    <article className={styles.page} data-pane={pane} aria-label="Review">
      {header}
      <nav className={styles.panes} aria-label="Parts of the review">
        {panes.map((name) => (
          <button
            key={name}
            type="button"
            className={styles.paneTab}
            aria-pressed={pane === name}
            onClick={() => setPane(name)}
          >
            {paneNames[name]}
          </button>
        ))}
      </nav>
      <div className={styles.body}>
        <aside className={styles.history} aria-label="History of the note">
          <h2>History</h2>
          <NotePast
            noteId={note.id}
            until={noteSeq}
            shown={seq}
            onShow={(to) => {
              setSeq(to);
              setPane('note');
            }}
          />
          <NoteComments noteId={note.id} caseNumber={subject.case.number} />
        </aside>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which the keyboard can only do with what it can focus. */}
        <section className={styles.text} tabIndex={0} aria-label="The note under review">
          <ReviewedNote
            noteId={note.id}
            title={note.title}
            seq={seq}
            pinned={noteSeq}
            pinnedAt={subject.noteAt}
            onBack={() => setSeq(noteSeq)}
            evidence={evidence}
            shown={shown}
            onQuote={onQuote}
          />
        </section>
        <section className={styles.panel} aria-label="Scorecard">
          {children(quotes)}
        </section>
      </div>
    </article>
  );
}

/** Whose work is reviewed, where, by whom, and how it stands. */
export function ReviewHeader({
  review,
  children,
}: {
  readonly review: Review;
  readonly children?: ReactNode;
}) {
  const me = useMe();
  return (
    <header className={styles.header}>
      <Link to="/quality/reviews" className={styles.back} aria-label="Back to the reviews">
        <IconArrowLeft size={18} stroke={1.8} />
      </Link>
      <Avatar person={review.agent} size={28} />
      <div className={styles.titles}>
        <h1 className={styles.title}>{review.agent.id === me.id ? 'Your work' : review.agent.name}</h1>
        <span className={styles.minor}>
          <Link to={`/cases/${review.case.number}?note=${review.note.id}`}>
            {review.case.number} {review.case.subject}
          </Link>
          , {review.program.name} · reviewed by {review.reviewer.id === me.id ? 'you' : review.reviewer.name}
          {review.reason && ` · ${reasonText(review.reason)}`}
        </span>
      </div>
      <span className={styles.states}>
        {review.state !== 'drafted' && <Pill tone={scoreTone(review)}>{percentText(review.percent)}</Pill>}
        <Pill tone={stateTones[review.state]}>{stateText(review, me.id)}</Pill>
      </span>
      {children}
    </header>
  );
}
