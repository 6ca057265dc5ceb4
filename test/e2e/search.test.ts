import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { NOTE_TITLE, openHouse, openNote } from './house.ts';
import { NoteOnPage } from './note-on-page.ts';
import { eventually, gone, seen } from './seen.ts';

const house = openHouse({ pagesStay: true });

const box = (page: Page) => page.getByRole('combobox', { name: 'Search and commands' });
const options = (page: Page) => page.getByRole('listbox', { name: 'Results' }).getByRole('option');

async function openBox(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k');
  await seen(box(page));
}

/** The words that are marked on the page now. */
const markedWords = (page: Page) =>
  page.evaluate(() => [...(CSS.highlights.get('found-words') ?? [])].map((range) => range.toString()));

test('a word typed a second ago by a colleague is found by keys alone, and opens at its place', async () => {
  const { number } = await openNote(await house.outside('maya'));
  const maya = await house.person('maya', `/cases/${number}`);
  const raj = await house.person('raj', '/inbox');
  const hers = new NoteOnPage(maya.page);
  await hers.saved();
  await hers.enter();
  await hers.write(`The first line.\n${'More.\n'.repeat(12)}A blinking zephyrate on the panel.`);
  await hers.saved();

  await openBox(raj.page);
  await raj.page.keyboard.type('blinking zephyr');
  const option = options(raj.page).filter({ hasText: NOTE_TITLE });
  await seen(option.locator('mark', { hasText: 'zephyrate' }));
  await eventually(() => option.getAttribute('aria-selected')).toBe('true');
  await raj.page.keyboard.press('Enter');
  const his = new NoteOnPage(raj.page);
  await seen(his.text.getByText('A blinking zephyrate'));
  await eventually(() => markedWords(raj.page)).toEqual(['blinking']);
  await eventually(() =>
    his.text.getByText('A blinking zephyrate').evaluate((line) => {
      const { top, bottom } = line.getBoundingClientRect();
      return top >= 0 && bottom <= window.innerHeight;
    }),
  ).toBe(true);
  await eventually(() => new URL(raj.page.url()).search).toBe('');
});

test('the box knows numbers, commands, slips of the finger and what was looked for before', async () => {
  const { page } = await house.person('maya', '/queue');
  await seen(page.getByRole('link', { name: /Double charge/ }));
  await openBox(page);
  await page.keyboard.type('C-1042');
  await seen(page.getByRole('group', { name: 'Go to' }).getByRole('option', { name: /Double charge/ }));
  await page.keyboard.press('Enter');
  await seen(page.getByRole('article', { name: 'Case C-1042' }));

  await openBox(page);
  await page.keyboard.type('new note');
  await eventually(() => options(page).first().textContent()).toMatch(/^New note here/);
  await page.keyboard.press('Enter');
  await seen(page.getByRole('menuitem', { name: /Technical note/ }));
  await page.keyboard.press('Escape');

  await openBox(page);
  await page.keyboard.type('proratoin');
  await seen(page.getByText('Nothing says “proratoin”. Showing results for proration.'));
  await page.keyboard.press('Escape');
  await gone(box(page));
  await openBox(page);
  await seen(page.getByRole('group', { name: 'Recent searches' }).getByRole('option', { name: 'C-1042' }));
});

test('the page of results is narrowed by chips, kept under a name and shared by a lead', async () => {
  const ines = await house.person('ines', '/search');
  const { page } = ines;
  await page.getByRole('searchbox', { name: 'Search' }).fill('firmware');
  const results = page.getByRole('list', { name: 'Results' }).getByRole('listitem');
  await seen(results.first());
  await page.getByRole('button', { name: 'Filter' }).click();
  await page.getByRole('menuitem', { name: 'Kind of note' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Technical note' }).click();
  await page.keyboard.press('Escape');
  await eventually(() => new URL(page.url()).searchParams.get('q')).toBe('firmware kind:technical');
  await seen(results.filter({ hasText: 'Firmware 4.2 boot loop' }));
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByLabel('Name').fill('Firmware findings');
  await page.getByRole('combobox', { name: 'For' }).click();
  await page.getByRole('option', { name: 'Everybody in Northwind Mobile' }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).last().click();
  await seen(page.getByRole('button', { name: 'Saved as Firmware findings' }));
  await page.getByRole('button', { name: 'Remove kind:technical' }).click();
  await eventually(() => new URL(page.url()).searchParams.get('q')).toBe('firmware');

  const raj = await house.person('raj', '/search');
  await raj.page.getByRole('link', { name: /Firmware findings/ }).click();
  await eventually(() => new URL(raj.page.url()).searchParams.get('q')).toBe('firmware kind:technical');
  expect(await raj.page.getByRole('button', { name: /^Remove Firmware findings/ }).count()).toBe(0);
});
