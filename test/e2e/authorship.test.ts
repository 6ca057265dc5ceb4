import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openHouse, openNote } from './house.ts';
import { NoteOnPage } from './note-on-page.ts';
import { eventually, gone, seen } from './seen.ts';

const house = openHouse({ pagesStay: true });

/** A note with a line of Maya's and a line of Tomasz's, in both of their browsers. */
async function twoHands() {
  const { number } = await openNote(await house.outside('maya'));
  const maya = await house.person('maya', `/cases/${number}`);
  const tomasz = await house.person('tomasz', `/cases/${number}`);
  const [hers, his] = [new NoteOnPage(maya.page), new NoteOnPage(tomasz.page)];
  await hers.enter();
  await hers.write('Maya wrote this line of words.\n');
  await his.reads('Maya wrote this line of words.', '');
  await his.enter();
  await his.write('Tomasz wrote that one.');
  await hers.reads('Maya wrote this line of words.', 'Tomasz wrote that one.');
  await Promise.all([hers.saved(), his.saved()]);
  return { maya, tomasz, hers, his };
}

const authors = (note: NoteOnPage) => note.whole.getByRole('button', { name: 'Authors' });
const legend = (note: NoteOnPage) => note.whole.getByRole('list', { name: 'Share of the text by author' });

/** What the card says of the text under the pointer. */
async function cardOf(page: Page, note: NoteOnPage, words: string): Promise<string> {
  await note.text.locator('.by-author', { hasText: words }).last().hover();
  const card = page.getByRole('tooltip').filter({ hasText: 'Written by' });
  await seen(card);
  return (await card.allInnerTexts()).join(' ').replaceAll(/\s+/g, ' ');
}

test('a toggle colours the text by who wrote it, and pointing at it says who and when', async () => {
  const { maya, hers } = await twoHands();
  await authors(hers).click();
  await seen(legend(hers).getByText('Maya Okafor'), legend(hers).getByText('Tomasz Król'));
  const background = (words: string) =>
    hers.text
      .locator('.by-author', { hasText: words })
      .evaluate((run) => getComputedStyle(run).backgroundColor);
  expect(await background('Maya wrote')).not.toBe(await background('Tomasz wrote'));
  expect(await cardOf(maya.page, hers, 'Tomasz wrote')).toMatch(
    /^Written by Tomasz Król, \d\d:\d\d:\d\d edit \d+$/,
  );
  await authors(hers).click();
  await gone(hers.text.locator('.by-author').first());
});

test('Enter in a colleague’s line, and making it a heading, move it and do not rewrite it', async () => {
  const { tomasz, hers, his } = await twoHands();
  await his.caretAfter('Maya wrote this');
  await his.type('\n');
  await hers.reads('Maya wrote this', 'line of words.', 'Tomasz wrote that one.');
  await his.text.press('Home');
  await his.type('## ');
  await seen(hers.text.getByRole('heading', { name: 'line of words.', level: 2 }));
  await his.saved();
  await authors(his).click();
  await eventually(() => cardOf(tomasz.page, his, 'line of words.')).toMatch(
    /^Written by Maya Okafor, .* moved by Tomasz Król, \d\d:\d\d:\d\d · edit \d+$/,
  );
  expect(await cardOf(tomasz.page, his, 'Maya wrote this')).toMatch(
    /^Written by Maya Okafor, [\d:]+ edit \d+$/,
  );
});

test('what somebody writes while the colours are on is in their colour at once, for both', async () => {
  const { hers, his } = await twoHands();
  await authors(hers).click();
  await authors(his).click();
  await seen(legend(hers), legend(his));
  await his.enter();
  await his.write(' And some more.');
  const more = (note: NoteOnPage) => note.text.locator('.by-author', { hasText: 'And some more.' });
  await seen(more(hers), more(his));
});
