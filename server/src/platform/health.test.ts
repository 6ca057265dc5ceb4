import { Registry } from 'prom-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { healthRoutes, probe } from './health.ts';
import { createHttp } from './http.ts';
import { silentLog } from './log.ts';
import { createMetrics } from './metrics.ts';
import { type Listening, listen } from './testing/listen.ts';

let reasons: string[] = [];
let server: Listening;
const metrics = createMetrics();

beforeAll(async () => {
  const http = createHttp({
    log: silentLog,
    trustProxy: false,
    checkAnswers: true,
    authenticate: () => Promise.reject(new Error('nobody signs in here')),
    isAllowedOrigin: () => true,
    onServed: metrics.onServed,
    after: [healthRoutes({ readiness: async () => reasons, registry: metrics.registry })],
  });
  http.api.route(
    { method: 'get', path: '/api/things', summary: '', tag: '', open: true },
    async () => undefined,
  );
  server = await listen(http.app);
});
afterAll(() => server.close());

test('alive is not ready: /readyz says why not, /healthz only that the process lives', async () => {
  reasons = ['draining'];
  expect((await fetch(`${server.base}/healthz`)).status).toBe(200);
  const notReady = await fetch(`${server.base}/readyz`);
  expect([notReady.status, await notReady.json()]).toEqual([503, { ready: false, reasons: ['draining'] }]);
  reasons = [];
  const ready = await fetch(`${server.base}/readyz`);
  expect([ready.status, await ready.json()]).toEqual([200, { ready: true, reasons: [] }]);
  expect(ready.headers.get('cache-control')).toBe('no-store');
});

test('requests are counted by route pattern, whatever the address or method says', async () => {
  await fetch(`${server.base}/api/things`);
  await fetch(`${server.base}/api/nobody/1`);
  await fetch(`${server.base}/api/nobody/2`, { method: 'PROPFIND' });
  const response = await fetch(`${server.base}/metrics`);
  const text = await response.text();
  expect(response.headers.get('content-type')).toContain('text/plain');
  expect(text).toContain(
    'caseroom_http_request_seconds_count{method="GET",route="/api/things",status="204"} 1',
  );
  expect(text).toContain(
    'caseroom_http_request_seconds_count{method="GET",route="unmatched",status="404"} 1',
  );
  expect(text).toContain(
    'caseroom_http_request_seconds_count{method="OTHER",route="unmatched",status="404"} 1',
  );
  expect(text).not.toContain('nobody');
});

test('two apps in one process have metrics of their own', () => {
  expect(createMetrics().registry).toBeInstanceOf(Registry);
  expect(createMetrics().registry).not.toBe(metrics.registry);
});

test('a probe that fails or hangs is a reason', async () => {
  expect(await probe('down', async () => 1)).toEqual([]);
  expect(await probe('down', () => Promise.reject(new Error('no')))).toEqual(['down']);
  expect(await probe('down', () => new Promise(() => {}), 10)).toEqual(['down']);
});
