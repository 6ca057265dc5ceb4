import { type Anchored, FlatNote, type FlatRange, locate, readable } from '@caseroom/shared/editor/anchor';
import { type Refusal, refuse } from '@caseroom/shared/refusal';
import * as Y from 'yjs';
import { bodyOf } from '../note/doc.ts';
import { type Placed, placedAt, SHOWN_CHARS } from './place.ts';

export interface Replacement {
  readonly thread: Anchored;
  readonly replaces: string;
  readonly text: string;
  readonly suggestedBy: string;
}

/** `placed`: where the new words are. `same`: the note reads as suggested already. */
export type Replaced = { readonly placed: Placed } | 'same' | Refusal;

/**
 * Puts a suggestion's words in the place of those it was made for, within a transaction of the document. Only
 * what differs is written, so that everybody keeps the credit of the words that stay. Words that were changed
 * meanwhile are left alone: whoever accepts has not seen what would be lost.
 */
export function replaceWords(doc: Y.Doc, { thread, replaces, text, suggestedBy }: Replacement): Replaced {
  const note = new FlatNote(bodyOf(doc));
  const range = locate(note, doc, thread);
  if (!range)
    return text === ''
      ? 'same'
      : refuse('conflict', `The text that ${suggestedBy} wanted to change is gone.`);
  const now = note.text.slice(range.from, range.to);
  if (now === text) return 'same';
  if (now !== replaces) {
    const reads = readable(now).slice(0, SHOWN_CHARS);
    return refuse(
      'conflict',
      `The text has changed since ${suggestedBy} suggested this. It now reads “${reads}”.`,
    );
  }
  write(note, range, now, text);
  const after = new FlatNote(bodyOf(doc));
  return { placed: placedAt(after, { from: range.from, to: range.from + text.length }) };
}

function write(note: FlatNote, range: FlatRange, now: string, text: string): void {
  const { from, to, words } = difference(now, text);
  const gone = note.pieces({ from: range.from + from, to: range.from + to });
  const before = note.pieces({ from: range.from, to: range.from + from }).at(-1);
  const behind = before && { text: before.text, index: before.index + before.length };
  const target = gone[0] ?? behind ?? note.pieces(range)[0];
  if (!target) return;
  // In the middle of a line words look like those they replace, else like those before them in the range.
  const marks = marksAt(target.text, !gone[0] && behind ? target.index - 1 : target.index);
  for (const { text: part, index, length } of gone.toReversed()) part.delete(index, length);
  if (words !== '') target.text.insert(target.index, words, marks);
}

/** What is between the beginning and the end that two texts share, cut between whole characters. */
export function difference(now: string, text: string): { from: number; to: number; words: string } {
  const [a, b] = [[...now], [...text]];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const length = (characters: string[]) => characters.join('').length;
  return {
    from: length(a.slice(0, start)),
    to: length(a.slice(0, a.length - end)),
    words: b.slice(start, b.length - end).join(''),
  };
}

/** The marks of the character at an index, so that what takes its place looks like it and stays in the thread. */
function marksAt(text: Y.XmlText, index: number): Record<string, unknown> {
  const marks: Record<string, unknown> = {};
  let at = 0;
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    if (item.content instanceof Y.ContentFormat) marks[item.content.key] = item.content.value;
    else if (item.content instanceof Y.ContentString) {
      at += item.length;
      if (at > index) break;
    }
  }
  return marks;
}
