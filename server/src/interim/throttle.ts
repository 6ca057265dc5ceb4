export interface Throttle {
  /** Whether one more from there is served now, ms since the epoch. */
  takes(from: string, now: number): boolean;
}

/** Beyond so many addresses the oldest windows are forgotten: memory stays bounded under attack. */
const MAX_KEPT = 10_000;

/** So many from one address in a window of time, in this process. */
export function createThrottle({ most, every_ms }: { most: number; every_ms: number }): Throttle {
  const windows = new Map<string, { readonly since: number; count: number }>();
  return {
    takes(from, now) {
      const window = windows.get(from);
      if (window && now - window.since < every_ms) {
        window.count += 1;
        return window.count <= most;
      }
      windows.delete(from);
      windows.set(from, { since: now, count: 1 });
      for (const oldest of windows.keys()) {
        if (windows.size <= MAX_KEPT) break;
        windows.delete(oldest);
      }
      return true;
    },
  };
}
