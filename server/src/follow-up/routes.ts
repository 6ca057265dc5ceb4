import { FollowUp, ListFollowUps, TickFollowUp } from '@caseroom/shared/follow-up';
import { Id, page } from '@caseroom/shared/primitives';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import type * as Y from 'yjs';
import { z } from 'zod';
import { accessCase, accessNote } from '../case/access.ts';
import { readFilters } from '../case/filters.ts';
import { meantTags } from '../case/tags.ts';
import { bodyOf } from '../note/doc.ts';
import type { Rooms } from '../note/rooms.ts';
import type { Api } from '../platform/api.ts';
import type { Sql } from '../platform/db.ts';
import { findFollowUps } from './queries.ts';
import { findTask } from './tasks.ts';

const tag = 'Follow-ups';
const ById = z.strictObject({ id: Id });

export function followUpRoutes(api: Api, { sql, rooms }: { readonly sql: Sql; readonly rooms: Rooms }): void {
  api.route(
    {
      method: 'get',
      path: '/api/follow-ups',
      summary: 'List follow-ups over all cases',
      tag,
      query: ListFollowUps,
      response: page(FollowUp),
    },
    async ({ query, actor }) => {
      const filters = readFilters({ tag: query.tag }, actor.id);
      if (isRefusal(filters)) return filters;
      const whose =
        query.of === 'mine' ? sql`coalesce(f.passed_to, f.owner_id, c.owner_id) = ${actor.id}` : sql`true`;
      const isOpen = query.state === 'open';
      const state = isOpen ? sql`f.done_at is null` : sql`f.done_at is not null`;
      const tagged = filters.tags ? sql`c.tags && ${meantTags(sql, filters.tags)}` : sql`true`;
      const order = isOpen ? sql`f.due_at, f.id` : sql`f.done_at desc, f.id`;
      return { items: await findFollowUps(sql, actor.id, sql`${whose} and ${state} and ${tagged}`, order) };
    },
  );

  api.route(
    {
      method: 'get',
      path: '/api/cases/{id}/follow-ups',
      summary: 'List the follow-ups of a case',
      tag,
      params: ById,
      response: page(FollowUp),
    },
    async ({ params, actor }) => {
      const access = await accessCase(sql, actor.id, params.id, 'read');
      if (isRefusal(access)) return access;
      const order = sql`f.done_at desc nulls first, f.due_at, f.id`;
      return { items: await findFollowUps(sql, actor.id, sql`c.id = ${access.caseId}`, order) };
    },
  );

  api.route(
    {
      method: 'post',
      path: '/api/follow-ups/{id}',
      summary: 'Tick a follow-up, or take the tick back, in its note',
      tag,
      params: ById,
      body: TickFollowUp,
      response: FollowUp,
    },
    async ({ params, body, actor }) => {
      const before = await readOne(sql, actor.id, params.id);
      if (isRefusal(before)) return before;
      const access = await accessNote(sql, actor.id, before.noteId, 'write');
      if (isRefusal(access)) return access;
      const ticked = await tick(rooms, before, actor.id, body.done);
      if (isRefusal(ticked)) return ticked;
      await rooms.derive(before.noteId);
      return readOne(sql, actor.id, params.id);
    },
  );
}

async function readOne(sql: Sql, personId: string, id: string): Promise<FollowUp | Refusal> {
  const [found] = await findFollowUps(sql, personId, sql`f.id = ${id}`);
  return found ?? refuse('not-found', 'There is no such follow-up.');
}

/** The note is where a follow-up is done; the list only reads it. */
async function tick(
  rooms: Rooms,
  { id, noteId }: FollowUp,
  personId: string,
  done: boolean,
): Promise<Refusal | null> {
  let isThere = false;
  const result = await rooms.edit(noteId, personId, (doc: Y.Doc) => {
    const item = findTask(bodyOf(doc), id);
    isThere = item !== null;
    // Yjs keeps any JSON value; its types speak of texts.
    if (item && (item.getAttribute('checked') as unknown) !== done)
      item.setAttribute('checked', done as unknown as string);
  });
  if (isRefusal(result)) return result;
  return isThere ? null : refuse('conflict', 'Somebody took this task out of the note a moment ago.');
}
