import type { Locator } from 'playwright-core';
import { expect } from 'vitest';

/** Longest that something may take to show, ms: two shared cores with two browsers on them are slow. */
export const PATIENCE_MS = 30_000;

/** Looks until it is so. As `expect.poll`, as patient as the browser. */
export const eventually = <T>(look: () => T) => expect.poll(look, { timeout: PATIENCE_MS, interval: 50 });

/** Resolves when it is on the screen. */
export const seen = (...what: Locator[]): Promise<unknown> =>
  Promise.all(what.map((one) => one.waitFor({ state: 'visible' })));

/** Resolves when it is not, or no longer, on the screen. */
export const gone = (...what: Locator[]): Promise<unknown> =>
  Promise.all(what.map((one) => one.waitFor({ state: 'hidden' })));
