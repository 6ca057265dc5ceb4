import { daysLater } from '@caseroom/shared/day';
import {
  AskDraft,
  AskReleases,
  NewRelease,
  Release,
  ReleaseDraft,
  Releases,
} from '@caseroom/shared/insight-release';
import { dayAfter } from '@caseroom/shared/period';
import { Id } from '@caseroom/shared/primitives';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import { z } from 'zod';
import { rolesOf } from '../case/access.ts';
import type { Api } from '../platform/api.ts';
import type { Db } from '../platform/db.ts';
import { type InsightDeps, questionOf, readProgram } from './question.ts';
import { judgeReleases, releasable } from './release-rules.ts';
import { listReleases, readRelease, release } from './releases.ts';
import { periodOf, readReport } from './report.ts';

const tag = 'Insight';

/** What of a program's figures its client may read: what a lead released, as it stood then, until it is withdrawn. */
export function releaseRoutes(api: Api, { sql, clock }: InsightDeps): void {
  api.route(
    {
      method: 'get',
      path: '/api/insight/releases',
      summary: 'List what was released of a program’s figures',
      tag,
      query: AskReleases,
      response: Releases,
    },
    async ({ query, actor }) => {
      const mayRelease = await mayDo(sql, actor.id, query.program, 'release');
      const refusal = await mayDo(sql, actor.id, query.program, 'read');
      if (refusal) return refusal;
      const program = await readProgram(sql, query.program);
      if (!program) return noProgram();
      const { timeZone, ...named } = program;
      const items = await listReleases(sql, query.program, { withdrawn: mayRelease === null });
      const today = dayOf(clock.now(), timeZone);
      return { program: named, rights: { release: mayRelease === null }, today, items };
    },
  );

  api.route(
    {
      method: 'get',
      path: '/api/insight/release-draft',
      summary: 'Read what could be released of a period',
      tag,
      query: AskDraft,
      response: ReleaseDraft,
    },
    async ({ query, actor }) => {
      const refusal = await mayDo(sql, actor.id, query.program, 'release');
      if (refusal) return refusal;
      const question = await questionOf(sql, actor.id, query, clock.now());
      if (isRefusal(question)) return question;
      const figures = releasable(await readReport(sql, question));
      return { program: question.program, period: periodOf(question), figures };
    },
  );

  api.route(
    {
      method: 'post',
      path: '/api/insight/releases',
      summary: 'Release the figures of a period to the program’s client',
      tag,
      body: NewRelease,
      response: Release,
      status: 201,
    },
    async ({ body, actor }) => {
      const refusal = await mayDo(sql, actor.id, body.program, 'release');
      if (refusal) return refusal;
      const { program, to, weeks } = body;
      const question = await questionOf(sql, actor.id, { program, to, weeks }, clock.now());
      if (isRefusal(question)) return question;
      const by = { actorId: actor.id, today: dayOf(question.now, question.period.timeZone) };
      const made = await sql.begin((tx) => release(tx, question, body, by));
      return isRefusal(made) ? made : readRelease(sql, made);
    },
  );

  api.route(
    {
      method: 'post',
      path: '/api/insight/releases/{id}/withdraw',
      summary: 'Take a release back',
      tag,
      params: z.strictObject({ id: Id }),
      response: Release,
    },
    async ({ params, actor }) => {
      const held = await readRelease(sql, params.id);
      if (isRefusal(held)) return held;
      const refusal = await mayDo(sql, actor.id, held.program.id, 'release');
      if (refusal?.refused === 'not-found') return refuse('not-found', 'There is no such release.');
      if (refusal) return refusal;
      await sql`
        update insight_release set withdrawn_at = ${clock.now()}, withdrawn_by = ${actor.id}
        where id = ${params.id} and withdrawn_at is null`;
      return readRelease(sql, params.id);
    },
  );
}

const noProgram = () => refuse('not-found', 'There is no such program.');

async function mayDo(
  db: Db,
  personId: string,
  programId: string,
  act: 'read' | 'release',
): Promise<Refusal | null> {
  const role = (await rolesOf(db, personId)).get(programId);
  return role ? judgeReleases(role, act) : noProgram();
}

const dayOf = (now: Date, timeZone: string): string => daysLater(dayAfter(now.getTime(), timeZone), -1);
