import type { Comparison, Note } from '@caseroom/shared/note';
import { memo, type PointerEvent, type ReactNode, useMemo, useState } from 'react';
import { AuthorCard, type Pointed } from '../note/authorship/author-card.tsx';
import { momentText } from '../note/authorship/credit-words.ts';
import { sharesOf } from '../note/authorship/credits.ts';
import { Legend } from '../note/authorship/legend.tsx';
import { titleOf } from '../note/note-title.ts';
import type { Block } from '../note/read/note-tree.ts';
import { NoteView, pointedRun } from '../note/read/note-view.tsx';
import { useVersion } from '../note/read/version-data.ts';
import { comparedTree, versionTree } from '../note/read/version-tree.ts';
import { rightNow } from '../platform/clock.ts';
import { Failure } from '../ui/message.tsx';
import styles from './history.module.css';
import { useComparison } from './history-data.ts';

interface VersionTextProps {
  readonly note: Note;
  readonly seq: number;
  readonly moment: (seq: number) => Date | null;
  readonly verified: boolean;
}

/** The note as it read at a seq, in its authors' colours. */
export const VersionText = memo(function VersionText({ note, seq, moment, verified }: VersionTextProps) {
  const { data, error, refetch } = useVersion(note.id, seq);
  const blocks = useMemo(() => data && versionTree(data.version.doc, data.authorship.runs), [data]);
  const shares = useMemo(
    () =>
      sharesOf((data?.authorship.runs ?? []).map(({ author, text }) => ({ author, length: text.length }))),
    [data],
  );
  if (error) return <Failure error={error} what="this version" retry={() => refetch()} compact />;
  return (
    <>
      <div className={styles.caption}>
        <strong>
          {titleOf(note)} {seq === 0 ? 'before anything was written' : `at ${whenWords(moment(seq), seq)}`}
        </strong>
        <Legend shares={shares} />
      </div>
      <Sheet note={note} blocks={blocks} coloured verified={verified} empty="Nothing was written yet." />
    </>
  );
});

interface ComparedTextProps {
  readonly note: Note;
  readonly from: number;
  readonly to: number;
  readonly moment: (seq: number) => Date | null;
}

/** What changed between two versions: insertions and deletions in the hands of those who made them. */
export const ComparedText = memo(function ComparedText({ note, from, to, moment }: ComparedTextProps) {
  const { data, error, refetch } = useComparison(note.id, { from, to });
  const blocks = useMemo(() => data && comparedTree(data.version.doc, data.comparison.blocks), [data]);
  if (error) return <Failure error={error} what="this comparison" retry={() => refetch()} compact />;
  return (
    <>
      <div className={styles.caption}>
        <strong>
          Changes from {whenWords(moment(from), from)} to {whenWords(moment(to), to)}
        </strong>
        {data && <Counts comparison={data.comparison} />}
      </div>
      <Sheet
        note={note}
        blocks={blocks}
        coloured={false}
        verified={false}
        empty="The note was empty at both times."
      />
    </>
  );
});

function whenWords(moment: Date | null, seq: number): string {
  if (!moment) return 'the empty note';
  return `${momentText(moment.toISOString(), rightNow()).replace(/:\d\d$/, '')} (edit ${seq})`;
}

function Counts({ comparison }: { readonly comparison: Comparison }) {
  const count = (change: string) =>
    comparison.blocks
      .flatMap((block) => block.runs)
      .reduce((sum, run) => sum + (run.change === change ? run.text.length : 0), 0);
  const [added, removed] = [count('inserted'), count('deleted')];
  return (
    <span className={styles.counts}>
      {added + removed === 0 ? 'No difference in the text' : `${added} characters added, ${removed} removed`}
    </span>
  );
}

interface SheetProps {
  readonly note: Note;
  readonly blocks: readonly Block[] | undefined;
  /** Authors colour everything; in a comparison only what changed. */
  readonly coloured: boolean;
  readonly verified: boolean;
  readonly empty: ReactNode;
}

const none: readonly Block[] = [];

function Sheet({ note, blocks, coloured, verified, empty }: SheetProps) {
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const point = (event: PointerEvent) => setPointed(pointedRun(event));
  return (
    <div
      className={styles.sheet}
      data-audience={note.audience}
      onPointerOver={point}
      onPointerDown={point}
      onPointerLeave={() => setPointed(null)}
    >
      {blocks?.length === 0 ? (
        <p className={styles.nothing}>{empty}</p>
      ) : (
        <NoteView blocks={blocks ?? none} label={titleOf(note)} coloured={coloured} />
      )}
      <AuthorCard pointed={pointed} verified={verified} />
    </div>
  );
}
