import { once } from 'node:events';
import type { CaseEvent, CaseSummary } from '@caseroom/shared/case';
import type { Ack, ClientToServer, PresentPerson, ServerToClient } from '@caseroom/shared/live';
import type { Role } from '@caseroom/shared/people';
import { io as connectTo, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { hintAccess } from '../auth/changes.ts';
import { authenticate, beginSession, endSession, SESSION_COOKIE } from '../auth/session.ts';
import { storedId } from '../auth/session-store.ts';
import { makePerson, makeProgram } from '../auth/testing/people.ts';
import { type AccessWatch, createAccessWatch } from '../auth/watch.ts';
import { changeCase } from '../case/change.ts';
import { appendEvent, CASE_CHANNEL, hintCase } from '../case/events.ts';
import { openCase } from '../case/open.ts';
import { createNote } from '../note/create.ts';
import type { Bus } from '../platform/bus.ts';
import { createInProcessBus } from '../platform/bus-in-process.ts';
import { systemClock } from '../platform/clock.ts';
import { silentLog } from '../platform/log.ts';
import { type FreshDatabase, freshDatabase } from '../platform/testing/fresh-database.ts';
import { type Listening, listen } from '../platform/testing/listen.ts';
import { MAX_REFUSED_MESSAGES, MESSAGE_BURST, type Pace } from './limits.ts';
import { createLive, type Live } from './live.ts';

type Client = Socket<ServerToClient, ClientToServer>;
type AnswerOf<T> = Parameters<Ack<T>>[0];

const NOBODY = '00000000-0000-4000-8000-000000000000';
const ORIGIN = 'https://desk.example';
/** Everything at once, and no poll during a test that does not ask for one. */
const swift = { queueCase_ms: 50, casePeople_ms: 10, queuePeople_ms: 10, poll_ms: 600_000 };

interface Process {
  readonly live: Live;
  readonly base: string;
  stop(): Promise<void>;
}

let db: FreshDatabase;
let bus: Bus;
let watch: AccessWatch;
let here: Process;
let there: Process;
let program: string;
let otherProgram: string;
const people = {} as Record<Role, string>;
let stranger: string;
let caseId: string;
const clients: Client[] = [];

beforeAll(async () => {
  db = await freshDatabase();
  program = await makeProgram(db.sql, 'Northwind');
  otherProgram = await makeProgram(db.sql, 'Contoso');
});
afterAll(() => db.drop());

let serial = 0;
beforeEach(async () => {
  bus = createInProcessBus(silentLog);
  watch = createAccessWatch({ sql: db.sql, bus, log: silentLog });
  [here, there] = await Promise.all([startProcess(bus), startProcess(bus)]);
  serial++;
  for (const role of ['agent', 'senior', 'lead', 'qa', 'client'] as const)
    people[role] = await makePerson(db.sql, {
      email: `${role}${serial}@example.com`,
      memberships: [{ programId: program, role }],
    });
  stranger = await makePerson(db.sql, {
    email: `stranger${serial}@example.com`,
    memberships: [{ programId: otherProgram, role: 'lead' }],
  });
  caseId = await open();
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.disconnect();
  await Promise.all([here.stop(), there.stop()]);
  watch.close();
  await bus.close();
});

async function startProcess(onBus: Bus, pace: Partial<Pace> = swift): Promise<Process> {
  const server: Listening = await listen((_req, res) => void res.writeHead(404).end());
  const live = createLive({
    httpServer: server.server,
    sql: db.sql,
    bus: onBus,
    clock: systemClock,
    log: silentLog,
    authenticate: (cookie) => authenticate({ sql: db.sql }, cookie),
    isAllowedOrigin: (request) => request.headers.origin === ORIGIN,
    watch: watch.add,
    pace,
  });
  return {
    live,
    base: server.base,
    async stop() {
      await live.drain();
      await server.close();
    },
  };
}

async function open(): Promise<string> {
  const input = {
    programId: program,
    subject: 'Slow',
    priority: 'P3' as const,
    customer: { name: 'Ana' },
    tags: [],
    openedBy: people.agent,
  };
  return (await db.sql.begin((tx) => openCase(tx, input))).caseId;
}

const priorities = ['P1', 'P2', 'P3', 'P4'] as const;
/** Adds one entry to the ledger. The hint is told on the given bus, or to nobody. */
async function touch(hintOn: Bus | null = bus): Promise<void> {
  const [row] = await db.sql<
    { priority: (typeof priorities)[number] }[]
  >`select priority from "case" where id = ${caseId}`;
  const priority = priorities[
    (priorities.indexOf(row?.priority ?? 'P1') + 1) % priorities.length
  ] as (typeof priorities)[number];
  await db.sql.begin((tx) => changeCase(tx, { caseId, actorId: people.agent, patch: { priority } }));
  if (hintOn) hintCase(hintOn, caseId);
}

const tokenOf = (personId: string) => beginSession(db.sql, personId, { address: null, userAgent: null });

interface Signed {
  readonly client: Client;
  readonly sessionId: string;
}

async function signIn(at: Process, personId: string): Promise<Signed> {
  const token = await tokenOf(personId);
  const client = dial(at, { cookie: `${SESSION_COOKIE}=${token}`, origin: ORIGIN });
  await new Promise<void>((resolve, reject) => client.once('connect', resolve).once('connect_error', reject));
  return { client, sessionId: storedId(token) };
}
const connect = async (at: Process, personId: string): Promise<Client> => (await signIn(at, personId)).client;

function dial(at: Process, extraHeaders: Record<string, string>): Client {
  const client: Client = connectTo(at.base, {
    path: '/live',
    transports: ['websocket'],
    extraHeaders,
    forceNew: true,
    reconnection: false,
  });
  clients.push(client);
  return client;
}

const join = (client: Client, afterSeq = 0, of = caseId) =>
  new Promise<AnswerOf<{ events: CaseEvent[]; headSeq: number; people: PresentPerson[] }>>((resolve) =>
    client.emit('case:join', { caseId: of, afterSeq }, resolve),
  );
const watchQueue = (client: Client) =>
  new Promise<AnswerOf<{ presence: Record<string, PresentPerson[]> }>>((resolve) =>
    client.emit('queue:watch', resolve),
  );

/** What a client knows of the ledger: the answers to its joins and everything emitted after. */
function listenTo(client: Client, seqs: number[] = []): number[] {
  client.on('case:events', ({ events }) => seqs.push(...events.map((event) => event.seq)));
  return seqs;
}
const seqsOf = (answer: Awaited<ReturnType<typeof join>>): number[] =>
  answer.ok ? answer.value.events.map((event) => event.seq) : [];
const upTo = (head: number) => Array.from({ length: head }, (_, i) => i + 1);
const headSeq = async () =>
  (await db.sql<{ seq: number }[]>`select event_seq as seq from "case" where id = ${caseId}`)[0]?.seq ?? 0;

const soon = { timeout: 5_000, interval: 5 };
const eventually = (check: () => unknown) => vi.waitFor(check, soon);

/** The last message of a kind; undefined before the first. */
function last<K extends keyof ServerToClient>(
  client: Client,
  kind: K,
): () => Parameters<ServerToClient[K]>[0] | undefined {
  const box: { message?: unknown } = {};
  client.on(
    kind as string as never,
    ((message: unknown) => {
      box.message = message ?? true;
    }) as never,
  );
  return () => box.message as Parameters<ServerToClient[K]>[0] | undefined;
}

describe('coming in', () => {
  it('is refused before the upgrade to another site and to no site at all', async () => {
    const cookie = `${SESSION_COOKIE}=${await tokenOf(people.agent)}`;
    for (const headers of [{ cookie, origin: 'https://evil.example' }, { cookie }]) {
      const client = dial(here, headers as Record<string, string>);
      const [error] = await once(client as never, 'connect_error');
      expect(error).toBeInstanceOf(Error);
    }
    expect(here.live.connections()).toBe(0);
  });

  it.each([
    ['without a cookie', {}],
    ['with a made-up session', { cookie: `${SESSION_COOKIE}=${'a'.repeat(40)}` }],
  ])('is refused %s, with a code', async (_, headers) => {
    const [error] = await once(
      dial(here, { origin: ORIGIN, ...headers } as Record<string, string>) as never,
      'connect_error',
    );
    expect((error as { data?: unknown }).data).toMatchObject({ code: 'not-signed-in' });
  });

  it('leaves the upgrades of other paths alone', async () => {
    const server = await listen((_req, res) => void res.end());
    const live = createLive({
      httpServer: server.server,
      sql: db.sql,
      bus,
      clock: systemClock,
      log: silentLog,
      authenticate: () => Promise.reject(new Error('not asked')),
      isAllowedOrigin: () => true,
      watch: watch.add,
    });
    const notes = new WebSocketServer({ noServer: true });
    server.server.on('upgrade', (request, stream, head) => {
      if (request.url?.startsWith('/collab'))
        notes.handleUpgrade(request, stream, head, (ws) => ws.on('message', (data) => ws.send(data)));
    });
    const ws = new WebSocket(`${server.base.replace('http', 'ws')}/collab/x`);
    await once(ws, 'open');
    ws.send('hello');
    const [reply] = await once(ws, 'message');
    expect(String(reply)).toBe('hello');
    ws.terminate();
    await live.drain();
    await server.close();
  });
});

describe('joining a case', () => {
  it.each<[Role, string | null]>([
    ['agent', null],
    ['senior', null],
    ['lead', null],
    ['qa', null],
    ['client', 'no-access'],
  ])('as %s: %s', async (role, code) => {
    const answer = await join(await connect(here, people[role]));
    expect(answer.ok ? null : answer.code).toBe(code);
    if (answer.ok) expect(seqsOf(answer)).toEqual([1, 2]);
  });

  it('does not tell another program’s case from one that does not exist', async () => {
    const client = await connect(here, stranger);
    const heard = listenTo(client);
    expect(await join(client)).toEqual(await join(client, 0, NOBODY));
    await touch();
    const insider = await connect(here, people.agent);
    expect(seqsOf(await join(insider))).toEqual([1, 2, 3]);
    expect(heard).toEqual([]);
  });

  it('refuses what is not a question', async () => {
    const client = await connect(here, people.agent);
    const ask = (bad: unknown) => new Promise((resolve) => client.emit('case:join', bad as never, resolve));
    for (const bad of [
      null,
      'x',
      {},
      { caseId },
      { caseId: 'x', afterSeq: 0 },
      { caseId, afterSeq: -1 },
      { caseId, afterSeq: 0.5 },
      { caseId, afterSeq: 0, more: 1 },
    ])
      expect(await ask(bad)).toMatchObject({ ok: false, code: 'invalid' });
    // Neither an acknowledgement that is none nor an event that is none may hurt anybody.
    client.emit('case:join', { caseId, afterSeq: 0 }, 'not a function' as never);
    client.emit('case:leave', undefined as never);
    client.emit('presence:set', { caseId: 7 } as never);
    (client as unknown as Socket).emit('nothing', { a: 1 });
    expect((await join(client)).ok).toBe(true);
  });

  it('is harmless twice, and over after leaving', async () => {
    const client = await connect(here, people.agent);
    const heard = listenTo(client);
    await join(client);
    expect(seqsOf(await join(client, 1))).toEqual([2]);
    await touch();
    await eventually(() => expect(heard).toEqual([3]));
    client.emit('case:leave', { caseId });
    const other = await connect(here, people.lead);
    const alsoHeard = listenTo(other, seqsOf(await join(other)));
    await touch();
    await eventually(() => expect(alsoHeard).toEqual([1, 2, 3, 4]));
    expect(heard).toEqual([3]);
  });

  it('shows a note for leads to leads only', async () => {
    const [agent, lead] = [await connect(here, people.agent), await connect(here, people.lead)];
    const [toAgent, toLead] = [last(agent, 'case:events'), last(lead, 'case:events')];
    await Promise.all([join(agent), join(lead)]);
    await db.sql.begin((tx) =>
      createNote(tx, {
        caseId,
        kind: 'supervisor',
        audience: 'leads',
        title: 'Private',
        actorId: people.lead,
        outline: null,
      }),
    );
    hintCase(bus, caseId);
    await eventually(() =>
      expect(toLead()?.events).toMatchObject([{ seq: 3, kind: 'note.added', data: { title: 'Private' } }]),
    );
    await eventually(() =>
      expect(toAgent()?.events).toMatchObject([{ seq: 3, kind: 'withheld', actor: null, data: {} }]),
    );
    expect((await join(agent, 2)) as unknown).toMatchObject({
      value: { events: [{ seq: 3, kind: 'withheld', data: {} }] },
    });
  });

  it('shows coaching to every connection of the two of it, and its place in the ledger to all others, in order', async () => {
    const [lead, agent, agentToo, senior] = await Promise.all([
      connect(here, people.lead),
      connect(here, people.agent),
      connect(there, people.agent),
      connect(there, people.senior),
    ]);
    const heardBy = async (client: Client) => {
      const heard: string[] = [];
      client.on('case:events', ({ events }) =>
        heard.push(...events.map(({ seq, kind }) => `${seq} ${kind}`)),
      );
      await join(client, 2);
      return heard;
    };
    const all = await Promise.all([lead, agent, agentToo, senior].map(heardBy));
    const between = [people.lead, people.agent];
    await db.sql.begin(async (tx) => {
      const thread = { noteId: NOBODY, threadId: NOBODY };
      for (const data of [thread, { ...thread, between }, { ...thread, between }, thread])
        await appendEvent(tx, { caseId, kind: 'thread.opened', actorId: people.lead, data });
    });
    hintCase(bus, caseId);
    const open = ['3 thread.opened', '4 thread.opened', '5 thread.opened', '6 thread.opened'];
    const shut = ['3 thread.opened', '4 withheld', '5 withheld', '6 thread.opened'];
    await eventually(() => expect(all).toEqual([open, open, open, shut]));
    expect((await join(senior, 3)) as unknown).toMatchObject({
      value: { events: [{ seq: 4, kind: 'withheld', actor: null, data: {} }, { seq: 5 }, { seq: 6 }] },
    });
  });
});

describe('two processes over one database', () => {
  it('tell everyone everything once and in order, over drops and while both are written through', async () => {
    const steady = await Promise.all([connect(here, people.agent), connect(there, people.lead)]);
    const heard = await Promise.all(
      steady.map(async (client) => {
        const seqs: number[] = [];
        client.on('case:events', ({ events }) => seqs.push(...events.map((event) => event.seq)));
        const answer = await join(client);
        seqs.unshift(...seqsOf(answer));
        return seqs;
      }),
    );
    const dropping = (async () => {
      const known: number[] = [];
      for (let round = 0; round < 6; round++) {
        const client = await connect(round % 2 ? here : there, people.senior);
        // The answer comes before anything emitted after it.
        const answer = new Promise<void>((resolve) =>
          client.emit('case:join', { caseId, afterSeq: known.at(-1) ?? 0 }, (joined) => {
            if (joined.ok) known.push(...joined.value.events.map((event) => event.seq));
            resolve();
          }),
        );
        listenTo(client, known);
        await answer;
        const seen = known.length;
        if (round < 5) {
          await eventually(() => expect(known.length).toBeGreaterThan(seen));
          client.disconnect();
        }
      }
      return known;
    })();
    let isDone = false;
    const writing = Promise.all(
      [0, 1, 2].map(async () => {
        while (!isDone) await touch();
      }),
    );
    const known = await dropping;
    isDone = true;
    await writing;
    const whole = upTo(await headSeq());
    await eventually(() =>
      expect([heard[0]?.length, heard[1]?.length, known.length]).toEqual([
        whole.length,
        whole.length,
        whole.length,
      ]),
    );
    expect([heard[0], heard[1], known]).toEqual([whole, whole, whole]);
  });

  it('find by polling what no hint told of', async () => {
    const deaf: Bus = {
      ...bus,
      subscribe: (channel, handler) => bus.subscribe(channel, channel === CASE_CHANNEL ? () => {} : handler),
    };
    const third = await startProcess(deaf, { ...swift, poll_ms: 50 });
    const client = await connect(third, people.agent);
    const heard = listenTo(client, seqsOf(await join(client)));
    const queued = new Map<string, number>();
    client.on('queue:case', ({ summary }) => queued.set(summary.id, summary.eventSeq));
    await watchQueue(client);
    await touch(null);
    await eventually(() => expect(heard).toEqual([1, 2, 3]));
    await eventually(() => expect(queued.get(caseId)).toBe(3));
    client.disconnect();
    await third.stop();
  });
});

describe('watching the queue', () => {
  it('tells watchers of the program, and nobody else, how a case looks now', async () => {
    const watchers = await Promise.all([connect(here, people.qa), connect(there, people.agent)]);
    const others = await Promise.all([connect(here, stranger), connect(here, people.client)]);
    const heard = watchers.map((client) => last(client, 'queue:case'));
    const unheard = others.map((client) => last(client, 'queue:case'));
    for (const client of [...watchers, ...others]) expect((await watchQueue(client)).ok).toBe(true);
    caseId = await open();
    hintCase(bus, caseId);
    for (const summary of heard)
      await eventually(() =>
        expect(summary()?.summary).toMatchObject({
          id: caseId,
          subject: 'Slow',
          eventSeq: 2,
          owner: { id: people.agent },
        }),
      );
    expect(unheard.map((summary) => summary())).toEqual([undefined, undefined]);
  });

  it('tells of a busy case at its pace, and always of its last state', async () => {
    const client = await connect(here, people.agent);
    await watchQueue(client);
    const summaries: CaseSummary[] = [];
    client.on('queue:case', ({ summary }) => summaries.push(summary));
    const begun = performance.now();
    for (let i = 0; i < 20; i++) await touch();
    await eventually(() => expect(summaries.at(-1)?.eventSeq).toBe(22));
    const paces = (performance.now() - begun) / swift.queueCase_ms;
    expect(summaries.length).toBeLessThanOrEqual(Math.ceil(paces) + 1);
    const seqs = summaries.map((summary) => summary.eventSeq);
    expect(seqs).toEqual([...new Set(seqs)].toSorted((a, b) => a - b));
  });
});

describe('presence', () => {
  const names = (message: { people: PresentPerson[] } | undefined) =>
    message?.people.map((person) => person.name.replace(/\d+$/, ''));

  it('has one entry a person over tabs and processes, the most active one', async () => {
    const lead = await connect(there, people.lead);
    const seen = last(lead, 'case:people');
    await join(lead);
    const [one, two] = [await connect(here, people.agent), await connect(there, people.agent)];
    await Promise.all([join(one), join(two)]);
    await eventually(() => expect(names(seen())).toEqual(['lead', 'agent']));
    one.emit('presence:set', { caseId, noteId: null, activity: 'typing' });
    two.emit('presence:set', { caseId, noteId: null, activity: 'idle' });
    await eventually(() =>
      expect(seen()?.people).toMatchObject([
        { role: 'lead', activity: 'reading' },
        { role: 'agent', activity: 'typing' },
      ]),
    );
    one.disconnect();
    await eventually(() => expect(seen()?.people[1]).toMatchObject({ activity: 'idle' }));
    two.disconnect();
    await eventually(() => expect(names(seen())).toEqual(['lead']));
  });

  it('shows the queue who is where, from the first moment', async () => {
    const agent = await connect(here, people.agent);
    await join(agent);
    const lead = await connect(there, people.lead);
    const seen = last(lead, 'queue:people');
    const where = async () => {
      const answer = await watchQueue(lead);
      return answer.ok ? answer.value.presence[caseId]?.map((person) => person.id) : null;
    };
    await vi.waitFor(async () => expect(await where()).toEqual([people.agent]), soon);
    agent.disconnect();
    await eventually(() => expect(seen()).toEqual({ caseId, people: [] }));
    const outsider = await connect(there, stranger);
    expect(await watchQueue(outsider)).toEqual({ ok: true, value: { presence: {} } });
  });

  it('names the note they are in, unless it is none of the reader’s business or not of this case', async () => {
    const note = (audience: 'team' | 'leads', of = caseId) =>
      db.sql.begin((tx) =>
        createNote(tx, {
          caseId: of,
          kind: 'case',
          audience,
          title: 'x',
          actorId: people.lead,
          outline: null,
        }),
      );
    const [team, leads, elsewhere] = [
      await note('team'),
      await note('leads'),
      await note('team', await open()),
    ];
    const [agent, lead] = [await connect(here, people.agent), await connect(there, people.lead)];
    await Promise.all([join(agent), join(lead)]);
    const noteSeenBy = (client: Client) => {
      const seen = last(client, 'case:people');
      return () => seen()?.people.find((person) => person.id === people.lead)?.noteId;
    };
    const [byAgent, byLead] = [noteSeenBy(agent), noteSeenBy(lead)];
    const go = (noteId: string) => lead.emit('presence:set', { caseId, noteId, activity: 'typing' });
    go(team);
    await eventually(() => expect([byAgent(), byLead()]).toEqual([team, team]));
    go(leads);
    await eventually(() => expect([byAgent(), byLead()]).toEqual([null, leads]));
    go(team);
    await eventually(() => expect([byAgent(), byLead()]).toEqual([team, team]));
    go(elsewhere);
    await eventually(() => expect([byAgent(), byLead()]).toEqual([null, null]));
  });

  it('forgets the people of a process that fell silent', async () => {
    let isAlive = true;
    const dying: Bus = { ...bus, publish: (channel, message) => isAlive && bus.publish(channel, message) };
    const third = await startProcess(dying);
    const fourth = await startProcess(bus, { ...swift, announce_ms: 20, forget_ms: 200 });
    const agent = await connect(third, people.agent);
    await join(agent);
    const lead = await connect(fourth, people.lead);
    const seen = last(lead, 'case:people');
    await join(lead);
    await eventually(() => expect(names(seen())).toEqual(['agent', 'lead']));
    isAlive = false;
    await eventually(() => expect(names(seen())).toEqual(['lead']));
    await Promise.all([third.stop(), fourth.stop()]);
  });
});

describe('access that changes', () => {
  const setRole = async (personId: string, role: Role | null) => {
    await db.sql`delete from membership where person_id = ${personId}`;
    if (role)
      await db.sql`insert into membership (program_id, person_id, role) values (${program}, ${personId}, ${role})`;
    await db.sql`update person set access_epoch = access_epoch + 1 where id = ${personId}`;
    hintAccess(bus, { personId });
  };

  it('takes somebody out of the cases they may not read any more, and out of presence', async () => {
    const [agent, lead] = [await connect(here, people.agent), await connect(there, people.lead)];
    const [heard, changed, seen] = [
      listenTo(agent),
      last(agent, 'access:changed'),
      last(lead, 'case:people'),
    ];
    const queued = last(agent, 'queue:case');
    await Promise.all([join(agent), join(lead), watchQueue(agent)]);
    await eventually(() => expect(seen()?.people).toHaveLength(2));
    await setRole(people.agent, null);
    await eventually(() => expect(changed()).toBe(true));
    await eventually(() => expect(seen()?.people).toMatchObject([{ id: people.lead }]));
    await db.sql.begin((tx) => changeCase(tx, { caseId, actorId: people.lead, patch: { priority: 'P1' } }));
    hintCase(bus, caseId);
    const leadHeard = await join(lead, 2);
    expect(seqsOf(leadHeard)).toEqual([3]);
    expect({ heard, queued: queued(), rejoin: await join(agent) }).toEqual({
      heard: [],
      queued: undefined,
      rejoin: { ok: false, code: 'not-found', detail: expect.any(String) },
    });
  });

  it('shows and hides what is for leads as the role comes and goes', async () => {
    const client = await connect(here, people.agent);
    const [changes, messages] = [vi.fn(), last(client, 'case:events')];
    client.on('access:changed', changes);
    await join(client);
    for (const [round, [role, kind]] of (
      [
        ['lead', 'note.added'],
        ['agent', 'withheld'],
      ] as const
    ).entries()) {
      await setRole(people.agent, role);
      await eventually(() => expect(changes).toHaveBeenCalledTimes(round + 1));
      await db.sql.begin((tx) =>
        createNote(tx, {
          caseId,
          kind: 'supervisor',
          audience: 'leads',
          title: 'x',
          actorId: people.lead,
          outline: null,
        }),
      );
      hintCase(bus, caseId);
      await eventually(() => expect(messages()?.events).toMatchObject([{ seq: 3 + round, kind }]));
    }
  });

  it('says nothing when nothing changed', async () => {
    const client = await connect(here, people.agent);
    const changed = last(client, 'access:changed');
    await join(client);
    hintAccess(bus, { personId: people.agent });
    await watch.poll();
    expect((await join(client)).ok).toBe(true);
    expect(changed()).toBeUndefined();
  });

  it('ends the connections of a session that has ended, and only those', async () => {
    const [ending, staying] = [await signIn(here, people.agent), await signIn(there, people.agent)];
    const ended = last(ending.client, 'session:ended');
    const gone = once(ending.client as never, 'disconnect');
    await endSession(db.sql, ending.sessionId);
    hintAccess(bus, { sessionId: ending.sessionId });
    const [reason] = await gone;
    // After this reason a client does not come back by itself.
    expect({ reason, ended: ended() }).toEqual({ reason: 'io server disconnect', ended: true });
    expect((await join(staying.client)).ok).toBe(true);
  });

  it('does not let a join slip in beside the end of a session', async () => {
    const { client, sessionId } = await signIn(here, people.agent);
    await endSession(db.sql, sessionId);
    hintAccess(bus, { sessionId });
    const heard = listenTo(client);
    client.emit('case:join', { caseId, afterSeq: 0 }, () => {});
    await once(client as never, 'disconnect');
    await touch();
    const other = await connect(here, people.lead);
    expect(seqsOf(await join(other))).toEqual([1, 2, 3]);
    expect(other.connected && heard).toEqual([]);
  });
});

describe('limits', () => {
  it('refuse what comes too fast, and then close', async () => {
    const client = await connect(here, people.agent);
    const gone = once(client as never, 'disconnect');
    const ask = () =>
      new Promise<string>((resolve) =>
        client.emit('case:join', { caseId, afterSeq: 0 }, (answer) =>
          resolve(answer.ok ? 'ok' : answer.code),
        ),
      );
    expect(await Promise.all(Array.from({ length: MESSAGE_BURST }, ask))).not.toContain('too-fast');
    const more = Array.from({ length: MAX_REFUSED_MESSAGES + MESSAGE_BURST }, ask);
    expect(await more.at(MESSAGE_BURST)).toBe('too-fast');
    expect((await gone)[0]).toBe('io server disconnect');
  });

  it('close a connection whose message is too large', async () => {
    const client = await connect(here, people.agent);
    const gone = once(client as never, 'disconnect');
    client.emit('case:join', { caseId, afterSeq: 0, more: 'x'.repeat(10_000) } as never, () => {});
    expect((await gone)[0]).toBe('transport close');
  });
});

describe('draining', () => {
  it('lets clients come back by themselves to another process', async () => {
    const client = await connect(here, people.agent);
    await join(client);
    const gone = once(client as never, 'disconnect');
    await here.live.drain();
    // After this reason a client does come back by itself.
    expect((await gone)[0]).toBe('transport close');
    expect(here.live.connections()).toBe(0);
  });
});
