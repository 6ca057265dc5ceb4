import { expect, test } from 'vitest';
import { openHouse } from './house.ts';
import { NoteOnPage } from './note-on-page.ts';
import { gone, seen } from './seen.ts';

const house = openHouse({ pagesStay: true });

/** A case of Maya's that nobody has escalated. */
async function newCase(): Promise<{ id: string; number: string }> {
  const maya = await house.outside('maya');
  const { memberships } = await maya.get<{ memberships: { program: { id: string } }[] }>('/api/me');
  return maya.send<{ id: string; number: string }>('POST', '/api/cases', {
    programId: memberships[0]?.program.id,
    subject: 'Codes by text never arrive',
    priority: 'P2',
    customer: { name: 'Ada Bright', account: 'NW-1-1' },
  });
}

test('an agent escalates, is told what is missing, and sends; a senior accepts, and the agent sees it at once', async () => {
  const { number } = await newCase();
  const [maya, tomasz] = await Promise.all([
    house.person('maya', `/cases/${number}`),
    house.person('tomasz', '/queue'),
  ]);
  await seen(maya.page.getByRole('button', { name: 'Escalate', exact: true }));
  await maya.page.locator('body').press('e');
  const panel = maya.page.getByRole('complementary', { name: 'Escalate' });
  await panel.getByRole('button', { name: 'Write the escalation note' }).click();

  const note = new NoteOnPage(maya.page, 'Escalation note');
  await note.saved();
  await seen(note.text.getByText('Codes by text never arrive. Ada Bright, account NW-1-1. P2 high.'));
  const missing = [
    'What the customer was told',
    'Assessment',
    'The decision or work that is needed',
    'By when',
  ];
  await seen(panel.getByText(`Still missing: what you ask for, ${missing.join(', ')}.`));
  const send = panel.getByRole('button', { name: 'Send to Tier 2' });
  expect(await send.isDisabled()).toBe(true);

  await panel.getByLabel('What do you ask for?').fill('Check the route');
  for (const [part, field, words] of [
    ['What the customer was told', 'What the customer was told', 'That we look at it.'],
    ['Assessment', 'What we think is behind it', 'The route loses them.'],
    ['The decision or work that is needed', 'The decision or work that is needed', 'Move the prefix.'],
    ['By when', 'By when', 'tomorrow 9am\n'],
  ] as const) {
    await panel.getByRole('button', { name: new RegExp(`^${part}`) }).click();
    await note.isIn(field);
    await note.write(words);
  }
  await seen(panel.getByText('You own the case until somebody accepts.'));
  await note.saved();
  await send.click();
  await gone(panel);
  await seen(maya.page.getByText('Maya escalated to Tier 2'));

  const waiting = tomasz.page.getByRole('region', { name: 'Escalations waiting' });
  await waiting.getByRole('link', { name: /Codes by text never arrive/ }).click();
  const strip = tomasz.page.getByRole('region', { name: 'Escalation', exact: true });
  await seen(strip.getByText(/to be accepted within/));
  await strip.getByRole('button', { name: 'Accept and own it' }).click();
  await gone(strip);
  await seen(maya.page.locator('header').getByText('Tomasz Król'));
  await gone(maya.page.getByText('Maya escalated to Tier 2'));
  await seen(maya.page.getByText('the escalation and took over from Maya'));
});

test('a decline comes back with its reason', async () => {
  const maya = await house.person('maya', '/cases/C-1035');
  await seen(maya.page.getByText('Tomasz declined the escalation to Tier 2'));
  await seen(maya.page.getByText('“Tier 2 cannot release money.', { exact: false }).first());
  await maya.page.getByRole('button', { name: 'Escalate again' }).click();
  await seen(maya.page.getByRole('button', { name: 'Go on in the note' }));
});

test('who is asked into the swarm answers in the case, and whoever asked sees it at once', async () => {
  const [ines, raj] = await Promise.all([
    house.person('ines', '/cases/C-1042'),
    house.person('raj', '/cases/C-1042'),
  ]);
  const swarm = ines.page.getByRole('region', { name: 'Swarm' });
  await seen(swarm.getByText('No answer yet'));
  const question = raj.page.getByRole('region', { name: 'A question for you' });
  await question.getByLabel('Your answer').fill('Eleven so far, list in the note.');
  await question.getByRole('button', { name: 'Answer' }).click();
  await gone(question);
  await seen(swarm.getByText('Eleven so far, list in the note.'));
  await swarm.getByRole('button', { name: 'Close' }).click();
  await swarm.getByLabel('What came of it').fill('Batch rerun tonight');
  await swarm.getByRole('button', { name: 'Close the swarm' }).click();
  await seen(raj.page.getByRole('region', { name: 'Swarm' }).getByText('Batch rerun tonight'));
});
