import type { CaseChange } from '@caseroom/shared/case';
import {
  type Channel,
  type Direction,
  MAX_AHEAD_MIN,
  MAX_INTERACTION_H,
  MAX_PAST_DAYS,
  momentChannels,
  type Participant,
} from '@caseroom/shared/interaction';
import type { Role } from '@caseroom/shared/people';
import { type Refusal, refuse } from '@caseroom/shared/refusal';

/** What is written down of a contact. */
export interface InteractionFacts {
  readonly channel: Channel;
  readonly direction: Direction;
  readonly startedAt: Date;
  /** Null while it goes on. */
  readonly endedAt: Date | null;
  readonly participants: readonly Participant[];
  readonly reference: string;
}
export type FactsPatch = { readonly [K in keyof InteractionFacts]?: InteractionFacts[K] | undefined };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** The facts as they are kept, or what cannot be so: an e-mail ends when it starts, and nothing lies far ahead. */
export function judgeFacts(facts: InteractionFacts, now: Date): InteractionFacts | Refusal {
  const endedAt = momentChannels.has(facts.channel) ? facts.startedAt : facts.endedAt;
  const kept = { ...facts, endedAt };
  const fault = startFault(kept.startedAt, now) ?? (endedAt && endFault(kept.startedAt, endedAt, now));
  return fault ?? kept;
}

function startFault(startedAt: Date, now: Date): Refusal | null {
  const ago_ms = now.getTime() - startedAt.getTime();
  if (ago_ms < -MAX_AHEAD_MIN * MINUTE_MS) return wrong('startedAt', 'It cannot begin in the future.');
  return ago_ms > MAX_PAST_DAYS * DAY_MS ? wrong('startedAt', 'That is too long ago. Check the year.') : null;
}

function endFault(startedAt: Date, endedAt: Date, now: Date): Refusal | null {
  if (endedAt < startedAt) return wrong('endedAt', 'It ends before it begins.');
  if (endedAt.getTime() > now.getTime() + MAX_AHEAD_MIN * MINUTE_MS)
    return wrong('endedAt', 'It cannot end in the future.');
  return endedAt.getTime() - startedAt.getTime() > MAX_INTERACTION_H * HOUR_MS
    ? wrong('endedAt', `It lasts longer than ${MAX_INTERACTION_H} hours. Check the day.`)
    : null;
}

const wrong = (path: string, message: string): Refusal =>
  refuse('invalid', message, { fields: [{ path, message }] });

/** The facts with a patch laid over them, and what is different. */
export function applyPatch(
  now: InteractionFacts,
  patch: FactsPatch,
): { readonly facts: InteractionFacts; readonly changes: CaseChange[] } {
  const facts = {
    ...now,
    ...Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)),
  };
  return { facts, changes: changesOf(now, facts) };
}

const fields = ['channel', 'direction', 'startedAt', 'endedAt', 'participants', 'reference'] as const;

/** For the ledger: times as ISO texts. */
export const changesOf = (from: InteractionFacts, to: InteractionFacts): CaseChange[] =>
  fields
    .map((field): CaseChange => ({ field, from: plain(from[field]), to: plain(to[field]) }))
    .filter((change) => JSON.stringify(change.from) !== JSON.stringify(change.to));

const plain = (value: unknown): unknown => (value instanceof Date ? value.toISOString() : value);

/** Whose words they are: whoever logged it, and leads of the program. */
export const mayEdit = (
  actor: { readonly personId: string; readonly role: Role },
  loggedBy: string,
): boolean =>
  actor.role === 'lead' ||
  (actor.personId === loggedBy && (actor.role === 'agent' || actor.role === 'senior'));
