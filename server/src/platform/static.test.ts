import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import compression from 'compression';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHttp } from './http.ts';
import type { Served } from './http-request.ts';
import { silentLog } from './log.ts';
import { securityHeaders } from './security-headers.ts';
import { clientRoutes } from './static.ts';
import { type Listening, listen } from './testing/listen.ts';

const PAGE = '<!doctype html><title>Caseroom</title>';
let folder: string;
let server: Listening;
const served: Served[] = [];

const serve = (from: string) =>
  listen(
    createHttp({
      log: silentLog,
      trustProxy: false,
      checkAnswers: true,
      authenticate: () => Promise.reject(new Error('nobody signs in here')),
      isAllowedOrigin: () => true,
      onServed: (one) => served.push(one),
      before: [securityHeaders, compression()],
      after: [clientRoutes(from)],
    }).app,
  );

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caseroom-static-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), PAGE);
  await writeFile(join(folder, 'favicon.svg'), '<svg/>');
  await writeFile(join(folder, '.built'), 'a stamp');
  await writeFile(join(folder, 'assets', 'index-a1b2.js'), `export const text = '${'x'.repeat(5000)}';`);
  await writeFile(join(folder, 'assets', 'case-c3d4.css'), 'as it was written');
  await writeFile(join(folder, 'assets', 'case-c3d4.css.br'), brotliCompressSync('built as br'));
  await writeFile(join(folder, 'assets', 'case-c3d4.css.gz'), gzipSync('built as gzip'));
  server = await serve(folder);
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const get = (path: string, init?: RequestInit) => fetch(server.base + path, init);

describe('the pages', () => {
  test.each(['/', '/cases/C-1042', '/admin/people', '/apiary', '/assets', '/lively'])(
    '%s is the one page, looked up anew each time',
    async (path) => {
      const response = await get(path);
      expect([response.status, await response.text()]).toEqual([200, PAGE]);
      expect(response.headers.get('cache-control')).toBe('no-cache');
      expect(response.headers.get('content-type')).toContain('text/html');
      expect(response.headers.has('etag')).toBe(true);
    },
  );

  test('a page that has not changed is not sent again', async () => {
    const etag = (await get('/')).headers.get('etag') ?? '';
    expect(
      (await get('/', { headers: { 'if-none-match': etag, 'cache-control': 'max-age=0' } })).status,
    ).toBe(304);
  });

  test('files with a hash in their name may be kept for ever, others not, and text travels compressed', async () => {
    const script = await get('/assets/index-a1b2.js');
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(script.headers.get('content-encoding')).toMatch(/gzip|br/);
    expect(script.headers.get('content-type')).toContain('text/javascript');
    expect((await get('/favicon.svg')).headers.get('cache-control')).toBe('no-cache');
  });

  test.each([
    ['gzip, deflate, br', 'br', 'built as br'],
    ['gzip', 'gzip', 'built as gzip'],
    ['br;q=0, gzip;q=0', null, 'as it was written'],
  ])('to who takes %s a file goes as the build compressed it: %s', async (accepted, encoding, text) => {
    const style = await get('/assets/case-c3d4.css', { headers: { 'accept-encoding': accepted } });
    expect([style.headers.get('content-encoding'), await style.text()]).toEqual([encoding, text]);
    expect(style.headers.get('content-type')).toBe('text/css; charset=utf-8');
    expect(style.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(style.headers.get('vary')).toContain('Accept-Encoding');
  });

  test.each([
    '/assets/index-gone.js',
    '/gone.png',
    '/.built',
    '/..%2f..%2fetc%2fpasswd',
    '/assets/..%2findex.html%00',
  ])('%s is not there, and is not the page either', async (path) => {
    const response = await get(path);
    expect([400, 404]).toContain(response.status);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
  });

  test.each(['/api/nothing', '/api', '/collab/x', '/live/', '/metrics/x'])(
    '%s belongs to the server',
    async (path) => {
      const response = await get(path, { headers: { accept: 'text/html' } });
      expect([response.status, response.headers.get('content-type')]).toEqual([
        404,
        'application/problem+json; charset=utf-8',
      ]);
    },
  );

  test('a page is read, not written to', async () => {
    expect((await get('/cases', { method: 'POST' })).status).toBe(404);
    expect(await (await get('/cases', { method: 'HEAD' })).text()).toBe('');
  });

  test('a file is counted as static, not by its name', async () => {
    served.length = 0;
    await (await get('/assets/index-a1b2.js')).arrayBuffer();
    while (served.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(served[0]).toMatchObject({ route: 'static', status: 200 });
  });
});

test('a client that has not been built is said so plainly', async () => {
  const empty = await serve(join(folder, 'nothing-here'));
  const response = await fetch(`${empty.base}/cases`);
  expect([response.status, await response.text()]).toEqual([503, expect.stringContaining('npm start')]);
  await empty.close();
});

describe('the policy of every answer', () => {
  test.each(['/', '/api/nothing', '/assets/index-a1b2.js'])('%s', async (path) => {
    const { headers } = await get(path);
    const policy = headers.get('content-security-policy') ?? '';
    const host = new URL(server.base).host;
    expect(policy).toContain(`connect-src 'self' ws://${host} wss://${host};`);
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toMatch(/script-src[^;]*(unsafe|\*|http)/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
  });
});
