import {
  AnswerReceiver,
  AskGiver,
  AssignReceiver,
  DeclineHandover,
  Handover,
  ReadBack,
} from '@caseroom/shared/handover';
import { Id } from '@caseroom/shared/primitives';
import { isRefusal, type Refusal } from '@caseroom/shared/refusal';
import { z } from 'zod';
import { accessNote } from '../case/access.ts';
import type { Api } from '../platform/api.ts';
import type { By } from '../platform/by.ts';
import type { Db, Sql } from '../platform/db.ts';
import type { ActOn } from './act.ts';
import { withdrawItem } from './give.ts';
import { findItems, noHandover } from './queries.ts';
import { type NoteAsRead, type ReadNote, readHandoverNote } from './record.ts';
import {
  acceptItem,
  answerQuestion,
  askGiver,
  assignItem,
  declineItem,
  readBack,
  type Where,
} from './take.ts';

export interface HandoverItemDeps {
  readonly sql: Sql;
  readonly read: ReadNote;
  readonly act: ActOn;
  readonly by: (actorId: string) => By;
}

const tag = 'Handovers';
const OneItem = z.strictObject({ id: Id, caseId: Id });
const path = (what: string) => `/api/handovers/{id}/items/{caseId}/${what}`;
const whereOf = ({ id, caseId }: z.infer<typeof OneItem>): Where => ({ handoverId: id, caseId });

/** One case of a packet: read back, asked about, accepted, declined, taken back, or given to somebody else by a lead. */
export function handoverItemRoutes(api: Api, { sql, read, act, by }: HandoverItemDeps): void {
  api.route(
    {
      method: 'put',
      path: path('read-back'),
      summary: 'Tick lines of a handover note, or say them in one’s own words',
      tag,
      params: OneItem,
      body: ReadBack,
      response: Handover,
    },
    async ({ params, body, actor }) => {
      const note = await noteOf(sql, read, params, actor.id);
      if (isRefusal(note)) return note;
      return act(actor.id, (tx) => readBack(tx, whereOf(params), by(actor.id), body, note));
    },
  );

  api.route(
    {
      method: 'post',
      path: path('accept'),
      summary: 'Accept a case that is read back, signed, and own it from then on',
      tag,
      params: OneItem,
      response: Handover,
    },
    async ({ params, actor }) => {
      const note = await noteOf(sql, read, params, actor.id);
      if (isRefusal(note)) return note;
      return act(actor.id, (tx) => acceptItem(tx, whereOf(params), by(actor.id), note));
    },
  );

  api.route(
    {
      method: 'post',
      path: path('decline'),
      summary: 'Give a case back to its giver, with the reason',
      tag,
      params: OneItem,
      body: DeclineHandover,
      response: Handover,
    },
    async ({ params, body, actor }) =>
      act(actor.id, (tx) => declineItem(tx, whereOf(params), by(actor.id), body.reason)),
  );

  api.route(
    {
      method: 'post',
      path: path('withdraw'),
      summary: 'Take a case back: it stays with its giver',
      tag,
      params: OneItem,
      response: Handover,
    },
    async ({ params, actor }) =>
      act(actor.id, (tx) => withdrawItem(tx, params.id, params.caseId, by(actor.id))),
  );

  api.route(
    {
      method: 'post',
      path: path('assign'),
      summary: 'As a lead, offer a case to somebody in its giver’s place',
      tag,
      params: OneItem,
      body: AssignReceiver,
      response: Handover,
    },
    async ({ params, body, actor }) => {
      const note = await noteOf(sql, read, params, actor.id);
      if (isRefusal(note)) return note;
      return act(actor.id, (tx) => assignItem(tx, whereOf(params), by(actor.id), body.receiverId, note));
    },
  );

  api.route(
    {
      method: 'post',
      path: path('questions'),
      summary: 'Ask the giver about a case, or about one line',
      tag,
      params: OneItem,
      body: AskGiver,
      response: Handover,
      status: 201,
    },
    async ({ params, body, actor }) => {
      const note = await noteOf(sql, read, params, actor.id);
      if (isRefusal(note)) return note;
      return act(actor.id, (tx) => askGiver(tx, whereOf(params), by(actor.id), body, note));
    },
  );

  api.route(
    {
      method: 'post',
      path: '/api/handover-questions/{id}/answer',
      summary: 'Answer a receiver’s question',
      tag,
      params: z.strictObject({ id: Id }),
      body: AnswerReceiver,
      response: Handover,
    },
    async ({ params, body, actor }) =>
      act(actor.id, (tx) => answerQuestion(tx, params.id, by(actor.id), body.answer)),
  );
}

/** The handover note of a case, as committed, for somebody who may write in it. */
async function noteOf(
  db: Db,
  read: ReadNote,
  { id, caseId }: z.infer<typeof OneItem>,
  actorId: string,
): Promise<NoteAsRead | Refusal> {
  const [row] = await findItems(db, db`h.id = ${id} and i.case_id = ${caseId}`);
  if (!row) return noHandover();
  const access = await accessNote(db, actorId, row.noteId, 'write');
  if (isRefusal(access)) return access.refused === 'not-found' ? noHandover() : access;
  return readHandoverNote(read, row.noteId);
}
