import {
  CaseThreads,
  NewComment,
  NewThread,
  NoteThreads,
  PatchThread,
  PutSuggestion,
  Reaction,
  Thread,
  ThreadSeen,
} from '@caseroom/shared/comment';
import { Id, page } from '@caseroom/shared/primitives';
import { isRefusal, type Refusal } from '@caseroom/shared/refusal';
import { z } from 'zod';
import { accessNote, accessNotes } from '../case/access.ts';
import { hintCase } from '../case/events.ts';
import { hintInbox } from '../case/notify.ts';
import type { Rooms } from '../note/rooms.ts';
import type { Api } from '../platform/api.ts';
import type { Bus } from '../platform/bus.ts';
import { byNow } from '../platform/by.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sql, Tx } from '../platform/db.ts';
import { acceptSuggestion } from './accept.ts';
import { type Acted, deleteComment, editComment, react, reply, setEvidence, setResolved } from './acts.ts';
import { createThread, suggestIn } from './open.ts';
import { presentThread, presentThreads } from './present.ts';
import { accessThread, markThreadSeen } from './queries.ts';
import { dismissSuggestion } from './suggest.ts';

export interface CommentRouteDeps {
  readonly sql: Sql;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly rooms: Rooms;
}

const tag = 'Comments';
const ById = z.strictObject({ id: Id });
const ByReaction = z.strictObject({ id: Id, reaction: Reaction });

/** Threads beside the text, coaching and suggestions. Every change answers the thread as it is now. */
export function commentRoutes(api: Api, deps: CommentRouteDeps): void {
  const { sql, bus, clock } = deps;
  const by = byNow(clock);

  async function answer(actorId: string, result: Acted | Refusal): Promise<Thread | Refusal> {
    if (isRefusal(result)) return result;
    hintCase(bus, result.caseId);
    hintInbox(bus, result.told);
    const held = await accessThread(sql, actorId, result.threadId);
    return isRefusal(held) ? held : presentThread(sql, held, actorId, clock.now());
  }
  const act = async (actorId: string, run: (tx: Tx) => Promise<Acted | Refusal>) =>
    answer(actorId, await sql.begin(run));

  api.route(
    {
      method: 'get',
      path: '/api/notes/{id}/threads',
      summary: 'List the threads of a note, oldest first',
      tag,
      params: ById,
      response: NoteThreads,
    },
    async ({ params, actor }) => {
      const access = await accessNote(sql, actor.id, params.id, 'read');
      if (isRefusal(access)) return access;
      const [of] = await presentThreads(sql, [access], actor.id, clock.now());
      const { items, rights } = of as CaseThreads;
      return { items, rights };
    },
  );

  api.route(
    {
      method: 'get',
      path: '/api/cases/{id}/threads',
      summary: 'List the threads of a case’s notes',
      tag,
      params: ById,
      response: page(CaseThreads),
    },
    async ({ params, actor }) => {
      const notes = await accessNotes(sql, actor.id, params.id);
      return isRefusal(notes) ? notes : { items: await presentThreads(sql, notes, actor.id, clock.now()) };
    },
  );

  api.route(
    {
      method: 'post',
      path: '/api/notes/{id}/threads',
      summary: 'Comment on a text, coach, or suggest other words',
      tag,
      params: ById,
      body: NewThread,
      response: Thread,
      status: 201,
    },
    async ({ params, body, actor }) => answer(actor.id, await createThread(deps, params.id, actor.id, body)),
  );

  api.route(
    {
      method: 'patch',
      path: '/api/threads/{id}',
      summary: 'Resolve or reopen a thread; mark coaching as evidence for quality review',
      tag,
      params: ById,
      body: PatchThread,
      response: Thread,
    },
    async ({ params, body: { resolved, evidence }, actor }) =>
      act(actor.id, async (tx) => {
        const doer = by(actor.id);
        const marked = evidence === undefined ? null : await setEvidence(tx, params.id, doer, evidence);
        if (isRefusal(marked) || resolved === undefined) return marked as Acted | Refusal;
        return setResolved(tx, params.id, doer, resolved);
      }),
  );

  api.route(
    {
      method: 'post',
      path: '/api/threads/{id}/comments',
      summary: 'Reply in a thread',
      tag,
      params: ById,
      body: NewComment,
      response: Thread,
      status: 201,
    },
    async ({ params, body, actor }) => act(actor.id, (tx) => reply(tx, params.id, by(actor.id), body)),
  );

  api.route(
    {
      method: 'put',
      path: '/api/threads/{id}/seen',
      summary: 'Mark what a thread says up to a time as read',
      tag,
      params: ById,
      body: ThreadSeen,
    },
    async ({ params, body, actor }) => {
      const held = await accessThread(sql, actor.id, params.id);
      if (isRefusal(held)) return held;
      const until = new Date(Math.min(Date.parse(body.until), clock.now().getTime()));
      await markThreadSeen(sql, params.id, actor.id, until);
    },
  );

  api.route(
    {
      method: 'patch',
      path: '/api/comments/{id}',
      summary: 'Edit a comment of one’s own',
      tag,
      params: ById,
      body: NewComment,
      response: Thread,
    },
    async ({ params, body, actor }) => act(actor.id, (tx) => editComment(tx, params.id, by(actor.id), body)),
  );

  api.route(
    {
      method: 'delete',
      path: '/api/comments/{id}',
      summary: 'Delete a comment of one’s own; its place stays',
      tag,
      params: ById,
      response: Thread,
    },
    async ({ params, actor }) => act(actor.id, (tx) => deleteComment(tx, params.id, by(actor.id))),
  );

  for (const [method, on, summary] of [
    ['put', true, 'React to a comment'],
    ['delete', false, 'Take a reaction back'],
  ] as const)
    api.route(
      {
        method,
        path: '/api/comments/{id}/reactions/{reaction}',
        summary,
        tag,
        params: ByReaction,
        response: Thread,
      },
      async ({ params, actor }) =>
        act(actor.id, (tx) => react(tx, params.id, by(actor.id), params.reaction, on)),
    );

  api.route(
    {
      method: 'put',
      path: '/api/threads/{id}/suggestion',
      summary: 'Suggest other words for the text of a thread',
      tag,
      params: ById,
      body: PutSuggestion,
      response: Thread,
    },
    async ({ params, body, actor }) =>
      answer(actor.id, await suggestIn(deps, params.id, actor.id, body.text)),
  );

  api.route(
    {
      method: 'post',
      path: '/api/threads/{id}/suggestion/accept',
      summary: 'Accept a suggestion: its words go into the note as one’s own edit',
      tag,
      params: ById,
      response: Thread,
    },
    async ({ params, actor }) => answer(actor.id, await acceptSuggestion(deps, params.id, by(actor.id))),
  );

  api.route(
    {
      method: 'post',
      path: '/api/threads/{id}/suggestion/dismiss',
      summary: 'Dismiss a suggestion; its thread goes on',
      tag,
      params: ById,
      response: Thread,
    },
    async ({ params, actor }) => act(actor.id, (tx) => dismissSuggestion(tx, params.id, by(actor.id))),
  );
}
