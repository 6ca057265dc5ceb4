import { type RefObject, useEffect, useRef, useState } from 'react';

/** How far outside what is seen a note may be and still count as near. */
const MARGIN = '800px';

/** True from the first time an element comes near to being seen, so that a long page connects only what is read. */
export function useNear<T extends Element>(): [RefObject<T | null>, boolean] {
  const ref = useRef<T>(null);
  const [near, setNear] = useState(false);
  useEffect(() => {
    if (near || !ref.current) return;
    const watcher = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setNear(true);
      },
      // Notes scroll in a column of their own, which would cut off what only the window's margin lets in.
      { rootMargin: MARGIN, scrollMargin: MARGIN },
    );
    watcher.observe(ref.current);
    return () => watcher.disconnect();
  }, [near]);
  return [ref, near];
}
