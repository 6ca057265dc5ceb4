import { useRef } from 'react';
import { useShortcut } from '../platform/shortcuts.ts';

/** J and K move the focus over the floor's cases; Enter is the focused link's own. */
export function useRowKeys() {
  const list = useRef<HTMLDivElement>(null);
  const move = (step: 1 | -1) => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-floor-case]') ?? [])];
    const at = rows.indexOf(document.activeElement as HTMLElement);
    rows[at < 0 ? 0 : Math.min(Math.max(at + step, 0), rows.length - 1)]?.focus();
  };
  useShortcut({ keys: 'j', label: 'Next case', group: 'Floor' }, () => move(1));
  useShortcut({ keys: 'k', label: 'Previous case', group: 'Floor' }, () => move(-1));
  return list;
}
