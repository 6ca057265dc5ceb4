import { AskInsight, AskInsightCases, InsightCases, InsightReport } from '@caseroom/shared/insight';
import { isRefusal } from '@caseroom/shared/refusal';
import type { Api } from '../platform/api.ts';
import { digestRoutes } from './digest-routes.ts';
import { readCases } from './drill.ts';
import { type InsightDeps, questionOf } from './question.ts';
import { releaseRoutes } from './release-routes.ts';
import { readReport } from './report.ts';

const tag = 'Insight';

/** Figures over a program's cases, and the cases behind each of them. */
export function insightRoutes(api: Api, deps: InsightDeps): void {
  const { sql, clock } = deps;
  api.route(
    {
      method: 'get',
      path: '/api/insight',
      summary: 'Read the figures of a period beside those of the one before',
      tag,
      query: AskInsight,
      response: InsightReport,
    },
    async ({ query, actor }) => {
      const question = await questionOf(sql, actor.id, query, clock.now());
      return isRefusal(question) ? question : readReport(sql, question);
    },
  );

  api.route(
    {
      method: 'get',
      path: '/api/insight/cases',
      summary: 'Read the cases that one figure is made of',
      tag,
      query: AskInsightCases,
      response: InsightCases,
    },
    async ({ query, actor }) => {
      const question = await questionOf(sql, actor.id, query, clock.now());
      return isRefusal(question) ? question : readCases(sql, question, query);
    },
  );

  releaseRoutes(api, deps);
  digestRoutes(api, deps);
}
