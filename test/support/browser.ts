import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core';
import { chromiumArgs, chromiumPath } from './chromium.ts';

/** The window sizes the interface is designed at: a desk and a phone. */
export const windows = {
  desk: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
} as const satisfies Record<string, BrowserContextOptions['viewport']>;

/** Longest that anything on a page is waited for, ms: two shared cores with two browsers on them are slow. */
const PATIENCE_MS = 30_000;

export interface TestBrowser {
  /** A person's own browser profile: no cookies, no storage, nothing shared with anybody. */
  profile(options?: BrowserContextOptions): Promise<BrowserContext>;
  /** Exceptions that pages have thrown since the last call. A page that throws is a bug whatever it shows. */
  takeExceptions(): string[];
  close(): Promise<void>;
}

/** One real Chromium. */
export async function openBrowser(): Promise<TestBrowser> {
  const browser = await launch();
  return inBrowser(browser, () => browser.close());
}

/** The Chromium of this process, once somebody has asked for it. */
let common: Promise<Browser> | null = null;

/**
 * Profiles of one's own in the Chromium that this process has for all who ask, which costs each of them nothing to
 * start. Closing it closes the profiles; the Chromium ends with the process. After one that has died comes a new one.
 */
export async function enterBrowser(): Promise<TestBrowser> {
  const running = await common?.catch(() => null);
  if (!running?.isConnected()) common = launch();
  const browser = await (common as Promise<Browser>);
  const profiles: BrowserContext[] = [];
  const entered = inBrowser(browser, async () => {
    await Promise.all(profiles.map((profile) => profile.close()));
  });
  return {
    ...entered,
    async profile(options) {
      const profile = await entered.profile(options);
      profiles.push(profile);
      return profile;
    },
  };
}

function inBrowser(browser: Browser, close: () => Promise<void>): TestBrowser {
  let exceptions: string[] = [];
  return {
    async profile(options) {
      const context = await browser.newContext({
        viewport: windows.desk,
        locale: 'en-GB',
        reducedMotion: 'reduce',
        ...options,
      });
      context.setDefaultTimeout(PATIENCE_MS);
      context.on('weberror', (fault) => exceptions.push(String(fault.error().stack ?? fault.error())));
      return context;
    },
    takeExceptions() {
      const taken = exceptions;
      exceptions = [];
      return taken;
    },
    close,
  };
}

function launch(): Promise<Browser> {
  const executablePath = chromiumPath();
  if (!executablePath)
    throw new Error(
      'No Chromium was found. Install one, or name it in CHROMIUM_PATH, to run the browser tests.',
    );
  return chromium.launch({ executablePath, args: [...chromiumArgs] });
}
