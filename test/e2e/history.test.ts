import type { Authorship } from '@caseroom/shared/note';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openHouse, openNote, type Person } from './house.ts';
import { NoteOnPage } from './note-on-page.ts';
import { eventually, seen } from './seen.ts';

const house = openHouse({ pagesStay: true });

/** A note that Maya wrote in, then Tomasz, who is still in it; Maya goes on to its history. */
async function pastOfANote() {
  const { number, noteId } = await openNote(await house.outside('maya'));
  const maya = await house.person('maya', `/cases/${number}`);
  const tomasz = await house.person('tomasz', `/cases/${number}`);
  const [hers, his] = [new NoteOnPage(maya.page), new NoteOnPage(tomasz.page)];
  await hers.enter();
  await hers.write('Maya began with this.');
  await his.reads('Maya began with this.');
  await hers.saved();
  await his.enter();
  await his.write('\nTomasz went on.');
  await his.saved();
  await hers.reads('Maya began with this.', 'Tomasz went on.');
  await hers.whole.getByRole('link', { name: 'History' }).click();
  await seen(version(maya.page));
  return { maya, tomasz, his, noteId };
}

const version = (page: Page) => page.getByRole('slider', { name: 'Version' });
const sheet = (page: Page) => page.getByRole('document', { name: 'Line test' });
const edits = (page: Page) => page.getByRole('complementary', { name: 'Edits' });
const textOf = (page: Page) =>
  sheet(page).evaluate((root) => [...root.children].map((block) => (block.textContent ?? '').trim()));

test('bursts tell who wrote when, and the slider walks through the versions', async () => {
  const {
    maya: { page },
  } = await pastOfANote();
  await seen(edits(page).getByRole('button', { name: /Tomasz wrote 15 characters/ }));
  await edits(page)
    .getByRole('button', { name: /Maya wrote 21 characters/ })
    .click();
  await eventually(() => textOf(page)).toEqual(['Maya began with this.']);
  await version(page).press('End');
  await eventually(() => textOf(page)).toEqual(['Maya began with this.', 'Tomasz went on.']);
  await version(page).press('Home');
  await seen(page.getByText('Nothing was written yet.'));
  await version(page).press('ArrowRight');
  await eventually(() => new URL(page.url()).searchParams.get('at')).toBe('1');
  await page.reload();
  await eventually(() => version(page).inputValue()).toBe('1');
});

test('two versions compare: what was inserted and deleted, and by whom', async () => {
  const {
    maya: { page },
    his,
  } = await pastOfANote();
  await his.caretAfter('Maya began with this.');
  for (const _ of 'this.') await his.text.press('Backspace');
  await his.write('that.');
  await his.saved();
  await page.reload();
  await edits(page)
    .getByRole('button', { name: /Maya wrote/ })
    .click();
  const at = Number(await version(page).inputValue());
  await page.getByRole('button', { name: 'Compare' }).click();
  await page.getByRole('slider', { name: 'Compare to' }).press('End');
  for (
    let from = Number(await page.getByRole('slider', { name: 'Compare from' }).inputValue());
    from < at;
    from++
  )
    await page.getByRole('slider', { name: 'Compare from' }).press('ArrowRight');
  await seen(
    sheet(page).locator('del', { hasText: 'is' }),
    sheet(page).locator('ins', { hasText: 'Tomasz went on.' }),
  );
  await sheet(page).locator('ins', { hasText: 'Tomasz went on.' }).hover();
  await seen(page.getByRole('tooltip').getByText(/^Written by Tomasz Król/));
  await sheet(page).locator('del').first().hover();
  await seen(page.getByRole('tooltip').getByText(/deleted by Tomasz Król/));
});

test('a version gets a name and is found by it', async () => {
  const {
    maya: { page },
  } = await pastOfANote();
  await page.getByRole('button', { name: 'Name version' }).click();
  await page.getByRole('textbox', { name: /^Name of the version/ }).fill('Before the call');
  await page.keyboard.press('Enter');
  await seen(edits(page).getByText('“Before the call”'));
});

test('a restored version appears in the other’s editor, and its words keep their writer', async () => {
  const { maya, his, noteId } = await pastOfANote();
  await edits(maya.page)
    .getByRole('button', { name: /Maya wrote/ })
    .click();
  await eventually(() => textOf(maya.page)).toEqual(['Maya began with this.']);
  await restoreShown(maya);
  await his.reads('Maya began with this.');
  await seen(edits(maya.page).getByRole('button', { name: /Maya restored edit/ }));

  await edits(maya.page)
    .getByRole('button', { name: /Tomasz wrote/ })
    .click();
  await eventually(() => textOf(maya.page)).toEqual(['Maya began with this.', 'Tomasz went on.']);
  await restoreShown(maya);
  await his.reads('Maya began with this.', 'Tomasz went on.');
  const { runs } = await maya.http.get<Authorship>(`/api/notes/${noteId}/authorship`);
  const back = runs.find(({ text }) => text === 'Tomasz went on.');
  expect(back).toMatchObject({ author: { name: 'Tomasz Król' }, movedBy: { name: 'Maya Okafor' } });
});

async function restoreShown({ page }: Person): Promise<void> {
  await page.getByRole('button', { name: 'Restore this version' }).click();
  await page.getByRole('button', { name: /^Restore edit \d+$/ }).click();
}
