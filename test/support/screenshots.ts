import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { BrowserContext, Page } from 'playwright-core';
import { openBrowser, type TestBrowser, windows } from './browser.ts';
import { bringSession, prepareWorld } from './demo-sign-in.ts';
import { type Screen, screens, type World } from './screens.ts';
import { startServer } from './server-process.ts';

/**
 * Pictures of every screen, at a desk and on a phone, light and dark: `pnpm screenshots [--out folder] [name …]`.
 * Starts a server of its own on a new database with the demo in it.
 */

const DEFAULT_FOLDER = fileURLToPath(new URL('../output/screenshots/', import.meta.url));
const themes = ['light', 'dark'] as const;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { out: { type: 'string' } }, allowPositionals: true });
  const folder = values.out ? resolve(values.out) : DEFAULT_FOLDER;
  const wanted = screens.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  const dataDir = await mkdtemp(join(tmpdir(), 'caseroom-screenshots-'));
  const server = await startServer({ DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: '0', SEED_DEMO: 'true' });
  const browser = await openBrowser();
  try {
    await mkdir(folder, { recursive: true });
    const world = await prepareWorld(server.origin);
    for (const screen of wanted) await photograph(browser, screen, { folder, world, origin: server.origin });
    console.log(`${wanted.length * 4} pictures in ${folder}`);
  } finally {
    await browser.close();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

interface Setting {
  readonly folder: string;
  readonly world: World;
  readonly origin: string;
}

async function photograph(
  browser: TestBrowser,
  screen: Screen,
  { folder, world, origin }: Setting,
): Promise<void> {
  for (const [window, viewport] of Object.entries(windows)) {
    const context = await browser.profile({ viewport, colorScheme: 'light' });
    if (screen.by) await bringSession(context, screen.by, origin);
    const page = await open(context, screen, { world, origin });
    for (const colorScheme of themes) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(folder, `${screen.name}-${window}-${colorScheme}.png`) });
    }
    await context.close();
  }
}

async function open(
  context: BrowserContext,
  { path, ready }: Screen,
  { world, origin }: Omit<Setting, 'folder'>,
): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${origin}${typeof path === 'string' ? path : path(world)}`);
  await ready(page);
  return page;
}

await main();
