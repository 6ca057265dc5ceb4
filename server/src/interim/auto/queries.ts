import type { Customer } from '@caseroom/shared/case';
import {
  AutoRules,
  defaultAutoRules,
  type PlannedUpdate,
  type ProgramAuto,
} from '@caseroom/shared/interim-auto';
import type { PersonRef } from '@caseroom/shared/primitives';
import { isTimeZone } from '@caseroom/shared/timer';
import { caseNumber } from '../../case/fold.ts';
import type { Db } from '../../platform/db.ts';
import { channels } from '../channels/channels.ts';
import { type AutoFacts, localOf, updatesUntil } from './rules.ts';

/** A program's rules with what they are judged by. */
export interface RulesInForce {
  readonly programId: string;
  readonly rules: AutoRules;
  readonly by: PersonRef | null;
  /** They still write in the program. */
  readonly byWrites: boolean;
  /** The words they were to send were removed: an owner writes each message until others are chosen. */
  readonly lostWords: boolean;
  readonly at: Date | null;
  readonly holidays: readonly string[];
}

const select = (db: Db, where: ReturnType<Db>) => db<(Omit<RulesInForce, 'rules'> & { rules: unknown })[]>`
  select g.id as "programId", i.auto as rules, i.auto_at as at,
         coalesce(array(select jsonb_array_elements_text(g.timer_policy->'hours'->'holidays')), '{}') as holidays,
         case when p.id is null then null
           else json_build_object('id', p.id, 'name', p.name, 'colour', p.colour) end as by,
         exists (select from membership m where m.program_id = g.id and m.person_id = p.id and m.role = 'lead'
                   and p.disabled_at is null) as "byWrites",
         i.auto->>'templateId' is not null and not exists (
           select from interim_template t
           where t.id::text = i.auto->>'templateId' and t.program_id = g.id and t.removed_at is null) as "lostWords"
  from program g
  left join interim_program i on i.program_id = g.id
  left join person p on p.id = i.auto_by
  where ${where}`;

const inForce = (row: Omit<RulesInForce, 'rules'> & { rules: unknown }): RulesInForce => ({
  ...row,
  rules: {
    ...(row.rules ? AutoRules.parse({ ...defaultAutoRules, ...(row.rules as object) }) : defaultAutoRules),
    ...(row.lostWords ? { templateId: null } : {}),
  },
});

export async function readRules(db: Db, programId: string): Promise<RulesInForce | undefined> {
  const [row] = await select(db, db`g.id = ${programId}`);
  return row && inForce(row);
}

/** Of every program whose rules are on and whose lead still answers for them. */
export async function rulesThatAreOn(db: Db): Promise<RulesInForce[]> {
  const rows = await select(db, db`i.auto->>'on' = 'true'`);
  return rows.map(inForce).filter(({ byWrites }) => byWrites);
}

export const programAutoOf = (held: RulesInForce): ProgramAuto => ({
  programId: held.programId,
  rules: held.rules,
  by: held.by,
  at: held.at?.toISOString() ?? null,
  fault: held.rules.on ? faultIn(held) : null,
});

function faultIn({ byWrites, lostWords }: RulesInForce): string | null {
  if (!byWrites)
    return 'Whoever put these rules in force does not lead the program any more. A lead saves them again.';
  return lostWords
    ? 'The template of these rules was removed: owners write each message until another is chosen.'
    : null;
}

/** A case with what its rules are judged by, and how it is called. */
export interface AutoCase {
  readonly caseId: string;
  readonly number: number;
  readonly subject: string;
  readonly customerName: string;
  readonly ownerId: string;
  readonly ownerName: string;
  readonly facts: AutoFacts;
}

interface AutoRow extends Omit<AutoCase, 'facts'> {
  readonly status: AutoFacts['status'];
  readonly priority: AutoFacts['priority'];
  readonly tags: readonly string[];
  readonly customer: Customer;
  readonly programZone: string;
  readonly openedAt: Date;
  readonly toldAt: Date | null;
  readonly spokeAt: Date | null;
  readonly etaAt: Date | null;
  readonly pause: { reason: string; at: string } | null;
  readonly written: readonly string[];
  readonly isWriting: boolean;
  readonly optOuts: readonly string[];
}

/** Days of earlier messages of rules that count for a day's cap. */
const WRITTEN_DAYS = 2;

/** Unresolved cases of a program, or one of them. The wait for the next update begins when somebody is told something. */
export async function readAutoCases(
  db: Db,
  programId: string,
  now: Date,
  caseId?: string,
): Promise<AutoCase[]> {
  const since = new Date(now.getTime() - WRITTEN_DAYS * 86_400_000);
  const rows = await db<AutoRow[]>`
    select c.id as "caseId", c.number, c.subject, c.customer->>'name' as "customerName", c.owner_id as "ownerId",
           o.name as "ownerName", c.status, c.priority, c.tags, c.customer, c.opened_at as "openedAt",
           c.timer_pause as pause, g.timer_policy->'hours'->>'timeZone' as "programZone", e.eta_at as "etaAt",
           greatest(
             (select started_at from timer where case_id = c.id and kind = 'next-update'),
             (select max(released_at) from interim where case_id = c.id and state <> 'to-call'),
             (select max(due_at) from interim_auto where case_id = c.id)) as "toldAt",
           (select max(coalesce(ended_at, started_at)) from interaction t where case_id = c.id
              and not exists (select from interim_reply where interaction_id = t.id)) as "spokeAt",
           array(select due_at::text from interim_auto where case_id = c.id and due_at > ${since} order by due_at)
             as written,
           exists (select from note n where n.case_id = c.id and n.kind = 'interim' and n.finalised_at is null)
             as "isWriting",
           array(select recipient from interim_opt_out where program_id = c.program_id
                   and recipient = any(array[lower(c.customer->>'email'), c.customer->>'phone', c.customer->>'account',
                     regexp_replace(regexp_replace(c.customer->>'phone', '[^0-9+]', '', 'g'), '^00', '+')]))
             as "optOuts"
    from "case" c
    join program g on g.id = c.program_id
    join person o on o.id = c.owner_id
    left join case_eta e on e.case_id = c.id
    where c.program_id = ${programId} and c.status in ('open', 'waiting')
      and ${caseId === undefined ? db`true` : db`c.id = ${caseId}`}
    order by c.number`;
  return rows.map((row) => ({ ...row, facts: factsOf(row) }));
}

function factsOf(row: AutoRow): AutoFacts {
  const { customer, programZone, pause } = row;
  const zone = customer.timeZone && isTimeZone(customer.timeZone) ? customer.timeZone : programZone;
  return {
    status: row.status,
    priority: row.priority,
    tags: row.tags,
    openedAt: row.openedAt.getTime(),
    toldAt: row.toldAt?.getTime() ?? null,
    spokeAt: row.spokeAt?.getTime() ?? null,
    etaAt: row.etaAt?.getTime() ?? null,
    pause: pause && {
      reason: pause.reason as NonNullable<AutoFacts['pause']>['reason'],
      at: Date.parse(pause.at),
    },
    written: row.written.map((at) => new Date(at).getTime()),
    isWriting: row.isWriting,
    optedOut: row.optOuts.length > 0,
    timeZone: zone,
  };
}

const AHEAD_MS = 24 * 3_600_000;
const MAX_PLANNED = 300;

/** What the rules would write in the next 24 hours, soonest first. */
export async function planAhead(
  db: Db,
  { programId, holidays }: RulesInForce,
  rules: AutoRules,
  now: Date,
): Promise<PlannedUpdate[]> {
  const from = now.getTime();
  const cases = await readAutoCases(db, programId, now);
  const planned = cases.flatMap(({ caseId, number, subject, customerName, facts }) =>
    updatesUntil({ ...rules, on: true }, facts, { now: from, until: from + AHEAD_MS, holidays }).map(
      ({ at, why }) => ({
        case: { id: caseId, number: caseNumber(number), subject, customerName },
        at,
        why,
        there: localOf(at, facts.timeZone).clock,
      }),
    ),
  );
  return planned
    .sort((a, b) => a.at - b.at)
    .slice(0, MAX_PLANNED)
    .map((one) => ({ ...one, at: new Date(one.at).toISOString() }));
}

/** What a customer is written to at, over every channel. */
export const addressesOf = (customer: Customer): string[] => [
  ...new Set(Object.values(channels).flatMap((channel) => channel.address(channel.reaches(customer)) ?? [])),
];
