import { findWords, type WordsPlace } from './find-words.ts';
import './show-words.css';

const HIGHLIGHT = 'found-words';
/** Long enough to be found by the eye, ms. */
const SHOWN_MS = 4_000;
let clear: number | undefined;

/** Scrolls to words of a note that is on the page and marks them for a moment. False while they are not there. */
export function showWords(note: HTMLElement, words: WordsPlace): boolean {
  const body = note.querySelector('[role="textbox"], [role="document"]');
  const range = body && rangeOf(body, words);
  if (!range) return false;
  range.startContainer.parentElement?.scrollIntoView({ block: 'center' });
  if (!('highlights' in CSS)) return true;
  // Drawn over the text: the note itself is not touched.
  CSS.highlights.set(HIGHLIGHT, new Highlight(range));
  window.clearTimeout(clear);
  clear = window.setTimeout(() => CSS.highlights.delete(HIGHLIGHT), SHOWN_MS);
  return true;
}

function rangeOf(body: Element, words: WordsPlace): Range | null {
  const nodes = textsIn(body);
  const found = findWords(nodes.map((node) => node.data).join(''), words);
  if (!found) return null;
  const range = document.createRange();
  let at = 0;
  for (const node of nodes) {
    const end = at + node.data.length;
    if (found.from >= at && found.from < end) range.setStart(node, found.from - at);
    if (found.to > at && found.to <= end) range.setEnd(node, found.to - at);
    at = end;
  }
  return range;
}

/** The note's own text, without the names at other people's carets. */
function textsIn(body: Element): Text[] {
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (!node.parentElement?.closest('.peer-caret')) texts.push(node as Text);
  return texts;
}
