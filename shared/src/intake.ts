import { z } from 'zod';
import { Customer, MAX_SUBJECT_CHARS, MAX_TAGS, Priority, Status, Tag } from './case.ts';
import { Program } from './people.ts';
import { Id, line, PersonRef, Time } from './primitives.ts';

/** Longest name that another system has for a case, characters. */
export const MAX_REFERENCE_CHARS = 200;
export const MAX_INTAKE_NAME_CHARS = 60;

/**
 * A case as another system knows it. The first with its reference opens a case and needs a subject and the customer's
 * name; what follows edits that case, and what is left out stays as it is.
 */
export const IncomingCase = z.strictObject({
  reference: line(MAX_REFERENCE_CHARS).meta({ example: 'ZD-48213' }),
  subject: line(MAX_SUBJECT_CHARS).optional().meta({ example: 'Charged twice for one month' }),
  status: Status.optional(),
  priority: Priority.optional(),
  tags: z.array(Tag).max(MAX_TAGS).optional(),
  customer: Customer.partial().optional(),
});
export type IncomingCase = z.infer<typeof IncomingCase>;

/** The same, by somebody who says which program's it is. */
export const TakeIn = IncomingCase.extend({ programId: Id });
export type TakeIn = z.infer<typeof TakeIn>;

export const TakenIn = z.object({
  caseId: Id,
  number: z.string(),
  outcome: z.enum(['opened', 'edited', 'unchanged']),
});
export type TakenIn = z.infer<typeof TakenIn>;

/** An address through which a system sends cases of a program. */
export const IntakeEndpoint = z.object({
  id: Id,
  /** Where to post, below the address of this deployment. */
  path: z.string(),
  name: z.string(),
  program: Program,
  /** Who opens and owns the cases that come. */
  person: PersonRef,
  createdAt: Time,
});
export type IntakeEndpoint = z.infer<typeof IntakeEndpoint>;

export const NewIntakeEndpoint = z.strictObject({
  programId: Id,
  name: line(MAX_INTAKE_NAME_CHARS).meta({ example: 'Web form' }),
  personId: Id,
});
export type NewIntakeEndpoint = z.infer<typeof NewIntakeEndpoint>;

/** The secret is shown once; senders sign with it as Standard Webhooks says. */
export const MadeIntakeEndpoint = z.object({ endpoint: IntakeEndpoint, secret: z.string() });
export type MadeIntakeEndpoint = z.infer<typeof MadeIntakeEndpoint>;
