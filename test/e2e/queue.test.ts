import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openHouse } from './house.ts';
import { eventually, gone, seen } from './seen.ts';

const house = openHouse({ pagesStay: true });

const queue = (page: Page) => page.getByRole('region', { name: 'Queue' });
const rows = (page: Page) => queue(page).getByRole('list', { name: 'Cases' }).getByRole('link');
const row = (page: Page, number: string) => rows(page).filter({ hasText: number });

test('filters narrow the queue, stand in the address and survive a reload', async () => {
  const { page } = await house.person('maya', '/queue');
  await seen(row(page, 'C-1042'));
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('menuitem', { name: /Priority/ }).click();
  await page.getByRole('menuitemcheckbox', { name: /P1/ }).click();
  await page.keyboard.press('Escape');
  await gone(row(page, 'C-1042'));
  await seen(row(page, 'C-1039'));
  expect(new URL(page.url()).search).toContain('priority=P1');
  await page.reload();
  await seen(row(page, 'C-1039'));
  await gone(row(page, 'C-1042'));
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await seen(row(page, 'C-1042'));
});

test('the search finds a case by its customer', async () => {
  const { page } = await house.person('maya', '/queue');
  await seen(rows(page).first());
  await page.keyboard.press('/');
  await page.keyboard.type('figueira');
  await eventually(() => rows(page).count()).toBe(1);
  await seen(row(page, 'C-1039'));
  expect(new URL(page.url()).searchParams.get('q')).toBe('figueira');
});

test('what a colleague changes shows by itself, and who is in a case', async () => {
  const maya = await house.person('maya', '/queue');
  await seen(row(maya.page, 'C-1035'));
  await gone(row(maya.page, 'C-1035').getByRole('img', { name: /Tomasz/ }));
  const tomasz = await house.person('tomasz', '/cases/C-1035');
  await seen(row(maya.page, 'C-1035').getByRole('img', { name: /^Tomasz Król, / }));
  await tomasz.page.getByRole('button', { name: /^Status: Open/ }).click();
  await tomasz.page.getByRole('menuitemradio', { name: 'Waiting' }).click();
  await seen(row(maya.page, 'C-1035').getByText('Waiting'));
  await tomasz.page.close();
  await gone(row(maya.page, 'C-1035').getByRole('img', { name: /Tomasz/ }));
});

test('J, K and Enter walk through the queue and open a case', async () => {
  // Sorted by what nothing changes: a deadline that passes would move a row between two keys.
  const { page } = await house.person('maya', '/queue?sort=subject&order=asc');
  await seen(rows(page).nth(2));
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
  const subject = async (at: number) => (await rows(page).allInnerTexts())[at]?.split('\n')[0] ?? '';
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  expect(await focused()).toContain(await subject(2));
  await page.keyboard.press('k');
  expect(await focused()).toContain(await subject(1));
  const opened = await subject(1);
  await page.keyboard.press('Enter');
  await seen(
    page
      .getByRole('article', { name: /^Case C-/ })
      .getByText(opened)
      .first(),
  );
});

test('a new case says what is missing, opens, and is in everybody’s queue', async () => {
  const maya = await house.person('maya', '/queue');
  const raj = await house.person('raj', '/queue');
  await seen(rows(raj.page).first(), rows(maya.page).first());
  await maya.page.keyboard.press('c');
  await maya.page.getByRole('button', { name: 'Open the case' }).click();
  await eventually(() => maya.page.getByLabel('Subject').getAttribute('aria-invalid')).toBe('true');
  await maya.page.getByLabel('Subject').fill('Voicemail in the wrong language');
  await maya.page.getByLabel('Name', { exact: true }).fill('Per Olsen');
  await maya.page.getByRole('button', { name: 'Open the case' }).click();
  await seen(maya.page.getByRole('article', { name: /^Case C-\d+$/ }));
  await seen(row(raj.page, 'Voicemail in the wrong language').getByText('Per Olsen'));
});
