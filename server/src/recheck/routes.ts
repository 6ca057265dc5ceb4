import { Id, page } from '@caseroom/shared/primitives';
import { CaseRechecks, ListRechecks, RecheckItem, SetRecheck } from '@caseroom/shared/recheck';
import { isRefusal, type Refusal } from '@caseroom/shared/refusal';
import { z } from 'zod';
import { accessCase } from '../case/access.ts';
import { hintCase } from '../case/events.ts';
import type { Api } from '../platform/api.ts';
import type { Bus } from '../platform/bus.ts';
import { byNow } from '../platform/by.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sql, Tx } from '../platform/db.ts';
import { confirmRecheck, setRecheck } from './acts.ts';
import { findRechecks, todayIn } from './queries.ts';

export interface RecheckDeps {
  readonly sql: Sql;
  readonly bus: Bus;
  readonly clock: Clock;
}

const tag = 'Rechecks';
const ById = z.strictObject({ id: Id });

/** Notes that somebody looks at again, and saying that they are still right. */
export function recheckRoutes(api: Api, { sql, bus, clock }: RecheckDeps): void {
  const by = byNow(clock);
  const inCase = async (caseId: string, personId: string) => {
    const items = await findRechecks(sql, personId, clock.now(), sql`c.id = ${caseId}`);
    return {
      items: items.map(({ kind: _k, title: _t, case: _c, program: _p, owner: _o, ...recheck }) => recheck),
    };
  };
  const act = async (
    personId: string,
    change: (tx: Tx) => Promise<{ readonly caseId: string } | Refusal>,
  ) => {
    const done = await sql.begin(change);
    if (isRefusal(done)) return done;
    hintCase(bus, done.caseId);
    return inCase(done.caseId, personId);
  };

  api.route(
    {
      method: 'get',
      path: '/api/rechecks',
      summary: 'List notes to look at again, over all cases',
      tag,
      query: ListRechecks,
      response: page(RecheckItem),
    },
    async ({ query, actor }) => {
      const now = clock.now();
      const whose = query.of === 'mine' ? sql`c.owner_id = ${actor.id}` : sql`true`;
      const due = sql`r.due_on <= ${todayIn(sql, now)}`;
      const state = query.state === 'due' ? due : sql`not ${due}`;
      const program = query.program ? sql`g.id = ${query.program}` : sql`true`;
      return { items: await findRechecks(sql, actor.id, now, sql`${whose} and ${state} and ${program}`) };
    },
  );

  api.route(
    {
      method: 'get',
      path: '/api/cases/{id}/rechecks',
      summary: 'List when the notes of a case are looked at again',
      tag,
      params: ById,
      response: CaseRechecks,
    },
    async ({ params, actor }) => {
      const access = await accessCase(sql, actor.id, params.id, 'read');
      return isRefusal(access) ? access : inCase(access.caseId, actor.id);
    },
  );

  api.route(
    {
      method: 'put',
      path: '/api/notes/{id}/recheck',
      summary: 'Set the day on which a note is looked at again',
      tag,
      params: ById,
      body: SetRecheck,
      response: CaseRechecks,
    },
    async ({ params, body, actor }) =>
      act(actor.id, (tx) => setRecheck(tx, { noteId: params.id, ...by(actor.id) }, body)),
  );

  api.route(
    {
      method: 'post',
      path: '/api/notes/{id}/recheck/still-right',
      summary: 'Say that a note is still right; its day moves on',
      tag,
      params: ById,
      response: CaseRechecks,
    },
    async ({ params, actor }) =>
      act(actor.id, (tx) => confirmRecheck(tx, { noteId: params.id, ...by(actor.id) })),
  );
}
