import { type Anchor, MAX_QUOTE_CHARS } from '@caseroom/shared/comment';
import { type Anchored, FlatNote, type FlatRange, locate } from '@caseroom/shared/editor/anchor';
import type * as Y from 'yjs';
import { bodyOf } from '../note/doc.ts';
import { applyMark } from './mark.ts';

/** Characters of the present text that a refusal shows. */
export const SHOWN_CHARS = 200;

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
}

/** The words a thread is about, as they read now, uncut. */
export interface Words {
  readonly words: string;
  /** The Yjs clients that wrote them. */
  readonly clients: readonly number[];
}

/**
 * Finds the commented text in the document as it is now, and marks it when a thread's id is given. Text that is
 * gone leaves the words that were asked for: a comment is never lost because its text was.
 */
export function placeIn(doc: Y.Doc, asked: AskedPlace, markAs: string | null): Placed & Words {
  const note = new FlatNote(bodyOf(doc));
  const found = (asked.anchor && note.at(doc, asked.anchor)) ?? note.find(asked);
  const range = found && withoutSpace(note, found);
  if (!range) {
    const { quote, prefix, suffix } = asked;
    return { quote, prefix, suffix, anchor: null, words: '', clients: [] };
  }
  const placed = placedAt(note, range);
  const clients = note.clients(range);
  if (markAs) applyMark(note, range, markAs);
  return { ...placed, words: note.text.slice(range.from, range.to), clients };
}

/** How the place of a range is remembered. */
export function placedAt(note: FlatNote, range: FlatRange): Placed {
  const { quote, ...around } = note.context(range);
  return { quote: whole(quote, MAX_QUOTE_CHARS), ...around, anchor: note.anchor(range) };
}

/** What a thread's text says now; null of an orphan. */
export function wordsOf(doc: Y.Doc, thread: Anchored): Words | null {
  const note = new FlatNote(bodyOf(doc));
  const range = locate(note, doc, thread);
  return range && { words: note.text.slice(range.from, range.to), clients: note.clients(range) };
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
