import type { Audience } from '@caseroom/shared/note';
import { type NotificationKind, notificationKinds } from '@caseroom/shared/notification';
import { Role } from '@caseroom/shared/people';
import { isRefusal } from '@caseroom/shared/refusal';
import type { Fragment } from 'postgres';
import { z } from 'zod';
import type { Bus } from '../platform/bus.ts';
import type { Tx } from '../platform/db.ts';
import { rightsOf } from './rules.ts';

interface Told {
  readonly kind: NotificationKind;
  /** Whom it concerns. Those who may not read it, and the actor, are left out here. */
  readonly personIds: readonly string[];
  /** Null when the system itself acted. */
  readonly actorId: string | null;
  /** `leads`: it tells of something only leads may read. */
  readonly audience?: Audience;
  /** Names the place (`noteId`, `followUpId`, `bulkId`); the words there are read when the inbox is. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Defaults to now; demo data passes its own. */
  readonly at?: Date;
}

export interface Notice extends Told {
  readonly caseId: string;
  /** The ledger entry it tells of, appended in the same transaction. */
  readonly eventSeq: number;
}

/** Of something that no single case is about. */
export interface ProgramNotice extends Told {
  readonly programId: string;
}

/** The bus channel that hints at people for whom something of their own has changed. */
export const PEOPLE_CHANNEL = 'people';

/**
 * Tells people of something, in the transaction of the act: each at most once for a ledger entry and a kind, as
 * their settings say, never for their own act, never of what they may not read. Answers who was told anything.
 * Call `hintInbox` with them after commit.
 */
export const notify = (tx: Tx, { caseId, eventSeq, ...told }: Notice): Promise<string[]> =>
  tell(
    tx,
    tx`select program_id, id as case_id, ${eventSeq}::bigint as event_seq from "case" where id = ${caseId}`,
    told,
  );

/** The same of what has no case, and so no ledger to tell it once by: call it in the act's own transaction. */
export const notifyOfProgram = (tx: Tx, { programId, ...told }: ProgramNotice): Promise<string[]> =>
  tell(
    tx,
    tx`select ${programId}::uuid as program_id, null::uuid as case_id, null::bigint as event_seq`,
    told,
  );

async function tell(tx: Tx, about: Fragment, told: Told): Promise<string[]> {
  const { kind, personIds, actorId, audience = 'team', data, at = new Date() } = told;
  if (personIds.length === 0) return [];
  const defaults = notificationKinds[kind].channels;
  const rows = await tx<{ personId: string }[]>`
    insert into notification (person_id, program_id, case_id, event_seq, kind, actor_id, audience, data, at, in_app, by_mail)
    select p.id, a.program_id, a.case_id, a.event_seq, ${kind}, ${actorId}, ${audience}, ${tx.json(data as never)}, ${at},
           coalesce(s.app, ${defaults.app}), coalesce(s.mail, ${defaults.mail})
    from (${about}) a
    join membership m on m.program_id = a.program_id and m.role = any(${readersOf(audience)}::text[])
    join person p on p.id = m.person_id and p.disabled_at is null
    left join notification_setting s on s.person_id = p.id and s.kind = ${kind}
    where p.id = any(${[...personIds]}::uuid[]) and p.id is distinct from ${actorId}::uuid
      and (coalesce(s.app, ${defaults.app}) or coalesce(s.mail, ${defaults.mail}))
    on conflict do nothing
    returning person_id as "personId"`;
  return rows.map((row) => row.personId);
}

const PeopleHint = z.object({
  changed: z.enum(['inbox', 'follow-ups', 'handovers', 'vocabulary', 'bulk-sends']),
  personIds: z.array(z.uuid()),
});
export type PeopleHint = z.infer<typeof PeopleHint>;

/** Call these after commit. */
export const hintInbox = (bus: Bus, personIds: readonly string[]): void =>
  hintPeople(bus, { changed: 'inbox', personIds: [...personIds] });
export const hintFollowUps = (bus: Bus, personIds: readonly string[]): void =>
  hintPeople(bus, { changed: 'follow-ups', personIds: [...personIds] });
export const hintHandovers = (bus: Bus, personIds: readonly string[]): void =>
  hintPeople(bus, { changed: 'handovers', personIds: [...personIds] });

/** The tags of a program that these people read are other ones now. */
export const hintVocabulary = (bus: Bus, personIds: readonly string[]): void =>
  hintPeople(bus, { changed: 'vocabulary', personIds: [...personIds] });

/** For what no helper above is for. */
export function hintPeople(bus: Bus, hint: PeopleHint): void {
  if (hint.personIds.length > 0) bus.publish(PEOPLE_CHANNEL, JSON.stringify(hint));
}

/** Null when the message is not one of ours, as from a newer process during a rollout. */
export function readPeopleHint(message: Uint8Array): PeopleHint | null {
  try {
    return PeopleHint.parse(JSON.parse(new TextDecoder().decode(message)));
  } catch {
    return null;
  }
}

/** The roles that may read what has this audience. */
export const readersOf = (audience: Audience): Role[] =>
  Role.options.filter((role) => !isRefusal(rightsOf(role, audience, 'read')));
