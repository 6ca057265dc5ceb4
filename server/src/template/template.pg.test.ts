import type { CaseEvent } from '@caseroom/shared/case';
import { fieldNodes } from '@caseroom/shared/editor/fields';
import type { Note } from '@caseroom/shared/note';
import type { Problem } from '@caseroom/shared/problem';
import { isRefusal, refuse } from '@caseroom/shared/refusal';
import type { ProgramTemplates, SaveTemplate, TemplateVersion } from '@caseroom/shared/template';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { makePerson, makeProgram } from '../auth/testing/people.ts';
import { caseRoutes } from '../case/routes.ts';
import { bodyOf } from '../note/doc.ts';
import { createHistories } from '../note/history/service.ts';
import { createJournal } from '../note/journal.ts';
import { createRooms, type Rooms } from '../note/rooms.ts';
import { noteRoutes } from '../note/routes.ts';
import { createInProcessBus } from '../platform/bus-in-process.ts';
import { systemClock } from '../platform/clock.ts';
import { createHttp } from '../platform/http.ts';
import { silentLog } from '../platform/log.ts';
import { type FreshDatabase, freshDatabase } from '../platform/testing/fresh-database.ts';
import { type Listening, listen } from '../platform/testing/listen.ts';
import { templateRoutes } from './routes.ts';
import { startFromTemplate } from './start.ts';

let db: FreshDatabase;
let server: Listening;
let rooms: Rooms;
let program: string;
let caseId: string;
const people = {} as Record<'agent' | 'lead' | 'qa' | 'client' | 'admin' | 'stranger', string>;

const content: SaveTemplate['content'] = {
  sections: [
    {
      key: 'contact',
      title: 'Contact',
      fields: [
        { key: 'customer', label: 'Customer', type: 'text', required: true, fill: 'customer.name' },
        { key: 'owner', label: 'Owner', type: 'person', fill: 'owner' },
        { key: 'opened', label: 'Opened', type: 'text', fill: 'openedAt' },
        { key: 'told', label: 'Last told', type: 'rich', fill: 'lastUpdateTold' },
        { key: 'product', label: 'Product', type: 'choice', options: ['Line', 'Phone'], fill: 'product' },
      ],
    },
    {
      key: 'end',
      title: 'End',
      fields: [
        { key: 'cause', label: 'Cause', type: 'rich', required: true },
        { key: 'outcome', label: 'Outcome', type: 'choice', options: ['Fixed', 'Not fixed'], required: true },
      ],
    },
  ],
};

beforeAll(async () => {
  db = await freshDatabase();
  program = await makeProgram(db.sql, 'Northwind');
  const elsewhere = await makeProgram(db.sql, 'Contoso');
  for (const role of ['agent', 'lead', 'qa', 'client'] as const) {
    const memberships = [{ programId: program, role }];
    people[role] = await makePerson(db.sql, { email: `${role}@example.com`, memberships });
  }
  people.admin = await makePerson(db.sql, { email: 'admin@example.com', admin: true });
  const memberships = [{ programId: elsewhere, role: 'lead' as const }];
  people.stranger = await makePerson(db.sql, { email: 'stranger@example.com', memberships });
  const bus = createInProcessBus(silentLog);
  rooms = createRooms({ sql: db.sql, bus, journal: createJournal(db.sql), log: silentLog });
  const http = createHttp({
    log: silentLog,
    trustProxy: false,
    checkAnswers: true,
    authenticate: async (cookie) =>
      cookie
        ? {
            id: cookie,
            name: cookie,
            colour: 0,
            admin: cookie === people.admin,
            auditor: false,
            sessionId: cookie,
          }
        : refuse('not-signed-in'),
    isAllowedOrigin: () => true,
  });
  const deps = { sql: db.sql, bus, clock: systemClock, rooms, startNote: startFromTemplate(rooms) };
  caseRoutes(http.api, deps);
  noteRoutes(http.api, { ...deps, histories: createHistories(db.sql) });
  templateRoutes(http.api, deps);
  server = await listen(http.app);
  const opened = await call<{ id: string }>('agent', 'POST', '/api/cases', {
    programId: program,
    subject: 'Router restarts',
    priority: 'P2',
    customer: { name: 'Elena Ruiz' },
  });
  caseId = opened.body.id;
});
afterAll(async () => {
  await server.close();
  await rooms.drain();
  await db.drop();
});

async function call<T = Problem>(who: keyof typeof people, method: string, path: string, body?: unknown) {
  const response = await fetch(`${server.base}${path}`, {
    method,
    headers: { cookie: people[who], 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as T };
}

const save = (who: keyof typeof people, body: Omit<SaveTemplate, 'reason'>) =>
  call<TemplateVersion>(who, 'PUT', `/api/admin/programs/${program}/templates/resolution`, {
    ...body,
    reason: 'The trade changed.',
  });
const addNote = async () =>
  (await call<Note>('agent', 'POST', `/api/cases/${caseId}/notes`, { kind: 'resolution' })).body;
const field = (doc: Y.Doc, key: string) => fieldNodes(bodyOf(doc)).get(key)?.[0] as Y.XmlElement;
const edit = async (noteId: string, who: keyof typeof people, change: (doc: Y.Doc) => void) =>
  rooms.edit(noteId, people[who], change);
const writeCause = (doc: Y.Doc) => {
  const run = new Y.XmlText();
  (field(doc, 'cause').get(0) as Y.XmlElement).insert(0, [run]);
  run.insert(0, 'A batch ran twice.');
};
const choose = (key: string, value: string) => (doc: Y.Doc) => field(doc, key).setAttribute('value', value);
const complete = async (noteId: string) => {
  await edit(noteId, 'agent', writeCause);
  await edit(noteId, 'lead', choose('outcome', 'Fixed'));
};

describe('templates', () => {
  it('are added by administrators, checked, and read by whoever reads the program’s cases', async () => {
    expect((await save('lead', { name: 'Resolution', content, after: 0 })).status).toBe(403);
    const twice = { sections: [...content.sections, ...content.sections] };
    const wrong = await call('admin', 'PUT', `/api/admin/programs/${program}/templates/resolution`, {
      name: 'Resolution',
      content: twice,
      after: 0,
      reason: 'Twice as good.',
    });
    expect(wrong).toMatchObject({
      status: 422,
      body: { fields: [{ path: 'content.sections.2.key' }, {}, {}, {}, {}, {}, {}, {}, {}] },
    });
    expect((await save('admin', { name: 'Resolution', content, after: 0 })).body).toMatchObject({
      version: 1,
    });
    expect((await save('admin', { name: 'Resolution', content, after: 0 })).status).toBe(409);
    const list = (who: keyof typeof people) =>
      call<ProgramTemplates>(who, 'GET', `/api/programs/${program}/templates`);
    for (const who of ['agent', 'lead', 'qa', 'admin'] as const)
      expect((await list(who)).body.items).toMatchObject([
        { kind: 'resolution', version: 1, by: { name: 'admin' } },
      ]);
    for (const who of ['client', 'stranger'] as const) expect((await list(who)).status).toBe(404);
  });

  it('fill a new note from the record, and leave the notes of earlier versions as they are', async () => {
    const first = await addNote();
    expect(first.template).toMatchObject({ version: 1, name: 'Resolution' });
    expect(first.text).toMatch(
      /^Contact\nCustomer: Elena Ruiz\nOwner: agent\nOpened: \d{4}-\d\d-\d\d \d\d:\d\d UTC\nEnd\n$/,
    );
    await edit(first.id, 'agent', choose('product', 'Phone'));
    await save('admin', {
      name: 'Resolution 2',
      content: { sections: content.sections.slice(0, 1) },
      after: 1,
    });
    const second = await addNote();
    expect(second.template).toMatchObject({ version: 2, name: 'Resolution 2' });
    expect(second.text).toContain('Product: Phone');
    const before = await call<Note>('agent', 'GET', `/api/notes/${first.id}`);
    expect(before.body.template).toMatchObject({ version: 1, name: 'Resolution' });
    const template = await call<TemplateVersion>('qa', 'GET', `/api/notes/${first.id}/template`);
    expect(template.body).toMatchObject({ version: 1, content: { sections: [{}, { key: 'end' }] } });
    await save('admin', { name: 'Resolution', content, after: 2 });
  });
});

describe('finalising', () => {
  it('[N30] is refused with what is missing by name, then ends the writing for everybody', async () => {
    const note = await addNote();
    const finalise = (who: keyof typeof people) =>
      call<Note & Problem>(who, 'POST', `/api/notes/${note.id}/finalise`);
    expect(await finalise('agent')).toMatchObject({
      status: 422,
      body: {
        detail: '“Cause” and “Outcome” are still empty.',
        fields: [{ path: 'cause' }, { path: 'outcome' }],
      },
    });
    await complete(note.id);
    expect((await finalise('qa')).status).toBe(403);
    const done = await finalise('lead');
    expect(done.body).toMatchObject({
      access: 'read',
      mayAmend: true,
      finalised: { seq: 3, by: { name: 'lead' } },
    });
    expect((await finalise('lead')).status).toBe(409);
    const late = await edit(note.id, 'agent', choose('outcome', 'Not fixed'));
    expect(isRefusal(late) && late.refused).toBe('note-finalised');
    const unchanged = await call<Note>('qa', 'GET', `/api/notes/${note.id}`);
    expect(unchanged.body).toMatchObject({ headSeq: 3, mayAmend: false });
    expect(unchanged.body.text).toContain('Outcome: Fixed');
  });

  it('[N30] keeps out an edit that another process judged before it heard', async () => {
    const note = await addNote();
    await complete(note.id);
    const bus = createInProcessBus(silentLog);
    const elsewhere = createRooms({ sql: db.sql, bus, journal: createJournal(db.sql), log: silentLog });
    await elsewhere.read(note.id, () => null);
    await call('agent', 'POST', `/api/notes/${note.id}/finalise`);
    const late = await elsewhere.edit(note.id, people.agent, choose('outcome', 'Not fixed'));
    expect(isRefusal(late) && late.refused).toBe('note-finalised');
    expect(await elsewhere.annotate(note.id, people.agent, choose('outcome', 'Fixed'))).toEqual({ seq: 4 });
    await elsewhere.drain();
  });

  it('is added to by an amendment with a reason, which the ledger tells of', async () => {
    const note = await addNote();
    const amend = (who: keyof typeof people, id = note.id) =>
      call<Note>(who, 'POST', `/api/notes/${id}/amendments`, { reason: 'The customer called back.' });
    expect((await amend('agent')).status).toBe(409);
    await complete(note.id);
    await call('agent', 'POST', `/api/notes/${note.id}/finalise`);
    for (const who of ['qa', 'client', 'stranger'] as const)
      expect((await amend(who)).status).toBeGreaterThan(402);
    const made = await amend('lead');
    expect(made).toMatchObject({
      status: 201,
      body: {
        kind: 'resolution',
        access: 'write',
        amends: { noteId: note.id, reason: 'The customer called back.' },
      },
    });
    const events = await call<{ items: CaseEvent[] }>(
      'agent',
      'GET',
      `/api/cases/${caseId}/events?limit=500`,
    );
    expect(events.body.items.slice(-3)).toMatchObject([
      { kind: 'note.finalised', data: { noteId: note.id, seq: 3 } },
      { kind: 'note.added', data: { noteId: made.body.id } },
      { kind: 'note.amended', data: { noteId: note.id, amendmentId: made.body.id } },
    ]);
  });
});
