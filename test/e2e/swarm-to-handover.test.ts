import type { PersonKey } from '@caseroom/server/demo/people';
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openHouse, openNote, type Person } from './house.ts';
import { NoteOnPage } from './note-on-page.ts';
import { eventually, gone, seen } from './seen.ts';

/**
 * One case from the first question to the next shift, with the same three people. Every page is loaded once: what one
 * of them does reaches the others by itself, or not at all.
 */

const house = openHouse();

/** It has as many chapters as other files have tests, ms. */
const STORY_MS = 180_000;

/** Somebody with the note that all of them write in. */
interface Colleague extends Person {
  readonly note: NoteOnPage;
}

interface Story {
  /** The agent. */
  readonly maya: Colleague;
  /** The specialist. */
  readonly tomasz: Colleague;
  /** The supervisor. */
  readonly ines: Colleague;
  readonly number: string;
}

const TITLE =
  'one case, three people: asked, coached, escalated, handed over, read back, and shown what was written since';

test(TITLE, { timeout: STORY_MS }, async () => {
  const story = await gather();
  await swarm(story);
  await coach(story);
  await escalate(story);
  await endTheShift(story);
  await comeOn(story);
  expect(await Promise.all([story.maya, story.tomasz, story.ines].map(isLoadedOnce))).not.toContain(false);
});

/** The agent writes; the specialist has the queue before them, the supervisor the floor. */
async function gather(): Promise<Story> {
  const { number } = await openNote(await house.outside('maya'));
  const [maya, tomasz, ines] = await Promise.all([
    comeTo('maya', `/cases/${number}`),
    comeTo('tomasz', '/queue'),
    comeTo('ines', '/floor'),
  ]);
  await maya.note.saved();
  await maya.note.enter();
  await maya.note.write('The line drops at night.\nWe will call back soon.');
  await maya.note.saved();
  return { maya, tomasz, ines, number };
}

async function comeTo(key: PersonKey, path: string): Promise<Colleague> {
  const person = await house.person(key, path);
  await person.page.evaluate(() => Object.assign(window, { loadedOnce: true }));
  return { ...person, note: new NoteOnPage(person.page) };
}

const isLoadedOnce = ({ page }: Person): Promise<boolean> => page.evaluate(() => 'loadedOnce' in window);

/** The supervisor joins from the floor and asks the specialist in; two write at once, and the answer is there for all. */
async function swarm({ maya, tomasz, ines, number }: Story): Promise<void> {
  const worked = region(ines.page, 'Being worked now');
  await worked.getByRole('link', { name: new RegExp(number) }).click();
  await region(ines.page, 'Swarm').getByRole('button', { name: 'Ask someone' }).click();
  await pick(region(ines.page, 'Swarm').getByRole('combobox', { name: 'Who' }), 'Tomasz');
  await ines.page.getByLabel('Question', { exact: true }).fill('Is it the cabinet?');
  await ines.page.getByRole('button', { name: 'Ask', exact: true }).click();

  await openFromInbox(tomasz, /Inês Santos asks you/, number);
  await seen(region(maya.page, 'Swarm').getByText('Is it the cabinet?'));
  await tomasz.note.saved();
  await tomasz.note.caretAfter('at night');
  await maya.note.enter();
  await Promise.all([tomasz.note.type(' since the storm'), maya.note.type(' She works nights.')]);
  for (const { note } of [maya, tomasz, ines])
    await note.reads('The line drops at night since the storm.', 'We will call back soon. She works nights.');

  const question = region(tomasz.page, 'A question for you');
  await question.getByLabel('Your answer').fill('The cabinet is fine, the drop wire is not.');
  await question.getByRole('button', { name: 'Answer' }).click();
  await seen(...[maya, ines].map(({ page }) => region(page, 'Swarm').getByText(/the drop wire is not/)));
  await region(ines.page, 'Swarm').getByRole('button', { name: 'Close' }).click();
  await ines.page.getByLabel('What came of it').fill('Replace the drop wire');
  await ines.page.getByRole('button', { name: 'Close the swarm' }).click();
  await seen(region(maya.page, 'Timeline').getByText(/Replace the drop wire/));
}

/** The supervisor coaches the agent with other words; the agent takes them. The specialist sees only the text change. */
async function coach({ maya, tomasz, ines }: Story): Promise<void> {
  await ines.note.select('call back soon');
  await ines.page.keyboard.press('Control+Alt+m');
  await ines.page.getByRole('radio', { name: 'Coaching: only you and Maya' }).check();
  await ines.page.getByRole('textbox', { name: 'Coaching' }).fill('Soon is no time.');
  await ines.page.getByRole('button', { name: 'Suggest other words' }).click();
  await ines.page.getByRole('textbox', { name: 'Write instead' }).fill('call back at 17:00');
  await ines.page.getByRole('button', { name: 'Suggest', exact: true }).click();

  const coached = card(maya.page, 'Soon is no time.');
  await seen(coached.getByText('Only you and Inês'));
  await coached.getByRole('button', { name: 'Accept' }).click();
  for (const { note } of [maya, tomasz, ines])
    await note.reads(
      'The line drops at night since the storm.',
      'We will call back at 17:00. She works nights.',
    );
  await seen(card(maya.page, 'Soon is no time.').getByText('Accepted by Maya'));
  expect(await tomasz.page.getByText(/Soon is no time|[Cc]oaching/).count()).toBe(0);
  expect(await tomasz.page.locator('.passage').count()).toBe(0);
}

/** The agent escalates to the specialist, who is on the case already and takes it there. */
async function escalate({ maya, tomasz, ines }: Story): Promise<void> {
  await maya.page.getByRole('button', { name: 'Escalate', exact: true }).click();
  const panel = maya.page.getByRole('complementary', { name: 'Escalate' });
  await pick(panel.getByRole('combobox', { name: 'To' }), 'Tomasz');
  await panel.getByLabel('What do you ask for?').fill('Order a new drop wire');
  await panel.getByRole('button', { name: 'Write the escalation note' }).click();
  const note = new NoteOnPage(maya.page, 'Escalation note');
  await note.saved();
  await fillIn(panel, note, [
    ['What the customer was told', 'What the customer was told', 'We call back at 17:00.'],
    ['Assessment', 'What we think is behind it', 'The wire is torn.'],
    ['Recommendation', 'The decision or work that is needed', 'Replace it today.'],
    ['By when', 'By when', 'tomorrow 9am\n'],
  ]);
  await panel.getByRole('button', { name: 'Send to Tomasz Król' }).click();

  await seen(region(ines.page, 'Escalation').getByText('Maya escalated to Tomasz Król'));
  await region(tomasz.page, 'Escalation').getByRole('button', { name: 'Accept and own it' }).click();
  await seen(...[maya, tomasz, ines].map(({ page }) => ownerOf(page, 'Tomasz Król')));
}

/** The agent turns to other work. The specialist writes on, and hands this one case of theirs back to the agent. */
async function endTheShift({ maya, tomasz, number }: Story): Promise<void> {
  await maya.page.getByRole('link', { name: 'Queue' }).first().click();
  await seen(maya.page.getByRole('heading', { name: 'Queue' }));
  await tomasz.note.caretAfter('at 17:00');
  await tomasz.note.write(' with the appointment');
  await tomasz.note.saved();

  await tomasz.page.getByRole('heading', { name: 'Timeline' }).click();
  await tomasz.page.keyboard.press('h');
  await tomasz.page.getByRole('button', { name: 'Prepare the handover' }).click();
  const cases = tomasz.page.getByRole('complementary', { name: 'Cases of the handover' });
  await cases
    .getByRole('button', { name: new RegExp(number) })
    .first()
    .click();
  await pick(tomasz.page.getByRole('combobox', { name: 'Goes to' }), 'Maya');
  const note = new NoteOnPage(tomasz.page, 'Handover from Tomasz Król');
  await note.saved();
  await tomasz.page.getByRole('button', { name: /^What to know/ }).click();
  await note.write('If it rains, the wire shorts.');
  await note.saved();
  await cases.getByRole('button', { name: 'Hand over the one that is ready' }).click();
}

/** The agent reads back and accepts; in the case stands exactly what the specialist wrote since. */
async function comeOn({ maya, tomasz, ines, number }: Story): Promise<void> {
  await openFromInbox(maya, /Tomasz Król hands a case over to you/, number);
  const answer = maya.page.getByRole('complementary', { name: 'Answer the handover' });
  await maya.page.getByRole('checkbox').first().focus();
  for (let left = await maya.page.getByRole('checkbox').count(); left > 0; left -= 1)
    await maya.page.keyboard.press('Space');
  await answer.getByRole('button', { name: `Accept ${number}` }).click();
  await seen(tomasz.page.getByText(/^Maya Okafor accepted/), ownerOf(ines.page, 'Maya Okafor'));

  await answer.getByRole('link', { name: `Open ${number}` }).click();
  await seen(region(maya.page, 'Since you left').getByText(/by Tomasz$/), ownerOf(maya.page, 'Maya Okafor'));
  await maya.note.reads(
    'The line drops at night since the storm.',
    'We will call back at 17:00 with the appointment. She works nights.',
  );
  const written = maya.note.text.locator('.since-inserted');
  await eventually(() => written.allTextContents()).toEqual([' with the appointment']);
  expect(await maya.note.text.locator('.since-deleted').count()).toBe(0);
  await gone(region(ines.page, 'Escalation'), region(ines.page, 'Handover'));
}

const region = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });
const card = (page: Page, words: string): Locator =>
  page.getByRole('complementary', { name: 'Comments' }).getByRole('article').filter({ hasText: words });
const ownerOf = (page: Page, name: string): Locator =>
  page.getByRole('main').locator('header').getByText(name);

async function pick(field: Locator, name: string): Promise<void> {
  await field.click();
  await field.fill(name);
  await field
    .page()
    .getByRole('option', { name: new RegExp(name) })
    .click();
}

/** By the place in the rail, whose badge says that something came. */
async function openFromInbox({ page }: Person, title: RegExp, number: string): Promise<void> {
  await page
    .getByRole('link', { name: /^Inbox/ })
    .first()
    .click();
  await page.getByRole('link', { name: title }).filter({ hasText: number }).first().click();
}

/** Writes below headings of a note, each of which the panel leads to. */
async function fillIn(
  panel: Locator,
  note: NoteOnPage,
  parts: readonly (readonly [part: string, field: string, words: string])[],
): Promise<void> {
  for (const [part, field, words] of parts) {
    await panel.getByRole('button', { name: new RegExp(`^${part}`) }).click();
    await note.isIn(field);
    await note.write(words);
  }
  await note.saved();
}
