import { type RefObject, useEffect, useState } from 'react';

/** From this width on there is room for a margin beside the notes, pixels. */
const WIDE_PX = 700;

/** Whether the notes leave room beside them. */
export function useWide(element: RefObject<HTMLElement | null>): boolean {
  const [isWide, setWide] = useState(true);
  // Not before everything around is in the document: the element may be one that this is in.
  useEffect(() => {
    const { current } = element;
    if (!current) return;
    const look = () => setWide(current.clientWidth === 0 || current.clientWidth >= WIDE_PX);
    look();
    const watcher = new ResizeObserver(look);
    watcher.observe(current);
    return () => watcher.disconnect();
  }, [element]);
  return isWide;
}
