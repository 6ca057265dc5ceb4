import { z } from 'zod';
import { Priority } from './case.ts';
import { Id, line, PersonRef, Time, text } from './primitives.ts';

/** The four parts of a good escalation, as headings of the escalation note. */
export const sbarSections = ['Situation', 'Background', 'Assessment', 'Recommendation'] as const;
export type SbarSection = (typeof sbarSections)[number];

export const EscalationReason = z.enum([
  'expertise',
  'access',
  'outage',
  'deadline',
  'exception',
  'customer-asks',
  'risk',
]);
export type EscalationReason = z.infer<typeof EscalationReason>;
export const escalationReasonNames: Record<EscalationReason, string> = {
  expertise: 'Needs deeper expertise',
  access: 'Needs access or tools we lack',
  outage: 'Part of an outage or known fault',
  deadline: 'A deadline is at risk',
  exception: 'Needs an exception to policy',
  'customer-asks': 'The customer asks for it',
  risk: 'Legal, safety or reputation risk',
};

/** Seniors of the program are its second tier. */
export const TIER_NAME = 'Tier 2';
export const MAX_TEAM_CHARS = 60;
export const EscalationTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('tier') }),
  z.strictObject({ kind: z.literal('team'), team: line(MAX_TEAM_CHARS) }),
  z.strictObject({ kind: z.literal('person'), personId: Id }),
]);
export type EscalationTarget = z.infer<typeof EscalationTarget>;

/** How people say who an escalation is for. `name` is the person's. */
export const targetName = (target: EscalationTarget, name = 'somebody'): string =>
  target.kind === 'tier' ? TIER_NAME : target.kind === 'team' ? `Team ${target.team}` : name;

export const EscalationState = z.enum(['drafted', 'sent', 'accepted', 'declined', 'withdrawn']);
export type EscalationState = z.infer<typeof EscalationState>;
/** The states of which a case has at most one escalation. */
export const openEscalationStates: readonly EscalationState[] = ['drafted', 'sent'];

export const MAX_ASK_CHARS = 200;
export const MAX_DECLINE_CHARS = 500;

export const NewEscalation = z.strictObject({
  target: EscalationTarget,
  reason: EscalationReason,
  /** What is asked for, in a line; required by the time it is sent. */
  ask: text(MAX_ASK_CHARS).default(''),
  /** An escalation note of the case to go on with, as after a decline. Omitted: a new one, filled from the record. */
  noteId: Id.optional(),
});
export type NewEscalation = z.input<typeof NewEscalation>;

/** Changes a draft. */
export const PatchEscalation = z
  .strictObject({
    target: EscalationTarget.optional(),
    reason: EscalationReason.optional(),
    ask: text(MAX_ASK_CHARS).optional(),
  })
  .refine((patch) => Object.keys(patch).length > 0, 'Say what to change.');
export type PatchEscalation = z.infer<typeof PatchEscalation>;

export const DeclineEscalation = z.strictObject({ reason: line(MAX_DECLINE_CHARS) });
export type DeclineEscalation = z.infer<typeof DeclineEscalation>;

export const Escalation = z.object({
  id: Id,
  caseId: Id,
  noteId: Id,
  state: EscalationState,
  target: EscalationTarget,
  /** Who it is for, as people say it: "Tier 2", "Team Night", "Tomasz Król". */
  targetName: z.string(),
  reason: EscalationReason,
  ask: z.string(),
  sender: PersonRef,
  draftedAt: Time,
  sentAt: Time.nullable(),
  /** When the case's timer for acceptance runs out; null unless it runs. */
  acceptBy: Time.nullable(),
  settledBy: PersonRef.nullable(),
  settledAt: Time.nullable(),
  /** Why it was declined. */
  settledReason: z.string().nullable(),
  /** What the asking person may do now. */
  rights: z.object({ edit: z.boolean(), answer: z.boolean(), withdraw: z.boolean() }),
});
export type Escalation = z.infer<typeof Escalation>;

/** An escalation that waits for the asking person, with the case it is about. */
export const WaitingEscalation = Escalation.extend({
  case: z.object({ number: z.string(), subject: z.string(), priority: Priority, customerName: z.string() }),
});
export type WaitingEscalation = z.infer<typeof WaitingEscalation>;
export const ListEscalations = z.strictObject({ waiting: z.literal('me') });
/** Most escalations in one answer, longest waiting first. */
export const MAX_WAITING = 100;

// The swarm

export const MAX_QUESTION_CHARS = 500;
export const MAX_ANSWER_CHARS = 2_000;
export const MAX_OUTCOME_CHARS = 1_000;
/** People asked in one act. */
export const MAX_ASKED = 10;

export const AskSwarm = z.strictObject({
  people: z
    .array(z.strictObject({ personId: Id, question: line(MAX_QUESTION_CHARS) }))
    .min(1)
    .max(MAX_ASKED),
});
export type AskSwarm = z.infer<typeof AskSwarm>;
export const AnswerSwarm = z.strictObject({ answer: line(MAX_ANSWER_CHARS) });
export type AnswerSwarm = z.infer<typeof AnswerSwarm>;
export const CloseSwarm = z.strictObject({ outcome: line(MAX_OUTCOME_CHARS) });
export type CloseSwarm = z.infer<typeof CloseSwarm>;

export const SwarmQuestion = z.object({
  id: Id,
  person: PersonRef,
  question: z.string(),
  askedBy: PersonRef,
  askedAt: Time,
  answer: z.string().nullable(),
  answeredAt: Time.nullable(),
  leftAt: Time.nullable(),
});
export type SwarmQuestion = z.infer<typeof SwarmQuestion>;

export const Swarm = z.object({
  id: Id,
  caseId: Id,
  startedBy: PersonRef,
  startedAt: Time,
  closedBy: PersonRef.nullable(),
  closedAt: Time.nullable(),
  outcome: z.string().nullable(),
  /** In the order they were asked. */
  questions: z.array(SwarmQuestion),
  /** Whether the asking person may close it. */
  mayClose: z.boolean(),
});
export type Swarm = z.infer<typeof Swarm>;
/** The case's open swarm, or its latest. */
export const CaseSwarm = z.object({ swarm: Swarm.nullable() });
export type CaseSwarm = z.infer<typeof CaseSwarm>;
