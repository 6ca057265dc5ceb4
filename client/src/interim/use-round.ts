import { useRef, useState } from 'react';
import { type Fate, type Round, writeToOne } from './bulk-data.ts';

/** One message on its way to many customers, one after the other; it goes on while the page is open and can be stopped. */
export function useRound() {
  const [fates, setFates] = useState<ReadonlyMap<string, Fate>>(new Map());
  const [running, setRunning] = useState(false);
  const stopped = useRef(false);

  /** Goes on with those that have not been written to; what failed is tried again. */
  async function run(caseIds: readonly string[], round: Round): Promise<void> {
    stopped.current = false;
    setRunning(true);
    let known = new Map(fates);
    for (const caseId of caseIds) {
      if (stopped.current) break;
      const before = known.get(caseId);
      if (before && before.is !== 'failed') continue;
      known = new Map(known).set(caseId, await writeToOne(caseId, round));
      setFates(known);
    }
    setRunning(false);
  }

  const stop = () => {
    stopped.current = true;
  };
  return { fates, running, run, stop };
}
