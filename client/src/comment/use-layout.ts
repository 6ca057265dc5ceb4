import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { passageIn } from '../note/passages/passage.ts';
import { layOut } from './layout.ts';

/** A card of the margin, in the order of the text. */
export interface MarginItem {
  readonly id: string;
  readonly noteId: string;
}

interface Layout {
  readonly tops: ReadonlyMap<string, number>;
  /** Of the whole margin, pixels. */
  readonly height: number;
}

/** So far above its card's top a card's first line of text begins, pixels: text and card are in line. */
const LIFT_PX = 10;
/** How far above the end of a note the cards begin whose text is gone, pixels. */
const END_PX = 48;

const nothing: Layout = { tops: new Map(), height: 0 };

/** The tops of the cards in `margin`, which carry `data-card`, beside their passages; measured anew when anything moves. */
export function useLayout(
  margin: RefObject<HTMLElement | null>,
  items: readonly MarginItem[],
  activeId: string | null,
  moved: unknown,
): Layout {
  const [layout, setLayout] = useState(nothing);
  const frame = useRef(0);
  const latest = useRef({ items, activeId });
  useLayoutEffect(() => {
    latest.current = { items, activeId };
  });
  const measure = useCallback(() => {
    frame.current = 0;
    if (margin.current)
      setLayout((before) =>
        next(before, margin.current as HTMLElement, latest.current.items, latest.current.activeId),
      );
  }, [margin]);
  const soon = useCallback(() => {
    frame.current ||= requestAnimationFrame(measure);
  }, [measure]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what was moved says when to measure.
  useLayoutEffect(() => {
    measure();
    soon();
  }, [measure, soon, items, activeId, moved]);
  useEffect(() => {
    const watcher = new ResizeObserver(soon);
    for (const element of watched(margin.current, items)) watcher.observe(element);
    return () => watcher.disconnect();
  }, [margin, items, soon]);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  return layout;
}

const cardIn = (margin: HTMLElement, id: string): HTMLElement | null =>
  margin.querySelector<HTMLElement>(`[data-card="${CSS.escape(id)}"]`);
const noteOf = (noteId: string): HTMLElement | null => document.getElementById(`note-${noteId}`);

function watched(margin: HTMLElement | null, items: readonly MarginItem[]): HTMLElement[] {
  if (!margin) return [];
  const notes = [...new Set(items.map(({ noteId }) => noteId))].map(noteOf);
  return [margin, ...items.map(({ id }) => cardIn(margin, id)), ...notes].filter((one) => one !== null);
}

function next(
  before: Layout,
  margin: HTMLElement,
  items: readonly MarginItem[],
  activeId: string | null,
): Layout {
  const { top } = margin.getBoundingClientRect();
  const measured = items.map(({ id, noteId }) => ({
    id,
    wanted: wantedTop(id, noteId) - top,
    height: cardIn(margin, id)?.offsetHeight ?? 0,
  }));
  const tops = layOut(inOrder(measured), activeId);
  const height = Math.max(0, ...measured.map((item) => (tops.get(item.id) ?? 0) + item.height));
  const isSame = before.height === height && items.every(({ id }) => before.tops.get(id) === tops.get(id));
  return isSame && before.tops.size === tops.size ? before : { tops, height };
}

/** Each card begins no higher than the one before it: a note that is not connected yet has its cards at its top. */
const inOrder = <T extends { wanted: number }>(items: readonly T[]): T[] => {
  let least = 0;
  return items.map((item) => {
    least = Math.max(least, item.wanted);
    return { ...item, wanted: least };
  });
};

function wantedTop(id: string, noteId: string): number {
  const note = noteOf(noteId);
  if (!note) return 0;
  const passage = passageIn(note, id);
  if (passage) return (passage.getClientRects()[0]?.top ?? 0) - LIFT_PX;
  return Math.max(note.getBoundingClientRect().top, note.getBoundingClientRect().bottom - END_PX);
}
