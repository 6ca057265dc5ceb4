import { useCallback, useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';

/** Versions are asked for once the slider rests this long, ms. */
const REST_MS = 90;

/** Where somebody is in a note's past: a version, or two to compare. */
export interface Place {
  /** Null: the newest. */
  readonly at: number | null;
  /** Null: no comparison. */
  readonly from: number | null;
}

/** The place in the address, so that it can be sent to a colleague and survives a reload. */
export function usePlace(headSeq: number) {
  const [search, setSearch] = useSearchParams();
  const [place, setPlace] = useState<Place>({ at: seqIn(search, 'at'), from: seqIn(search, 'from') });
  const at = Math.min(place.at ?? headSeq, headSeq);
  const from = place.from === null ? null : Math.min(place.from, at);
  const go = useCallback((change: Partial<Place>) => setPlace((before) => ({ ...before, ...change })), []);
  const restedAt = useRested(at);
  const restedFrom = useRested(from);

  useEffect(() => {
    const next = new URLSearchParams();
    if (place.at !== null) next.set('at', String(restedAt));
    if (restedFrom !== null) next.set('from', String(restedFrom));
    setSearch(next, { replace: true, preventScrollReset: true });
  }, [place.at, restedAt, restedFrom, setSearch]);
  return { at, from, restedAt, restedFrom, go };
}

function seqIn(search: URLSearchParams, name: string): number | null {
  const value = Number(search.get(name) ?? Number.NaN);
  return Number.isInteger(value) && value >= 0 ? value : null;
}

function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), REST_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}
