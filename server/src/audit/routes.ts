import { AuditEvent, LedgerCheck, ListAuditEvents, VerifyLedgers } from '@caseroom/shared/audit';
import { page } from '@caseroom/shared/primitives';
import { isRefusal, refuse } from '@caseroom/shared/refusal';
import type { Api } from '../platform/api.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sql } from '../platform/db.ts';
import type { Log } from '../platform/log.ts';
import { checkLedgers } from './check.ts';
import { readAuditEvents } from './events.ts';
import { readReach } from './reach.ts';

/** Verifications one process runs at a time: each reads whole journals. */
export const MAX_CHECKS = 2;
const CHECK_RETRY_S = 5;

const tag = 'Audit';

export function auditRoutes(
  api: Api,
  { sql, clock, log }: { readonly sql: Sql; readonly clock: Clock; readonly log: Log },
): void {
  let checks = 0;

  api.route(
    {
      method: 'get',
      path: '/api/audit/events',
      summary: 'List ledger entries over cases',
      tag,
      query: ListAuditEvents,
      response: page(AuditEvent),
    },
    async ({ actor, query }) => {
      const reach = await readReach(sql, actor);
      return isRefusal(reach) ? reach : readAuditEvents(sql, reach, query);
    },
  );

  api.route(
    {
      method: 'get',
      path: '/api/audit/verify',
      summary: 'Verify that ledgers are as they were written',
      tag,
      query: VerifyLedgers,
      response: LedgerCheck,
    },
    async ({ actor, query, res }) => {
      const reach = await readReach(sql, actor);
      if (isRefusal(reach)) return reach;
      if (checks >= MAX_CHECKS)
        return refuse('too-fast', 'Another verification is running.', { retryAfter_s: CHECK_RETRY_S });
      checks++;
      try {
        const counts = await checkLedgers(sql, reach, query, () => !res.destroyed);
        if (!counts) return refuse('unavailable');
        const isNothing = counts.cases + counts.notes === 0 && (query.caseId ?? query.noteId) !== undefined;
        if (isNothing)
          return refuse('not-found', query.noteId ? 'There is no such note.' : 'There is no such case.');
        if (counts.broken.length > 0)
          log.error({ broken: counts.broken, actorId: actor.id }, 'a ledger is not as it was written');
        return { ok: counts.brokenLedgers === 0, ...counts, checkedAt: clock.now().toISOString() };
      } finally {
        checks--;
      }
    },
  );
}
