import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { PersonKey } from '@caseroom/server/demo/people';
import type { BrowserContext, Page } from 'playwright-core';
import { openBrowser, type TestBrowser, windows } from './browser.ts';
import { bringSession, prepareWorld } from './demo-sign-in.ts';
import { FIRST_CASE, type Screen, screens, type World } from './screens.ts';
import { startServer } from './server-process.ts';

/**
 * Pictures of every screen, at a desk and on a phone, light and dark: `pnpm screenshots [--out folder] [name …]`.
 * With `--tour` the README's: at a desk, light, while others are at work. Starts a server of its own on a new database
 * with the demo in it.
 */

const DEFAULT_FOLDER = fileURLToPath(new URL('../output/screenshots/', import.meta.url));
const TOUR_FOLDER = fileURLToPath(new URL('../../.github/tour/', import.meta.url));
const themes = ['light', 'dark'] as const;
/** Who is where while the tour's pictures are taken. */
const atWork = { maya: FIRST_CASE, linh: FIRST_CASE, raj: 'C-1039', fatima: 'C-1035' } as const;

async function main(): Promise<void> {
  const options = { out: { type: 'string' }, tour: { type: 'boolean', default: false } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const folder = values.out ? resolve(values.out) : values.tour ? TOUR_FOLDER : DEFAULT_FOLDER;
  const wanted = screens.filter(
    ({ name, tour }) => (!values.tour || tour) && (positionals.length === 0 || positionals.includes(name)),
  );
  const dataDir = await mkdtemp(join(tmpdir(), 'caseroom-screenshots-'));
  const server = await startServer({ DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: '0', SEED_DEMO: 'true' });
  const browser = await openBrowser();
  try {
    await mkdir(folder, { recursive: true });
    const world = await prepareWorld(server.origin);
    const setting = { folder, world, origin: server.origin };
    if (values.tour) await goToWork(browser, server.origin);
    for (const screen of wanted)
      if (values.tour) await photographForTour(browser, screen, setting);
      else await photograph(browser, screen, setting);
    console.log(`${wanted.length} screens in ${folder}`);
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

async function photographForTour(browser: TestBrowser, screen: Screen, setting: Setting): Promise<void> {
  const context = await browser.profile({ colorScheme: 'light' });
  if (screen.by) await bringSession(context, screen.by, setting.origin);
  const page = await open(context, screen, setting);
  const webp = await asWebp(page, await page.screenshot());
  await writeFile(join(setting.folder, `${screen.name}.webp`), webp);
  await context.close();
}

/** A third of the bytes, which everybody who clones the repository loads. */
async function asWebp(page: Page, png: Buffer): Promise<Buffer> {
  await page.goto('about:blank');
  const url = await page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width, image.height];
    canvas.getContext('2d')?.drawImage(image, 0, 0);
    return canvas.toDataURL('image/webp', 0.85);
  }, png.toString('base64'));
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

async function goToWork(browser: TestBrowser, origin: string): Promise<void> {
  for (const [key, number] of Object.entries(atWork) as [PersonKey, string][]) {
    const context = await browser.profile();
    await bringSession(context, key, origin);
    const page = await context.newPage();
    await page.goto(`${origin}/cases/${number}`);
    await page.getByText('Saved', { exact: true }).first().waitFor();
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
