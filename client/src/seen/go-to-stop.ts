import { CHANGE_ATTRIBUTE } from '../note/changes/shown-changes.ts';
import type { Stop } from './stops.ts';

/** How long a note that was far away may take to connect before its top is good enough, ms. */
const WAIT_MS = 5_000;
const FLASH_MS = 900;

let giveUp: (() => void) | null = null;

/** Scrolls to what was changed and points at it for a moment. False when it is nowhere on this page. */
export function goToStop(stop: Stop): boolean {
  giveUp?.();
  if (stop.at === 'event') return show(document.querySelector(`[data-event="${stop.event.seq}"]`));
  const note = document.getElementById(`note-${stop.note.noteId}`);
  if (!note) return false;
  if (stop.at === 'note') return show(note, 'start');
  const find = () => note.querySelector(`[${CHANGE_ATTRIBUTE}="${stop.index}"]`);
  if (show(find())) return true;
  show(note, 'start');
  whenThere(note, () => show(find()));
  return true;
}

/** A note connects when it comes near, and its marks come with its text. */
function whenThere(note: Element, tryAgain: () => boolean): void {
  const watcher = new MutationObserver(() => {
    if (tryAgain()) giveUp?.();
  });
  const timer = window.setTimeout(() => giveUp?.(), WAIT_MS);
  giveUp = () => {
    watcher.disconnect();
    window.clearTimeout(timer);
    giveUp = null;
  };
  watcher.observe(note, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: [CHANGE_ATTRIBUTE],
  });
}

function show(element: Element | null, block: ScrollLogicalPosition = 'center'): boolean {
  if (!(element instanceof HTMLElement) || element.getClientRects().length === 0) return false;
  element.scrollIntoView({ block });
  const ring = { outline: '2px solid var(--focus)', outlineOffset: '2px', borderRadius: '3px' };
  element.animate([ring, ring, { ...ring, outlineColor: 'transparent' }], { duration: FLASH_MS });
  return true;
}
