import { Id } from '@caseroom/shared/primitives';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import { MarkSeen, SeenUpTo, Since, UnreadCases } from '@caseroom/shared/seen';
import { z } from 'zod';
import { accessCase, accessNote } from '../case/access.ts';
import type { Api } from '../platform/api.ts';
import type { Clock } from '../platform/clock.ts';
import { type Mark, markCaseSeen, markNoteSeen, unreadCases } from './queries.ts';
import { readSince, type SinceDeps } from './since.ts';

export interface SeenRouteDeps extends SinceDeps {
  readonly clock: Clock;
}

const tag = 'Seen';
const ById = z.strictObject({ id: Id });

/** What each person has read, and what others did since. */
export function seenRoutes(api: Api, deps: SeenRouteDeps): void {
  const { sql, clock } = deps;

  api.route(
    {
      method: 'put',
      path: '/api/notes/{id}/seen',
      summary: 'Say how far one has read a note',
      tag,
      params: ById,
      body: MarkSeen,
      response: SeenUpTo,
    },
    async ({ params, body, actor }) => {
      const mark = await sql.begin(async (tx) => {
        const access = await accessNote(tx, actor.id, params.id, 'read');
        if (isRefusal(access)) return access;
        if (body.seq > access.headSeq) return tooFar('This note', body.seq, access.headSeq);
        return markNoteSeen(tx, actor.id, access.noteId, { seq: body.seq, at: clock.now() });
      });
      return isRefusal(mark) ? mark : presentMark(mark);
    },
  );

  api.route(
    {
      method: 'put',
      path: '/api/cases/{id}/seen',
      summary: 'Say how far one has read a case’s ledger',
      tag,
      params: ById,
      body: MarkSeen,
      response: SeenUpTo,
    },
    async ({ params, body, actor }) => {
      const mark = await sql.begin(async (tx) => {
        const access = await accessCase(tx, actor.id, params.id, 'read');
        if (isRefusal(access)) return access;
        const [head] = await tx<{ seq: number }[]>`
          select event_seq as seq from "case" where id = ${access.caseId}`;
        if (head && body.seq > head.seq) return tooFar('This case’s ledger', body.seq, head.seq);
        return markCaseSeen(tx, actor.id, access.caseId, { seq: body.seq, at: clock.now() });
      });
      return isRefusal(mark) ? mark : presentMark(mark);
    },
  );

  api.route(
    {
      method: 'get',
      path: '/api/cases/{id}/since',
      summary: 'Read what others did since one was here',
      tag,
      params: ById,
      response: Since,
    },
    async ({ params, actor }) => {
      const access = await accessCase(sql, actor.id, params.id, 'read');
      return isRefusal(access) ? access : readSince(deps, actor.id, access);
    },
  );

  api.route(
    {
      method: 'get',
      path: '/api/seen/unread',
      summary: 'List the cases where others did something since one was there',
      tag,
      response: UnreadCases,
    },
    async ({ actor }) => ({ items: await unreadCases(sql, actor.id) }),
  );
}

const presentMark = ({ seq, at }: Mark) => ({ seq, at: at.toISOString() });

function tooFar(what: string, seq: number, head: number): Refusal {
  const message = `${what} has no ${seq}. Its newest is ${head}.`;
  return refuse('invalid', message, { fields: [{ path: 'seq', message }] });
}
