import { useEffect, useRef } from 'react';
import { advance, nothingPending, type Pending, strokeOf } from './key-match.ts';
import { createStore, useStore } from './store.ts';

export interface Shortcut {
  readonly keys: string;
  /** What it does, as a verb phrase, for the sheet that `?` shows. */
  readonly label: string;
  readonly group: 'Anywhere' | 'Queue' | 'Case' | 'Handover' | 'Floor' | 'Inbox' | 'Quality';
}
interface Bound extends Shortcut {
  readonly run: () => void;
}

const bound = createStore<readonly Bound[]>([]);
let pending: Pending = nothingPending;

/** Binds keys while the component is on screen. Keys stay quiet while somebody types, except with Ctrl or Cmd. */
export function useShortcut(shortcut: Shortcut, run: () => void, enabled = true): void {
  const { keys, label, group } = shortcut;
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (!enabled) return;
    const entry: Bound = { keys, label, group, run: () => latest.current() };
    bound.set([...bound.get(), entry]);
    return () => bound.set(bound.get().filter((other) => other !== entry));
  }, [keys, label, group, enabled]);
}

/** Every shortcut that works right now. */
export const useShortcuts = (): readonly Shortcut[] => useStore(bound);

/** Installs the page's one key listener. Call once. */
export function listenForKeys(): () => void {
  const onKey = (event: KeyboardEvent) => {
    const stroke = event.defaultPrevented || event.isComposing ? null : strokeOf(event);
    if (!stroke || (isTyping(event.target) && !stroke.startsWith('mod+'))) return;
    const entries = bound.get();
    const step = advance(
      pending,
      stroke,
      event.timeStamp,
      entries.map((entry) => entry.keys),
    );
    pending = step.pending;
    if (!step.match) return;
    event.preventDefault();
    // The newest binding is the one closest to what the person is looking at.
    entries.findLast((entry) => entry.keys === step.match)?.run();
  };
  window.addEventListener('keydown', onKey);
  return () => window.removeEventListener('keydown', onKey);
}

/** In a field, a menu or a dialog the keys belong to it. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest(
        'input:not([type="checkbox"]), textarea, select, [contenteditable="true"], [role="menu"], [role="listbox"], [role="dialog"]',
      ) !== null)
  );
}
