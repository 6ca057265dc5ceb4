import type { Note } from '@caseroom/shared/note';
import { fallbackWords, type SummaryReview, type Survival, survivedPercent } from '@caseroom/shared/summary';
import { Button } from '@mantine/core';
import { IconCheck, IconFileText } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { acceptAllLines, enterNextLine } from '../note/draft/draft-lines.ts';
import { type ProposedTimes, setInReview } from '../note/draft/draft-store.ts';
import { thrownAway } from '../note/draft/draft-undo.ts';
import { surfaces } from '../note/surfaces.ts';
import { useStore } from '../platform/store.ts';
import { Keys } from '../ui/keys.tsx';
import { reviewing } from './review-state.ts';
import styles from './summary.module.css';
import { useReview, useSummaries } from './summary-data.ts';
import { useOpenLines } from './use-open-lines.ts';

/** Above a note that was begun as a draft: who had it drafted, and how far its review is. */
export function ReviewStrip({ note }: { readonly note: Note }) {
  const { data } = useSummaries(note.caseId);
  const isDraft = data?.drafts.some(({ noteId }) => noteId === note.id) ?? false;
  return isDraft ? <Strip note={note} /> : null;
}

function Strip({ note }: { readonly note: Note }) {
  const review = useReview(note.caseId, note.id).data;
  const isShown = useStore(reviewing) === note.id;
  const surface = useStore(surfaces).get(note.id);
  const open = useOpenLines(surface);
  const isOver = note.finalised !== null;
  const lines = review?.lines;
  useEffect(() => {
    setInReview(note.id, !isOver && note.access === 'write' ? proposedIn(lines ?? []) : null);
    return () => setInReview(note.id, null);
  }, [note.id, note.access, isOver, lines]);
  const strip = useRef<HTMLElement>(null);
  useEffect(() => {
    // The notes are narrower or wider now, and what stood above may have pushed it out of sight.
    if (isShown) strip.current?.scrollIntoView({ block: 'nearest' });
  }, [isShown]);
  if (!review) return null;
  const show = () => {
    reviewing.set(isShown ? null : note.id);
    if (!isShown && surface?.editor && open) {
      enterNextLine(surface.editor.view);
      surface.editor.view.focus();
    }
  };
  return (
    <section
      ref={strip}
      className={`${styles.strip} not-printed`}
      aria-label="Draft"
      data-done={isOver || open === 0 || undefined}
    >
      {isOver || open === 0 ? <IconCheck size={15} aria-hidden /> : <IconFileText size={15} aria-hidden />}
      <p className={styles.stripText}>
        {isOver ? <Ended review={review} /> : <Waiting review={review} open={open} />}
      </p>
      <span className={styles.stripActions}>
        {!isOver && open !== null && open > 0 && surface?.editor && (
          <Button variant="default" onClick={() => surface.editor && acceptAllLines(surface.editor.view)}>
            Accept all
          </Button>
        )}
        <Button variant={isShown || isOver ? 'default' : 'filled'} aria-pressed={isShown} onClick={show}>
          {isShown ? 'Hide what was said' : 'Beside what was said'}
        </Button>
      </span>
      {!isOver && <JustThrownAway noteId={note.id} />}
    </section>
  );
}

/** Times of next steps that nobody named. */
const proposedIn = (lines: SummaryReview['lines']): ProposedTimes =>
  new Map(lines.flatMap(({ id, step }) => (step?.dueWords === null ? [[id, step.dueAt]] : [])));

function Waiting({ review, open }: { readonly review: SummaryReview; readonly open: number | null }) {
  const { requestedBy, by, model, fallback, isEnglish } = review;
  return (
    <>
      Drafted by {by === 'model' ? model : 'Caseroom'} for {requestedBy.name}.{' '}
      {fallback && <>It was drafted on this server because {fallbackWords[fallback]}. </>}
      {!isEnglish && <>It quotes what was said: the language could not be read. </>}
      {open === 0 && <strong>Every line has been reviewed.</strong>}
      {open !== null && open > 0 && (
        <>
          <strong>
            {open} {open === 1 ? 'line' : 'lines'} to review.
          </strong>{' '}
          <span className={styles.keys}>
            <Keys keys="mod+enter" /> accepts a line, <Keys keys="mod+shift+backspace" /> throws it away.
          </span>
        </>
      )}
    </>
  );
}

const MAX_WORDS_SHOWN = 60;

/** What was just thrown away, for as long as it can be brought back by itself. */
function JustThrownAway({ noteId }: { readonly noteId: string }) {
  const last = useStore(thrownAway);
  const [isLate, setLate] = useState(false);
  if (last?.noteId !== noteId)
    return isLate ? (
      <p className={styles.undone}>Something else was written since: undo it in the note.</p>
    ) : null;
  const words = last.words.length > MAX_WORDS_SHOWN ? `${last.words.slice(0, MAX_WORDS_SHOWN)}…` : last.words;
  return (
    <p className={styles.undone} role="status">
      Thrown away: “{words}”{' '}
      <button type="button" onClick={() => setLate(!last.undo())}>
        Undo
      </button>
    </p>
  );
}

function Ended({ review: { survival, requestedBy } }: { readonly review: SummaryReview }) {
  if (!survival) return <>Drafted by Caseroom for {requestedBy.name}.</>;
  return (
    <>
      <strong>{survivedPercent(survival)} % of the draft stands:</strong> {survivalWords(survival)}.
    </>
  );
}

const survivalWords = ({ kept, edited, discarded }: Survival): string =>
  [
    [kept, 'as drafted'],
    [edited, 'edited'],
    [discarded, 'thrown away'],
  ]
    .filter(([count]) => Number(count) > 0)
    .map(([count, how]) => `${count} ${Number(count) === 1 ? 'line' : 'lines'} ${how}`)
    .join(', ');
