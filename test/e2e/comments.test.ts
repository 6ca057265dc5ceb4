import type { PersonKey } from '@caseroom/server/demo/people';
import type { Burst } from '@caseroom/shared/note';
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openHouse, openNote, type Person } from './house.ts';
import { NoteOnPage } from './note-on-page.ts';
import { eventually, gone, seen } from './seen.ts';

const house = openHouse({ pagesStay: true });

const cards = (page: Page): Locator =>
  page.getByRole('complementary', { name: 'Comments' }).getByRole('article');
const card = (page: Page, words: string): Locator => cards(page).filter({ hasText: words });

/** Selects words of a note, asks by key to comment on them, and is in the field for that. */
async function commentOn(note: NoteOnPage, words: string): Promise<Locator> {
  await note.select(words);
  await note.page.keyboard.press('Control+Alt+m');
  const field = note.page.getByRole('region', { name: 'New comment' }).getByRole('textbox').first();
  await eventually(() => field.evaluate((element) => element === document.activeElement)).toBe(true);
  return field;
}

/** Maya has written two lines; others look on. */
async function mayaAnd<K extends PersonKey>(...others: K[]) {
  const { number, noteId } = await openNote(await house.outside('maya'));
  const come = async (key: PersonKey) => [key, await house.person(key, `/cases/${number}`)];
  const people = await Promise.all(['maya' as const, ...others].map(come));
  const { maya, ...rest } = Object.fromEntries(people) as Record<'maya' | K, Person>;
  const hers = new NoteOnPage(maya.page);
  await hers.saved();
  await hers.enter();
  await hers.write('She was charged twice on Monday.\nWe will refund today.');
  await hers.saved();
  return { maya, ...rest, hers, noteId, number };
}

test('comment by keyboard, answer live, coach in private, suggest, accept: both names stand in the history', async () => {
  const { maya, tomasz, ines, hers, noteId, number } = await mayaAnd('tomasz', 'ines');
  await commentOn(hers, 'charged twice');
  await hers.type('Which amounts? @tom');
  await seen(maya.page.getByRole('option', { name: /Tomasz Król/ }));
  await maya.page.keyboard.press('Enter');
  await maya.page.keyboard.press('Control+Enter');
  const [asked, answered] = [card(maya.page, 'Which amounts?'), card(tomasz.page, 'Which amounts?')];
  await seen(asked, answered, answered.getByText('@Tomasz Król'));
  await seen(hers.text.locator('.passage', { hasText: 'charged twice' }));

  await answered.click();
  await answered.getByRole('button', { name: 'Reply…' }).click();
  await tomasz.page.keyboard.type('39.90 and 24.90.');
  await tomasz.page.keyboard.press('Control+Enter');
  await seen(asked.getByText('39.90 and 24.90.'));
  await maya.page.reload();
  await seen(
    card(maya.page, 'Which amounts?')
      .getByText('39.90 and 24.90.')
      .or(asked.getByText(/1 reply/)),
  );

  const lead = new NoteOnPage(ines.page);
  await commentOn(lead, 'on Monday');
  await ines.page.getByRole('radio', { name: 'Coaching: only you and Maya' }).check();
  await ines.page.getByRole('textbox', { name: 'Coaching' }).fill('Name the date, please.');
  await ines.page.getByRole('button', { name: 'Coach', exact: true }).click();
  const coached = card(maya.page, 'Name the date, please.');
  await seen(coached, coached.getByText('Only you and Inês'));
  await seen(hers.text.locator('.passage[data-tone="coaching"]', { hasText: 'on Monday' }));

  await commentOn(lead, 'We will refund today');
  await ines.page.getByRole('button', { name: 'Suggest other words' }).click();
  await ines.page.getByRole('textbox', { name: 'Write instead' }).fill('We confirm the refund by 17:00');
  await ines.page.getByRole('button', { name: 'Suggest', exact: true }).click();
  const suggested = card(maya.page, 'suggests');
  await seen(hers.text.locator('.passage-words', { hasText: 'by 17:00' }), suggested);
  await seen(card(tomasz.page, 'suggests'));
  expect(await tomasz.page.getByText(/Name the date|[Cc]oaching/).count()).toBe(0);
  expect(await tomasz.page.locator('.passage[data-tone="coaching"]').count()).toBe(0);
  expect(await card(ines.page, 'suggests').getByRole('button', { name: 'Accept' }).count()).toBe(0);

  await suggested.getByRole('button', { name: 'Accept' }).click();
  await hers.reads('She was charged twice on Monday.', 'We confirm the refund by 17:00.');
  await gone(hers.text.locator('.passage-words'));
  await seen(suggested.getByText('Accepted by Maya'));
  const { items } = await maya.http.get<{ items: Burst[] }>(`/api/notes/${noteId}/bursts`);
  expect(items.find((burst) => burst.suggestedBy)).toMatchObject({
    author: { name: 'Maya Okafor' },
    suggestedBy: { name: 'Inês Santos' },
  });
  await seen(ines.page.getByRole('button', { name: 'Resolved (1)' }));
  await ines.page.getByRole('button', { name: 'Resolved (1)' }).click();
  await seen(card(ines.page, 'suggests').getByText('Accepted by Maya'));

  // The text a thread is about goes; the thread does not.
  await hers.select('charged twice');
  await maya.page.keyboard.press('Backspace');
  await seen(card(tomasz.page, 'Which amounts?').getByText('The text is gone:'));

  await tomasz.goOn('/inbox');
  await tomasz.page
    .getByRole('link', { name: /mentioned you/ })
    .filter({ hasText: number })
    .first()
    .click();
  await seen(card(tomasz.page, 'Which amounts?').getByText('39.90 and 24.90.'));
});

test('who only reads comments too, keeps a draft over a broken line and a reload, resolves and reopens', async () => {
  const { maya, aroha, noteId, number } = await mayaAnd('aroha');
  const words = new NoteOnPage(aroha.page).reading.getByText('We will refund today.');
  await words.selectText();
  await aroha.page.getByRole('button', { name: 'Comment', exact: true }).last().click();
  await aroha.page.keyboard.type('Today is a Sunday.');
  await aroha.context.setOffline(true);
  aroha.cable.cut();
  await aroha.page.keyboard.press('Control+Enter');
  await seen(aroha.page.getByText(/Your words are kept here/));
  aroha.cable.mend();
  await aroha.context.setOffline(false);
  await aroha.goTo(`/cases/${number}`);
  const field = aroha.page.getByRole('textbox', { name: 'Comment' });
  await eventually(() => field.inputValue()).toBe('Today is a Sunday.');
  await aroha.page.getByRole('button', { name: 'Comment', exact: true }).last().click();
  const hers = card(maya.page, 'Today is a Sunday.');
  await seen(hers, maya.page.locator('.passage', { hasText: 'We will refund today.' }));

  const { items } = await maya.http.get<{ items: Burst[] }>(`/api/notes/${noteId}/bursts`);
  expect(items.map(({ author }) => author.name)).not.toContain('Aroha Ngata');

  await hers.click();
  await hers.getByRole('button', { name: 'React to Aroha Ngata' }).click();
  await maya.page.getByRole('menuitem', { name: 'agree' }).click();
  await seen(card(aroha.page, 'Sunday').getByRole('button', { name: 'agree: Maya Okafor' }));
  await hers.getByRole('button', { name: 'Resolve' }).click();
  await gone(hers);
  // She is at it: it does not vanish from under her.
  await seen(card(aroha.page, 'Sunday').getByText('Resolved by Maya'));
  await maya.page.getByRole('button', { name: 'Resolved (1)' }).click();
  await hers.getByRole('button', { name: 'Reopen' }).click();
  await gone(card(aroha.page, 'Sunday').getByText('Resolved by Maya'));
});
