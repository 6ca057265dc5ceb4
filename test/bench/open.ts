import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { PersonKey } from '@caseroom/server/demo/people';
import type { CDPSession, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { bringSession } from '../support/demo-sign-in.ts';
import { freePort } from '../support/free-port.ts';
import { FIRST_CASE } from '../support/screens.ts';
import { startServer } from '../support/server-process.ts';
import { openFilled, percentile } from './filled.ts';
import { cpuOf } from './servers.ts';

/** What it costs to open one case: requests, bytes, queries, and the time of the page's and the server's processors. */

/** A page that has asked for nothing for this long has opened, ms. What was read is told within it. */
const QUIET_MS = 3_000;
/** A server makes about so many queries in that time with nobody there. */
const IDLE_QUERIES = 60;

const { values } = parseArgs({
  options: {
    case: { type: 'string', default: FIRST_CASE },
    as: { type: 'string', default: 'maya' },
    rounds: { type: 'string', default: '5' },
    /** Every request of the last round. */
    list: { type: 'boolean', default: false },
  },
});

interface Opening {
  readonly requests: readonly string[];
  /** Of answers as they were sent, kB. */
  readonly kB: number;
  readonly sockets: number;
  readonly queries: number;
  /** Until the first note may be written in, ms. */
  readonly writable_ms: number;
  /** Processor time of the page's main thread, ms. */
  readonly page_ms: number;
  readonly server_ms: number;
}

const filled = await openFilled(0);
const server = await startServer({
  DATABASE_URL: filled.url,
  PORT: String(await freePort()),
  NODE_ENV: 'production',
});
const browser = await openBrowser();
try {
  const queries = await countQueries();
  await settle(queries);
  const profile = await browser.profile();
  await bringSession(profile, values.as as PersonKey, server.origin);
  const openings: Opening[] = [];
  for (let round = 0; round <= Number(values.rounds); round++) {
    const page = await profile.newPage();
    const opening = await open(page, queries);
    // The first fills the browser's cache.
    if (round > 0) openings.push(opening);
    await page.close();
  }
  print(openings);
} finally {
  await browser.close();
  await server.stop();
  await filled.close();
}

async function open(page: Page, queries: () => number): Promise<Opening> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  await cdp.send('Network.enable');
  const traffic = watch(cdp);
  const before = { queries: queries(), cpu: cpuOf([server.pid]) };
  const startedAt = performance.now();
  await page.goto(`${server.origin}/cases/${values.case}`);
  await page.locator('.ProseMirror').first().waitFor();
  const writable_ms = performance.now() - startedAt;
  while (performance.now() - traffic.lastAt() < QUIET_MS) await page.waitForTimeout(QUIET_MS / 10);
  const { metrics } = await cdp.send('Performance.getMetrics');
  return {
    ...traffic.seen(),
    queries: queries() - before.queries,
    writable_ms,
    page_ms: (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1_000,
    server_ms: (cpuOf([server.pid]) - before.cpu) * 1_000,
  };
}

/** Waits for the server to have done what a fresh one catches up with. */
async function settle(queries: () => number): Promise<void> {
  for (let before = queries(), now = Number.POSITIVE_INFINITY; now - before > IDLE_QUERIES; ) {
    before = queries();
    await setTimeout(QUIET_MS);
    now = queries();
  }
}

/** Counts what a page asks of the API. */
function watch(cdp: CDPSession) {
  const asked = new Map<string, string>();
  let [bytes, sockets, lastAt] = [0, 0, performance.now()];
  cdp.on('Network.requestWillBeSent', ({ requestId, request: { method, url } }) => {
    const { pathname, search } = new URL(url);
    if (!pathname.startsWith('/api/')) return;
    asked.set(requestId, `${method} ${pathname}${decodeURIComponent(search)}`);
    lastAt = performance.now();
  });
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (asked.has(requestId)) bytes += encodedDataLength;
  });
  cdp.on('Network.webSocketCreated', () => {
    sockets++;
  });
  return {
    lastAt: () => lastAt,
    seen: () => ({ requests: [...asked.values()], kB: bytes / 1_024, sockets }),
  };
}

/** Has Postgres log every statement from now on, and counts them. */
async function countQueries(): Promise<() => number> {
  await filled.owner`alter system set log_statement = 'all'`;
  const [row] = await filled.owner<{ folder: string }[]>`
    select current_setting('data_directory') as folder from pg_reload_conf()`;
  const log = join(dirname(row?.folder as string), 'postgres.log');
  let [read, count] = [statSync(log).size, 0];
  return () => {
    const fresh = readFileSync(log).subarray(read);
    read += fresh.length;
    count += fresh.toString('latin1').match(/LOG: {2}(?:execute|statement)/g)?.length ?? 0;
    return count;
  };
}

function print(openings: readonly Opening[]): void {
  const median = (of: (one: Opening) => number) => percentile(openings.map(of), 0.5).toFixed(0);
  console.log(`Opening ${values.case} as ${values.as}, medians of ${openings.length}, files from the cache:`);
  console.log(`  ${median(({ requests }) => requests.length)} requests, ${median(({ kB }) => kB)} kB`);
  console.log(`  ${median(({ sockets }) => sockets)} sockets, ${median((one) => one.queries)} queries`);
  console.log(`  writable after ${median((one) => one.writable_ms)} ms`);
  console.log(
    `  page ${median((one) => one.page_ms)} ms, server ${median((one) => one.server_ms)} ms of CPU`,
  );
  if (values.list) for (const request of openings.at(-1)?.requests ?? []) console.log(`    ${request}`);
}
