import type { Case } from '@caseroom/shared/case';
import { escalationGaps, type Gap } from '@caseroom/shared/editor/sections';
import { type Escalation, sbarSections } from '@caseroom/shared/escalation';
import type { Note } from '@caseroom/shared/note';
import type { TemplateContent } from '@caseroom/shared/template';
import { Button } from '@mantine/core';
import { IconCheck, IconCircleDashed } from '@tabler/icons-react';
import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { useNotes } from '../case/case-data.ts';
import { enterKey } from '../note/fields/field-places.ts';
import { useNoteTemplate } from '../note/fields/use-fields.ts';
import { goToSection } from '../note/go-to-section.ts';
import { useNoteSession, useSessionView } from '../note/live/use-note-session.ts';
import { titleOf } from '../note/note-title.ts';
import { surfaces } from '../note/surfaces.ts';
import { useMe } from '../platform/session.ts';
import styles from './escalation.module.css';

interface NotePartsProps {
  readonly held: Case;
  readonly escalation: Escalation;
  readonly hasAsk: boolean;
  readonly sending: boolean;
  readonly onSend: () => void;
  readonly onShowNotes: () => void;
}

/** What the note still has to say, as it is being written. */
export function NoteParts(props: NotePartsProps) {
  const note = useNotes(props.held.id).data?.find(({ id }) => id === props.escalation.noteId);
  return note ? <LiveParts {...props} note={note} /> : <p className={styles.about}>Opening the note.</p>;
}

function LiveParts({
  note,
  escalation,
  hasAsk,
  sending,
  onSend,
  onShowNotes,
}: NotePartsProps & { readonly note: Note }) {
  const content = useNoteTemplate(note)?.content;
  const gaps = useGaps(note, content);
  const lacks = gaps && [...(hasAsk ? [] : ['what you ask for']), ...gaps.map(({ label }) => label)];
  const go = (key: string | null, section: string) => {
    onShowNotes();
    // On a narrow screen the note is drawn first.
    requestAnimationFrame(() => goTo(note.id, key, section));
  };
  return (
    <div className={styles.parts}>
      <h3>The note</h3>
      <ul>
        {sectionsOf(content, gaps).map((section) => {
          const own = gaps?.filter((gap) => gap.section === section);
          return <Part key={section} section={section} gaps={own ?? null} onGo={go} />;
        })}
      </ul>
      <Button onClick={onSend} loading={sending} disabled={lacks === null || lacks.length > 0} fullWidth>
        Send to {escalation.targetName}
      </Button>
      <p className={styles.about} role="status">
        {lacks === null
          ? 'Connecting to the note.'
          : lacks.length > 0
            ? `Still missing: ${lacks.join(', ')}.`
            : 'You own the case until somebody accepts.'}
      </p>
    </div>
  );
}

/** The four parts, as the note's template calls them, and what else of it still lacks something. */
function sectionsOf(content: TemplateContent | undefined, gaps: readonly Gap[] | null): readonly string[] {
  if (!content) return sbarSections;
  const isPart = (title: string) => sbarSections.some((part) => part.toLowerCase() === title.toLowerCase());
  return content.sections
    .map(({ title }) => title)
    .filter((title) => isPart(title) || gaps?.some(({ section }) => section === title));
}

interface PartProps {
  readonly section: string;
  /** Null while the note is on its way. */
  readonly gaps: readonly Gap[] | null;
  readonly onGo: (key: string | null, section: string) => void;
}

/** One part of the note, and the fields in it that are still empty. */
function Part({ section, gaps, onGo }: PartProps) {
  const isEmpty = gaps === null || gaps.length > 0;
  const fields = gaps?.filter(({ label }) => label !== section) ?? [];
  return (
    <li>
      <button
        type="button"
        className={styles.part}
        data-empty={isEmpty || undefined}
        onClick={() => onGo(gaps?.[0]?.key ?? null, section)}
      >
        {isEmpty ? (
          <IconCircleDashed size={16} className={styles.mark ?? ''} aria-hidden />
        ) : (
          <IconCheck size={16} className={styles.mark ?? ''} aria-hidden />
        )}
        {section}
        <span>
          {isEmpty ? (fields.length > 0 ? `${fields.length} left` : 'says nothing yet') : 'written'}
        </span>
      </button>
      {fields.length > 0 && (
        <ul className={styles.gaps}>
          {fields.map(({ key, label }) => (
            <li key={key}>
              <button type="button" className={styles.gap} onClick={() => onGo(key, section)}>
                {label}
              </button>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** What the note lacks, live; null until the note and its template have come. */
function useGaps(note: Note, content: TemplateContent | undefined): readonly Gap[] | null {
  const { session } = useNoteSession(note, titleOf(note), useMe(), true);
  const { loaded } = useSessionView(session);
  const isReady = loaded && (note.template === null || content !== undefined);
  const subscribe = useCallback(
    (changed: () => void) => {
      session?.doc.on('update', changed);
      return () => session?.doc.off('update', changed);
    },
    [session],
  );
  const told = useSyncExternalStore(subscribe, () =>
    session && isReady ? JSON.stringify(escalationGaps(session.body, content ?? null)) : null,
  );
  return useMemo(() => (told === null ? null : (JSON.parse(told) as Gap[])), [told]);
}

function goTo(noteId: string, key: string | null, section: string): void {
  const view = surfaces.get().get(noteId)?.editor?.view;
  if (key !== null && view && enterKey(view, key)) return;
  goToSection(noteId, section);
}
