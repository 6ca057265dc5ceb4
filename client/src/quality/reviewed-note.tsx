import type { Evidence } from '@caseroom/shared/quality';
import { Button } from '@mantine/core';
import { IconQuote } from '@tabler/icons-react';
import { type PointerEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { AuthorCard, type Pointed } from '../note/authorship/author-card.tsx';
import { momentText } from '../note/authorship/credit-words.ts';
import { sharesOf } from '../note/authorship/credits.ts';
import { Legend } from '../note/authorship/legend.tsx';
import { NoteView, pointedRun } from '../note/read/note-view.tsx';
import { useVersion } from '../note/read/version-data.ts';
import { versionTree } from '../note/read/version-tree.ts';
import { rightNow } from '../platform/clock.ts';
import { Failure } from '../ui/message.tsx';
import { SkeletonLine } from '../ui/skeleton.tsx';
import './evidence.css';
import { rangeOf, selectedPassage } from './note-places.ts';
import styles from './review.module.css';

const HIGHLIGHT = 'evidence';

interface ReviewedNoteProps {
  readonly noteId: string;
  readonly title: string;
  /** The version that is shown, and the one under review. */
  readonly seq: number;
  readonly pinned: number;
  readonly pinnedAt: string;
  readonly onBack: () => void;
  /** Marked in the text. */
  readonly evidence: readonly Evidence[];
  /** Scrolled to when it changes. */
  readonly shown: Evidence | null;
  /** Absent: nothing can be quoted. */
  readonly onQuote?: ((passage: Evidence) => void) | undefined;
}

/** The note as it read when its review began, in its authors' colours; nobody edits it here. */
export function ReviewedNote(props: ReviewedNoteProps) {
  const { noteId, title, seq, pinned, pinnedAt, onBack, evidence, shown, onQuote } = props;
  const { data, error, refetch, isPlaceholderData } = useVersion(noteId, seq);
  const root = useRef<HTMLDivElement>(null);
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const blocks = useMemo(() => data && versionTree(data.version.doc, data.authorship.runs), [data]);
  const shares = useMemo(
    () =>
      sharesOf((data?.authorship.runs ?? []).map(({ author, text }) => ({ author, length: text.length }))),
    [data],
  );
  const isPinned = seq === pinned && !isPlaceholderData;
  useEvidence(root, isPinned && blocks ? evidence : none, isPinned ? shown : null);
  const point = (event: PointerEvent) => setPointed(pointedRun(event));
  if (error) return <Failure error={error} what="the note" retry={() => refetch()} compact />;
  return (
    <>
      <div className={styles.caption}>
        <strong>{title}</strong>
        {seq === pinned ? (
          <span className={styles.minor}>
            as it read at {momentText(pinnedAt, rightNow()).replace(/:\d\d$/, '')}
          </span>
        ) : (
          <span className={styles.earlier}>
            An earlier version.
            <Button variant="default" onClick={onBack}>
              Back to the one under review
            </Button>
          </span>
        )}
        <Legend shares={shares} />
      </div>
      <div ref={root} className={styles.paper} onPointerOver={point} onPointerLeave={() => setPointed(null)}>
        {blocks ? (
          <NoteView blocks={blocks} label={title} coloured />
        ) : (
          <div role="status" aria-label="Loading the note" className={styles.lines}>
            <SkeletonLine width="30%" />
            <SkeletonLine width="92%" />
            <SkeletonLine width="84%" />
            <SkeletonLine width="60%" />
          </div>
        )}
        <AuthorCard pointed={pointed} />
      </div>
      {onQuote && isPinned && <QuoteButton root={root} onQuote={onQuote} />}
    </>
  );
}

const none: readonly Evidence[] = [];

/** Marks what is quoted without touching the text, and scrolls to what is asked for. */
function useEvidence(
  root: RefObject<HTMLDivElement | null>,
  evidence: readonly Evidence[],
  shown: Evidence | null,
): void {
  useEffect(() => {
    const note = root.current;
    if (!note || typeof Highlight === 'undefined') return;
    const ranges = evidence.map((passage) => rangeOf(note, passage)).filter((range) => range !== null);
    CSS.highlights.set(HIGHLIGHT, new Highlight(...ranges));
    return () => void CSS.highlights.delete(HIGHLIGHT);
  }, [root, evidence]);
  useEffect(() => {
    const range = shown && root.current && rangeOf(root.current, shown);
    const element = range?.startContainer.parentElement;
    element?.scrollIntoView({ block: 'center' });
    if (range)
      document
        .getSelection()
        ?.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
  }, [root, shown]);
}

/** Beside words that are selected with the mouse or the finger. */
function QuoteButton({
  root,
  onQuote,
}: {
  readonly root: RefObject<HTMLDivElement | null>;
  readonly onQuote: (passage: Evidence) => void;
}) {
  const [found, setFound] = useState<{ passage: Evidence; left: number; top: number } | null>(null);
  useEffect(() => {
    const look = () => {
      const passage = root.current && selectedPassage(root.current);
      const rect = passage && document.getSelection()?.getRangeAt(0).getBoundingClientRect();
      setFound(passage && rect ? { passage, left: rect.left, top: rect.bottom + 6 } : null);
    };
    document.addEventListener('selectionchange', look);
    return () => document.removeEventListener('selectionchange', look);
  }, [root]);
  if (!found) return null;
  return (
    <Button
      className={styles.quoteButton ?? ''}
      style={{ left: found.left, top: found.top }}
      leftSection={<IconQuote size={14} aria-hidden />}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => {
        onQuote(found.passage);
        document.getSelection()?.removeAllRanges();
      }}
    >
      Attach as evidence
    </Button>
  );
}
