import type { Customer } from '@caseroom/shared/case';
import {
  AutoRules,
  CustomerTerms,
  PlannedUpdate,
  PlanUpdates,
  ProgramAuto,
  PutEta,
  PutOptOut,
} from '@caseroom/shared/interim-auto';
import { Id, type PersonRef, page } from '@caseroom/shared/primitives';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import { z } from 'zod';
import { accessCase, rolesOf } from '../../case/access.ts';
import { appendEvent, hintCase } from '../../case/events.ts';
import type { Actor, Api } from '../../platform/api.ts';
import type { Bus } from '../../platform/bus.ts';
import { type By, byNow } from '../../platform/by.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Db, Sql, Tx } from '../../platform/db.ts';
import { readInterimSettings } from '../settings.ts';
import { readTemplate } from '../templates.ts';
import { addressesOf, planAhead, programAutoOf, type RulesInForce, readRules } from './queries.ts';

const tag = 'Automatic updates';
const ById = z.strictObject({ id: Id });

export interface AutoRouteDeps {
  readonly sql: Sql;
  readonly bus: Bus;
  readonly clock: Clock;
}

/** The rules by which a program writes on its own, and what was agreed with a customer. */
export function autoRoutes(api: Api, { sql, bus, clock }: AutoRouteDeps): void {
  const by = byNow(clock);

  api.route(
    {
      method: 'get',
      path: '/api/programs/{id}/auto-updates',
      summary: 'Read the rules by which a program writes to customers on its own',
      tag,
      params: ById,
      response: ProgramAuto,
    },
    async ({ params, actor }) => {
      const held = await rulesFor(sql, actor, params.id);
      return isRefusal(held) ? held : programAutoOf(held);
    },
  );

  api.route(
    {
      method: 'put',
      path: '/api/programs/{id}/auto-updates',
      summary: 'Put rules in force; what they send is sent in one’s name',
      tag,
      params: ById,
      body: AutoRules,
      response: ProgramAuto,
    },
    async ({ params, body, actor }) => {
      const held = await rulesFor(sql, actor, params.id);
      if (isRefusal(held)) return held;
      const role = (await rolesOf(sql, actor.id)).get(params.id);
      if (role !== 'lead') return refuse('no-access', 'A lead of the program answers for what it sends.');
      if (body.on && body.mode === 'send' && body.templateId === null)
        return faulty('templateId', 'Choose the words: without a template nothing is sent on its own.');
      if (body.templateId !== null && !(await readTemplate(sql, params.id, body.templateId)))
        return faulty('templateId', 'This template was removed. Choose another.');
      await putRules(sql, params.id, body, by(actor.id));
      const saved = await readRules(sql, params.id);
      return saved ? programAutoOf(saved) : refuse('not-found');
    },
  );

  api.route(
    {
      method: 'post',
      path: '/api/programs/{id}/auto-updates/plan',
      summary: 'Look at what rules would write in the next 24 hours',
      tag,
      params: ById,
      body: PlanUpdates,
      response: page(PlannedUpdate),
    },
    async ({ params, body, actor }) => {
      const held = await rulesFor(sql, actor, params.id);
      if (isRefusal(held)) return held;
      const role = (await rolesOf(sql, actor.id)).get(params.id);
      if (role !== 'lead')
        return refuse('no-access', 'It names customers: only leads of the program see it.');
      return { items: await planAhead(sql, held, body.rules, clock.now()) };
    },
  );

  api.route(
    {
      method: 'get',
      path: '/api/cases/{id}/terms',
      summary: 'Read what was agreed with a case’s customer',
      tag,
      params: ById,
      response: CustomerTerms,
    },
    async ({ params, actor }) => {
      const access = await accessCase(sql, actor.id, params.id, 'read');
      return isRefusal(access) ? access : termsOf(sql, access);
    },
  );

  api.route(
    {
      method: 'put',
      path: '/api/cases/{id}/eta',
      summary: 'Say when a case is expected to be solved; a change needs a reason',
      tag,
      params: ById,
      body: PutEta,
      response: CustomerTerms,
    },
    async ({ params, body, actor }) =>
      act(params.id, actor, (tx) => putEta(tx, { caseId: params.id, ...by(actor.id) }, body)),
  );

  api.route(
    {
      method: 'put',
      path: '/api/cases/{id}/opt-out',
      summary: 'Write down that a customer wants no messages, or wants them again',
      tag,
      params: ById,
      body: PutOptOut,
      response: CustomerTerms,
    },
    async ({ params, body, actor }) =>
      act(params.id, actor, (tx, programId) =>
        putOptOut(tx, { caseId: params.id, programId, ...by(actor.id) }, body.optedOut),
      ),
  );

  async function act(
    caseId: string,
    actor: Actor,
    change: (tx: Tx, programId: string) => Promise<Refusal | null>,
  ): Promise<z.input<typeof CustomerTerms> | Refusal> {
    const done = await sql.begin(async (tx) => {
      const access = await accessCase(tx, actor.id, caseId, 'write');
      if (isRefusal(access)) return access;
      await tx`select from "case" where id = ${caseId} for no key update`;
      return (await change(tx, access.programId)) ?? access;
    });
    if (isRefusal(done)) return done;
    hintCase(bus, caseId);
    return termsOf(sql, done);
  }
}

const faulty = (path: string, message: string): Refusal =>
  refuse('invalid', message, { fields: [{ path, message }] });

async function rulesFor(db: Db, actor: Actor, programId: string): Promise<RulesInForce | Refusal> {
  const held = await readRules(db, programId);
  const role = (await rolesOf(db, actor.id)).get(programId);
  if (!held || (!actor.admin && role === undefined)) return refuse('not-found', 'There is no such program.');
  if (actor.admin || role === 'lead') return held;
  return refuse('no-access', 'Leads of the program see to this.');
}

async function putRules(sql: Sql, programId: string, rules: AutoRules, { actorId, at }: By): Promise<void> {
  const settings = await readInterimSettings(sql, programId);
  await sql`
    insert into interim_program (program_id, settings, auto, auto_by, auto_at)
    values (${programId}, ${sql.json(settings)}, ${sql.json(rules)}, ${actorId}, ${at})
    on conflict (program_id) do update set auto = excluded.auto, auto_by = excluded.auto_by, auto_at = excluded.auto_at`;
}

async function termsOf(
  db: Db,
  { caseId, programId }: { readonly caseId: string; readonly programId: string },
): Promise<z.input<typeof CustomerTerms>> {
  const [eta] = await db<{ at: Date; reason: string; by: PersonRef; setAt: Date }[]>`
    select e.eta_at as at, e.reason, e.set_at as "setAt",
           json_build_object('id', p.id, 'name', p.name, 'colour', p.colour) as by
    from case_eta e join person p on p.id = e.set_by where e.case_id = ${caseId}`;
  const addresses = await addressesIn(db, caseId);
  const [out] = await db`
    select 1 from interim_opt_out where program_id = ${programId} and recipient = any(${addresses}::text[]) limit 1`;
  return {
    eta: eta ? { ...eta, at: eta.at.toISOString(), setAt: eta.setAt.toISOString() } : null,
    optedOut: out !== undefined,
  };
}

async function addressesIn(db: Db, caseId: string): Promise<string[]> {
  const [held] = await db<{ customer: Customer }[]>`select customer from "case" where id = ${caseId}`;
  return held ? addressesOf(held.customer) : [];
}

interface CaseAct extends By {
  readonly caseId: string;
}

async function putEta(
  tx: Tx,
  { caseId, actorId, at }: CaseAct,
  { at: wanted, reason }: z.output<typeof PutEta>,
): Promise<Refusal | null> {
  const [held] = await tx<{ at: Date }[]>`select eta_at as at from case_eta where case_id = ${caseId}`;
  const from = held?.at.toISOString() ?? null;
  if (from === wanted) return null;
  if (from !== null && reason === '')
    return faulty('reason', 'They were told another time. Say why it changes.');
  if (wanted !== null && new Date(wanted) <= at)
    return faulty('at', 'This is over already. Say a time that is still to come.');
  if (wanted === null) await tx`delete from case_eta where case_id = ${caseId}`;
  else
    await tx`
      insert into case_eta (case_id, eta_at, reason, set_by, set_at)
      values (${caseId}, ${wanted}, ${reason}, ${actorId}, ${at})
      on conflict (case_id) do update set eta_at = excluded.eta_at, reason = excluded.reason,
        set_by = excluded.set_by, set_at = excluded.set_at`;
  await appendEvent(tx, { caseId, kind: 'case.eta-set', actorId, data: { from, to: wanted, reason }, at });
  return null;
}

async function putOptOut(
  tx: Tx,
  { caseId, programId, actorId, at }: CaseAct & { readonly programId: string },
  optedOut: boolean,
): Promise<Refusal | null> {
  const addresses = await addressesIn(tx, caseId);
  if (addresses.length === 0)
    return refuse('conflict', 'The record knows no address of this customer that could be left alone.');
  if (optedOut)
    await tx`
      insert into interim_opt_out (program_id, recipient, at)
      select ${programId}, unnest(${addresses}::text[]), ${at} on conflict do nothing`;
  else
    await tx`
      delete from interim_opt_out where program_id = ${programId} and recipient = any(${addresses}::text[])`;
  await appendEvent(tx, { caseId, kind: 'customer.opted-out', actorId, data: { on: optedOut }, at });
  return null;
}
