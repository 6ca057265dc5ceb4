import type { NewRelease, Release, ReleasedFigures } from '@caseroom/shared/insight-release';
import type { Program } from '@caseroom/shared/people';
import type { PersonRef } from '@caseroom/shared/primitives';
import { type Refusal, refuse } from '@caseroom/shared/refusal';
import type { z } from 'zod';
import type { Db, Tx } from '../platform/db.ts';
import { judgeSpan, releasable, withTags } from './release-rules.ts';
import { type Question, readReport } from './report.ts';

interface Row {
  readonly id: string;
  readonly fromDay: string;
  readonly toDay: string;
  readonly summary: string;
  readonly figures: ReleasedFigures;
  readonly releasedBy: PersonRef;
  readonly releasedAt: Date;
  readonly withdrawnAt: Date | null;
  readonly program: Program;
}

const rowsOf = (db: Db) => db`
  select r.id, r.from_day::text as "fromDay", r.to_day::text as "toDay", r.summary, r.figures,
         json_build_object('id', p.id, 'name', p.name, 'colour', p.colour) as "releasedBy",
         r.released_at as "releasedAt", r.withdrawn_at as "withdrawnAt",
         json_build_object('id', g.id, 'name', g.name, 'client', g.client) as program
  from insight_release r join person p on p.id = r.released_by join program g on g.id = r.program_id`;

/** Newest period first; `withdrawn`: those that were taken back as well. */
export async function listReleases(
  db: Db,
  programId: string,
  { withdrawn }: { readonly withdrawn: boolean },
): Promise<Release[]> {
  const rows = await db<Row[]>`
    ${rowsOf(db)} where r.program_id = ${programId} ${withdrawn ? db`` : db`and r.withdrawn_at is null`}
    order by r.to_day desc, r.released_at desc`;
  return rows.map(releaseOf);
}

export async function readRelease(db: Db, id: string): Promise<Release | Refusal> {
  const [row] = await db<Row[]>`${rowsOf(db)} where r.id = ${id}`;
  return row ? releaseOf(row) : refuse('not-found', 'There is no such release.');
}

const releaseOf = ({ releasedAt, withdrawnAt, ...row }: Row): Release => ({
  ...row,
  releasedAt: releasedAt.toISOString(),
  withdrawnAt: withdrawnAt?.toISOString() ?? null,
});

/** Freezes what may leave of a period; answers the release's id. Releases of a program wait for each other. */
export async function release(
  tx: Tx,
  question: Question,
  { summary, tags }: Pick<z.output<typeof NewRelease>, 'summary' | 'tags'>,
  { actorId, today }: { readonly actorId: string; readonly today: string },
): Promise<string | Refusal> {
  const { program, period, now } = question;
  await tx`select from program where id = ${program.id} for no key update`;
  const others = await tx<{ from: string; to: string }[]>`
    select from_day::text as "from", to_day::text as "to" from insight_release
    where program_id = ${program.id} and withdrawn_at is null`;
  const [from, to] = [period.days[period.weeks] as string, period.days.at(-1) as string];
  const refusal = judgeSpan({ from, to }, { today, others });
  if (refusal) return refusal;
  const figures = withTags(releasable(await readReport(tx, question)), tags);
  const [made] = await tx<{ id: string }[]>`
    insert into insight_release (program_id, from_day, to_day, summary, figures, released_by, released_at)
    values (${program.id}, ${from}, ${to}, ${summary}, ${tx.json(figures)}, ${actorId}, ${now}) returning id`;
  return (made as { id: string }).id;
}
