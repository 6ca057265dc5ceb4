import { z } from 'zod';
import { Id, line, PersonRef, Time } from './primitives.ts';
import { SearchLanguage } from './search-language.ts';
import { SERVICE_MARK } from './service-mark.ts';
import { Industry } from './template.ts';

/** A member's role in one program. Deployment-wide duties (`admin`, `auditor`) are on the person. */
export const Role = z.enum(['agent', 'senior', 'lead', 'qa', 'client']);
export type Role = z.infer<typeof Role>;

export const roleNames: Record<Role, string> = {
  agent: 'Agent',
  senior: 'Senior',
  lead: 'Lead',
  qa: 'Quality',
  client: 'Client viewer',
};

export const Program = z.object({
  id: Id,
  name: z.string(),
  /** The client company, as people on the floor say it. */
  client: z.string(),
});
export type Program = z.infer<typeof Program>;

export const Membership = z.object({ program: Program, role: Role, team: z.string().nullable() });
export type Membership = z.infer<typeof Membership>;

/** Longest e-mail address (RFC 5321 §4.5.3.1.3 less the angle brackets), in characters. */
export const MAX_EMAIL_CHARS = 254;
/** NIST SP 800-63B asks for at least 8 and allows any printable character. */
export const MIN_PASSWORD_CHARS = 10;
export const MAX_PASSWORD_CHARS = 256;

export const Email = z.string().trim().toLowerCase().max(MAX_EMAIL_CHARS).pipe(z.email());
export const NewPassword = z.string().min(MIN_PASSWORD_CHARS).max(MAX_PASSWORD_CHARS);

export const SignIn = z.strictObject({
  email: z.string().trim().toLowerCase().min(1).max(MAX_EMAIL_CHARS),
  password: z.string().min(1).max(MAX_PASSWORD_CHARS),
});
export type SignIn = z.infer<typeof SignIn>;

/** The signed-in person, as `GET /api/me` and `POST /api/session` answer. */
export const Me = PersonRef.extend({
  email: z.string(),
  admin: z.boolean(),
  auditor: z.boolean(),
  memberships: z.array(Membership),
});
export type Me = z.infer<typeof Me>;
export const SignedIn = z.object({ user: Me });

/** One of a person's own sign-ins. */
export const MySession = z.object({
  /** Signs nobody in: a hash of what the cookie holds. */
  id: z.string(),
  /** The one that asks. */
  current: z.boolean(),
  createdAt: Time,
  lastSeenAt: Time,
  expiresAt: Time,
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
});
export type MySession = z.infer<typeof MySession>;
export const SessionId = z.string().regex(/^[0-9a-f]{64}$/);

/** Someone a member can mention or filter by: the people of the programs they share. */
export const Colleague = PersonRef.extend({
  roles: z.array(z.object({ programId: Id, role: Role, team: z.string().nullable() })),
});
export type Colleague = z.infer<typeof Colleague>;

/** One row of the demo sign-in picker. Only served when the deployment was seeded with demo data. */
export const DemoPerson = z.object({
  email: z.string(),
  password: z.string(),
  name: z.string(),
  colour: z.number(),
  /** Sentences such as "Lead, Northwind Mobile". */
  roles: z.array(z.string()),
  /** What this person finds to do, so a visitor knows whom to pick. */
  about: z.string().optional(),
});
export type DemoPerson = z.infer<typeof DemoPerson>;

// Administration

export const AdminPerson = PersonRef.extend({
  email: z.string(),
  admin: z.boolean(),
  auditor: z.boolean(),
  memberships: z.array(Membership),
  state: z.enum(['invited', 'active', 'disabled']),
  lastSeenAt: Time.nullable(),
  createdAt: Time,
});
export type AdminPerson = z.infer<typeof AdminPerson>;

export const MembershipInput = z.strictObject({ programId: Id, role: Role, team: line(60).nullish() });
export type MembershipInput = z.output<typeof MembershipInput>;

export const MAX_NAME_CHARS = 120;
/** No person passes for software: see service-mark.ts. */
const PersonName = line(MAX_NAME_CHARS).refine(
  (name) => !name.endsWith(SERVICE_MARK),
  'Names of service accounts end so.',
);

export const InvitePerson = z.strictObject({
  name: PersonName,
  email: Email,
  admin: z.boolean().default(false),
  auditor: z.boolean().default(false),
  memberships: z.array(MembershipInput).max(50).default([]),
});
export type InvitePerson = z.input<typeof InvitePerson>;

/** The one-time link is shown once, to copy; only its hash is stored. */
export const Invited = z.object({ person: AdminPerson, link: z.string(), expiresAt: Time });
export type Invited = z.infer<typeof Invited>;

export const PatchPerson = z.strictObject({
  name: PersonName.optional(),
  admin: z.boolean().optional(),
  auditor: z.boolean().optional(),
  disabled: z.boolean().optional(),
  memberships: z.array(MembershipInput).max(50).optional(),
});
export type PatchPerson = z.input<typeof PatchPerson>;

/** What an invitation link shows before it is accepted. */
export const Invitation = z.object({ name: z.string(), email: z.string(), expiresAt: Time });
export type Invitation = z.infer<typeof Invitation>;
export const AcceptInvitation = z.strictObject({ password: NewPassword });

export const MAX_PROGRAM_NAME_CHARS = 120;
export const NewProgram = z.strictObject({
  name: line(MAX_PROGRAM_NAME_CHARS),
  client: line(MAX_PROGRAM_NAME_CHARS),
  /** How its words are stemmed for the search; English unless said. */
  searchLanguage: SearchLanguage.optional(),
  /** Which templates it starts with. Omitted: those of customer support. */
  industry: Industry.optional(),
});
export type NewProgram = z.infer<typeof NewProgram>;
export const PatchProgram = NewProgram.omit({ industry: true })
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, 'Say what to change.');
export type PatchProgram = z.infer<typeof PatchProgram>;

/** A program as its administrator sees it. */
export const AdminProgram = Program.extend({
  searchLanguage: SearchLanguage,
  industry: Industry,
  /** Members who are not disabled. */
  people: z.number().int(),
  /** Open or waiting. */
  unresolvedCases: z.number().int(),
});
export type AdminProgram = z.infer<typeof AdminProgram>;
