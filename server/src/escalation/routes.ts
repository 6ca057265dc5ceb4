import { escalationGaps } from '@caseroom/shared/editor/sections';
import {
  DeclineEscalation,
  Escalation,
  ListEscalations,
  NewEscalation,
  PatchEscalation,
  WaitingEscalation,
} from '@caseroom/shared/escalation';
import { Id, page } from '@caseroom/shared/primitives';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import type { TemplateContent } from '@caseroom/shared/template';
import { z } from 'zod';
import { accessCase, type CaseAccess } from '../case/access.ts';
import { hintCase } from '../case/events.ts';
import { hintInbox } from '../case/notify.ts';
import type { NoteStart, StartNote } from '../note/create.ts';
import { bodyOf } from '../note/doc.ts';
import type { Rooms } from '../note/rooms.ts';
import type { Api } from '../platform/api.ts';
import type { Bus } from '../platform/bus.ts';
import { type By, byNow } from '../platform/by.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sql, Tx } from '../platform/db.ts';
import {
  type Acted,
  acceptEscalation,
  changeDraft,
  declineEscalation,
  draftEscalation,
  sendEscalation,
  withdrawEscalation,
} from './acts.ts';
import { prefill, prefillFields } from './prefill.ts';
import { escalationOf, listEscalations, readEscalation, seatIn, waitingFor } from './queries.ts';
import { readRecord } from './record.ts';
import { swarmRoutes } from './swarm-routes.ts';

export interface EscalationRouteDeps {
  readonly sql: Sql;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly rooms: Rooms;
  /** What a new note starts with. */
  readonly startNote: StartNote;
  /** The template that a note was made from; null for a note without one. */
  readonly templateOf: (noteId: string) => Promise<TemplateContent | null>;
}

const tag = 'Escalations';
const ById = z.strictObject({ id: Id });

/** Escalations of a case and what waits for somebody; and the swarm. */
export function escalationRoutes(api: Api, deps: EscalationRouteDeps): void {
  const { sql, bus, clock, rooms, startNote, templateOf } = deps;
  const by = byNow(clock);

  /** Acts in one transaction, lets the others know, and answers the escalation as it is now. */
  async function act(
    actorId: string,
    run: (tx: Tx) => Promise<Acted | Refusal>,
  ): Promise<Escalation | Refusal> {
    const result = await sql.begin(run);
    if (isRefusal(result)) return result;
    hintCase(bus, result.caseId);
    hintInbox(bus, result.told);
    return readFor(sql, actorId, result.escalationId);
  }

  /** The program's template filled from the record; the four parts alone where it has none. */
  async function startFromRecord({ caseId, programId }: CaseAccess, { actorId, at }: By): Promise<NoteStart> {
    const record = await readRecord(sql, rooms, caseId);
    const known = prefillFields(record);
    const start = await startNote(sql, {
      caseId,
      programId,
      kind: 'escalation',
      authorId: actorId,
      at,
      known,
    });
    return start.template ? start : { outline: prefill(record) };
  }

  api.route(
    {
      method: 'get',
      path: '/api/escalations',
      summary: 'List the escalations that wait for one’s tier, team or oneself',
      tag,
      query: ListEscalations,
      response: page(WaitingEscalation),
    },
    async ({ actor }) => ({ items: await waitingFor(sql, actor.id) }),
  );

  api.route(
    {
      method: 'get',
      path: '/api/cases/{id}/escalations',
      summary: 'List a case’s escalations, newest first',
      tag,
      params: ById,
      response: page(Escalation),
    },
    async ({ params, actor }) => {
      const access = await accessCase(sql, actor.id, params.id, 'read');
      if (isRefusal(access)) return access;
      const seat = await seatIn(sql, actor.id, access);
      return { items: (await listEscalations(sql, access.caseId)).map((row) => escalationOf(row, seat)) };
    },
  );

  api.route(
    {
      method: 'post',
      path: '/api/cases/{id}/escalations',
      summary: 'Begin an escalation, with a note filled from the record',
      tag,
      params: ById,
      body: NewEscalation,
      response: Escalation,
      status: 201,
    },
    async ({ params: { id: caseId }, body: { noteId, ...body }, actor }) => {
      const access = await accessCase(sql, actor.id, caseId, 'write');
      if (isRefusal(access)) return access;
      const doer = by(actor.id);
      const note = noteId ? { noteId } : await startFromRecord(access, doer);
      return act(actor.id, (tx) => draftEscalation(tx, { caseId, ...doer, ...body, note }));
    },
  );

  api.route(
    {
      method: 'patch',
      path: '/api/escalations/{id}',
      summary: 'Change a draft',
      tag,
      params: ById,
      body: PatchEscalation,
      response: Escalation,
    },
    async ({ params, body, actor }) => act(actor.id, (tx) => changeDraft(tx, params.id, by(actor.id), body)),
  );

  api.route(
    {
      method: 'post',
      path: '/api/escalations/{id}/send',
      summary: 'Send an escalation whose note says everything it must',
      tag,
      params: ById,
      response: Escalation,
    },
    async ({ params, actor }) => {
      const held = await readFor(sql, actor.id, params.id);
      if (isRefusal(held)) return held;
      const template = await templateOf(held.noteId);
      const note = await rooms.read(held.noteId, ({ doc, seq }) => ({
        seq,
        missing: escalationGaps(bodyOf(doc), template),
      }));
      return act(actor.id, (tx) => sendEscalation(tx, params.id, by(actor.id), note));
    },
  );

  api.route(
    {
      method: 'post',
      path: '/api/escalations/{id}/accept',
      summary: 'Accept an escalation and own its case from then on',
      tag,
      params: ById,
      response: Escalation,
    },
    async ({ params, actor }) => act(actor.id, (tx) => acceptEscalation(tx, params.id, by(actor.id))),
  );

  api.route(
    {
      method: 'post',
      path: '/api/escalations/{id}/decline',
      summary: 'Give an escalation back, with the reason',
      tag,
      params: ById,
      body: DeclineEscalation,
      response: Escalation,
    },
    async ({ params, body, actor }) =>
      act(actor.id, (tx) => declineEscalation(tx, params.id, by(actor.id), body.reason)),
  );

  api.route(
    {
      method: 'post',
      path: '/api/escalations/{id}/withdraw',
      summary: 'Take an escalation back',
      tag,
      params: ById,
      response: Escalation,
    },
    async ({ params, actor }) => act(actor.id, (tx) => withdrawEscalation(tx, params.id, by(actor.id))),
  );

  swarmRoutes(api, deps);
}

async function readFor(sql: Sql, actorId: string, id: string): Promise<Escalation | Refusal> {
  const nothing = refuse('not-found', 'There is no such escalation.');
  const row = await readEscalation(sql, id);
  if (!row) return nothing;
  const access = await accessCase(sql, actorId, row.caseId, 'read');
  if (isRefusal(access)) return access.refused === 'not-found' ? nothing : access;
  return escalationOf(row, await seatIn(sql, actorId, access));
}
