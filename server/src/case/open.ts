import type { NewCase } from '@caseroom/shared/case';
import { noteKinds } from '@caseroom/shared/note-kinds';
import type { z } from 'zod';
import { createNote, type StartNote, startFromOutline } from '../note/create.ts';
import type { Tx } from '../platform/db.ts';
import { appendEvent } from './events.ts';
import { haystackOf } from './fold.ts';
import { tidyCustomer, tidyTags } from './rules.ts';

/**
 * A case to open. Whoever opens it owns it. `at` defaults to now and `number` to the next one; demo data passes
 * its own.
 */
export type OpenCase = z.output<typeof NewCase> & {
  readonly openedBy: string;
  readonly at?: Date;
  readonly number?: number;
};

/**
 * Writes a case, the first entry of its ledger and its first note, in the caller's transaction. The caller has
 * asked `accessProgram`; call `hintCase` after commit.
 */
export async function openCase(
  tx: Tx,
  input: OpenCase,
  startNote: StartNote = startFromOutline,
): Promise<{ caseId: string; noteId: string }> {
  const { openedBy: actorId, at = new Date() } = input;
  const caseId = await insertCase(tx, { ...input, at });
  const { name: title, audience } = noteKinds.case;
  const { programId } = input;
  const start = await startNote(tx, { caseId, programId, kind: 'case', authorId: actorId, at });
  const noteId = await createNote(tx, { caseId, kind: 'case', audience, title, actorId, at, ...start });
  return { caseId, noteId };
}

/** Writes a case without a note, and the first entry of its ledger. */
export async function insertCase(tx: Tx, input: OpenCase): Promise<string> {
  const { programId, subject, priority, openedBy, at = new Date() } = input;
  const customer = tidyCustomer(input.customer);
  const number = input.number ?? (await nextNumber(tx));
  const [made] = await tx<{ id: string }[]>`
    insert into "case" (number, program_id, subject, priority, customer, owner_id, tags, opened_at, touched_at, haystack)
    values (${number}, ${programId}, ${subject}, ${priority}, ${tx.json(customer)}, ${openedBy}, ${tidyTags(input.tags)},
            ${at}, ${at}, ${haystackOf({ number, subject, customerName: customer.name })})
    returning id`;
  const caseId = (made as { id: string }).id;
  await appendEvent(tx, { caseId, kind: 'case.opened', actorId: openedBy, data: { subject, priority }, at });
  return caseId;
}

async function nextNumber(tx: Tx): Promise<number> {
  const [row] = await tx<{ number: number }[]>`select nextval('case_number') as number`;
  return (row as { number: number }).number;
}
