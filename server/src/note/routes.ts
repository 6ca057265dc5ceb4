import { noteText } from '@caseroom/shared/editor/text';
import { type Audience, NewNote, Note, NoteKind } from '@caseroom/shared/note';
import { noteKinds } from '@caseroom/shared/note-kinds';
import { Id, page } from '@caseroom/shared/primitives';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import { z } from 'zod';
import { accessCase, accessNote } from '../case/access.ts';
import { hintCase } from '../case/events.ts';
import { rightsOf } from '../case/rules.ts';
import type { Api } from '../platform/api.ts';
import type { Bus } from '../platform/bus.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sql } from '../platform/db.ts';
import { createNote, type NoteStart, type StartNote, startFromOutline } from './create.ts';
import { bodyOf } from './doc.ts';
import { historyRoutes } from './history/routes.ts';
import type { Histories } from './history/service.ts';
import { listNotes, type NoteRow, noteOf, readNote } from './queries.ts';
import type { Rooms } from './rooms.ts';

export interface NoteRouteDeps {
  readonly sql: Sql;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly rooms: Rooms;
  readonly histories: Histories;
  /** Defaults to the outline of the note's kind. */
  readonly startNote?: StartNote;
}

const tag = 'Notes';
const ById = z.strictObject({ id: Id });

/** A case's notes, one note, and everything about its history. */
export function noteRoutes(api: Api, deps: NoteRouteDeps): void {
  const { sql, bus, clock, rooms, startNote = startFromOutline } = deps;

  api.route(
    {
      method: 'get',
      path: '/api/cases/{id}/notes',
      summary: 'List the notes of a case',
      tag,
      params: ById,
      response: page(Note),
    },
    async ({ params, actor }) => {
      const access = await accessCase(sql, actor.id, params.id, 'read');
      if (isRefusal(access)) return access;
      const audiences: Audience[] = access.readLeads ? ['team', 'leads'] : ['team'];
      const rows = await listNotes(sql, access.caseId, audiences);
      const items = await Promise.all(
        rows.map(async (row) => {
          const grant = rightsOf(access.role, row.audience, 'read');
          return noteOf(row, await settledText(rooms, row), !isRefusal(grant) && grant.write);
        }),
      );
      return { items };
    },
  );

  api.route(
    {
      method: 'post',
      path: '/api/cases/{id}/notes',
      summary: 'Add a note to a case',
      tag,
      params: ById,
      body: NewNote,
      response: Note,
      status: 201,
    },
    async ({ params, body, actor }) => {
      const kindOfStart = startKind(body.kind, body.template);
      if (isRefusal(kindOfStart)) return kindOfStart;
      const asked = await accessCase(sql, actor.id, params.id, 'write');
      if (isRefusal(asked)) return asked;
      const { caseId, programId } = asked;
      const at = clock.now();
      // Reads other notes' rooms, so not while a transaction holds one of the pool's connections.
      const start: NoteStart = kindOfStart
        ? await startNote(sql, { caseId, programId, kind: kindOfStart, authorId: actor.id, at })
        : { outline: null };
      const made = await sql.begin(async (tx) => {
        const access = await accessCase(tx, actor.id, params.id, 'write');
        if (isRefusal(access)) return access;
        const audience = audienceFor(body.kind, body.audience);
        if (audience === 'leads' && !access.readLeads) {
          return refuse('no-access', 'Only leads of the program can add a note for leads.');
        }
        const title = body.title ?? noteKinds[body.kind].name;
        const facts = { caseId, kind: body.kind, audience, title, actorId: actor.id, at };
        return { caseId, noteId: await createNote(tx, { ...facts, ...start }) };
      });
      if (isRefusal(made)) return made;
      hintCase(bus, made.caseId);
      return freshNote(deps, made.noteId, true);
    },
  );

  api.route(
    { method: 'get', path: '/api/notes/{id}', summary: 'Read a note', tag, params: ById, response: Note },
    async ({ params, actor }) => {
      const access = await accessNote(sql, actor.id, params.id, 'read');
      if (isRefusal(access)) return access;
      const grant = rightsOf(access.role, access.audience, 'read');
      return freshNote(deps, access.noteId, !isRefusal(grant) && grant.write);
    },
  );

  historyRoutes(api, deps);
}

/** Supervisor notes are for leads, whatever was asked for. */
const audienceFor = (kind: NoteKind, asked: Audience | undefined): Audience =>
  kind === 'supervisor' ? 'leads' : (asked ?? noteKinds[kind].audience);

/** The kind whose template the note starts with. Omitted: its own; null: none. */
function startKind(kind: NoteKind, template: string | null | undefined): NoteKind | null | Refusal {
  if (template === null) return null;
  const named = NoteKind.safeParse(template ?? kind);
  if (named.success) return named.data;
  return refuse('invalid', 'There is no such template.', {
    fields: [{ path: 'template', message: 'Name a kind of note, or null for a blank note.' }],
  });
}

/** A note as it reads now; `write`: whether the asker's role lets them write it. */
export async function freshNote(
  { sql, rooms }: Pick<NoteRouteDeps, 'sql' | 'rooms'>,
  noteId: string,
  write: boolean,
): Promise<Note | Refusal> {
  const row = await readNote(sql, noteId);
  return row
    ? noteOf(row, await textNow(rooms, noteId), write)
    : refuse('not-found', 'There is no such note.');
}

const textNow = (rooms: Rooms, noteId: string): Promise<{ text: string; headSeq: number }> =>
  rooms.read(noteId, ({ doc, seq }) => ({ text: noteText(bodyOf(doc)), headSeq: seq }));

/** The stored text follows the head by a moment; only a note that was just written in is read whole. */
async function settledText(rooms: Rooms, row: NoteRow): Promise<{ text: string; headSeq: number }> {
  return row.textSeq === row.headSeq ? { text: row.text, headSeq: row.headSeq } : textNow(rooms, row.id);
}
