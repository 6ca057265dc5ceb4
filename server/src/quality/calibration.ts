import { meanAgreement, nominalAlpha, pairsAgreeing } from '@caseroom/shared/agreement';
import type { Role } from '@caseroom/shared/people';
import type { PersonRef } from '@caseroom/shared/primitives';
import {
  type Calibration,
  type CalibrationSummary,
  type ExcuseReviewer,
  MAX_LISTED,
  type Marking,
  type NewCalibration,
} from '@caseroom/shared/quality';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import { itemsOf, resultOf, type ScorecardBody } from '@caseroom/shared/scorecard';
import { accessNote } from '../case/access.ts';
import type { By } from '../platform/by.ts';
import type { Db, Tx } from '../platform/db.ts';
import { ownSeats } from '../platform/seats.ts';
import { judgeComplete, judgeMarking, overseerRoles, scoresOf } from './review-rules.ts';
import { chooseScorecard } from './scorecards.ts';
import { aboutColumns, peopleWith, personJson } from './seats.ts';

/** What came of an act: whose lists it changed. */
export interface Calibrated {
  readonly id: string;
  readonly reviewerIds: readonly string[];
}

const nothing = () => refuse('not-found', 'There is no such calibration.');
const emptyMarking: Marking = { marks: [], summary: '' };

/** Asks several reviewers to score one note as it reads now, each without seeing the others. */
export async function startCalibration(
  tx: Tx,
  { noteId, reviewerIds, scorecardId }: NewCalibration,
  { actorId, at }: By,
): Promise<Calibrated | Refusal> {
  const note = await accessNote(tx, actorId, noteId, 'read');
  if (isRefusal(note)) return note;
  if (!overseerRoles.includes(note.role)) return refuse('no-access', 'Reviewers and leads calibrate.');
  const able = new Set(await peopleWith(tx, note.programId, overseerRoles));
  const ids = [...new Set(reviewerIds)];
  if (ids.length < reviewerIds.length || ids.some((id) => !able.has(id)))
    return invalid('reviewerIds', 'Ask reviewers and leads of the program, each once.');
  if (note.audience !== 'team' || note.headSeq === 0)
    return invalid('noteId', 'Calibrate on a note of the team that somebody has written.');
  const scorecard = await chooseScorecard(tx, note.programId, scorecardId);
  if (isRefusal(scorecard)) return scorecard;
  const [made] = await tx<{ id: string }[]>`
    insert into calibration (program_id, case_id, note_id, note_seq, scorecard_id, scorecard_version, started_by, started_at)
    values (${note.programId}, ${note.caseId}, ${noteId}, ${note.headSeq}, ${scorecard.id}, ${scorecard.version},
            ${actorId}, ${at})
    returning id`;
  const { id } = made as { id: string };
  await tx`
    insert into calibration_sheet (calibration_id, person_id, marking)
    select ${id}, person_id, ${tx.json(emptyMarking as never)} from unnest(${ids}::uuid[]) as person_id`;
  return { id, reviewerIds: ids };
}

const invalid = (path: string, message: string): Refusal =>
  refuse('invalid', message, { fields: [{ path, message }] });

/** Saves one's own sheet. */
export async function saveSheet(tx: Tx, id: string, marking: Marking, by: By): Promise<Calibrated | Refusal> {
  const held = await lockSheet(tx, id, by.actorId);
  if (isRefusal(held)) return held;
  const refusal = judgeMarking(held.scorecard, marking);
  if (refusal) return refusal;
  await tx`
    update calibration_sheet set marking = ${tx.json(marking as never)}
    where calibration_id = ${id} and person_id = ${by.actorId}`;
  return { id, reviewerIds: [] };
}

/** Submits one's own sheet, for good. With the last one all are shown to all. */
export async function submitSheet(tx: Tx, id: string, { actorId, at }: By): Promise<Calibrated | Refusal> {
  const held = await lockSheet(tx, id, actorId);
  if (isRefusal(held)) return held;
  const refusal = judgeComplete(held.scorecard, resultOf(held.scorecard, scoresOf(held.marking)));
  if (refusal) return refusal;
  await tx`
    update calibration_sheet set submitted_at = ${at} where calibration_id = ${id} and person_id = ${actorId}`;
  const people = await tx<{ id: string }[]>`
    select person_id as id from calibration_sheet where calibration_id = ${id}`;
  return { id, reviewerIds: people.map((person) => person.id) };
}

/**
 * Lets a reviewer off who has not submitted, by a lead and for a reason; with the last one all others are shown to
 * all. Somebody must be left to compare with.
 */
export async function excuseReviewer(
  tx: Tx,
  id: string,
  { personId, reason }: ExcuseReviewer,
  { actorId, at }: By,
): Promise<Calibrated | Refusal> {
  const sheets = await tx<{ personId: string; isIn: boolean; isExcused: boolean; role: Role }[]>`
    select s.person_id as "personId", s.submitted_at is not null as "isIn", s.excused_at is not null as "isExcused",
           m.role
    from calibration_sheet s
    join calibration l on l.id = s.calibration_id
    join ${ownSeats(tx, actorId)} m on m.program_id = l.program_id
      and m.role = any(${[...overseerRoles]}::text[])
    where s.calibration_id = ${id} order by s.person_id for update of s`;
  const sheet = sheets.find((one) => one.personId === personId);
  if (!sheet) return nothing();
  if (sheet.role !== 'lead') return refuse('no-access', 'A lead of the program excuses reviewers.');
  if (sheet.isIn) return refuse('conflict', 'Their scores are in already.');
  if (sheets.filter(({ isExcused }) => !isExcused).length === 1)
    return refuse('conflict', 'Nobody would be left to score this note.');
  await tx`
    update calibration_sheet set excused_at = ${at}, excused_by = ${actorId}, excused_reason = ${reason}
    where calibration_id = ${id} and person_id = ${personId} and excused_at is null`;
  return { id, reviewerIds: sheets.map((one) => one.personId) };
}

async function lockSheet(tx: Tx, id: string, actorId: string) {
  const [held] = await tx<
    { marking: Marking; submittedAt: Date | null; isExcused: boolean; scorecard: ScorecardBody }[]
  >`
    select s.marking, s.excused_at is not null as "isExcused", s.submitted_at as "submittedAt", v.body as scorecard
    from calibration_sheet s
    join calibration l on l.id = s.calibration_id
    join ${ownSeats(tx, actorId)} m on m.program_id = l.program_id
      and m.role = any(${[...overseerRoles]}::text[])
    join scorecard_version v on v.scorecard_id = l.scorecard_id and v.version = l.scorecard_version
    where s.calibration_id = ${id} and s.person_id = ${actorId} for update of s`;
  if (!held) return nothing();
  if (held.isExcused) return refuse('conflict', 'You were excused from this calibration.');
  return held.submittedAt ? refuse('conflict', 'You have submitted your scores.') : held;
}

interface Sheet {
  readonly person: PersonRef;
  readonly marking: Marking;
  readonly submittedAt: string | null;
  readonly excused: { readonly by: PersonRef; readonly at: string; readonly reason: string } | null;
}

interface Row extends Omit<CalibrationSummary, 'startedAt' | 'reviewers' | 'finished'> {
  readonly startedAt: Date;
  readonly noteSeq: number;
  readonly noteAt: Date;
  readonly scorecardId: string;
  readonly scorecardVersion: number;
  readonly scorecard: ScorecardBody;
  readonly sheets: Sheet[];
  readonly role: Role;
}

const select = (db: Db, personId: string, where: ReturnType<Db>) => db<Row[]>`
  select l.id, ${aboutColumns(db)}, ${personJson(db, 'b')} as "startedBy", l.started_at as "startedAt",
         l.note_seq as "noteSeq", e.at as "noteAt", l.scorecard_id as "scorecardId",
         l.scorecard_version as "scorecardVersion", v.body as scorecard, m.role,
         (select json_agg(json_build_object('person', ${personJson(db, 'p')}, 'marking', s.marking,
                                            'submittedAt', s.submitted_at,
            'excused', case when s.excused_at is null then null else json_build_object(
              'by', ${personJson(db, 'x')}, 'at', s.excused_at, 'reason', s.excused_reason) end) order by p.name, p.id)
          from calibration_sheet s join person p on p.id = s.person_id left join person x on x.id = s.excused_by
          where s.calibration_id = l.id) as sheets
  from calibration l
  join ${ownSeats(db, personId)} m on m.program_id = l.program_id
    and m.role = any(${[...overseerRoles]}::text[])
  join program g on g.id = l.program_id
  join "case" c on c.id = l.case_id
  join note n on n.id = l.note_id
  join person b on b.id = l.started_by
  join note_edit e on e.note_id = l.note_id and e.seq = l.note_seq
  join scorecard_version v on v.scorecard_id = l.scorecard_id and v.version = l.scorecard_version
  where ${where} order by l.started_at desc, l.id limit ${MAX_LISTED}`;

const summaryOf = (row: Row): CalibrationSummary => ({
  id: row.id,
  program: row.program,
  case: row.case,
  note: row.note,
  startedBy: row.startedBy,
  startedAt: row.startedAt.toISOString(),
  reviewers: row.sheets.map(({ person, submittedAt, excused }) => ({
    person,
    submitted: submittedAt !== null,
    excused: excused && { ...excused, at: new Date(excused.at).toISOString() },
  })),
  finished: row.sheets.every(({ submittedAt, excused }) => submittedAt !== null || excused !== null),
});

export async function listCalibrations(db: Db, personId: string): Promise<CalibrationSummary[]> {
  return (await select(db, personId, db`true`)).map(summaryOf);
}

/** A calibration with one's own sheet; with everybody's once all have submitted, and not before. */
export async function readCalibration(db: Db, personId: string, id: string): Promise<Calibration | Refusal> {
  const [row] = await select(db, personId, db`l.id = ${id}`);
  if (!row) return nothing();
  const summary = summaryOf(row);
  const mine = row.sheets.find(({ person, excused }) => person.id === personId && !excused);
  return {
    ...summary,
    noteSeq: row.noteSeq,
    noteAt: row.noteAt.toISOString(),
    scorecard: { id: row.scorecardId, version: row.scorecardVersion, body: row.scorecard },
    mayExcuse: row.role === 'lead' && !summary.finished,
    mine: mine ? { marking: mine.marking, submittedAt: isoOf(mine.submittedAt) } : null,
    outcome: summary.finished ? outcomeOf(row) : null,
  };
}

/** json_agg writes a time with its offset. */
const isoOf = (time: string | null): string | null => (time === null ? null : new Date(time).toISOString());

function outcomeOf({ sheets: all, scorecard }: Row): Calibration['outcome'] {
  const sheets = all.filter(({ submittedAt }) => submittedAt !== null);
  const scores = sheets.map(({ marking }) => scoresOf(marking));
  const items = itemsOf(scorecard);
  const units = items.map(({ id }) =>
    scores.map((given) => (given[id] === undefined ? null : String(given[id]))),
  );
  return {
    sheets: sheets.map(({ person, marking }, i) => ({
      person,
      marking,
      percent: resultOf(scorecard, scores[i] ?? {}).percent,
    })),
    agreement: items.map(({ id }, i) => ({ item: id, share: pairsAgreeing(units[i] ?? []) ?? 0 })),
    mean: meanAgreement(units),
    alpha: nominalAlpha(units),
  };
}
