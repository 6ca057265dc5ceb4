import type { CrmConnection, CrmPolling, CrmPollOpens, SetCrmPolling } from '@caseroom/shared/crm';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import { accessProgram } from '../case/access.ts';
import type { Db, Sql } from '../platform/db.ts';
import { pausedUntil } from '../platform/outbox/pause.ts';
import type { Position } from './poll-rules.ts';
import type { SessionDeps, Way } from './session.ts';

/** A process that polls is taken for gone so long, ms, after it said last that it does. */
const LEASE_MS = 180_000;
const MS_PER_MIN = 60_000;

/** A poll that this process, and no other, is to make. */
export interface Claim extends Way {
  readonly programId: string;
  readonly everyMin: number;
  readonly opens: CrmPollOpens;
  readonly personId: string | null;
  readonly begunAt: Date;
  readonly position: Position;
  /** What is stored for an earlier one comes too late. */
  readonly run: number;
  readonly failures: number;
}

/** The account of a connection's rate limit, which what is written back shares. */
export const accountOf = (connectionId: string): string => `crm:${connectionId}`;

/** Begins the poll that is due, or that of one connection whether it is due or not; null: there is none to begin. */
export async function claimPoll(sql: Sql, now: Date, connectionId?: string): Promise<Claim | null> {
  const [claim] = await sql<Claim[]>`
    with chosen as (
      select q.connection_id from crm_poll q join crm_connection k on k.id = q.connection_id
      where q.is_on and k.state = 'ready' and k.disconnected_at is null
        and ${connectionId === undefined ? sql`q.next_at <= ${now}` : sql`q.connection_id = ${connectionId}`}
        and (q.leased_until is null or q.leased_until <= ${now})
        and not exists (select from outbox_pause p where p.account = 'crm:' || q.connection_id and p.until > ${now})
      order by q.next_at limit 1 for update of q skip locked)
    update crm_poll q set run = q.run + 1, leased_until = ${leaseFrom(now)}
    from chosen, crm_connection k
    where q.connection_id = chosen.connection_id and k.id = q.connection_id
    returning k.id, k.provider, k.site, k.secrets, k.program_id as "programId", q.every_min as "everyMin", q.opens,
      q.person_id as "personId", q.begun_at as "begunAt", q.position, q.run, q.failures`;
  return claim ?? null;
}

/** Why `claimPoll` found nothing to begin, for who asked for it. */
export async function whyNotPolled(db: Db, id: string, now: Date): Promise<Refusal> {
  const [found] = await db<{ state: CrmConnection['state']; isOn: boolean | null }[]>`
    select k.state, q.is_on as "isOn" from crm_connection k left join crm_poll q on q.connection_id = k.id
    where k.id = ${id} and k.disconnected_at is null`;
  if (!found) return refuse('not-found', 'There is no such connection.');
  if (found.state !== 'ready') return refuse('conflict', 'The connection does not work. Test it first.');
  if (!found.isOn) return refuse('conflict', 'Asking what changed is off. Switch it on first.');
  return (await pausedUntil(db, accountOf(id), now))
    ? refuse('conflict', 'The other system asks us to wait: too many requests.')
    : refuse('conflict', 'It is being asked at this moment.');
}

/** Says that this process is still at it, and how far it is; false: another has begun, or it was switched off. */
export async function holdPoll(
  sql: Sql,
  { id, run }: Claim,
  now: Date,
  position?: Position,
): Promise<boolean> {
  const held = await sql`
    update crm_poll set leased_until = ${leaseFrom(now)}
      ${position ? sql`, position = ${sql.json({ ...position })}` : sql``}
    where connection_id = ${id} and run = ${run} and is_on`;
  return held.count > 0;
}

export interface PollEnd {
  readonly last: NonNullable<CrmPolling['last']>;
  readonly nextAt: Date;
  readonly failures: number;
  readonly position?: Position;
}

/** The end of a poll, unless it came too late. */
export const endPoll = (sql: Sql, { id, run }: Claim, { last, nextAt, failures, position }: PollEnd) => sql`
  update crm_poll set leased_until = null, last = ${sql.json(last)}, next_at = ${nextAt}, failures = ${failures}
    ${position ? sql`, position = ${sql.json({ ...position })}` : sql``}
  where connection_id = ${id} and run = ${run}`;

const leaseFrom = (now: Date): Date => new Date(now.getTime() + LEASE_MS);

/** Switched on, it begins with what changes from then on; what is changed while it is on goes on where it is. */
export async function setPolling(
  { sql, clock }: SessionDeps,
  { id, programId }: Pick<CrmConnection, 'id' | 'programId'>,
  { isOn, everyMin, opens, personId }: SetCrmPolling,
): Promise<null | Refusal> {
  const mayOpen = personId !== undefined && !isRefusal(await accessProgram(sql, personId, programId));
  if (opens !== 'none' && !mayOpen) {
    const message = 'Choose somebody who opens cases in this program.';
    return refuse('invalid', message, { fields: [{ path: 'personId', message }] });
  }
  const now = clock.now();
  const from: Position = { since: now.toISOString(), page: null, more: false };
  const begins = sql`excluded.is_on and not q.is_on`;
  await sql`
    insert into crm_poll as q (connection_id, is_on, every_min, opens, person_id, begun_at, position, next_at)
    values (${id}, ${isOn}, ${everyMin}, ${opens}, ${mayOpen ? personId : null}, ${now}, ${sql.json({ ...from })}, ${now})
    on conflict (connection_id) do update set
      is_on = excluded.is_on, every_min = excluded.every_min, opens = excluded.opens, person_id = excluded.person_id,
      begun_at = case when ${begins} then excluded.begun_at else q.begun_at end,
      position = case when ${begins} then excluded.position else q.position end,
      run = case when ${begins} then q.run + 1 else q.run end,
      leased_until = case when ${begins} then null else q.leased_until end,
      failures = case when ${begins} then 0 else q.failures end,
      last = case when ${begins} then null else q.last end,
      next_at = case when ${begins} then excluded.next_at
        else least(q.next_at, ${new Date(now.getTime() + everyMin * MS_PER_MIN)}::timestamptz) end`;
  return null;
}

/** A connection's `polling`, in a query over `crm_connection k`. */
export const pollingOf = (db: Db) => db`(
  select json_build_object('isOn', q.is_on, 'everyMin', q.every_min, 'opens', q.opens, 'last', q.last,
    'person', case when w.id is not null then json_build_object('id', w.id, 'name', w.name, 'colour', w.colour) end,
    'nextAt', case when q.is_on then to_char(q.next_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') end)
  from crm_poll q left join person w on w.id = q.person_id where q.connection_id = k.id)`;
