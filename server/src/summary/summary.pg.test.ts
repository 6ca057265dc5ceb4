import type { Note } from '@caseroom/shared/note';
import { isRefusal, refuse } from '@caseroom/shared/refusal';
import type { CaseSummaries, SummaryReview } from '@caseroom/shared/summary';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { makeCase, makePerson, makeProgram } from '../auth/testing/people.ts';
import { readEntries } from '../case/ledger.ts';
import { followUpDeriver } from '../follow-up/deriver.ts';
import { linkNote, logInteraction } from '../interaction/acts.ts';
import { readTalk } from '../interaction/queries.ts';
import { maskTurns } from '../interaction/transcript/mask.ts';
import { bodyOf } from '../note/doc.ts';
import { createJournal } from '../note/journal.ts';
import { createRooms, type Rooms } from '../note/rooms.ts';
import { createInProcessBus } from '../platform/bus-in-process.ts';
import { createHttp } from '../platform/http.ts';
import { silentLog } from '../platform/log.ts';
import { type FreshDatabase, freshDatabase } from '../platform/testing/fresh-database.ts';
import { type Listening, listen } from '../platform/testing/listen.ts';
import { templateRoutes } from '../template/routes.ts';
import { seedTemplates } from '../template/seed.ts';
import { startFromTemplate } from '../template/start.ts';
import { talks } from './draft/testing/talks.ts';
import { endSummaries } from './ending.ts';
import { summariesRoutes } from './summaries.ts';

const NOW = new Date('2026-11-19T12:00:00.000Z');
let db: FreshDatabase;
let rooms: Rooms;
let server: Listening;
let caseId: string;
let programId: string;
let talkId: string;
const people = {} as Record<'maya' | 'raj' | 'stranger' | 'admin', string>;

beforeAll(async () => {
  db = await freshDatabase();
  const { sql } = db;
  const program = await makeProgram(sql, 'Northwind');
  await sql.begin((tx) => seedTemplates(tx, program, 'customer-support', NOW));
  const memberships = [{ programId: program, role: 'agent' as const }];
  people.maya = await makePerson(sql, { email: 'maya@example.com', name: 'Maya Lindqvist', memberships });
  people.raj = await makePerson(sql, { email: 'raj@example.com', name: 'Raj Patel', memberships });
  people.stranger = await makePerson(sql, { email: 'stranger@example.com' });
  people.admin = await makePerson(sql, { email: 'admin@example.com', admin: true });
  programId = program;
  caseId = await makeCase(sql, { programId: program, ownerId: people.raj });
  const bus = createInProcessBus(silentLog);
  const derivers = [followUpDeriver({ bus })];
  rooms = createRooms({ sql, bus, journal: createJournal(sql), log: silentLog, derivers });
  const clock = { now: () => NOW };
  const http = createHttp({
    log: silentLog,
    trustProxy: false,
    checkAnswers: true,
    authenticate: async (id) =>
      id
        ? { id, name: 'Maya Lindqvist', colour: 0, admin: id === people.admin, auditor: false, sessionId: id }
        : refuse('not-signed-in'),
    isAllowedOrigin: () => true,
  });
  const deps = { sql, bus, clock, rooms };
  templateRoutes(http.api, { ...deps, beginEnding: endSummaries({ sql, rooms }) });
  summariesRoutes(http.api, {
    ...deps,
    startNote: startFromTemplate(rooms),
    talks: { read: (inCase, id) => readTalk(sql, inCase, id), link: linkNote },
    // Nobody answers there.
    model: { url: 'http://127.0.0.1:9/v1', key: null, model: 'small' },
  });
  server = await listen(http.app);
  const facts = {
    channel: 'call' as const,
    direction: 'inbound' as const,
    startedAt: new Date('2026-11-19T10:00:00.000Z'),
    endedAt: new Date('2026-11-19T10:09:00.000Z'),
    participants: [],
    reference: '',
  };
  const { turns } = maskTurns(talks['broadband call with hesitations']);
  const logged = await sql.begin((tx) =>
    logInteraction(tx, { caseId, actorId: people.maya, at: NOW }, facts, { name: '', format: 'text', turns }),
  );
  if (isRefusal(logged)) throw new Error(logged.detail);
  talkId = logged.interactionId;
});
afterAll(async () => {
  await server.close();
  await rooms.drain();
  await db.drop();
});

async function ask(who: keyof typeof people, method: string, path: string, body?: unknown) {
  const answer = await fetch(`${server.base}/api${path}`, {
    method,
    headers: { cookie: people[who], 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: tests say what they expect of each answer
  return { status: answer.status, body: (await answer.json()) as any };
}
const followUps = () =>
  db.sql`select text, owner_id, due_at, promise from follow_up where case_id = ${caseId} order by due_at`;

/** The paragraphs of a note that were drafted, with their ids. */
function drafted(parent: Y.XmlFragment): Y.XmlElement[] {
  return parent.toArray().flatMap((child) => {
    if (!(child instanceof Y.XmlElement)) return [];
    return child.nodeName === 'paragraph' && child.getAttribute('source') ? [child] : drafted(child);
  });
}
const review = (noteId: string, who: 'maya' | 'raj', change: (line: Y.XmlElement, i: number) => void) =>
  rooms.edit(noteId, people[who], (doc) => drafted(bodyOf(doc)).forEach(change));

test('a call is drafted into a note, reviewed line by line, finalised, and its next steps are somebody’s', async () => {
  const made = await ask('maya', 'POST', `/cases/${caseId}/summaries`, { interactionId: talkId });
  expect(made).toMatchObject({ status: 201, body: { kind: 'call-summary', access: 'write' } });
  const note: Note = made.body;
  expect(note.text).toContain(
    'Why they called: The customer has been without internet since yesterday evening',
  );
  expect(note.text).toContain('Call the customer back tomorrow at 3pm');

  const read = (await ask('raj', 'GET', `/notes/${note.id}/draft`)).body as SummaryReview;
  expect(read).toMatchObject({ by: 'rules', interactionId: talkId, survival: null, fallback: null });
  expect(read.turns).toHaveLength(talks['broadband call with hesitations'].length);
  expect((await ask('stranger', 'GET', `/notes/${note.id}/draft`)).status).toBe(404);

  await rooms.derive(note.id);
  expect(await followUps()).toEqual([]);
  const early = await ask('maya', 'POST', `/notes/${note.id}/finalise`);
  expect(early).toMatchObject({
    status: 422,
    body: { detail: `${read.lines.length} drafted lines have not been reviewed yet.` },
  });

  const last = read.lines.length - 1;
  await review(note.id, 'maya', (line, i) => i < last - 1 && line.setAttribute('reviewed', true as never));
  await review(note.id, 'raj', (line, i) => {
    if (i !== last) return line.setAttribute('reviewed', true as never);
    line.delete(0, line.length);
  });
  const done = await ask('raj', 'POST', `/notes/${note.id}/finalise`);
  expect(done).toMatchObject({ status: 200, body: { finalised: { by: { name: 'Raj Patel' } } } });

  const due = await followUps();
  expect(due).toMatchObject([
    {
      text: 'Call the customer back tomorrow at 3pm with an update from the network team.',
      owner_id: people.maya,
      promise: true,
    },
    { text: expect.stringContaining('The engineer will be with the customer'), owner_id: people.raj },
  ]);
  const after = (await ask('maya', 'GET', `/notes/${note.id}/draft`)).body as SummaryReview;
  expect(after.survival).toMatchObject({ lines: last + 1, kept: last, edited: 0, discarded: 1 });
  const kinds = (await readEntries(db.sql, caseId, { after: 0, limit: 100 })).map(({ event }) => event.kind);
  expect(kinds).toEqual(expect.arrayContaining(['summary.drafted', 'note.finalised', 'summary.reviewed']));
  const list = (await ask('raj', 'GET', `/cases/${caseId}/summaries`)).body as CaseSummaries;
  expect(list).toMatchObject({
    sources: [{ interactionId: talkId, noteIds: [note.id] }],
    drafts: [{ noteId: note.id, finalised: true }],
    model: null,
  });
});

test('the whole case is drafted from what is there, and keeps what it was read from', async () => {
  const made = await ask('raj', 'POST', `/cases/${caseId}/summaries`, {});
  expect(made).toMatchObject({ status: 201, body: { kind: 'interaction-summary' } });
  const read = (await ask('raj', 'GET', `/notes/${made.body.id}/draft`)).body as SummaryReview;
  expect(read.interactionId).toBeNull();
  expect(read.turns?.[0]).toMatchObject({ role: 'customer' });
});

test('what was not written down cannot be drafted', async () => {
  const none = await ask('maya', 'POST', `/cases/${caseId}/summaries`, {
    interactionId: crypto.randomUUID(),
  });
  expect(none).toMatchObject({
    status: 404,
    body: { detail: 'There is no transcript of this interaction.' },
  });
});

test('a program’s talks go to the language model once an administrator says so, and a failing one is told of', async () => {
  const path = `/admin/programs/${programId}/summary-consent`;
  expect((await ask('maya', 'PUT', path, { given: true })).status).toBe(403);
  const agreed = await ask('admin', 'PUT', path, { given: true });
  expect(agreed.body).toMatchObject({
    model: { name: 'small', origin: 'http://127.0.0.1:9' },
    programs: [{ program: { id: programId }, consent: { by: { id: people.admin } } }],
  });
  const made = await ask('maya', 'POST', `/cases/${caseId}/summaries`, { interactionId: talkId });
  const read = (await ask('maya', 'GET', `/notes/${made.body.id}/draft`)).body as SummaryReview;
  expect(read).toMatchObject({ by: 'rules', model: 'small', fallback: 'unreachable' });
  const entries = await readEntries(db.sql, caseId, { after: 0, limit: 100 });
  expect(entries.findLast(({ event }) => event.kind === 'summary.drafted')?.event.data).toMatchObject({
    model: 'small',
    prompt: 'summary-1',
    fallback: 'unreachable',
  });
  expect((await ask('admin', 'PUT', path, { given: false })).body.programs[0].consent).toBeNull();
});

test('the report tells who worked, how long they owned it, and how satisfied the customer is', async () => {
  expect((await ask('stranger', 'GET', `/cases/${caseId}/report`)).status).toBe(404);
  expect((await ask('maya', 'POST', `/cases/${caseId}/satisfaction`, { score: 6 })).status).toBe(422);
  const recorded = await ask('maya', 'POST', `/cases/${caseId}/satisfaction`, {
    score: 4,
    comment: 'Quick.',
  });
  expect(recorded).toMatchObject({ status: 201, body: { satisfaction: { score: 4, comment: 'Quick.' } } });
  const { body } = await ask('raj', 'GET', `/cases/${caseId}/report`);
  const raj = body.people.find(({ person }: { person: { id: string } }) => person.id === people.raj);
  expect(raj).toMatchObject({ role: 'agent', edits: expect.any(Number) });
  expect(body.interactions).toMatchObject([{ channel: 'call', by: { id: people.maya } }]);
  const entries = await readEntries(db.sql, caseId, { after: 0, limit: 100 });
  const { event } = entries.at(-1) ?? {};
  expect([event?.kind, event?.data]).toEqual(['satisfaction.recorded', { score: 4 }]);
});
