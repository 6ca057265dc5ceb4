import type { NewCase } from '@caseroom/shared/case';
import { noteKinds, outlineOf } from '@caseroom/shared/note-kinds';
import type { z } from 'zod';
import { createNote } from '../note/create.ts';
import type { Tx } from '../platform/db.ts';
import { appendEvent } from './events.ts';
import { haystackOf } from './fold.ts';
import { tidyCustomer, tidyTags } from './rules.ts';

/** A case to open. Whoever opens it owns it. `at` defaults to now; demo data and imports pass their own. */
export type OpenCase = z.output<typeof NewCase> & { readonly openedBy: string; readonly at?: Date };

/**
 * Writes a case, the first entry of its ledger and its first note, in the caller's transaction. The caller has
 * asked `accessProgram`; call `hintCase` after commit.
 */
export async function openCase(tx: Tx, input: OpenCase): Promise<{ caseId: string; noteId: string }> {
  const { programId, subject, priority, openedBy, at = new Date() } = input;
  const customer = tidyCustomer(input.customer);
  const [row] = await tx<{ number: number }[]>`select nextval('case_number') as number`;
  const number = (row as { number: number }).number;
  const [made] = await tx<{ id: string }[]>`
    insert into "case" (number, program_id, subject, priority, customer, owner_id, tags, opened_at, touched_at, haystack)
    values (${number}, ${programId}, ${subject}, ${priority}, ${tx.json(customer)}, ${openedBy}, ${tidyTags(input.tags)},
            ${at}, ${at}, ${haystackOf({ number, subject, customerName: customer.name })})
    returning id`;
  const caseId = (made as { id: string }).id;
  await appendEvent(tx, { caseId, kind: 'case.opened', actorId: openedBy, data: { subject, priority }, at });
  const { name: title, audience } = noteKinds.case;
  const noteId = await createNote(tx, {
    caseId,
    kind: 'case',
    audience,
    title,
    actorId: openedBy,
    outline: outlineOf('case'),
    at,
  });
  return { caseId, noteId };
}
