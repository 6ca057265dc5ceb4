import { type FreshDatabase, freshDatabase } from '@caseroom/server/platform/testing/fresh-database';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Floor, makeFloor, openNote } from '../support/floor.ts';
import type { HttpClient } from '../support/http-client.ts';
import { startApp, type TestApp } from '../support/test-app.ts';

let database: FreshDatabase;
let floor: Floor;
let app: TestApp;
let maya: HttpClient;
beforeAll(async () => {
  database = await freshDatabase();
  floor = await makeFloor(database.sql);
  app = await startApp(database);
  maya = await floor.signIn(app.origin, 'maya');
});
afterAll(async () => {
  await app.stop();
  await database.drop();
});

let caseId: string;
let noteId: string;
beforeEach(async () => {
  ({ caseId, noteId } = await openNote(maya, floor.programId));
});

const json = { 'content-type': 'application/json' };

/** Every address at which this floor writes. */
const writes = (): [method: string, path: string][] => [
  ['POST', '/api/session'],
  ['POST', '/api/cases'],
  ['PATCH', `/api/cases/${caseId}`],
  ['POST', `/api/cases/${caseId}/notes`],
  ['POST', `/api/notes/${noteId}/restore`],
];

async function problemOf(response: Response): Promise<{ status: number; code: string }> {
  const text = await response.text();
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(text).not.toMatch(/\bat .+\.ts:\d+|node_modules|postgres/);
  const problem = JSON.parse(text) as { status: number; code: string; requestId: string };
  expect(problem.status).toBe(response.status);
  expect(problem.requestId).toBeTruthy();
  return { status: problem.status, code: problem.code };
}

describe('what is no request is answered with a problem, at every address that takes one', () => {
  test.each<[string, RequestInit, number, string]>([
    ['JSON that breaks off', { headers: json, body: '{"subject":' }, 400, 'bad-request'],
    ['a list instead of an object', { headers: json, body: '[]' }, 422, 'invalid'],
    ['nothing at all', { headers: json }, 422, 'invalid'],
    ['a field nobody knows', { headers: json, body: '{"constructor":{"admin":true}}' }, 422, 'invalid'],
    ['a form', { body: new URLSearchParams({ subject: 'x' }) }, 415, 'unsupported-media-type'],
    ['two megabytes', { headers: json, body: JSON.stringify({ x: 'x'.repeat(2 ** 21) }) }, 413, 'too-large'],
  ])('%s', async (_what, init, status, code) => {
    for (const [method, path] of writes()) {
      const problem = await problemOf(await maya.fetch(path, { method, ...init }));
      expect([path, problem]).toEqual([path, { status, code }]);
    }
  });
});

const malformedIds = ['1', 'undefined', '..%2f..%2fetc', '%27%20or%201=1', 'a'.repeat(2_000), '%00'];
test.each(malformedIds)('an id that is none, %s, is nothing that exists', async (id) => {
  for (const path of ['/api/cases/ID', '/api/cases/ID/events', '/api/notes/ID', '/api/notes/ID/edits']) {
    const { status } = await problemOf(await maya.fetch(path.replace('ID', id)));
    expect([path, status]).toEqual([path, 404]);
  }
});

test('a number that is none, or far beyond every version, is refused and not guessed at', async () => {
  for (const seq of ['-1', '1.5', 'head', '99999999999999999999']) {
    const { status } = await problemOf(await maya.fetch(`/api/notes/${noteId}/versions/${seq}`));
    expect([404, 422]).toContain(status);
  }
  expect((await problemOf(await maya.fetch(`/api/notes/${noteId}/versions/1`))).status).toBe(404);
  expect((await problemOf(await maya.fetch(`/api/notes/${noteId}/edits?after=x`))).status).toBe(422);
});

test('text that no database can hold is refused, not stored otherwise', async () => {
  const send = (subject: string) =>
    maya.fetch(`/api/cases/${caseId}`, { method: 'PATCH', headers: json, body: JSON.stringify({ subject }) });
  expect(await problemOf(await send('a\u0000b'))).toEqual({ status: 422, code: 'invalid' });
  expect(await problemOf(await send('\ud800'))).toEqual({ status: 422, code: 'invalid' });
  expect(await problemOf(await send('x'.repeat(10_000)))).toEqual({ status: 422, code: 'invalid' });
  expect(await maya.get(`/api/cases/${caseId}`)).toMatchObject({ subject: 'Charged twice' });
});

test('nothing but what is described: addresses and methods', async () => {
  expect(await problemOf(await maya.fetch('/api/nothing'))).toEqual({ status: 404, code: 'not-found' });
  expect(await problemOf(await maya.fetch(`/api/notes/${noteId}`, { method: 'DELETE' }))).toEqual({
    status: 405,
    code: 'method-not-allowed',
  });
});
