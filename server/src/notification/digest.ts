import { caseNumber } from '../case/fold.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sql, Tx } from '../platform/db.ts';
import type { Log } from '../platform/log.ts';
import type { Mailer } from '../platform/mail.ts';
import { type DigestItem, digestOf } from './digest-rules.ts';
import { readable } from './queries.ts';

export interface DigestDeps {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly log: Log;
  readonly mailer: Mailer;
  /** Where people reach this deployment; null leaves links out. */
  readonly address: string | null;
}

/** What is read in the app within this time, ms, is not mailed, and what comes together goes together. */
export const DIGEST_DELAY_MS = 120_000;
/** The most things one message names. */
const MAX_ITEMS = 50;

interface Claim {
  readonly to: string;
  readonly ids: readonly string[];
  readonly items: readonly DigestItem[];
}

interface ClaimedRow {
  readonly id: string;
  readonly kind: string;
  readonly actor: string | null;
  /** Null, as are its number and subject, where no single case is what it is about. */
  readonly caseId: string | null;
  readonly number: number | null;
  readonly subject: string | null;
  readonly bulkId: string | null;
}

/** Mails everybody what waits for them and was not read, one message each; each thing at most once. */
export async function sendDigests(deps: DigestDeps): Promise<void> {
  for (let claim = await claimNext(deps); claim; claim = await claimNext(deps)) {
    const { subject, text } = digestOf(claim.items, deps.address);
    const outcome = await deps.mailer.send({ to: claim.to, subject, text });
    if (outcome === 'sent') continue;
    deps.log.warn({ outcome, items: claim.ids.length }, 'a digest could not be mailed');
    if (outcome === 'refused') await release(deps.sql, claim.ids);
    return;
  }
}

/** Committed before anything is sent: a crash in between loses a message and never repeats one. */
async function claimNext({ sql, clock }: DigestDeps): Promise<Claim | null> {
  const now = clock.now();
  return sql.begin(async (tx) => {
    const person = await nextPerson(tx, now);
    if (!person) return null;
    const rows = await tx<ClaimedRow[]>`
      with taken as (
        select n.id ${readable(tx)}
        where n.person_id = ${person.id} and n.by_mail and n.mailed_at is null and n.read_at is null
        order by n.at limit ${MAX_ITEMS} for update of n skip locked),
      marked as (
        update notification set mailed_at = ${now} where id in (select id from taken)
        returning id, kind, actor_id, case_id, data, at)
      select marked.id, marked.kind, p.name as actor, c.id as "caseId", c.number, c.subject,
             marked.data->>'bulkId' as "bulkId"
      from marked left join "case" c on c.id = marked.case_id left join person p on p.id = marked.actor_id
      order by marked.at`;
    if (rows.length === 0) return null;
    return { to: person.email, ids: rows.map(({ id }) => id), items: rows.map(itemOf) };
  });
}

const itemOf = ({ kind, actor, caseId, number, subject, bulkId }: ClaimedRow): DigestItem => ({
  kind,
  actor,
  path: caseId ? `/cases/${caseId}` : bulkId ? `/messages/many/${bulkId}` : '/inbox',
  number: number === null ? null : caseNumber(number),
  subject: subject ?? '',
});

/** Somebody for whom something has waited long enough, and whom no other process serves now. */
async function nextPerson(tx: Tx, now: Date): Promise<{ id: string; email: string } | null> {
  const [row] = await tx<{ id: string; email: string }[]>`
    select p.id, p.email ${readable(tx)} join person p on p.id = n.person_id and p.disabled_at is null
    where n.by_mail and n.mailed_at is null and n.read_at is null
      and n.at <= ${new Date(now.getTime() - DIGEST_DELAY_MS)}
    order by n.at limit 1 for update of n skip locked`;
  return row ?? null;
}

async function release(sql: Sql, ids: readonly string[]): Promise<void> {
  await sql`update notification set mailed_at = null where id = any(${[...ids]}::uuid[])`;
}
