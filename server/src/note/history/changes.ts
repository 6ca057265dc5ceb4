import * as Y from 'yjs';
import { type CreditedSpan, creditsOf, type Deed, deedOf } from './credit.ts';
import type { Span } from './ranges.ts';
import { SpanSet } from './span-set.ts';
import type { Timeline } from './timeline.ts';
import { type WalkedBlock, type WalkedPiece, walk } from './walk.ts';

/** Text that came or went. Of deleted text, the clocks are those of a place that still stands in the document. */
export interface ChangedPart extends Span {
  readonly change: 'inserted' | 'deleted';
  readonly text: string;
}

/** What one person did in one place: parts in reading order with nothing kept between them. */
export interface ChangeOfText {
  /** Who, and their latest edit of it. */
  readonly by: Deed;
  readonly parts: readonly ChangedPart[];
}

interface Step {
  readonly by: Deed;
  readonly part: ChangedPart;
  /** Of deleted text, the clock behind it: neighbours are joined by it. */
  readonly end: number;
}

/**
 * What others than `personId` wrote and took out between two versions, in reading order. Text that only changed its
 * place (Enter, another block type, cut and paste) is neither; nor is what came and went again in between.
 */
export function changesBetween(
  timeline: Timeline,
  from: number,
  to: number,
  personId: string,
): ChangeOfText[] {
  const blocks = walk(timeline, from, to).filter((block) => block.textblock);
  const stood = originsOf(timeline, blocks, 'inFrom');
  const stands = originsOf(timeline, blocks, 'inTo');
  const changes: Step[][] = [];
  let open: Step[] | null = null;
  for (const piece of blocks.flatMap((block) => block.pieces)) {
    const steps =
      piece.inFrom && piece.inTo
        ? [null]
        : piece.inTo
          ? insertedSteps(timeline, piece, from, stood)
          : deletedSteps(timeline, piece, to, stands);
    for (const step of steps) {
      if (step === null || step.by.personId === personId) open = null;
      else if (open && open[0]?.by.personId === step.by.personId) open.push(step);
      else {
        open = [step];
        changes.push(open);
      }
    }
  }
  return changes.map(closed);
}

/** Where the text of one of the two versions was first written. */
function originsOf(timeline: Timeline, blocks: readonly WalkedBlock[], side: 'inFrom' | 'inTo'): SpanSet {
  const pieces = blocks.flatMap((block) => block.pieces.filter((piece) => piece[side]));
  return new SpanSet(
    pieces.flatMap((piece) => [...timeline.origins.resolve(piece)].map((resolved) => resolved.origin)),
  );
}

/** Null stands for text that was there before, elsewhere. */
function* insertedSteps(
  timeline: Timeline,
  piece: WalkedPiece,
  from: number,
  stood: SpanSet,
): Generator<Step | null> {
  for (const credited of creditsOf(timeline, piece)) {
    const placed = timeline.inserts.at(credited.span.client, credited.span.clock).seq;
    // Text of before that was gone when the person left came back by another hand.
    const by = credited.writer.seq > from ? credited.writer : deedOf(timeline, placed);
    for (const { span, isIn } of cutByOrigin(credited, stood)) {
      const text = textOf(piece, span);
      if (isIn) yield null;
      else yield { by, part: { change: 'inserted', text, ...span }, end: span.clock + span.length };
    }
  }
}

/** Null stands for text that still reads elsewhere. */
function* deletedSteps(
  timeline: Timeline,
  piece: WalkedPiece,
  to: number,
  stands: SpanSet,
): Generator<Step | null> {
  const { seq } = timeline.deletes.at(piece.client, piece.clock);
  if (seq === null) return;
  const by = deedOf(timeline, seq);
  for (const credited of creditsOf(timeline, piece)) {
    for (const { span, isIn } of cutByOrigin(credited, stands)) {
      const text = textOf(piece, span);
      const end = span.clock + span.length;
      if (isIn) yield null;
      else yield { by, part: { change: 'deleted', text, ...placeOf(timeline, span, to) }, end };
    }
  }
}

/** A span cut where its first writing enters or leaves a set. */
function* cutByOrigin(
  { span, origin }: CreditedSpan,
  set: SpanSet,
): Generator<{ span: Span; isIn: boolean }> {
  for (const part of set.cut(origin)) {
    const { length } = part.span;
    yield {
      span: { client: span.client, clock: span.clock + (part.span.clock - origin.clock), length },
      isIn: part.isIn,
    };
  }
}

function textOf(piece: WalkedPiece, span: Span): string {
  if (piece.inline) return piece.text;
  const offset = span.clock - piece.clock;
  return piece.text.slice(offset, offset + span.length);
}

/**
 * Browsers forget what a deleted block held and keep only that there was one: so the place of deleted text is the
 * outermost block that went with it.
 */
function placeOf(timeline: Timeline, span: Span, to: number): Span {
  let place: Span = span;
  const own = Y.getItem(timeline.doc.store, Y.createID(span.client, span.clock)) as Y.Item;
  for (let item = parentOf(own); item !== null; item = parentOf(item)) {
    const { client, clock } = item.id;
    const gone = timeline.deletes.at(client, clock).seq;
    if (gone !== null && gone <= to) place = { client, clock, length: item.length };
  }
  return place;
}

const parentOf = (item: Y.Item): Y.Item | null => (item.parent as Y.AbstractType<unknown>)._item;

function closed(steps: readonly Step[]): ChangeOfText {
  const by = steps.reduce(
    (latest, step) => (step.by.seq > latest.seq ? step.by : latest),
    (steps[0] as Step).by,
  );
  const parts: ChangedPart[] = [];
  let behind: { client: number; clock: number } | null = null;
  for (const { part, end } of steps) {
    const last = parts.at(-1);
    if (last && behind && isContinued(last, part, behind, end)) {
      const length = part.change === 'inserted' ? last.length + part.length : last.length;
      parts[parts.length - 1] = { ...last, text: last.text + part.text, length };
    } else parts.push(part);
    behind = { client: part.client, clock: end };
  }
  return { by, parts };
}

/** Typed on without a gap, or taken out of the same place. */
function isContinued(
  last: ChangedPart,
  next: ChangedPart,
  behind: { client: number; clock: number },
  end: number,
): boolean {
  if (last.change !== next.change || last.client !== next.client) return false;
  if (next.change === 'inserted') return next.clock === behind.clock;
  return next.clock === last.clock || (next.clock === behind.clock && end === next.clock + next.length);
}
