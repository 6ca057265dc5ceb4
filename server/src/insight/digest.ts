import type { Role } from '@caseroom/shared/people';
import { isRefusal } from '@caseroom/shared/refusal';
import { rolesOf } from '../case/access.ts';
import type { Clock } from '../platform/clock.ts';
import type { Db, Sql } from '../platform/db.ts';
import type { Log } from '../platform/log.ts';
import type { Mailer } from '../platform/mail.ts';
import { ownSeats } from '../platform/seats.ts';
import { type DueDigest, dueDigest, letterOfReleases, letterOfReport } from './digest-rules.ts';
import { htmlOf, type Letter, textOf } from './letter-rules.ts';
import { questionOf } from './question.ts';
import { listReleases } from './releases.ts';
import { readReport } from './report.ts';

export interface InsightDigestDeps {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly log: Log;
  readonly mailer: Mailer;
  /** Where people reach this deployment; null leaves links out. */
  readonly address: string | null;
}

/** How often somebody's Monday is looked for, ms. */
export const INSIGHT_DIGEST_EVERY_MS = 5 * 60_000;

interface Reader {
  readonly personId: string;
  readonly email: string;
  readonly role: Role;
  readonly program: { readonly id: string; readonly name: string };
  readonly timeZone: string;
  readonly chosenAt: Date;
  /** "2026-11-23": the Monday of the last message. */
  readonly sentFor: string | null;
}

/**
 * Mails a program's figures of last week to whoever chose so and may still read them, once. What fails for one of
 * them is no reason to leave out the others.
 */
export async function sendInsightDigests(deps: InsightDigestDeps): Promise<void> {
  const now = deps.clock.now();
  for (const reader of await readReaders(deps.sql)) {
    const due = dueDigest(now, reader.timeZone);
    if (!due || reader.chosenAt > due.at || reader.sentFor === due.monday) continue;
    try {
      if (!(await sendOne(deps, reader, due))) return;
    } catch (err) {
      deps.log.error({ err, programId: reader.program.id }, 'the figures of a week could not be written');
    }
  }
}

/** False when the mail server is in no state to take more. */
async function sendOne(deps: InsightDigestDeps, reader: Reader, due: DueDigest): Promise<boolean> {
  const letter = await compose(deps, reader, due);
  // Claimed and committed before it is sent: a crash in between loses a message and never repeats one.
  if (!(await claim(deps.sql, reader, due)) || !letter) return true;
  const outcome = await deps.mailer.send({
    to: reader.email,
    subject: letter.subject,
    text: textOf(letter),
    html: htmlOf(letter),
  });
  if (outcome === 'sent') return true;
  deps.log.warn({ outcome }, 'the figures of a week could not be mailed');
  if (outcome === 'refused') await release(deps.sql, reader);
  return false;
}

async function compose(
  { sql, clock, address }: InsightDigestDeps,
  { personId, program, role }: Reader,
  { monday, at, before }: DueDigest,
): Promise<Letter | null> {
  if (role === 'client') {
    const releases = await listReleases(sql, program.id, { withdrawn: false });
    const fresh = releases.filter(({ releasedAt }) => {
      const released = new Date(releasedAt);
      return released >= before && released < at;
    });
    return letterOfReleases(program, fresh, address);
  }
  const asked = { program: program.id, to: monday, weeks: 1 } as const;
  const question = await questionOf(sql, personId, asked, clock.now());
  return isRefusal(question) ? null : letterOfReport(await readReport(sql, question), address);
}

const readReaders = (sql: Sql): Promise<Reader[]> => sql<Reader[]>`
  select d.person_id as "personId", p.email, m.role, d.chosen_at as "chosenAt",
         to_char(d.sent_for, 'YYYY-MM-DD') as "sentFor",
         json_build_object('id', g.id, 'name', g.name) as program,
         g.timer_policy->'hours'->>'timeZone' as "timeZone"
  from insight_digest d
  join person p on p.id = d.person_id and p.disabled_at is null
  join membership m on m.person_id = d.person_id and m.program_id = d.program_id
  join program g on g.id = d.program_id
  order by g.name, p.email`;

/** Whether this process is the one that sends it. */
async function claim(sql: Sql, { personId, program }: Reader, { monday }: DueDigest): Promise<boolean> {
  const rows = await sql`
    update insight_digest set sent_for = ${monday}
    where person_id = ${personId} and program_id = ${program.id} and sent_for is distinct from ${monday}
    returning 1`;
  return rows.length > 0;
}

const release = (sql: Sql, { personId, program, sentFor }: Reader) => sql`
  update insight_digest set sent_for = ${sentFor} where person_id = ${personId} and program_id = ${program.id}`;

/** The programs whose figures a person may read in some way, and whether they have them by e-mail. */
export async function listDigests(db: Db, personId: string) {
  return db<{ program: { id: string; name: string; client: string }; timeZone: string; chosen: boolean }[]>`
    select json_build_object('id', g.id, 'name', g.name, 'client', g.client) as program,
           g.timer_policy->'hours'->>'timeZone' as "timeZone", d.person_id is not null as chosen
    from ${ownSeats(db, personId)} m
    join program g on g.id = m.program_id
    left join insight_digest d on d.person_id = m.person_id and d.program_id = m.program_id
    order by g.name, g.id`;
}

/** Answers false for a program this person is not in. Choosing again what is chosen changes nothing. */
export async function chooseDigest(
  db: Db,
  { personId, programId, chosen, at }: { personId: string; programId: string; chosen: boolean; at: Date },
): Promise<boolean> {
  if (!(await rolesOf(db, personId)).has(programId)) return false;
  if (chosen)
    await db`
      insert into insight_digest (person_id, program_id, chosen_at) values (${personId}, ${programId}, ${at})
      on conflict do nothing`;
  else await db`delete from insight_digest where person_id = ${personId} and program_id = ${programId}`;
  return true;
}
