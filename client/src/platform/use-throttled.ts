import { useEffect, useRef } from 'react';

/** Runs at once, then at most every `wait_ms`, and once more at the end for what came in between. */
export function useThrottled(run: () => void, wait_ms: number): () => void {
  const state = useRef<{ timer: number | undefined; again: boolean }>({ timer: undefined, again: false });
  useEffect(() => () => window.clearTimeout(state.current.timer), []);
  const call = () => {
    const now = state.current;
    if (now.timer !== undefined) {
      now.again = true;
      return;
    }
    run();
    now.timer = window.setTimeout(() => {
      now.timer = undefined;
      if (!now.again) return;
      now.again = false;
      call();
    }, wait_ms);
  };
  return call;
}
