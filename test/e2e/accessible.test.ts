import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { PersonKey } from '@caseroom/server/demo/people';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { windows } from '../support/browser.ts';
import { prepareWorld } from '../support/demo-sign-in.ts';
import { screens, type World } from '../support/screens.ts';
import { openHouse } from './house.ts';

const house = openHouse({ pagesStay: true });
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let world: World;
beforeAll(async () => {
  world = await prepareWorld(house.app.origin);
});

/** Loads axe into a page, with the rules whose faults are serious or critical: the others take a third of its time. */
const loadAxe = `${axe};
  axe.configure({
    rules: axe._audit.rules
      .filter(({ impact }) => impact !== 'serious' && impact !== 'critical')
      .map(({ id }) => ({ id, enabled: false })),
  })`;

/** Everything of serious or critical impact that axe finds, a line each. */
async function faultsOf(page: Page): Promise<string[]> {
  const { violations } = await page.evaluate<AxeResults>('axe.run({ resultTypes: ["violations"] })');
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}\n${failureSummary}`),
  );
}

async function pageAt(by: PersonKey | null, path: string): Promise<Page> {
  if (by) return (await house.person(by, path)).page;
  const { page, cable } = await house.stranger();
  await page.goto(`${cable.origin}${path}`);
  return page;
}

/** Each window and each scheme once: faults are of the layout or of the colours, seldom of both together. */
const looks = [
  { window: 'desk', colorScheme: 'light' },
  { window: 'phone', colorScheme: 'dark' },
] as const;

test.each(screens)(
  'the screen $name has no serious fault, light on a desk and dark on a phone',
  async (screen) => {
    const { by, path, ready, onPhone, plain } = screen;
    const page = await pageAt(by, typeof path === 'string' ? path : path(world));
    await ready(page);
    if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(loadAxe);
    for (const { window, colorScheme } of looks) {
      await page.setViewportSize(windows[window]);
      await page.emulateMedia({ colorScheme });
      if (!plain) await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
      if (window === 'phone') await onPhone?.(page);
      expect(await faultsOf(page), `${window}, ${colorScheme}`).toEqual([]);
    }
  },
);
