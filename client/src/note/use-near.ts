import { type RefObject, useEffect, useRef, useState } from 'react';

/** How far outside the window a note may be and still count as near. */
const MARGIN = '800px';

/** True from the first time an element comes near the window, so that a long page connects only what is read. */
export function useNear<T extends Element>(): [RefObject<T | null>, boolean] {
  const ref = useRef<T>(null);
  const [near, setNear] = useState(false);
  useEffect(() => {
    if (near || !ref.current) return;
    const watcher = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setNear(true);
      },
      { rootMargin: MARGIN },
    );
    watcher.observe(ref.current);
    return () => watcher.disconnect();
  }, [near]);
  return [ref, near];
}
