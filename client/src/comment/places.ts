import type { NewThread, Thread } from '@caseroom/shared/comment';
import { MAX_QUOTE_CHARS } from '@caseroom/shared/comment';
import { type FlatNote, type FlatRange, locate } from '@caseroom/shared/editor/anchor';
import type * as Y from 'yjs';
import type { OtherWords, Passage } from '../note/passages/passage.ts';
import { differenceOf } from './difference.ts';
import { firstName } from './threads.ts';

/** What a new thread says of its place. */
export type AskedPlace = Pick<NewThread, 'quote' | 'prefix' | 'suffix' | 'anchor'>;

/** Where the threads of a note stand in it now; null: their text is gone. */
export function placesIn(
  note: FlatNote,
  doc: Y.Doc,
  threads: readonly Thread[],
): Map<string, FlatRange | null> {
  const marks = note.marks();
  return new Map(threads.map((thread) => [thread.id, locate(note, doc, thread, marks)]));
}

/** What is told of a selected text, so that it is found again; null when there is nothing to read in it. */
export function askedPlace(note: FlatNote, selected: FlatRange): AskedPlace | null {
  const words = note.text.slice(selected.from, selected.to);
  if (words.trim() === '') return null;
  const from = selected.from + (words.length - words.trimStart().length);
  const range = { from, to: from + words.trim().length };
  const { quote, prefix, suffix } = note.context(range);
  const anchor = note.anchor(range);
  return {
    quote: sayable(quote.slice(0, MAX_QUOTE_CHARS)),
    prefix: sayable(prefix),
    suffix: sayable(suffix),
    ...(anchor && { anchor }),
  };
}

/** Without halves of characters, which a cut leaves, and without the tabs of code, which no contract takes. */
const sayable = (text: string): string =>
  text
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '')
    .replace(/[^\n\P{Cc}]/gu, ' ');

/** Words may be suggested within one line, and not over what is more than text. */
export const isPlainLine = (quote: string): boolean => !/[\n\ufffc]/.test(quote);

/** The passages to show for threads whose text is there. */
export function passagesOf(
  note: FlatNote,
  threads: readonly Thread[],
  places: ReadonlyMap<string, FlatRange | null>,
  activeIds: readonly (string | null)[],
): Passage[] {
  return threads.flatMap((thread) => {
    const range = places.get(thread.id);
    if (!range) return [];
    const other = otherWords(note, thread, range);
    return [
      {
        id: thread.id,
        lines: note.lines(range),
        tone: thread.audience === 'coaching' ? 'coaching' : 'comment',
        active: activeIds.includes(thread.id),
        ...(other && { other }),
      } as const,
    ];
  });
}

/** An open suggestion, while the words are there that it was made for. */
function otherWords(note: FlatNote, { suggestion }: Thread, range: FlatRange): OtherWords | null {
  if (suggestion?.state !== 'open') return null;
  const now = note.text.slice(range.from, range.to);
  if (now !== suggestion.replaces) return null;
  const { before, gone, came } = differenceOf(now, suggestion.text);
  const [first] = note.lines(range);
  if (!first) return null;
  const from = first.from + before.length;
  const to = from + gone.length;
  return {
    by: firstName(suggestion.by),
    gone: gone === '' ? null : { line: first.line, from, to },
    line: first.line,
    offset: to,
    words: came,
  };
}
