import type { NoteSince, Since } from '@caseroom/shared/seen';
import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { NOTE_TITLE, openHouse, openNote, type Person } from './house.ts';
import { NoteOnPage } from './note-on-page.ts';
import { eventually, gone, seen } from './seen.ts';

const house = openHouse({ pagesStay: true });

const banner = ({ page }: Pick<Person, 'page'>): Locator =>
  page.getByRole('region', { name: 'Since you left', exact: true });

/** Maya has written a note and read it; the ids of what she is in. */
async function mayaIn() {
  const { number, noteId } = await openNote(await house.outside('maya'));
  const maya = await house.person('maya', `/cases/${number}`);
  const hers = new NoteOnPage(maya.page);
  await hers.saved();
  await hers.enter();
  await hers.write('Charged twice on Monday.\nWe will refund today.');
  await hers.saved();
  const { id: caseId } = await maya.http.get<{ id: string }>(`/api/cases/${number}`);
  const since = () => maya.http.get<Since>(`/api/cases/${caseId}/since`);
  await eventually(async () => (await since()).leftAt).not.toBeNull();
  return { maya, hers, number, noteId, caseId, since };
}

const goToQueue = async ({ page }: Person) => {
  await page.getByRole('link', { name: 'Queue' }).first().click();
  await seen(page.getByRole('heading', { name: 'Queue' }));
};

/** Hides the page as another tab in front of it does. */
const putInBackground = (person: Person) =>
  person.page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' });
    Object.defineProperty(document, 'hasFocus', { configurable: true, value: () => false });
    document.dispatchEvent(new Event('visibilitychange'));
  });

test('coming back shows exactly what others wrote, deleted and did, and walks through it', async () => {
  const { maya, hers, number, caseId } = await mayaIn();
  await gone(banner(maya));
  await goToQueue(maya);

  const tomasz = await house.person('tomasz', `/cases/${number}`);
  const his = new NoteOnPage(tomasz.page);
  await his.saved();
  await his.caretAfter('Monday');
  await his.write(', see PR-1118');
  await his.caretAfter('refund today');
  for (let i = 0; i < ' today'.length; i++) await tomasz.page.keyboard.press('Backspace');
  await his.saved();
  await tomasz.http.send('PATCH', `/api/cases/${caseId}`, { priority: 'P1' });
  const row = maya.page.locator(`[data-case="${caseId}"]`);
  await seen(row.getByRole('img', { name: 'New since you left' }));

  await row.click();
  await seen(banner(maya).getByText(/^3 changes by Tomasz$/));
  await hers.reads('Charged twice on Monday, see PR-1118.', 'We will refund.');
  const written = hers.text.locator('.since-inserted');
  const deleted = hers.text.locator('.since-deleted');
  await seen(written, deleted);
  expect(await written.textContent()).toBe(', see PR-1118');
  expect(await deleted.getAttribute('aria-label')).toBe('Tomasz Król deleted “ today”');
  await deleted.hover();
  await seen(maya.page.getByRole('tooltip').getByText(/Deleted by Tomasz Król/));

  // What she types now is not since she left, and the marks stay where they were.
  await hers.caretAfter('Charged ');
  await hers.write('her ');
  await hers.reads('Charged her twice on Monday, see PR-1118.', 'We will refund.');
  await eventually(() => written.textContent()).toBe(', see PR-1118');

  await maya.page.getByRole('heading', { name: 'Timeline' }).click();
  for (const step of ['1', '2', '3']) {
    await banner(maya)
      .getByRole('button', { name: /Next change|^Change/ })
      .click();
    await seen(banner(maya).getByText(`Change ${step} of 3`));
  }
  await maya.page.keyboard.press(',');
  await seen(banner(maya).getByText('Change 2 of 3'));

  await banner(maya)
    .getByRole('button', { name: /3 changes/ })
    .click();
  await seen(banner(maya).getByText('“today”'), banner(maya).getByText(NOTE_TITLE).first());

  await banner(maya).getByRole('button', { name: 'Mark as read' }).click();
  await gone(banner(maya), written, deleted);
  await maya.page.reload();
  await hers.reads('Charged her twice on Monday, see PR-1118.', 'We will refund.');
  await hers.saved();
  expect(await banner(maya).count()).toBe(0);
});

test('a page in the background reads nothing; looking at it does', async () => {
  const { maya, hers, number, noteId, since } = await mayaIn();
  await eventually(async () => (await since()).notes).toEqual([]);
  await putInBackground(maya);
  const tomasz = await house.person('tomasz', `/cases/${number}`);
  const his = new NoteOnPage(tomasz.page);
  await his.saved();
  await his.enter();
  await his.write(' Confirmed.');
  await his.saved();
  await hers.reads('Charged twice on Monday.', 'We will refund today. Confirmed.');

  const texts = (notes: readonly NoteSince[]) =>
    notes.map((note) => [note.noteId, note.changes.map(({ parts }) => parts.map(({ text }) => text))]);
  const unread = [[noteId, [[' Confirmed.']]]];
  // Long enough for a page that is looked at, as the other one is, to have told what it read.
  const { id } = await tomasz.http.get<{ id: string }>(`/api/cases/${number}`);
  await eventually(
    async () => (await tomasz.http.get<Since>(`/api/cases/${id}/since`)).leftAt,
  ).not.toBeNull();
  expect(texts((await since()).notes)).toEqual(unread);

  await maya.page.reload();
  await seen(banner(maya).getByText(/^1 change by Tomasz$/));
  await hers.whole.scrollIntoViewIfNeeded();
  await eventually(async () => (await since()).notes).toEqual([]);
});

test('a first visit shows nothing as new', async () => {
  const { number } = await mayaIn();
  const tomasz = await house.person('tomasz', `/cases/${number}`);
  await new NoteOnPage(tomasz.page).saved();
  expect(await banner(tomasz).count()).toBe(0);
});
