import type { TakenIn } from '@caseroom/shared/intake';
import { useEffect, useRef, useState } from 'react';
import { isRequestError, type RequestError, send, sentenceOf } from '../platform/http.ts';
import type { GoodRow } from './check-rows.ts';

export type RowResult = { readonly row: GoodRow } & (
  | { readonly outcome: TakenIn['outcome']; readonly taken: TakenIn }
  | { readonly outcome: 'refused'; readonly reason: string }
);

export interface ImportRun {
  readonly phase: 'ready' | 'running' | 'stopping' | 'stopped' | 'done';
  readonly rows: readonly GoodRow[];
  /** In the order of the rows, so the next row is the one after the last. */
  readonly results: readonly RowResult[];
  /** What keeps every row from being taken in, not just one. */
  readonly halted: string | null;
}

const ready: ImportRun = { phase: 'ready', rows: [], results: [], halted: null };

/** Refusals that are about the connection or the person; every other is about the row that was sent. */
const halting: ReadonlySet<string> = new Set([
  'unreachable',
  'unavailable',
  'too-fast',
  'not-signed-in',
  'foreign-origin',
]);

/**
 * Sends rows one after another, each under a key of its own, so that one whose answer was lost is sent again without
 * acting twice. Stops after the row under way when told to, when every row would fail, and when the page is left.
 */
export function useImportRun(programId: string) {
  const [run, setRun] = useState(ready);
  const isToStop = useRef(false);
  const key = useRef('');
  useEffect(() => {
    isToStop.current = false;
    return () => {
      isToStop.current = true;
    };
  }, []);

  const work = async (rows: readonly GoodRow[], before: readonly RowResult[]) => {
    isToStop.current = false;
    let results = before;
    setRun({ phase: 'running', rows, results, halted: null });
    for (const row of rows.slice(before.length)) {
      if (isToStop.current) return setRun({ phase: 'stopped', rows, results, halted: null });
      const result = await bring(programId, row, `${key.current}:${row.line}`);
      if ('halted' in result) return setRun({ phase: 'stopped', rows, results, ...result });
      results = [...results, result];
      setRun({ phase: isToStop.current ? 'stopping' : 'running', rows, results, halted: null });
    }
    setRun({ phase: 'done', rows, results, halted: null });
  };

  return {
    run,
    start: (rows: readonly GoodRow[]) => {
      key.current = crypto.randomUUID();
      void work(rows, []);
    },
    goOn: () => void work(run.rows, run.results),
    stop: () => {
      isToStop.current = true;
      setRun((now) => (now.phase === 'running' ? { ...now, phase: 'stopping' } : now));
    },
    reset: () => setRun(ready),
  };
}

async function bring(
  programId: string,
  row: GoodRow,
  idempotencyKey: string,
): Promise<RowResult | { readonly halted: string }> {
  try {
    const body = { programId, ...row.incoming };
    const taken = await send<TakenIn>('POST', '/api/intake', { body, idempotencyKey });
    return { row, outcome: taken.outcome, taken };
  } catch (error) {
    if (!isRequestError(error) || halting.has(error.problem.code)) return { halted: sentenceOf(error) };
    return { row, outcome: 'refused', reason: reasonOf(error) };
  }
}

const reasonOf = ({ message, problem }: RequestError): string =>
  problem.fields?.length ? problem.fields.map((field) => field.message).join(' ') : message;
