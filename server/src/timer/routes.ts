import { Id } from '@caseroom/shared/primitives';
import { isRefusal, type Refusal } from '@caseroom/shared/refusal';
import { CaseTimers, PauseTimers, ProgramTimers, TellCustomer, TimerPolicy } from '@caseroom/shared/timer';
import { z } from 'zod';
import { refuseUnlessAdmin } from '../auth/duty.ts';
import { accessCase } from '../case/access.ts';
import { hintCase } from '../case/events.ts';
import type { Api } from '../platform/api.ts';
import type { Bus } from '../platform/bus.ts';
import { byNow } from '../platform/by.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sql, Tx } from '../platform/db.ts';
import { pauseTimers, resumeTimers, tellCustomer } from './acts.ts';
import { readPolicy, writePolicy } from './policy.ts';
import { readCaseTimers } from './queries.ts';

export interface TimerDeps {
  readonly sql: Sql;
  readonly bus: Bus;
  readonly clock: Clock;
}

const tag = 'Timers';
const ById = z.strictObject({ id: Id });

export function timerRoutes(api: Api, { sql, bus, clock }: TimerDeps): void {
  const by = byNow(clock);
  const act = async (
    caseId: string,
    change: (tx: Tx) => Promise<object | Refusal>,
  ): Promise<CaseTimers | Refusal> => {
    const result = await sql.begin(change);
    if (isRefusal(result)) return result;
    hintCase(bus, caseId);
    return readCaseTimers(sql, caseId);
  };

  api.route(
    {
      method: 'get',
      path: '/api/cases/{id}/timers',
      summary: 'Read a case’s timers',
      tag,
      params: ById,
      response: CaseTimers,
    },
    async ({ params, actor }) => {
      const access = await accessCase(sql, actor.id, params.id, 'read');
      return isRefusal(access) ? access : readCaseTimers(sql, params.id);
    },
  );

  api.route(
    {
      method: 'post',
      path: '/api/cases/{id}/timers/pause',
      summary: 'Pause a case’s timers, for a reason',
      tag,
      params: ById,
      body: PauseTimers,
      response: CaseTimers,
    },
    async ({ params, body, actor }) =>
      act(params.id, (tx) => pauseTimers(tx, { caseId: params.id, ...by(actor.id) }, body)),
  );

  api.route(
    {
      method: 'post',
      path: '/api/cases/{id}/timers/resume',
      summary: 'Resume a case’s timers',
      tag,
      params: ById,
      response: CaseTimers,
    },
    async ({ params, actor }) =>
      act(params.id, (tx) => resumeTimers(tx, { caseId: params.id, ...by(actor.id) })),
  );

  api.route(
    {
      method: 'post',
      path: '/api/cases/{id}/told',
      summary: 'Say that the customer was told something',
      tag,
      params: ById,
      body: TellCustomer,
      response: CaseTimers,
    },
    async ({ params, body, actor }) =>
      act(params.id, (tx) => tellCustomer(tx, { caseId: params.id, ...by(actor.id) }, body)),
  );

  api.route(
    {
      method: 'get',
      path: '/api/admin/programs/{id}/timers',
      summary: 'Read a program’s business hours and targets',
      tag,
      params: ById,
      response: ProgramTimers,
    },
    async ({ params, actor }) => {
      const policy = refuseUnlessAdmin(actor) ?? (await readPolicy(sql, params.id));
      return isRefusal(policy) ? policy : { programId: params.id, policy };
    },
  );

  api.route(
    {
      method: 'put',
      path: '/api/admin/programs/{id}/timers',
      summary: 'Set a program’s business hours and targets; running timers follow',
      tag,
      params: ById,
      body: TimerPolicy,
      response: ProgramTimers,
    },
    async ({ params, body, actor }) => {
      const refusal = refuseUnlessAdmin(actor);
      if (refusal) return refusal;
      const moved = await sql.begin((tx) => writePolicy(tx, params.id, body, clock.now()));
      if (isRefusal(moved)) return moved;
      for (const caseId of moved) hintCase(bus, caseId);
      return { programId: params.id, policy: body };
    },
  );
}
