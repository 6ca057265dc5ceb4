import type { CaseEvent } from '@caseroom/shared/case';
import type {
  Authorship,
  Burst,
  Comparison,
  Edit,
  NamedVersion,
  Note,
  NoteClients,
  Version,
} from '@caseroom/shared/note';
import type { Role } from '@caseroom/shared/people';
import type { Problem } from '@caseroom/shared/problem';
import { refuse } from '@caseroom/shared/refusal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { makePerson, makeProgram } from '../auth/testing/people.ts';
import { openCase } from '../case/open.ts';
import { createInProcessBus } from '../platform/bus-in-process.ts';
import { systemClock } from '../platform/clock.ts';
import { createHttp } from '../platform/http.ts';
import { silentLog } from '../platform/log.ts';
import { type FreshDatabase, freshDatabase } from '../platform/testing/fresh-database.ts';
import { type Listening, listen } from '../platform/testing/listen.ts';
import { bodyOf } from './doc.ts';
import { createHistories, type Histories } from './history/service.ts';
import { createJournal } from './journal.ts';
import { createRooms, type Rooms } from './rooms.ts';
import { noteRoutes } from './routes.ts';

const NOBODY = '00000000-0000-4000-8000-000000000000';
const roles: Role[] = ['agent', 'senior', 'lead', 'qa', 'client'];
type Page<T> = { items: T[]; nextCursor?: string };

let db: FreshDatabase;
let server: Listening;
let rooms: Rooms;
let histories: Histories;
let caseId: string;
let stranger: string;
const people = {} as Record<Role, string>;

beforeAll(async () => {
  db = await freshDatabase();
  const program = await makeProgram(db.sql, 'Northwind');
  const elsewhere = await makeProgram(db.sql, 'Contoso');
  for (const role of roles) {
    const memberships = [{ programId: program, role }];
    people[role] = await makePerson(db.sql, { email: `${role}@example.com`, memberships });
  }
  const memberships = [{ programId: elsewhere, role: 'lead' as const }];
  stranger = await makePerson(db.sql, { email: 'stranger@example.com', memberships });
  const bus = createInProcessBus(silentLog);
  rooms = createRooms({ sql: db.sql, bus, journal: createJournal(db.sql), log: silentLog });
  histories = createHistories(db.sql);
  const http = createHttp({
    log: silentLog,
    trustProxy: false,
    checkAnswers: true,
    authenticate: async (cookie) =>
      cookie
        ? { id: cookie, name: cookie, colour: 0, admin: false, auditor: false, sessionId: cookie }
        : refuse('not-signed-in'),
    isAllowedOrigin: () => true,
  });
  noteRoutes(http.api, { sql: db.sql, bus, clock: systemClock, rooms, histories });
  server = await listen(http.app);
  const opened = await db.sql.begin((tx) =>
    openCase(tx, {
      programId: program,
      subject: 'Router restarts',
      priority: 'P2',
      customer: { name: 'Elena Ruiz' },
      tags: [],
      openedBy: people.agent,
    }),
  );
  caseId = opened.caseId;
});
afterAll(async () => {
  await server.close();
  await rooms.drain();
  await db.drop();
});

async function call<T>(
  personId: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: T }> {
  const response = await fetch(server.base + path, {
    method,
    headers: { cookie: personId, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as T };
}
const get = async <T>(path: string, personId = people.agent): Promise<T> => {
  const answer = await call<T>(personId, 'GET', path);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
};
const addNote = async (personId: string, body: Record<string, unknown>) =>
  call<Note & Problem>(personId, 'POST', `/api/cases/${caseId}/notes`, body);

/** A blank note in which the agent wrote two lines and the senior made the second a heading. */
async function writtenNote(): Promise<string> {
  const { body: note } = await addNote(people.agent, { kind: 'technical', template: null });
  const write = (personId: string, change: (body: Y.XmlFragment) => void) =>
    rooms.edit(note.id, personId, (doc) => change(bodyOf(doc)));
  await write(people.agent, (body) => body.insert(0, [line('paragraph', 'Restarts at night')]));
  await write(people.agent, (body) => body.insert(1, [line('paragraph', 'Firmware 4.2')]));
  await write(people.senior, (body) => {
    body.delete(1, 1);
    body.insert(1, [line('heading', 'Firmware 4.2')]);
  });
  await write(people.senior, (body) => ((body.get(0) as Y.XmlElement).get(0) as Y.XmlText).delete(0, 9));
  return note.id;
}

function line(name: string, string: string): Y.XmlElement {
  const element = new Y.XmlElement(name);
  const text = new Y.XmlText();
  text.insert(0, string);
  element.insert(0, [text]);
  if (name === 'heading') element.setAttribute('level', 2 as unknown as string);
  return element;
}

describe('notes of a case', () => {
  it('are added by those who write in it, with the outline of their kind', async () => {
    const { status, body: note } = await addNote(people.senior, { kind: 'resolution' });
    expect(status).toBe(201);
    expect(note).toMatchObject({
      caseId,
      kind: 'resolution',
      audience: 'team',
      title: 'Resolution note',
      headSeq: 1,
    });
    expect(note.text).toBe('Cause\n\nFix\n\nConfirmed with the customer\n\nPrevention\n');
    expect(note.authors.map((author) => author.id)).toEqual([people.senior]);
    const events = await db.sql<
      CaseEvent[]
    >`select kind, data from case_event where case_id = ${caseId} order by seq desc limit 1`;
    expect(events[0]).toMatchObject({ kind: 'note.added', data: { noteId: note.id, kind: 'resolution' } });
  });
  it('start blank, or with the outline of another kind, on request', async () => {
    const blank = await addNote(people.agent, { kind: 'case', template: null, title: 'Scratch' });
    expect(blank.body).toMatchObject({ headSeq: 0, text: '', title: 'Scratch', authors: [] });
    const other = await addNote(people.agent, { kind: 'case', template: 'call-summary' });
    expect(other.body.text).toContain('Outcome');
    const unknown = await addNote(people.agent, { kind: 'case', template: 'haiku' });
    expect(unknown.status).toBe(422);
  });
  it('for leads are added and seen by leads only', async () => {
    expect((await addNote(people.agent, { kind: 'supervisor' })).status).toBe(403);
    expect((await addNote(people.senior, { kind: 'case', audience: 'leads' })).status).toBe(403);
    const { body: note } = await addNote(people.lead, { kind: 'supervisor', audience: 'team' });
    expect(note.audience).toBe('leads');
    const seenBy = async (personId: string) =>
      (await get<Page<Note>>(`/api/cases/${caseId}/notes`, personId)).items.some(({ id }) => id === note.id);
    expect(await seenBy(people.lead)).toBe(true);
    expect(await seenBy(people.agent)).toBe(false);
    expect((await call(people.agent, 'GET', `/api/notes/${note.id}`)).status).toBe(403);
  });
  it('are listed with their text as it reads now, and what the reader may do', async () => {
    const id = await writtenNote();
    const listed = async (personId: string) =>
      (await get<Page<Note>>(`/api/cases/${caseId}/notes`, personId)).items.find((note) => note.id === id);
    expect(await listed(people.agent)).toMatchObject({
      text: 'at night\nFirmware 4.2',
      headSeq: 4,
      access: 'write',
    });
    expect((await listed(people.qa))?.access).toBe('read');
  });
});

const addresses = [
  '',
  '/edits',
  '/bursts',
  '/authorship',
  '/compare?from=0&to=1',
  '/clients',
  '/versions',
  '/versions/1',
];

describe('a note and its history', () => {
  it.each(addresses)('let in by role: GET /api/notes/:id%s', async (address) => {
    const id = await writtenNote();
    const statusFor = async (personId: string) =>
      (await call(personId, 'GET', `/api/notes/${id}${address}`)).status;
    expect(await Promise.all([people.agent, people.senior, people.lead, people.qa].map(statusFor))).toEqual([
      200, 200, 200, 200,
    ]);
    expect(await statusFor(people.client)).toBe(403);
    expect(await statusFor(stranger)).toBe(404);
    expect((await call(people.agent, 'GET', `/api/notes/${NOBODY}${address}`)).status).toBe(404);
  });
  it('list edits with counts, a page at a time', async () => {
    const id = await writtenNote();
    const all = await get<Page<Edit>>(`/api/notes/${id}/edits`);
    expect(
      all.items.map(({ seq, author, inserted, deleted, moved }) => [
        seq,
        author.id,
        inserted,
        deleted,
        moved,
      ]),
    ).toEqual([
      [1, people.agent, 17, 0, 0],
      [2, people.agent, 12, 0, 0],
      [3, people.senior, 12, 12, 12],
      [4, people.senior, 0, 9, 0],
    ]);
    const first = await get<Page<Edit>>(`/api/notes/${id}/edits?limit=3`);
    expect(first.nextCursor).toBe('3');
    expect((await get<Page<Edit>>(`/api/notes/${id}/edits?after=3`)).items).toEqual(all.items.slice(3));
  });
  it('credit every character, also of earlier versions', async () => {
    const id = await writtenNote();
    const now = await get<Authorship>(`/api/notes/${id}/authorship`);
    expect(now).toMatchObject({ seq: 4, blocks: 2 });
    expect(now.runs.map(({ block, text, author, movedBy }) => [block, text, author.id, movedBy?.id])).toEqual(
      [
        [0, 'at night', people.agent, undefined],
        [1, 'Firmware 4.2', people.agent, people.senior],
      ],
    );
    const then = await get<Authorship>(`/api/notes/${id}/authorship?seq=1`);
    expect(then.runs.map((run) => run.text)).toEqual(['Restarts at night']);
  });
  it('compare versions', async () => {
    const id = await writtenNote();
    const { blocks } = await get<Comparison>(`/api/notes/${id}/compare?from=2&to=4`);
    expect(
      blocks.map(({ change, type, typeBefore, runs }) => [
        change,
        type,
        typeBefore,
        runs.map((run) => `${run.change} ${run.text}`),
      ]),
    ).toEqual([
      ['changed', 'paragraph', undefined, ['deleted Restarts ', 'kept at night']],
      ['changed', 'heading', 'paragraph', ['kept Firmware 4.2']],
    ]);
    expect(blocks[0]?.runs[0]?.deletedBy?.id).toBe(people.senior);
  });
  it('read every version, and name them', async () => {
    const id = await writtenNote();
    const texts = await Promise.all(
      [0, 1, 2, 3, 4].map(async (seq) => (await get<Version>(`/api/notes/${id}/versions/${seq}`)).text),
    );
    expect(texts).toEqual([
      '',
      'Restarts at night',
      'Restarts at night\nFirmware 4.2',
      'Restarts at night\nFirmware 4.2',
      'at night\nFirmware 4.2',
    ]);
    expect(
      (await call(people.agent, 'PUT', `/api/notes/${id}/versions/2/name`, { name: 'First call' })).status,
    ).toBe(200);
    expect(
      (await call(people.lead, 'PUT', `/api/notes/${id}/versions/2/name`, { name: 'After the first call' }))
        .status,
    ).toBe(200);
    expect((await call(people.qa, 'PUT', `/api/notes/${id}/versions/2/name`, { name: 'Mine' })).status).toBe(
      403,
    );
    const { items } = await get<Page<NamedVersion>>(`/api/notes/${id}/versions`);
    expect(items.map(({ seq, name, by }) => [seq, name, by.id])).toEqual([
      [2, 'After the first call', people.lead],
    ]);
    const bursts = await get<Page<Burst>>(`/api/notes/${id}/bursts`);
    expect(bursts.items.map(({ author, fromSeq, toSeq, name }) => [author.id, fromSeq, toSeq, name])).toEqual(
      [
        [people.senior, 3, 4, undefined],
        [people.agent, 1, 2, 'After the first call'],
      ],
    );
    const paged = await get<Page<Burst>>(`/api/notes/${id}/bursts?limit=1`);
    expect((await get<Page<Burst>>(`/api/notes/${id}/bursts?cursor=${paged.nextCursor}`)).items).toEqual(
      bursts.items.slice(1),
    );
  });
  it('say who each client id belongs to', async () => {
    const id = await writtenNote();
    const { items } = await get<NoteClients>(`/api/notes/${id}/clients`);
    expect(new Set(items.map(({ author }) => author.id))).toEqual(new Set([people.agent, people.senior]));
  });
  it('refuse versions that are not there, with a sentence', async () => {
    const id = await writtenNote();
    const missing = await call<Problem>(people.agent, 'GET', `/api/notes/${id}/versions/9`);
    expect(missing).toMatchObject({
      status: 404,
      body: { detail: 'This note has no version 9. Its newest is 4.' },
    });
    const compared = await call<Problem>(people.agent, 'GET', `/api/notes/${id}/compare?from=9&to=1`);
    expect(compared).toMatchObject({ status: 422, body: { fields: [{ path: 'from' }] } });
    expect((await call(people.agent, 'POST', `/api/notes/${id}/restore`, { seq: 9 })).status).toBe(422);
    expect((await call(people.agent, 'PUT', `/api/notes/${id}/versions/0/name`, { name: 'x' })).status).toBe(
      404,
    );
  });
});

describe('a restore', () => {
  it('puts a version back as an edit of who asked, and leaves its text to its writers', async () => {
    const id = await writtenNote();
    await get(`/api/notes/${id}/authorship`);
    const restored = await call<{ seq: number }>(people.lead, 'POST', `/api/notes/${id}/restore`, { seq: 2 });
    expect(restored).toMatchObject({ status: 200, body: { seq: 5 } });
    expect((await get<Note>(`/api/notes/${id}`)).text).toBe('Restarts at night\nFirmware 4.2');
    const { runs } = await get<Authorship>(`/api/notes/${id}/authorship`);
    expect(runs.map(({ text, author, movedBy }) => [text, author.id, movedBy?.id])).toEqual([
      ['Restarts ', people.agent, people.lead],
      ['at night', people.agent, undefined],
      ['Firmware 4.2', people.agent, people.lead],
    ]);
    const bursts = await get<Page<Burst>>(`/api/notes/${id}/bursts`);
    expect(bursts.items[0]).toMatchObject({ author: { id: people.lead }, toSeq: 5, restoredFrom: 2 });
    const [event] = await db.sql<
      CaseEvent[]
    >`select kind, data from case_event where case_id = ${caseId} order by seq desc limit 1`;
    expect(event).toMatchObject({ kind: 'note.restored', data: { noteId: id, toSeq: 2, seq: 5 } });
  });
  it('of what the note already says changes nothing', async () => {
    const id = await writtenNote();
    expect((await call(people.agent, 'POST', `/api/notes/${id}/restore`, { seq: 4 })).body).toEqual({
      seq: 4,
    });
    expect((await get<Page<Edit>>(`/api/notes/${id}/edits`)).items.length).toBe(4);
  });
  it('is not for those who only read', async () => {
    const id = await writtenNote();
    expect((await call(people.qa, 'POST', `/api/notes/${id}/restore`, { seq: 1 })).status).toBe(403);
  });
  it('is credited rightly by whoever read the history before it was recorded', async () => {
    const id = await writtenNote();
    const timeline = await histories.upTo(id, 4);
    await rooms.edit(id, people.lead, (doc) =>
      bodyOf(doc).insert(0, [line('paragraph', 'Restarts at night')]),
    );
    expect((await histories.upTo(id, 5)) === timeline).toBe(true);
    await db.sql`insert into note_restore (note_id, seq, from_seq) values (${id}, 5, 1)`;
    expect((await histories.upTo(id, 5)) === timeline).toBe(false);
  });
});
