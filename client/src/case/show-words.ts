import { findWords, type WordsPlace } from './find-words.ts';
import './show-words.css';

const HIGHLIGHT = 'found-words';
/** Long enough to be found by the eye, ms. */
const SHOWN_MS = 4_000;
/** Notes that load above push away what was scrolled to; so long it is followed, ms. */
const FOLLOWED_MS = 10_000;
let clear: number | undefined;
let stopFollowing = () => {};

/** Scrolls to words of a note that is on the page and marks them for a moment. False while they are not there. */
export function showWords(note: HTMLElement, words: WordsPlace): boolean {
  const body = note.querySelector('[role="textbox"], [role="document"]');
  const range = body && rangeOf(body, words);
  if (!range) return false;
  const line = range.startContainer.parentElement;
  line?.scrollIntoView({ block: 'center' });
  if (line) follow(line, note);
  if (!('highlights' in CSS)) return true;
  // Drawn over the text: the note itself is not touched.
  CSS.highlights.set(HIGHLIGHT, new Highlight(range));
  window.clearTimeout(clear);
  clear = window.setTimeout(() => CSS.highlights.delete(HIGHLIGHT), SHOWN_MS);
  return true;
}

/** Keeps a line in the middle while the notes around it find their size, until a person does something. */
function follow(line: HTMLElement, note: HTMLElement): void {
  stopFollowing();
  const watcher = new ResizeObserver(() => line.scrollIntoView({ block: 'center' }));
  watcher.observe(note.closest('section') ?? note);
  const over = new AbortController();
  stopFollowing = () => {
    over.abort();
    watcher.disconnect();
  };
  for (const act of ['wheel', 'pointerdown', 'keydown'])
    window.addEventListener(act, stopFollowing, { signal: over.signal, passive: true });
  window.setTimeout(stopFollowing, FOLLOWED_MS);
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
