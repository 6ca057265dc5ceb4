import type { Handover } from '@caseroom/shared/handover';
import { useSearchParams } from 'react-router';
import { firstToSee } from './packet.ts';

/** What the whole shift should know, as a place in the packet beside its cases. */
export const SHIFT = 'shift';
const PICKED = 'case';

/** Which case of a packet is looked at; it stands in the address by its number, so that it can be sent and gone back to. */
export function usePicked(held: Handover, meId: string) {
  const [params, setParams] = useSearchParams();
  const named = params.get(PICKED);
  const found =
    named === SHIFT
      ? SHIFT
      : held.items.find(({ case: one }) => one.number === named || one.id === named)?.case.id;
  return {
    picked: found ?? firstToSee(held, meId)?.case.id ?? SHIFT,
    /** On a narrow screen the list shows until somebody chooses. */
    isChosen: found !== undefined,
    pick(id: string | null) {
      const number = held.items.find(({ case: one }) => one.id === id)?.case.number ?? id;
      setParams((now) => withCase(now, number), { replace: true });
    },
  };
}

function withCase(now: URLSearchParams, picked: string | null): URLSearchParams {
  const next = new URLSearchParams(now);
  if (picked === null) next.delete(PICKED);
  else next.set(PICKED, picked);
  return next;
}
