import type { Floor } from '@caseroom/shared/floor';
import type { PresentPerson } from '@caseroom/shared/live';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Browser, startTestApi, type TestApi } from '../auth/testing/api-server.ts';
import { makePerson, makeProgram } from '../auth/testing/people.ts';
import { openCase } from '../case/open.ts';
import { type FreshDatabase, freshDatabase } from '../platform/testing/fresh-database.ts';
import { floorRoutes } from './routes.ts';

const PASSWORD = 'who is on the floor';
const MINUTE_MS = 60_000;

let db: FreshDatabase;
let api: TestApi;
let agentId: string;
const browsers: Record<string, Browser> = {};
const cases: Record<string, string> = {};
const presence: Record<string, Record<string, PresentPerson[]>> = {};

/** A case that was opened so long ago: a P1 owes its first response after 15 minutes, a P4 after 8 hours. */
async function open(name: string, programId: string, priority: 'P1' | 'P4', minutesAgo: number) {
  const at = new Date(Date.now() - minutesAgo * MINUTE_MS);
  const input = { programId, subject: name, priority, customer: { name }, tags: [], openedBy: agentId, at };
  cases[name] = (await db.sql.begin((tx) => openCase(tx, input))).caseId;
}

beforeAll(async () => {
  db = await freshDatabase();
  const ours = await makeProgram(db.sql, 'Northwind');
  const theirs = await makeProgram(db.sql, 'Kestrel');
  const join = async (who: string, memberships: Parameters<typeof makePerson>[1]['memberships'] = []) =>
    makePerson(db.sql, { email: `${who}@example.com`, password: PASSWORD, memberships });
  agentId = await join('agent', [{ programId: ours, role: 'agent' }]);
  await join('lead', [
    { programId: ours, role: 'lead' },
    { programId: theirs, role: 'agent' },
  ]);
  await join('senior', [{ programId: ours, role: 'senior' }]);
  await join('qa', [{ programId: ours, role: 'qa' }]);
  await join('client', [{ programId: ours, role: 'client' }]);
  await open('overdue', ours, 'P1', 30);
  await open('soon', ours, 'P1', 5);
  await open('today', ours, 'P4', 30);
  await open('quiet', ours, 'P4', 0);
  await open('resolved', ours, 'P1', 60);
  await open('theirs', theirs, 'P1', 30);
  await db.sql`update "case" set status = 'resolved' where id = ${cases.resolved as string}`;
  await db.sql`update "case" set due_at = null where id = ${cases.quiet as string}`;
  api = await startTestApi(db.sql, (routes, deps) => {
    const peopleIn = (programIds: readonly string[]) =>
      Object.assign({}, ...programIds.map((id) => presence[id] ?? {}));
    floorRoutes(routes, { ...deps, peopleIn });
  });
  const here: PresentPerson = {
    id: agentId,
    name: 'agent',
    colour: 0,
    role: 'agent',
    noteId: null,
    activity: 'typing',
    since: new Date().toISOString(),
  };
  presence[ours] = { [cases.quiet as string]: [here] };
  presence[theirs] = { [cases.theirs as string]: [here] };
  for (const who of ['agent', 'lead', 'senior', 'qa', 'client']) {
    const browser = api.browser();
    await browser.signIn(`${who}@example.com`, PASSWORD);
    browsers[who] = browser;
  }
});
afterAll(async () => {
  await api.close();
  await db.drop();
});

const floorOf = async (who: string) => (browsers[who] as Browser).send('GET', '/api/floor');

it.each(['lead', 'senior'])(
  'a %s sees who is where and what is due, of the programs they lead alone',
  async (who) => {
    const { status, body } = await floorOf(who);
    expect(status).toBe(200);
    const floor = body as Floor;
    expect(floor.cases.map(({ subject }) => subject)).toEqual(['overdue', 'soon', 'today', 'quiet']);
    expect(Object.keys(floor.presence)).toEqual([cases.quiet]);
    expect(floor.people.map(({ name, role }) => [name, role])).toEqual([
      ['agent', 'agent'],
      ['lead', 'lead'],
      ['qa', 'qa'],
      ['senior', 'senior'],
    ]);
  },
);

it.each(['agent', 'qa', 'client'])('the floor is not for %s', async (who) => {
  expect((await floorOf(who)).status).toBe(403);
});
