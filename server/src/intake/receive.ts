import type { IncomingCase, TakenIn } from '@caseroom/shared/intake';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import { caseNumber } from '../case/fold.ts';
import { takeIn } from '../case/take-in.ts';
import type { StartNote } from '../note/create.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sql, Tx } from '../platform/db.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { runVia } from '../platform/via.ts';
import type { Receiver } from './endpoints.ts';

/** How long messages are remembered, days; a signature is taken for minutes only. */
const REMEMBERED_D = 30;
const MS_PER_DAY = 86_400_000;

export interface Received {
  readonly messageId: string;
  readonly incoming: IncomingCase;
}

/** Takes a message in, once: a repeat is answered from what the first one did. Refused, it may be sent again. */
export async function receive(
  { sql, clock, startNote }: { readonly sql: Sql; readonly clock: Clock; readonly startNote: StartNote },
  { id, name, programId, personId }: Receiver,
  { messageId, incoming }: Received,
): Promise<TakenIn | Refusal> {
  const via = { tokenId: id, name, personId, programIds: [programId] };
  return runVia(via, () =>
    inTransaction(sql, async (tx) => {
      await tx`select pg_advisory_xact_lock(hashtextextended(${`${id} ${messageId}`}, 0))`;
      const before = await findTaken(tx, id, messageId);
      if (before) return before;
      const taken = await takeIn(tx, { programId, actorId: personId, incoming, startNote });
      if (isRefusal(taken)) return taken.refused === 'invalid' ? taken : nobody(taken);
      await tx`
        insert into intake_message (endpoint_id, message_id, case_id, at)
        values (${id}, ${messageId}, ${taken.caseId}, ${clock.now()})`;
      return taken;
    }),
  );
}

/** The sender can do nothing about it: whoever runs this deployment can. */
const nobody = ({ refused, detail }: Refusal): Refusal =>
  refused === 'not-found' || refused === 'no-access' || refused === 'read-only'
    ? refuse('conflict', 'Whom an administrator chose for this endpoint may not do this any more.')
    : refuse(refused, detail);

async function findTaken(tx: Tx, endpointId: string, messageId: string): Promise<TakenIn | null> {
  const [row] = await tx<{ caseId: string; number: number }[]>`
    select c.id as "caseId", c.number from intake_message m join "case" c on c.id = m.case_id
    where m.endpoint_id = ${endpointId} and m.message_id = ${messageId}`;
  return row ? { caseId: row.caseId, number: caseNumber(row.number), outcome: 'unchanged' } : null;
}

export async function sweepMessages({
  sql,
  clock,
}: {
  readonly sql: Sql;
  readonly clock: Clock;
}): Promise<void> {
  await sql`delete from intake_message where at < ${new Date(clock.now().getTime() - REMEMBERED_D * MS_PER_DAY)}`;
}
