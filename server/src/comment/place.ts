import type { Anchor } from '@caseroom/shared/comment';
import { MAX_QUOTE_CHARS } from '@caseroom/shared/comment';
import { FlatNote, type FlatRange } from '@caseroom/shared/editor/anchor';
import type * as Y from 'yjs';
import { bodyOf } from '../note/doc.ts';
import { applyMark } from './mark.ts';

/** What a new thread says of its place. */
export interface AskedPlace {
  readonly quote: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly anchor?: Anchor | undefined;
}

/** Where a thread is kept to be: what the document says there, where it says anything. */
export interface Placed {
  readonly quote: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly anchor: Anchor | null;
  /** The Yjs clients that wrote its characters. */
  readonly clients: readonly number[];
}

/**
 * Finds the commented text in the document as it is now, and marks it when a thread's id is given. Text that is
 * gone leaves the words that were asked for: a comment is never lost because its text was.
 */
export function placeIn(doc: Y.Doc, asked: AskedPlace, markAs: string | null): Placed {
  const note = new FlatNote(bodyOf(doc));
  const found = (asked.anchor && note.at(doc, asked.anchor)) ?? note.find(asked);
  const range = found && withoutSpace(note, found);
  if (!range) {
    const { quote, prefix, suffix } = asked;
    return { quote, prefix, suffix, anchor: null, clients: [] };
  }
  const { quote, ...around } = note.context(range);
  const placed = { quote: whole(quote, MAX_QUOTE_CHARS), ...around };
  const anchor = note.anchor(range);
  const clients = note.clients(range);
  if (markAs) applyMark(note, range, markAs);
  return { ...placed, anchor, clients };
}

/** Spaces and line ends at both ends are nobody's point. */
function withoutSpace({ text }: FlatNote, range: FlatRange): FlatRange | null {
  const words = text.slice(range.from, range.to);
  const from = range.from + (words.length - words.trimStart().length);
  const to = range.to - (words.length - words.trimEnd().length);
  return from < to ? { from, to } : null;
}

/** Cut without leaving half a character. */
const whole = (text: string, max: number): string =>
  text.length <= max ? text : text.slice(0, max).replace(/[\ud800-\udbff]$/u, '');
