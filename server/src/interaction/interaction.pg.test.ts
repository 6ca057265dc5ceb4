import { type Interaction, MAX_TRANSCRIPT_FILE_BYTES } from '@caseroom/shared/interaction';
import type { Role } from '@caseroom/shared/people';
import { refuse } from '@caseroom/shared/refusal';
import type { Turn } from '@caseroom/shared/transcript';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeCase, makePerson, makeProgram } from '../auth/testing/people.ts';
import { readEntries } from '../case/ledger.ts';
import { createInProcessBus } from '../platform/bus-in-process.ts';
import { createHttp } from '../platform/http.ts';
import { silentLog } from '../platform/log.ts';
import { type FreshDatabase, freshDatabase } from '../platform/testing/fresh-database.ts';
import { type Listening, listen } from '../platform/testing/listen.ts';
import { interactionRoutes } from './routes.ts';
import { createTranscriptReader } from './transcript/reader.ts';

const roles = {
  maya: 'agent',
  raj: 'agent',
  ines: 'lead',
  aroha: 'qa',
  joana: 'client',
} as const satisfies Record<string, Role>;
type Who = keyof typeof roles | 'stranger';

const NOW = new Date('2026-11-22T10:00:00.000Z');
let db: FreshDatabase;
let server: Listening;
let program: string;
let caseId: string;
const people = {} as Record<Who, string>;

beforeAll(async () => {
  db = await freshDatabase();
  program = await makeProgram(db.sql, 'Northwind');
  for (const [who, role] of Object.entries(roles)) {
    const made = { email: `${who}@example.com`, name: who, memberships: [{ programId: program, role }] };
    people[who as Who] = await makePerson(db.sql, made);
  }
  const elsewhere = await makeProgram(db.sql, 'Contoso');
  const memberships = [{ programId: elsewhere, role: 'lead' as const }];
  people.stranger = await makePerson(db.sql, { email: 'stranger@example.com', memberships });
  const http = createHttp({
    log: silentLog,
    trustProxy: false,
    checkAnswers: true,
    authenticate: async (id) =>
      id ? { id, name: id, colour: 0, admin: false, auditor: false, sessionId: id } : refuse('not-signed-in'),
    isAllowedOrigin: () => true,
  });
  interactionRoutes(http.api, {
    sql: db.sql,
    bus: createInProcessBus(silentLog),
    clock: { now: () => NOW },
    transcripts: createTranscriptReader(),
  });
  server = await listen(http.app);
});
afterAll(async () => {
  await server.close();
  await db.drop();
});
beforeEach(async () => {
  caseId = await makeCase(db.sql, { programId: program, ownerId: people.maya });
});

interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests say what they expect of each answer
  readonly body: any;
}

async function ask(who: Who, method: string, path: string, body?: unknown): Promise<Answer> {
  const answer = await fetch(`${server.base}/api${path}`, {
    method,
    headers: { cookie: people[who], 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: await answer.json() };
}

const aCall = {
  channel: 'call',
  direction: 'inbound',
  startedAt: '2026-11-22T09:00:00.000Z',
  endedAt: '2026-11-22T09:12:00.000Z',
  participants: [{ name: 'Elena Ruiz', role: 'customer' }],
  reference: 'TEL-88',
} as const;
const turns: Turn[] = [
  { role: 'agent', speaker: 'Maya', startMs: 0, text: 'Northwind, Maya speaking.' },
  { role: 'customer', speaker: 'Elena Ruiz', startMs: 4_200, text: 'I was charged twice.\nAgain.' },
];
const log = async (who: Who, body: object = aCall): Promise<Interaction> =>
  (await ask(who, 'POST', `/cases/${caseId}/interactions`, body)).body;
const ledger = async () =>
  (await readEntries(db.sql, caseId, { after: 0, limit: 100 })).map(({ event }) => [event.kind, event.data]);

describe('logging', () => {
  test('keeps the facts, and the ledger says so', async () => {
    const logged = await log('maya');
    expect(logged).toMatchObject({ ...aCall, loggedBy: { name: 'maya' }, transcript: null, mayEdit: true });
    const { body } = await ask('aroha', 'GET', `/cases/${caseId}/interactions`);
    expect(body.items).toEqual([{ ...logged, mayEdit: false }]);
    expect(await ledger()).toEqual([
      ['interaction.logged', expect.objectContaining({ interactionId: logged.id, endedAt: aCall.endedAt })],
    ]);
  });

  test('lists by when each began, whatever was logged first', async () => {
    const late = await log('maya');
    const early = await log('raj', { ...aCall, channel: 'email', startedAt: '2026-11-20T23:30:00.000Z' });
    expect(early.endedAt).toBe(early.startedAt);
    const { body } = await ask('maya', 'GET', `/cases/${caseId}/interactions`);
    expect(body.items.map(({ id }: Interaction) => id)).toEqual([early.id, late.id]);
  });

  test.each([
    ['a reader', 'aroha', 403],
    ['a client', 'joana', 403],
    ['somebody of another program', 'stranger', 404],
  ] as const)('is refused to %s', async (_what, who, status) => {
    expect((await ask(who, 'POST', `/cases/${caseId}/interactions`, aCall)).status).toBe(status);
    const { id } = await log('maya', { ...aCall, transcript: { turns } });
    const read = who === 'aroha' ? 200 : status;
    for (const path of [`/interactions/${id}`, `/interactions/${id}/transcript`])
      expect((await ask(who, 'GET', path)).status).toBe(read);
    expect((await ask(who, 'PATCH', `/interactions/${id}`, { reference: 'x' })).status).toBe(status);
  });
});

describe('a conversation under way', () => {
  test('is one a person, is found again, and ends once', async () => {
    const { endedAt: _, ...begun } = aCall;
    const call = await log('maya', begun);
    expect(call.endedAt).toBeNull();
    expect((await ask('maya', 'POST', `/cases/${caseId}/interactions`, begun)).status).toBe(409);
    const { body } = await ask('maya', 'GET', '/interactions/under-way');
    expect(body.item).toMatchObject({ interaction: { id: call.id }, case: { id: caseId } });
    expect((await ask('raj', 'GET', '/interactions/under-way')).body.item).toBeNull();
    const endedAt = '2026-11-22T09:59:00.000Z';
    expect((await ask('maya', 'PATCH', `/interactions/${call.id}`, { endedAt })).body).toMatchObject({
      endedAt,
    });
    expect((await ledger()).map(([kind]) => kind)).toEqual(['interaction.started', 'interaction.ended']);
    expect((await ask('maya', 'GET', '/interactions/under-way')).body.item).toBeNull();
  });
});

describe('editing', () => {
  test('is for whoever logged it, and leads; the ledger keeps what it was', async () => {
    const { id } = await log('maya');
    expect((await ask('raj', 'PATCH', `/interactions/${id}`, { reference: 'TEL-89' })).status).toBe(403);
    const edited = await ask('ines', 'PATCH', `/interactions/${id}`, {
      reference: 'TEL-89',
      direction: 'inbound',
    });
    expect(edited.body).toMatchObject({ reference: 'TEL-89' });
    expect((await ledger()).at(-1)).toEqual([
      'interaction.changed',
      { interactionId: id, channel: 'call', changes: [{ field: 'reference', from: 'TEL-88', to: 'TEL-89' }] },
    ]);
  });

  test('refuses what cannot be, and says where', async () => {
    const { id } = await log('maya');
    const bad = await ask('maya', 'PATCH', `/interactions/${id}`, { endedAt: '2026-11-22T08:00:00.000Z' });
    expect(bad).toMatchObject({ status: 422, body: { fields: [{ path: 'endedAt' }] } });
  });
});

describe('a transcript', () => {
  test('comes back turn by turn, once; taken away, another may come', async () => {
    const { id } = await log('maya');
    const attached = await ask('raj', 'PUT', `/interactions/${id}/transcript`, {
      name: 'call.vtt',
      format: 'vtt',
      turns,
    });
    expect(attached.body.transcript).toMatchObject({ turns: 2, name: 'call.vtt', by: { name: 'raj' } });
    expect((await ask('aroha', 'GET', `/interactions/${id}/transcript`)).body).toEqual({ turns });
    expect((await ask('maya', 'PUT', `/interactions/${id}/transcript`, { turns })).status).toBe(409);
    expect((await ask('maya', 'DELETE', `/interactions/${id}/transcript`)).body.transcript).toBeNull();
    expect((await ask('maya', 'GET', `/interactions/${id}/transcript`)).status).toBe(404);
    expect((await ledger()).map(([kind]) => kind).slice(1)).toEqual([
      'interaction.transcript-attached',
      'interaction.transcript-removed',
    ]);
  });

  test('never keeps a card number, whoever sends it, and a reading says so', async () => {
    const said = (text: string): Turn => ({ role: 'customer', speaker: null, startMs: null, text });
    const sent = { turns: ['It is 4111 1111', '1111 1111', 'CVV 123, for 450 euros.'].map(said) };
    const masked = ['It is •••• ••••', '•••• ••••', 'CVV •••, for 450 euros.'];
    const textsOf = ({ body }: Answer) => body.turns.map(({ text }: Turn) => text);
    const { id } = await log('maya', { ...aCall, transcript: sent });
    expect(textsOf(await ask('maya', 'GET', `/interactions/${id}/transcript`))).toEqual(masked);
    const reading = await fetch(`${server.base}/api/cases/${caseId}/transcript-readings`, {
      method: 'POST',
      headers: { cookie: people.maya },
      body: sent.turns.map(({ text }, i) => `${i === 1 ? 'Maya' : 'Ana'}: ${text}`).join('\n'),
    });
    const read = await reading.json();
    expect(textsOf({ status: 200, body: read })).toEqual(masked);
    expect(read.warnings).toEqual([
      'A card number was masked: nobody may keep it.',
      'A security code was masked: nobody may keep it.',
    ]);
  });

  test('may be larger than other bodies, masked apart from everybody’s typing, and no larger than its limit', async () => {
    const { id } = await log('maya');
    const long = { ...(turns[0] as Turn), text: `${'word '.repeat(1_900)}CVV 123` };
    const path = `/interactions/${id}/transcript`;
    expect((await ask('maya', 'PUT', path, { turns: Array(200).fill(long) })).body.transcript.turns).toBe(
      200,
    );
    const kept = (await ask('maya', 'GET', path)).body.turns;
    expect(kept.every(({ text }: Turn) => text.endsWith('CVV •••'))).toBe(true);
    expect((await ask('maya', 'PUT', path, { turns: Array(1_000).fill(long) })).status).toBe(413);
  });
});

describe('a file', () => {
  const reading = (who: Who, file: string) =>
    fetch(`${server.base}/api/cases/${caseId}/transcript-readings?name=call.txt`, {
      method: 'POST',
      headers: { cookie: people[who] },
      body: file,
    });

  test('is read for those who write, knowing who the customer is and who works here', async () => {
    const answer = await reading('raj', 'Maya: Hello\nAna: Hi');
    expect(await answer.json()).toMatchObject({
      format: 'text',
      turns: [
        { role: 'agent', speaker: 'Maya', text: 'Hello' },
        { role: 'customer', speaker: 'Ana', text: 'Hi' },
      ],
    });
    expect((await reading('aroha', 'Maya: Hello')).status).toBe(403);
    expect((await reading('stranger', 'Maya: Hello')).status).toBe(404);
  });

  test('that is too large is refused', async () => {
    expect((await reading('maya', 'x'.repeat(MAX_TRANSCRIPT_FILE_BYTES + 1))).status).toBe(413);
  });
});
