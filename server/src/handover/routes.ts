import {
  BalancedItem,
  BuildHandover,
  CaseHandover,
  ChooseReceivers,
  Handover,
  HandoverCandidate,
  HandoverSignature,
  HandoverSummary,
  ListHandovers,
  PatchHandover,
  SendHandover,
  WriteShiftText,
} from '@caseroom/shared/handover';
import { Id, page } from '@caseroom/shared/primitives';
import { isRefusal } from '@caseroom/shared/refusal';
import { z } from 'zod';
import { accessCase } from '../case/access.ts';
import type { Rooms } from '../note/rooms.ts';
import type { Api } from '../platform/api.ts';
import type { Bus } from '../platform/bus.ts';
import { byNow } from '../platform/by.ts';
import type { Clock } from '../platform/clock.ts';
import type { Db, Sql } from '../platform/db.ts';
import { programLimitOf } from '../platform/seats.ts';
import type { ActOn } from './act.ts';
import { buildHandover, casesToAdd } from './build.ts';
import { proposeReceivers, readCandidates } from './candidates.ts';
import { chooseReceivers, closeHandover, moveShiftEnd, sendHandover, writeShiftText } from './give.ts';
import { hintActed } from './hint.ts';
import { handoverItemRoutes } from './item-routes.ts';
import { listHandovers, listOfCase } from './lists.ts';
import { itemsOf, itemsSeenBy, noHandover, readPacket } from './queries.ts';
import {
  type NoteAsRead,
  outlineFromRecord,
  type ReadNote,
  readHandoverNote,
  readNotesIn,
} from './record.ts';
import { readSignatures } from './sign.ts';
import { readHandover } from './view.ts';

export interface HandoverRouteDeps {
  readonly sql: Sql;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly rooms: Rooms;
}

const tag = 'Handovers';
const ById = z.strictObject({ id: Id });

/** Packets of open cases at the end of a shift: what their givers do, and what everybody reads. */
export function handoverRoutes(api: Api, { sql, bus, clock, rooms }: HandoverRouteDeps): void {
  const read = readNotesIn(rooms);
  const act: ActOn = async (actorId, run) => {
    const result = await sql.begin(run);
    if (isRefusal(result)) return result;
    await hintActed({ sql, bus }, result);
    return readHandover(sql, read, result.handoverId, actorId);
  };
  const by = byNow(clock);

  api.route(
    {
      method: 'get',
      path: '/api/handovers',
      summary: 'List handovers: to do, given, received or of one’s team',
      tag,
      query: ListHandovers,
      response: page(HandoverSummary),
    },
    async ({ query, actor }) => ({ items: await listHandovers(sql, actor.id, query.of) }),
  );

  api.route(
    {
      method: 'post',
      path: '/api/handovers',
      summary: 'Begin handing over all one’s open cases, or go on with it',
      tag,
      token: 'unlimited',
      body: BuildHandover,
      response: Handover,
      status: 201,
    },
    async ({ body, actor }) => {
      const shiftEndsAt = body.shiftEndsAt === undefined ? undefined : new Date(body.shiftEndsAt);
      const outlines = await outlinesFor(sql, read, await casesToAdd(sql, actor.id));
      return act(actor.id, (tx) => buildHandover(tx, by(actor.id), { shiftEndsAt, outlines }));
    },
  );

  api.route(
    {
      method: 'get',
      path: '/api/handovers/{id}',
      summary: 'Read a handover',
      tag,
      params: ById,
      response: Handover,
    },
    async ({ params, actor }) => readHandover(sql, read, params.id, actor.id),
  );

  api.route(
    {
      method: 'patch',
      path: '/api/handovers/{id}',
      summary: 'Move the end of the shift',
      tag,
      token: 'unlimited',
      params: ById,
      body: PatchHandover,
      response: Handover,
    },
    async ({ params, body, actor }) =>
      act(actor.id, (tx) => moveShiftEnd(tx, params.id, by(actor.id), new Date(body.shiftEndsAt))),
  );

  api.route(
    {
      method: 'put',
      path: '/api/handovers/{id}/shift',
      summary: 'Write what a program’s next shift should know besides its cases',
      tag,
      token: 'unlimited',
      params: ById,
      body: WriteShiftText,
      response: Handover,
    },
    async ({ params, body, actor }) =>
      act(actor.id, (tx) => writeShiftText(tx, params.id, by(actor.id), body)),
  );

  api.route(
    {
      method: 'get',
      path: '/api/handovers/{id}/candidates',
      summary: 'List who could take the cases over, once for each program',
      tag,
      params: ById,
      response: page(HandoverCandidate),
    },
    async ({ params, actor }) => {
      const packet = await concerning(sql, params.id, actor.id);
      if (isRefusal(packet)) return packet;
      const all = await readCandidates(sql, params.id, packet.giverId, clock.now());
      return { items: all.filter(({ programId }) => packet.programIds.has(programId)) };
    },
  );

  api.route(
    {
      method: 'get',
      path: '/api/handovers/{id}/balance',
      summary: 'Propose receivers for the cases that have none',
      tag,
      token: 'unlimited',
      params: ById,
      response: page(BalancedItem),
    },
    async ({ params, actor }) => {
      const packet = await readPacket(sql, params.id);
      if (packet?.giver.id !== actor.id) return noHandover();
      return { items: await proposeReceivers(sql, params.id, actor.id, clock.now()) };
    },
  );

  api.route(
    {
      method: 'put',
      path: '/api/handovers/{id}/receivers',
      summary: 'Choose who takes which case over',
      tag,
      token: 'unlimited',
      params: ById,
      body: ChooseReceivers,
      response: Handover,
    },
    async ({ params, body, actor }) =>
      act(actor.id, (tx) => chooseReceivers(tx, params.id, by(actor.id), body)),
  );

  api.route(
    {
      method: 'post',
      path: '/api/handovers/{id}/send',
      summary: 'Offer cases whose notes say everything they must, signed',
      tag,
      token: 'unlimited',
      params: ById,
      body: SendHandover,
      response: Handover,
    },
    async ({ params, body, actor }) => {
      const notes = await notesOf(sql, read, params.id, actor.id);
      const caseIds = body.caseIds ?? null;
      return act(actor.id, (tx) => sendHandover(tx, params.id, by(actor.id), caseIds, notes));
    },
  );

  api.route(
    {
      method: 'post',
      path: '/api/handovers/{id}/close',
      summary: 'End a handover: what nobody has accepted stays with its giver',
      tag,
      token: 'unlimited',
      params: ById,
      response: Handover,
    },
    async ({ params, actor }) => act(actor.id, (tx) => closeHandover(tx, params.id, by(actor.id))),
  );

  api.route(
    {
      method: 'get',
      path: '/api/handovers/{id}/signatures',
      summary: 'Read who signed what, as it stood',
      tag,
      params: ById,
      response: page(HandoverSignature),
    },
    async ({ params, actor }) => {
      const packet = await concerning(sql, params.id, actor.id);
      if (isRefusal(packet)) return packet;
      return { items: await readSignatures(sql, params.id, actor.id) };
    },
  );

  api.route(
    {
      method: 'get',
      path: '/api/cases/{id}/handovers',
      summary: 'List a case’s handovers, newest first',
      tag,
      params: ById,
      response: page(CaseHandover),
    },
    async ({ params, actor }) => {
      const access = await accessCase(sql, actor.id, params.id, 'read');
      return isRefusal(access) ? access : { items: await listOfCase(sql, access, actor.id) };
    },
  );

  handoverItemRoutes(api, { sql, read, act, by });
}

async function outlinesFor(db: Db, read: ReadNote, caseIds: readonly string[]) {
  const outlines = caseIds.map(async (id) => [id, await outlineFromRecord(db, read, id)] as const);
  return new Map(await Promise.all(outlines));
}

/** The notes of a packet of somebody's own, as committed. */
async function notesOf(db: Db, read: ReadNote, id: string, giverId: string) {
  const packet = await readPacket(db, id);
  const rows = packet?.giver.id === giverId ? await itemsOf(db, id) : [];
  const left = rows.filter(({ state }) => state !== 'accepted');
  const notes = left.map(
    async (row): Promise<[string, NoteAsRead]> => [row.caseId, await readHandoverNote(read, row.noteId)],
  );
  return new Map(await Promise.all(notes));
}

/** Whose packet it is, and the programs of it that somebody sees. */
async function concerning(db: Db, id: string, personId: string) {
  const packet = await readPacket(db, id);
  const rows = await itemsSeenBy(db, id, personId);
  const isOwn = packet?.giver.id === personId && programLimitOf(personId) === null;
  if (!packet || (rows.length === 0 && !isOwn)) return noHandover();
  return { giverId: packet.giver.id, programIds: new Set(rows.map(({ program }) => program.id)) };
}
