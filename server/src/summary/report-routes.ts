import { Id } from '@caseroom/shared/primitives';
import { isRefusal } from '@caseroom/shared/refusal';
import { CaseReport, RecordSatisfaction } from '@caseroom/shared/summary';
import { z } from 'zod';
import { accessCase } from '../case/access.ts';
import { hintCase } from '../case/events.ts';
import type { Api } from '../platform/api.ts';
import type { SummaryDeps } from './acts.ts';
import { recordSatisfaction, reportOf } from './report.ts';

const tag = 'Summaries';
const ById = z.strictObject({ id: Id });

/** A case's whole life in figures, and how satisfied its customer is. */
export function reportRoutes(
  api: Api,
  { sql, bus, clock }: Pick<SummaryDeps, 'sql' | 'bus' | 'clock'>,
): void {
  api.route(
    {
      method: 'get',
      path: '/api/cases/{id}/report',
      summary: 'Read who worked on a case, its timers, messages and satisfaction',
      tag,
      params: ById,
      response: CaseReport,
    },
    async ({ params, actor }) => {
      const access = await accessCase(sql, actor.id, params.id, 'read');
      return isRefusal(access) ? access : reportOf(sql, access.caseId, clock.now());
    },
  );

  api.route(
    {
      method: 'post',
      path: '/api/cases/{id}/satisfaction',
      summary: 'Record how satisfied the customer said they are',
      tag,
      params: ById,
      body: RecordSatisfaction,
      response: CaseReport,
      status: 201,
    },
    async ({ params, body, actor }) => {
      const at = clock.now();
      const act = { caseId: params.id, actorId: actor.id, at };
      const refusal = await sql.begin((tx) => recordSatisfaction(tx, act, body));
      if (refusal) return refusal;
      hintCase(bus, params.id);
      return reportOf(sql, params.id, at);
    },
  );
}
