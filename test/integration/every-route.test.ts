import { DEMO_PASSWORD, type PersonKey } from '@caseroom/server/demo/people';
import type { FreshDatabase } from '@caseroom/server/platform/testing/fresh-database';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Random } from '../fuzz/random.ts';
import { demoDatabase } from '../support/demo-app.ts';
import { type DescribedRoute, readRoutes, writes } from '../support/described-api.ts';
import { hostileValues, leavesOf, withLeaf } from '../support/hostile.ts';
import { type HttpClient, signIn } from '../support/http-client.ts';
import { type RequestAbout, requestsAbout } from '../support/requests-about.ts';
import { startApp, type TestApp } from '../support/test-app.ts';

/**
 * Walks the description of the API as people of each kind, with what one program really holds. A route that is added
 * later is walked without anybody writing a test for it: it must refuse whom it does not know to be let in.
 */

/** The demo's data may have to be made first, on a machine that is busy. */
const LIMIT_MS = 180_000;

let database: FreshDatabase;
let app: TestApp;
let routes: DescribedRoute[];
/** Of Northwind; the intruders are of Kestrel, or of no program. */
let programId: string;
let requestFor: (route: DescribedRoute) => RequestAbout;
/** What nobody outside of Northwind may read: ids of its cases and notes, names of its customers. */
let secrets: string[];

beforeAll(async () => {
  database = await demoDatabase();
  app = await startApp(database);
  routes = await readRoutes(app.origin);
  const { owner } = database;
  const [mine] = await owner<{ id: string }[]>`select id from program where name = 'Northwind Mobile'`;
  programId = (mine as { id: string }).id;
  requestFor = await requestsAbout(owner, routes, programId);
  secrets = await secretsOf();
}, LIMIT_MS);
afterAll(async () => {
  await app.stop();
  await database.drop();
});

async function secretsOf(): Promise<string[]> {
  const rows = await database.owner<{ secret: string }[]>`
    select id::text as secret from "case" where program_id = ${programId}
    union select n.id::text from note n join "case" c on c.id = n.case_id where c.program_id = ${programId}
    union (select customer->>'name' from "case" where program_id = ${programId}
      except select customer->>'name' from "case" where program_id <> ${programId})`;
  return rows.map(({ secret }) => secret);
}

const as = (who: PersonKey): Promise<HttpClient> =>
  signIn(app.origin, `${who}@caseroom.example`, DEMO_PASSWORD);

interface Answered {
  readonly name: string;
  readonly status: number;
  readonly text: string;
}

async function ask(by: HttpClient, route: DescribedRoute, request: RequestAbout): Promise<Answered> {
  const answer = await by.fetch(request.path, request.init);
  return { name: `${route.method} ${route.path}`, status: answer.status, text: await answer.text() };
}

/** What an answer gives away that its request did not name. */
const leaked = ({ text }: Answered, { path, init }: RequestAbout): string[] =>
  secrets.filter((secret) => text.includes(secret) && !`${path} ${init.body ?? ''}`.includes(secret));

const isRefused = ({ status }: Answered): boolean => status === 403 || status === 404;

/** What everybody who is signed in does for themselves alone; of a handover, beginning one with the cases one owns. */
const isOwn = ({ path }: DescribedRoute): boolean =>
  /^\/api\/(?:session$|me\b|inbox\b|searches\b|tokens\b|handovers$)/.test(path);

/** Walks the routes that `which` chooses and answers what somebody was let into, or read, that they must not. */
async function walk(
  by: HttpClient,
  which: (route: DescribedRoute, request: RequestAbout) => boolean,
): Promise<string[]> {
  const wrong: string[] = [];
  for (const route of routes) {
    const request = requestFor(route);
    if (route.isOpen || !which(route, request)) continue;
    const answered = await ask(by, route, request);
    const read = leaked(answered, request);
    const isMeantToBeRefused = writes(route) || route.path.includes('{');
    if ((isMeantToBeRefused && !isRefused(answered)) || read.length > 0)
      wrong.push(`${answered.name} answered ${answered.status} ${read.slice(0, 3)}`);
  }
  return wrong;
}

describe('refuses, at every route of the description,', { timeout: LIMIT_MS }, () => {
  test('a lead of another program whatever names this one’s things', async () => {
    expect(await walk(await as('daniel'), (route, { isTheirs }) => isTheirs || !writes(route))).toEqual([]);
  });

  test('an auditor whatever writes, but for what is their own', async () => {
    expect(await walk(await as('henrik'), (route) => writes(route) && !isOwn(route))).toEqual([]);
  });

  test('an administrator the content of cases', async () => {
    const isContent = ({ path }: DescribedRoute) =>
      /^\/api\/(?:cases|notes|threads|comments|interactions|interims|attachments|follow-ups|escalations|handovers)\b/.test(
        path,
      );
    expect(await walk(await as('noor'), (route) => isContent(route) && route.path.includes('{'))).toEqual([]);
  });

  test('quality reviewers of the program itself what agents write', async () => {
    const isTheirWork = ({ path }: DescribedRoute) =>
      /^\/api\/(?:reviews|calibrations|goals|quality|scorecards|answers|threads|comments|insight\/digests)\b/.test(
        path,
      ) || /\/(?:sampling|draws|scorecards|threads|exemplar|seen)$/.test(path);
    const isAgents = (route: DescribedRoute) => writes(route) && !isOwn(route) && !isTheirWork(route);
    expect(await walk(await as('aroha'), isAgents)).toEqual([]);
  });

  test('the client of the program itself the content of its cases', async () => {
    const isReleased = ({ path }: DescribedRoute) =>
      /^\/api\/(?:insight|programs\/\{id\}\/guidance)\b/.test(path);
    expect(await walk(await as('joana'), (route) => !isOwn(route) && !isReleased(route))).toEqual([]);
  });

  test('nobody, pages of other sites, and tokens that lack the scope', async () => {
    const ines = await as('ines');
    const { secret } = await ines.send<{ secret: string }>('POST', '/api/tokens', {
      name: 'Narrow',
      scopes: ['floor:read'],
      expiresInDays: 7,
    });
    const wrong: string[] = [];
    for (const route of routes) {
      const { path, init } = requestFor(route);
      const tries = async (what: string, headers: Record<string, string>, status: number) => {
        const answer = await fetch(`${app.origin}${path}`, {
          ...init,
          headers: { ...init.headers, ...headers },
        });
        await answer.body?.cancel();
        if (answer.status !== status)
          wrong.push(`${what}: ${route.method} ${route.path} answered ${answer.status}`);
      };
      if (!route.isOpen) await tries('nobody', { origin: app.origin }, 401);
      if (writes(route))
        await tries('another site', { cookie: ines.cookie, origin: 'https://evil.example' }, 403);
      const isOutside = !route.takesTokens || (route.scope !== null && route.scope !== 'floor:read');
      if (!route.isOpen && isOutside) await tries('a token', { authorization: `Bearer ${secret}` }, 403);
    }
    expect(wrong).toEqual([]);
  });
});

/** Ends the session it comes with, or locks its person out. */
const endsSessions = ({ path }: DescribedRoute): boolean =>
  /^\/api\/(?:session|me\/|admin\/people\/)/.test(path);

test.each([Number(process.env.FUZZ_SEED ?? 20_261_122)])(
  'answers hostile values with a refusal, never as a bug of its own (seed %i)',
  async (seed) => {
    const random = new Random(seed);
    const [lead, admin] = [await as('ines'), await as('noor')];
    const failed: string[] = [];
    const tries = async (route: DescribedRoute, path: string, init: RequestInit, what: string) => {
      const by = route.path.startsWith('/api/admin') ? admin : lead;
      const answer = await by.fetch(path, init);
      const text = await answer.text();
      if (answer.status >= 500 || /\n\s+at |postgres/i.test(text))
        failed.push(`${route.method} ${route.path} with ${what}: ${text}`);
    };
    for (const route of routes.filter((one) => !endsSessions(one))) {
      const { path, init } = requestFor(route);
      for (const body of route.example === undefined ? [] : [1, 2]) {
        const [leaf, value] = [random.pick(leavesOf(route.example)), random.pick(hostileValues)];
        const sent = JSON.stringify(withLeaf(JSON.parse(String(init.body)), leaf, value));
        await tries(
          route,
          path,
          { ...init, body: sent },
          `${body} ${leaf.join('.')} = ${JSON.stringify(value)}`,
        );
      }
      for (const { name } of route.query.slice(0, 2)) {
        const value = String(random.pick(hostileValues.filter((one) => typeof one !== 'object'))).replaceAll(
          /\p{Cs}/gu,
          '',
        );
        const query = `${path}${path.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(value.slice(0, 2_000))}`;
        await tries(route, query, init, `?${name}=${value}`);
      }
      const param = random.pick(['%00', '%ED%A0%80', '..%2f..', '-1', '99999999999999999999', '__proto__']);
      if (route.params.length > 0)
        await tries(route, route.path.replace(/\{\w+\}/, param).replaceAll(/\{\w+\}/g, '1'), init, param);
    }
    expect(failed).toEqual([]);
  },
  LIMIT_MS,
);
