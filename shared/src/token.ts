import { z } from 'zod';
import { Program } from './people.ts';
import { Id, line, PersonRef, Time } from './primitives.ts';

/** Tokens let programs act for a person over the API, within scopes: `cases:read`, `notes:write`. */
export const MAX_TOKEN_NAME_CHARS = 60;
/** Tokens that work, of one person. */
export const MAX_TOKENS = 50;
export const MAX_SCOPES = 200;
export const MAX_TOKEN_PROGRAMS = 50;

/** Days after which a token ends; null: when somebody revokes it. */
export const tokenLifetimes = [7, 30, 90, 365, null] as const;

export const Scope = z
  .string()
  .regex(/^[a-z][a-z-]{0,60}:(?:read|write)$/)
  .meta({ description: 'An area of the API and what may be done there.', example: 'cases:read' });
export type Scope = z.infer<typeof Scope>;

/** One area of the API, as tokens are given it. */
export const ScopeArea = z.object({
  /** `cases` of `cases:read`. */
  area: z.string(),
  /** As the description of the API groups its routes. */
  name: z.string(),
  /** What its routes do: their summaries. */
  reads: z.array(z.string()),
  writes: z.array(z.string()),
});
export type ScopeArea = z.infer<typeof ScopeArea>;

export const Token = z.object({
  id: Id,
  name: z.string(),
  /** Whose rights it has; never more. */
  person: PersonRef,
  scopes: z.array(z.string()),
  /** Beyond these it sees and does nothing; null: wherever its person may. */
  programs: z.array(Program).nullable(),
  createdAt: Time,
  /** Who made it, where its person is a service account. */
  madeBy: PersonRef.nullable(),
  expiresAt: Time.nullable(),
  lastUsedAt: Time.nullable(),
  revokedAt: Time.nullable(),
  revokedBy: PersonRef.nullable(),
});
export type Token = z.infer<typeof Token>;

export const NewToken = z.strictObject({
  name: line(MAX_TOKEN_NAME_CHARS).meta({ example: 'Nightly export' }),
  scopes: z
    .array(Scope)
    .min(1, 'A token that may do nothing is of no use.')
    .max(MAX_SCOPES)
    .meta({ example: ['cases:read'] }),
  programIds: z
    .array(Id)
    .min(1, 'Choose a program, or leave the token without this limit.')
    .max(MAX_TOKEN_PROGRAMS)
    .nullable()
    .default(null)
    .meta({ description: 'Programs beyond which it sees and does nothing. Null: wherever its person may.' }),
  expiresInDays: z
    .literal(tokenLifetimes)
    .meta({ description: 'Null: until somebody revokes it.', example: 90 }),
});
export type NewToken = z.input<typeof NewToken>;

/** The secret is shown once, here; only its hash is stored. */
export const MadeToken = z.object({ token: Token, secret: z.string() });
export type MadeToken = z.infer<typeof MadeToken>;

/** Stands in the data of a ledger entry that was made through a token. */
export const Via = z.object({ tokenId: Id, name: z.string() });
export type Via = z.infer<typeof Via>;
