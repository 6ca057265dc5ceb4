import { talks } from '@caseroom/server/summary/draft/testing/talks';
import { expect, test } from 'vitest';
import { openHouse, openNote } from './house.ts';
import { NoteOnPage } from './note-on-page.ts';
import { eventually, gone, seen } from './seen.ts';

const house = openHouse();

/** As a telephone system exports it. */
const names = { agent: 'Agent', customer: 'Customer', system: 'System', other: 'Somebody' } as const;
const pasted = talks['broadband call with hesitations']
  .map(({ role, text }) => `${names[role]}: ${text}`)
  .join('\n');

test('two people review the draft of a call beside what was said, and its next steps become follow-ups', async () => {
  const http = await house.outside('maya');
  const { number } = await openNote(http);
  const maya = await house.person('maya', `/cases/${number}`);
  const tomasz = await house.person('tomasz', `/cases/${number}`);
  const open = (of = maya) => of.page.locator('.draft-line');

  // Pasted, and drafted beside what was said.
  await maya.page.getByRole('button', { name: 'Log interaction' }).click();
  const form = maya.page.getByRole('form', { name: 'Log interaction' });
  await form.getByRole('textbox', { name: 'Transcript' }).fill(pasted);
  await seen(form.getByRole('region', { name: 'The transcript as it was read' }));
  await form.getByRole('button', { name: 'Save interaction' }).click();
  await maya.page.getByRole('button', { name: 'Draft a summary' }).click();
  const said = maya.page.getByRole('complementary', { name: 'What was said' });
  const credit = 'The agent has also applied a credit of 12.50';
  await seen(said.getByText('The light is still red.'), open().filter({ hasText: credit }).first());
  await open().filter({ hasText: credit }).first().hover();
  await seen(said.locator('li[data-lit]').filter({ hasText: 'applied a credit of 12.50' }));

  // Each of them accepts, throws away and rewords lines of the same note.
  const note = new NoteOnPage(maya.page, 'Call summary');
  const theirs = new NoteOnPage(tomasz.page, 'Call summary');
  await theirs.whole.scrollIntoViewIfNeeded();
  await theirs.saved();
  const before = await open().count();
  await eventually(() => open(tomasz).count()).toBe(before);
  const first = open(tomasz).first();
  await first.getByRole('button', { name: 'Accept this line' }).click();
  await eventually(() => open().count()).toBe(before - 1);
  await note.caretAfter('Line test failed: no sync since 19:42.');
  await maya.page.keyboard.press('Control+Shift+Backspace');
  await gone(theirs.text.getByText('Line test failed'));
  await note.caretAfter('unplug the router for thirty seconds');
  await note.type(' first');
  await note.saved();

  const finalise = note.whole.getByRole('button', { name: 'Finalise' });
  const followUps = tomasz.page.getByRole('region', { name: 'Follow-ups' });

  // Nobody ends it while lines are left.
  await finalise.click();
  await finalise.click();
  await seen(maya.page.getByText(`${before - 2} drafted lines have not been reviewed yet.`));
  await tomasz.page.getByRole('button', { name: 'Accept all' }).click();
  await eventually(() => open().count()).toBe(0);
  await note.saved();
  expect(await followUps.getByText('Call the customer back').count()).toBe(0);
  await finalise.click();
  await finalise.click();
  await seen(maya.page.getByText(/% of the draft stands:.*1 line edited, 1 line thrown away/));
  await seen(
    followUps.getByText('Call the customer back tomorrow at 3pm with an update'),
    followUps.getByText('The engineer will be with the customer on Tuesday'),
  );
});
