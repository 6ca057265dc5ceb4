import type { Case } from '@caseroom/shared/case';
import type { Direction } from '@caseroom/shared/interaction';
import { useState } from 'react';
import { rightNow } from '../platform/clock.ts';
import { useMe } from '../platform/session.ts';
import { useLogInteraction, useUnderWay } from './interaction-data.ts';

/** Begins a call in a case: its timer stays in sight on every page until it is ended. */
export function useStartCall(held: Case) {
  const me = useMe();
  const underWay = useUnderWay();
  const logging = useLogInteraction(held.id);
  const [key, setKey] = useState(() => crypto.randomUUID());
  const start = (direction: Direction) =>
    logging.mutate(
      {
        key,
        body: {
          channel: 'call',
          direction,
          startedAt: rightNow().toISOString(),
          participants: [
            { role: 'customer', name: held.customerName },
            { role: 'agent', name: me.name },
          ],
        },
      },
      { onSuccess: () => setKey(crypto.randomUUID()) },
    );
  return { start, isBusy: Boolean(underWay.data), pending: logging.isPending, error: logging.error };
}
