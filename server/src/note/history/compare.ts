import { markName } from '@caseroom/shared/editor/vocabulary';
import { areTogether, type Credit, creditsOf, type Deed, deedOf } from './credit.ts';
import { foldMoves } from './fold.ts';
import type { Span } from './ranges.ts';
import type { Timeline } from './timeline.ts';
import { type Attrs, type Marks, type WalkedBlock, type WalkedPiece, walk } from './walk.ts';

export type Change = 'kept' | 'inserted' | 'deleted';

/** Text of one credit that is kept, inserted or deleted as one. */
export interface Fragment extends Credit {
  readonly text: string;
  /** An inline node is never cut. */
  readonly inline: boolean;
  readonly change: Change;
  readonly deleter: Deed | null;
  /** Stood elsewhere in the older version, or stands elsewhere in the newer one. */
  readonly moved: boolean;
  readonly marks: readonly string[];
  readonly marksBefore: readonly string[] | null;
  /** Where it was first written: what is carried elsewhere keeps this. */
  readonly origin: Span;
}

export interface DiffBlock {
  readonly type: string;
  readonly attrs: Attrs;
  readonly typeBefore: string | null;
  readonly attrsBefore: Attrs | null;
  readonly checked: boolean | null;
  readonly checkedBefore: boolean | null;
  readonly within: readonly string[];
  readonly change: Change | 'changed';
  readonly fragments: readonly Fragment[];
}

/**
 * What changed from one version to another, line by line. In the order given: text is `inserted` when it reads
 * in `to` and not in `from`, whichever is older. Kept and inserted text is `to`; kept and deleted text is `from`.
 */
export function compareVersions(timeline: Timeline, from: number, to: number): DiffBlock[] {
  const blocks = walk(timeline, from, to).map((block) => diffOf(timeline, block, to));
  return foldMoves(blocks).map((block) => ({ ...block, fragments: joinFragments(block.fragments) }));
}

function diffOf(timeline: Timeline, block: WalkedBlock, to: number): DiffBlock {
  const { type, within, inFrom, inTo } = block;
  const fragments = block.pieces.flatMap((piece) => fragmentsOf(timeline, piece, to));
  const task = within.findLast((node) => node.type === 'taskItem');
  const wasChecked = inFrom && task ? task.attrsFrom.checked === true : null;
  const isChecked = inTo && task ? task.attrsTo.checked === true : null;
  const both = inFrom && inTo;
  const attrsChanged = both && !isSame(block.attrsFrom, block.attrsTo);
  const checkChanged = both && wasChecked !== isChecked;
  const touched = fragments.some((fragment) => fragment.change !== 'kept' || fragment.marksBefore !== null);
  return {
    type,
    attrs: inTo ? block.attrsTo : block.attrsFrom,
    typeBefore: null,
    attrsBefore: attrsChanged ? block.attrsFrom : null,
    checked: isChecked ?? wasChecked,
    checkedBefore: checkChanged ? wasChecked : null,
    within: within.map((node) => node.type),
    change: !inTo
      ? 'deleted'
      : !inFrom
        ? 'inserted'
        : touched || attrsChanged || checkChanged
          ? 'changed'
          : 'kept',
    fragments,
  };
}

function fragmentsOf(timeline: Timeline, piece: WalkedPiece, to: number): Fragment[] {
  const change: Change = !piece.inTo ? 'deleted' : !piece.inFrom ? 'inserted' : 'kept';
  const marks = markNames(piece.inTo ? piece.marksTo : piece.marksFrom);
  const before =
    change === 'kept' && !isSame(piece.marksFrom, piece.marksTo) ? markNames(piece.marksFrom) : null;
  const gone = change === 'deleted' ? timeline.deletes.at(piece.client, piece.clock).seq : null;
  // Compared backwards, text is missing from `to` because it was not written yet.
  const deleter = gone !== null && gone <= to ? deedOf(timeline, gone) : null;
  return [...creditsOf(timeline, piece)].map(({ span, origin, writer, mover }) => {
    const offset = span.clock - piece.clock;
    const text = piece.inline ? piece.text : piece.text.slice(offset, offset + span.length);
    return {
      text,
      inline: piece.inline,
      change,
      writer,
      mover,
      deleter,
      moved: false,
      marks,
      marksBefore: before,
      origin,
    };
  });
}

const markNames = (marks: Marks): string[] => [...new Set(Object.keys(marks).map(markName))].sort();

function joinFragments(fragments: readonly Fragment[]): Fragment[] {
  const joined: Fragment[] = [];
  const texts: string[][] = [];
  let last: Fragment | undefined;
  for (const fragment of fragments) {
    if (last && isAlike(last, fragment)) texts.at(-1)?.push(fragment.text);
    else {
      joined.push(fragment);
      texts.push([fragment.text]);
    }
    last = fragment;
  }
  return joined.map((fragment, i) => ({ ...fragment, text: (texts[i] as string[]).join('') }));
}

const isAlike = (a: Fragment, b: Fragment): boolean =>
  a.change === b.change &&
  a.moved === b.moved &&
  areTogether(a.writer, b.writer) &&
  areTogether(a.mover, b.mover) &&
  areTogether(a.deleter, b.deleter) &&
  isSame(a.marks, b.marks) &&
  isSame(a.marksBefore, b.marksBefore);

/** Attributes and marks are small and flat; key order never differs within one note's chains. */
function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

const sorted = (value: unknown): unknown =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.entries(value).sort(([x], [y]) => (x < y ? -1 : 1))
    : value;
