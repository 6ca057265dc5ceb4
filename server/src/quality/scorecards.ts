import type { Scorecard } from '@caseroom/shared/quality';
import { type Refusal, refuse } from '@caseroom/shared/refusal';
import type { ScorecardBody } from '@caseroom/shared/scorecard';
import type { Db, Tx } from '../platform/db.ts';
import { personJson } from './seats.ts';

export interface Edit {
  readonly actorId: string | null;
  readonly at: Date;
  readonly body: ScorecardBody;
}

export async function addScorecard(tx: Tx, programId: string, edit: Edit): Promise<string> {
  const [made] = await tx<{ id: string }[]>`
    insert into scorecard (program_id, created_at) values (${programId}, ${edit.at}) returning id`;
  const { id } = made as { id: string };
  await insertVersion(tx, id, 1, edit);
  return id;
}

/** Adds a version; reviews that were begun keep theirs. Refuses `conflict` unless `version` is the newest. */
export async function editScorecard(
  tx: Tx,
  id: string,
  version: number,
  edit: Edit,
): Promise<Refusal | undefined> {
  const [held] = await tx<{ version: number }[]>`select version from scorecard where id = ${id} for update`;
  if (!held) return refuse('not-found', 'There is no such scorecard.');
  if (held.version !== version) return refuse('conflict', 'Somebody edited this scorecard first. Reload it.');
  await insertVersion(tx, id, version + 1, edit);
  await tx`update scorecard set version = ${version + 1} where id = ${id}`;
  return undefined;
}

const insertVersion = (tx: Tx, id: string, version: number, { actorId, at, body }: Edit) => tx`
  insert into scorecard_version (scorecard_id, version, body, by_id, at)
  values (${id}, ${version}, ${tx.json(body as never)}, ${actorId}, ${at})`;

type Row = Omit<Scorecard, 'editedAt'> & { readonly editedAt: Date };

const select = async (db: Db, where: ReturnType<Db>): Promise<Scorecard[]> => {
  const rows = await db<Row[]>`
    select s.id, s.program_id as "programId", s.version, v.body, v.at as "editedAt",
           s.retired_at is not null as retired, ${personJson(db, 'p')} as "editedBy"
    from scorecard s
    join scorecard_version v on v.scorecard_id = s.id and v.version = s.version
    left join person p on p.id = v.by_id
    ${where} order by s.created_at, s.id`;
  return rows.map((row) => ({ ...row, editedAt: row.editedAt.toISOString() }));
};

/** Oldest first. */
export const listScorecards = (db: Db, programId: string): Promise<Scorecard[]> =>
  select(db, db`where s.program_id = ${programId}`);

export async function readScorecard(db: Db, id: string): Promise<Scorecard | Refusal> {
  const [found] = await select(db, db`where s.id = ${id}`);
  return found ?? refuse('not-found', 'There is no such scorecard.');
}

/** What a new review of a program is scored with: the one asked for, or the oldest that is not retired. */
export async function chooseScorecard(
  db: Db,
  programId: string,
  id: string | undefined,
): Promise<Scorecard | Refusal> {
  const offered = (await listScorecards(db, programId)).filter(({ retired }) => !retired);
  const chosen = id === undefined ? offered[0] : offered.find((one) => one.id === id);
  if (chosen) return chosen;
  return id === undefined
    ? refuse('conflict', 'This program has no scorecard yet. Add one first.')
    : refuse('invalid', undefined, {
        fields: [{ path: 'scorecardId', message: 'That is not a scorecard of this program.' }],
      });
}
