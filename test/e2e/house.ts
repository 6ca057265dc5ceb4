import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { PersonKey } from '@caseroom/server/demo/people';
import type { Note, NoteKind } from '@caseroom/shared/note';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { enterBrowser, type TestBrowser, windows } from '../support/browser.ts';
import { type Cable, layCable } from '../support/cable.ts';
import { type DemoApp, startDemoApp } from '../support/demo-app.ts';
import { bringSession, signInAs } from '../support/demo-sign-in.ts';
import type { HttpClient } from '../support/http-client.ts';

/** Where the pages of a failed test are kept as pictures. */
const OUTPUT = fileURLToPath(new URL('../output/e2e/', import.meta.url));

/** Somebody at a browser of their own, on a line of their own. */
export interface Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly cable: Cable;
}

/** Somebody of the demo, signed in. */
export interface Person extends Visitor {
  /** The same person outside the browser, in another session. */
  readonly http: HttpClient;
  /** Loads the page anew, as an address that is typed does. */
  goTo(path: string): Promise<void>;
  /** Within the page, as a link does: nothing is loaded that is loaded already. */
  goOn(path: string): Promise<void>;
}

export interface House {
  readonly app: DemoApp;
  /** Somebody of the demo without a browser. */
  outside(key: PersonKey): Promise<HttpClient>;
  /** With nobody's session, on an empty page. */
  stranger(): Promise<Visitor>;
  /**
   * A page of theirs, at this address if any, in the profile the person has had since they first came in. A new
   * one, unless pages stay and one is left from an earlier test: that one goes on to the address within itself.
   */
  person(key: PersonKey, path?: string): Promise<Person>;
}

export interface HouseRules {
  /**
   * Pages stay open from test to test, which saves most of what a page costs. For files whose tests leave nothing
   * unsaved, and no line cut.
   */
  readonly pagesStay?: boolean;
}

type Profile = Omit<Visitor, 'page'>;
type Regular = Profile & { readonly http: HttpClient; resting: Page | null };

/**
 * For one test file: the product on a fresh database with the demo in it, and a profile of Chromium for each
 * person. After each test pages are closed or put to rest, lines mended, and a page that threw fails it.
 */
export function openHouse({ pagesStay = false }: HouseRules = {}): House {
  let app: DemoApp | undefined;
  let browser: TestBrowser | undefined;
  const regulars = new Map<PersonKey, Regular>();
  let open: Visitor[] = [];

  beforeAll(async () => {
    [app, browser] = await Promise.all([startDemoApp(), enterBrowser()]);
  });
  afterEach(async ({ task }) => {
    const hasFailed = task.result?.state === 'fail';
    if (hasFailed) await photograph(task.name, open);
    for (const { context, cable, page } of open.splice(0)) {
      cable.mend();
      cable.release();
      await context.setOffline(false);
      const regular = [...regulars.values()].find((one) => one.context === context);
      if (pagesStay && !hasFailed && regular && !regular.resting && isUsable(page)) {
        await layToRest(page);
        regular.resting = page;
      } else await page.close();
    }
    expect(browser?.takeExceptions()).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  const newProfile = async (): Promise<Profile> => {
    const [context, cable] = await Promise.all([theOpen(browser).profile(), layCable(theOpen(app).port)]);
    context.once('close', () => void cable.close());
    return { context, cable };
  };
  const newPage = async <P extends Profile>(profile: P, rested?: Page | null): Promise<P & Visitor> => {
    const come = { ...profile, page: rested ?? (await profile.context.newPage()) };
    open = [...open, come];
    return come;
  };
  const comeIn = async (key: PersonKey) => {
    const profile = await newProfile();
    const { origin } = profile.cable;
    const [http] = await Promise.all([
      signInAs(key, theOpen(app).origin),
      bringSession(profile.context, key, origin),
    ]);
    return { ...profile, http, resting: null };
  };
  return {
    get app() {
      return theOpen(app);
    },
    outside: (key) => signInAs(key, theOpen(app).origin),
    stranger: async () => newPage(await newProfile()),
    async person(key, path) {
      const regular = regulars.get(key) ?? (await comeIn(key));
      regulars.set(key, regular);
      const { resting } = regular;
      regular.resting = null;
      const come = await newPage(regular, resting);
      const goTo = async (to: string) => void (await come.page.goto(`${come.cable.origin}${to}`));
      if (path) await (resting ? goOn(resting, path) : goTo(path));
      return { ...come, goTo, goOn: (to) => goOn(come.page, to) };
    },
  };
}

/** Where nothing is shown and nobody is present. */
const RESTING_PLACE = '/resting';

const isUsable = (page: Page): boolean => !page.isClosed() && page.url().startsWith('http');

/** Leaves what it was at, as a person does who goes elsewhere in the page. */
async function layToRest(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await goOn(page, RESTING_PLACE);
  await page.getByRole('heading', { name: 'There is nothing here' }).waitFor();
  await page.mouse.move(0, 0);
  await page.setViewportSize(windows.desk);
  await page.emulateMedia({ colorScheme: null });
}

async function goOn(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState({ key: to, usr: null, idx: (history.state?.idx ?? 0) + 1 }, '', to);
    dispatchEvent(new PopStateEvent('popstate', { state: history.state }));
  }, path);
}

function theOpen<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('the house opens before the first test of a file');
  return part;
}

async function photograph(test: string, people: readonly { page: Page }[]): Promise<void> {
  await mkdir(OUTPUT, { recursive: true });
  const name = test.replaceAll(/[^\w]+/g, '-').slice(0, 60);
  await Promise.all(people.map(({ page }, i) => page.screenshot({ path: `${OUTPUT}${name}-${i + 1}.png` })));
}

export interface OpenedNote {
  /** "C-1043". */
  readonly number: string;
  readonly noteId: string;
}

/** What the notes that tests open are called; a new case begins with a case note of its own. */
export const NOTE_TITLE = 'Line test';

/** A new case with a blank note in it besides. */
export async function openNote(by: HttpClient, kind: NoteKind = 'technical'): Promise<OpenedNote> {
  const { memberships } = await by.get<{ memberships: { program: { id: string } }[] }>('/api/me');
  const { id, number } = await by.send<{ id: string; number: string }>('POST', '/api/cases', {
    programId: memberships[0]?.program.id,
    subject: 'Line drops every evening',
    priority: 'P3',
    customer: { name: 'Ada Bright' },
  });
  const blank = { kind, title: NOTE_TITLE, template: null };
  const note = await by.send<Note>('POST', `/api/cases/${id}/notes`, blank);
  return { number, noteId: note.id };
}
