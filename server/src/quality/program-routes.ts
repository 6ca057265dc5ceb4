import { Id } from '@caseroom/shared/primitives';
import {
  Draw,
  EditScorecard,
  QualityProgram,
  RetireScorecard,
  SamplingRules,
  Scorecard,
} from '@caseroom/shared/quality';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import { ScorecardBody } from '@caseroom/shared/scorecard';
import { z } from 'zod';
import type { Actor, Api } from '../platform/api.ts';
import { byNow } from '../platform/by.ts';
import type { Db } from '../platform/db.ts';
import { overseerRoles, reviewerRoles } from './review-rules.ts';
import type { QualityDeps } from './routes.ts';
import { draw, listDraws, readRules, writeRules } from './sampling.ts';
import { addScorecard, editScorecard, listScorecards, readScorecard } from './scorecards.ts';
import { peopleWith, seatIn } from './seats.ts';

const tag = 'Quality';
const ById = z.strictObject({ id: Id });
const noProgram = () => refuse('not-found', 'There is no such program.');

/** What a program is scored by and what is drawn for it. Leads read it; those whose teams are judged do not set the measure. */
export function programRoutes(api: Api, { sql, clock, newSeed }: QualityDeps): void {
  const by = byNow(clock);

  api.route(
    {
      method: 'get',
      path: '/api/programs/{id}/quality',
      summary: 'Read a program’s scorecards, sampling rules and draws',
      tag,
      params: ById,
      response: QualityProgram,
    },
    async ({ params, actor }) => {
      const rights = await rightsOf(sql, actor, params.id);
      return isRefusal(rights) ? rights : readProgram(sql, params.id, rights);
    },
  );

  api.route(
    {
      method: 'put',
      path: '/api/programs/{id}/sampling',
      summary: 'Say what is drawn for review each week',
      tag,
      params: ById,
      body: SamplingRules,
      response: SamplingRules,
    },
    async ({ params, body, actor }) => {
      const refusal = await refuseUnlessConfigures(sql, actor, params.id);
      if (refusal) return refusal;
      await writeRules(sql, params.id, body, by(actor.id));
      return body;
    },
  );

  api.route(
    {
      method: 'post',
      path: '/api/programs/{id}/draws',
      summary: 'Draw from this week’s work now',
      tag,
      params: ById,
      response: Draw,
      status: 201,
    },
    async ({ params, actor }) => {
      const rights = await rightsOf(sql, actor, params.id);
      if (isRefusal(rights)) return rights;
      if (!rights.review) return refuse('no-access', 'Quality reviewers draw their work.');
      const order = { programId: params.id, byId: actor.id, at: clock.now(), seed: newSeed() };
      const drawn = await sql.begin((tx) => draw(tx, order));
      if (isRefusal(drawn)) return drawn;
      const made = (await listDraws(sql, params.id)).find(({ id }) => id === drawn);
      if (!made) throw new Error(`draw ${drawn} is gone`);
      return made;
    },
  );

  api.route(
    {
      method: 'post',
      path: '/api/programs/{id}/scorecards',
      summary: 'Add a scorecard',
      tag,
      params: ById,
      body: ScorecardBody,
      response: Scorecard,
      status: 201,
    },
    async ({ params, body, actor }) => {
      const refusal = await refuseUnlessConfigures(sql, actor, params.id);
      if (refusal) return refusal;
      const edit = { ...by(actor.id), body };
      return readScorecard(sql, await sql.begin((tx) => addScorecard(tx, params.id, edit)));
    },
  );

  api.route(
    {
      method: 'put',
      path: '/api/scorecards/{id}',
      summary: 'Edit a scorecard; reviews that were begun keep the version before',
      tag,
      params: ById,
      body: EditScorecard,
      response: Scorecard,
    },
    async ({ params, body: { version, body }, actor }) => {
      const refusal = await refuseUnlessKeeps(sql, actor, params.id);
      if (refusal) return refusal;
      const edit = { ...by(actor.id), body };
      const conflict = await sql.begin((tx) => editScorecard(tx, params.id, version, edit));
      return conflict ?? readScorecard(sql, params.id);
    },
  );

  api.route(
    {
      method: 'patch',
      path: '/api/scorecards/{id}',
      summary: 'Retire a scorecard, or offer it again',
      tag,
      params: ById,
      body: RetireScorecard,
      response: Scorecard,
    },
    async ({ params, body: { retired }, actor }) => {
      const refusal = await refuseUnlessKeeps(sql, actor, params.id);
      if (refusal) return refusal;
      const at = retired ? clock.now() : null;
      await sql`update scorecard set retired_at = ${at} where id = ${params.id}`;
      return readScorecard(sql, params.id);
    },
  );
}

type Rights = QualityProgram['rights'];

/** What somebody may do about a program's reviews; an administrator configures every program and reads none. */
async function rightsOf(db: Db, actor: Actor, programId: string): Promise<Rights | Refusal> {
  const seat = await seatIn(db, actor.id, programId);
  const review = seat !== null && reviewerRoles.includes(seat.role);
  if (actor.admin || review) return { configure: true, review };
  if (seat && overseerRoles.includes(seat.role)) return { configure: false, review: false };
  return seat
    ? refuse('no-access', 'Reviewers, leads and admins see how a program is reviewed.')
    : noProgram();
}

async function refuseUnlessConfigures(db: Db, actor: Actor, programId: string): Promise<Refusal | null> {
  const rights = await rightsOf(db, actor, programId);
  if (isRefusal(rights)) return rights;
  const [program] = await db`select from program where id = ${programId}`;
  if (!program) return noProgram();
  return rights.configure
    ? null
    : refuse('no-access', 'Quality reviewers and admins set how work is scored.');
}

async function refuseUnlessKeeps(db: Db, actor: Actor, scorecardId: string): Promise<Refusal | null> {
  const held = await readScorecard(db, scorecardId);
  if (isRefusal(held)) return held;
  const refusal = await refuseUnlessConfigures(db, actor, held.programId);
  return refusal?.refused === 'not-found' ? refuse('not-found', 'There is no such scorecard.') : refusal;
}

async function readProgram(db: Db, id: string, rights: Rights): Promise<QualityProgram | Refusal> {
  const [program] = await db<QualityProgram['program'][]>`
    select id, name, client from program where id = ${id}`;
  if (!program) return noProgram();
  const [sampling, scorecards, draws, reviewers] = await Promise.all([
    readRules(db, id),
    listScorecards(db, id),
    listDraws(db, id),
    readReviewers(db, id),
  ]);
  return { program, sampling, scorecards, draws, reviewers, rights };
}

async function readReviewers(db: Db, programId: string): Promise<QualityProgram['reviewers']> {
  const ids = await peopleWith(db, programId, overseerRoles);
  return db<QualityProgram['reviewers']>`
    select id, name, colour from person where id = any(${ids}::uuid[]) order by name, id`;
}
