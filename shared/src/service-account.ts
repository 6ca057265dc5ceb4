import { z } from 'zod';
import { MAX_NAME_CHARS, Membership, MembershipInput } from './people.ts';
import { line, PersonRef, Time } from './primitives.ts';
import { SERVICE_MARK } from './service-mark.ts';

/**
 * A service account is software that works under a name of its own: a member of programs like a person, which owns
 * tokens and cannot sign in. What it does stands in ledgers as its own.
 */

export const ServiceAccount = PersonRef.extend({
  memberships: z.array(Membership),
  enabled: z.boolean(),
  createdAt: Time,
  madeBy: PersonRef.nullable(),
  /** Tokens of its that work. */
  tokens: z.number().int(),
  lastUsedAt: Time.nullable(),
  /** Open or waiting cases it owns: switched off, it leaves them behind. */
  unresolvedCases: z.number().int(),
});
export type ServiceAccount = z.infer<typeof ServiceAccount>;

/** Without the mark, which is added. */
const ServiceName = line(MAX_NAME_CHARS - SERVICE_MARK.length).meta({ example: 'Nightly export' });
const Memberships = z.array(MembershipInput).max(50);

export const NewServiceAccount = z.strictObject({ name: ServiceName, memberships: Memberships.min(1) });
export type NewServiceAccount = z.input<typeof NewServiceAccount>;

export const PatchServiceAccount = z
  .strictObject({ name: ServiceName, memberships: Memberships, enabled: z.boolean() })
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, 'Say what to change.');
export type PatchServiceAccount = z.input<typeof PatchServiceAccount>;
