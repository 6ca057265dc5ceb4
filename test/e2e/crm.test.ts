import { expect, test } from 'vitest';
import { EMAIL, startZendesk, TOKEN } from '../support/crm/zendesk.ts';
import { openHouse, openNote } from './house.ts';
import { eventually, seen } from './seen.ts';

const house = openHouse();

test('a program is connected, a case linked to its ticket and its resolution written there; a new ticket opens a case', async () => {
  const zendesk = await startZendesk();
  const agent = await house.outside('maya');
  const { memberships } = await agent.get<{ memberships: { program: { id: string } }[] }>('/api/me');
  const { number } = await openNote(agent);

  const noor = await house.person('noor', `/admin/crm?program=${memberships[0]?.program.id}&open=zendesk`);
  const form = noor.page.getByRole('complementary', { name: 'Connect Zendesk' });
  await form.getByLabel('Subdomain').fill(zendesk.base);
  await form.getByLabel('E-mail of the agent').fill(EMAIL);
  await form.getByLabel('API token').fill(TOKEN);
  await form.getByRole('button', { name: 'Connect and test' }).click();
  const panel = noor.page.getByRole('complementary', { name: 'Zendesk', exact: true });
  await seen(panel.getByText(/as Ana Silva/));

  const maya = await house.person('maya', `/cases/${number}`);
  await maya.page.getByRole('button', { name: 'Link a Zendesk ticket' }).click();
  await maya.page.getByRole('searchbox', { name: 'Find a Zendesk ticket' }).fill('charged');
  await maya.page.keyboard.press('Enter');
  await maya.page.getByRole('button', { name: /Charged twice <for> March/ }).click();
  const card = maya.page.getByRole('region', { name: 'Linked record' });
  await seen(card.getByRole('link', { name: /Zendesk ticket #35436/ }), card.getByText('Ana Silva'));

  const { id } = await agent.get<{ id: string }>(`/api/cases/${number}`);
  await agent.send('PATCH', `/api/cases/${id}`, { status: 'resolved' });
  await seen(card.getByText('Case resolved'), card.getByText(/^sent/));
  const timeline = maya.page.getByRole('region', { name: 'Timeline' });
  await seen(timeline.getByText(/wrote the resolution to/));
  await eventually(() => Promise.resolve(zendesk.notes('35436'))).toEqual([
    expect.stringMatching(new RegExp(`^Case resolved · Maya Okafor[^]*Caseroom ${number} · ref \\w+$`)),
  ]);
  await seen(
    noor.page.getByText('1 case linked').first(),
    noor.page.getByText('Everything has been written.'),
  );

  const at = new Date().toISOString().replace(/\.\d+Z/, 'Z');
  zendesk.write('35500', { subject: 'Router drops at seven', created_at: at, updated_at: at });
  await panel.getByRole('combobox', { name: 'Cases' }).click();
  await noor.page.getByRole('option', { name: 'One for every new ticket' }).click();
  await panel.getByRole('combobox', { name: 'Who opens and owns them' }).click();
  await noor.page.getByRole('option', { name: 'Maya Okafor' }).click();
  await panel.getByRole('button', { name: 'Switch on' }).click();
  await panel.getByRole('button', { name: 'Ask now' }).click();
  await seen(panel.getByText(/^Asked just now/));
  const found = () => agent.get<{ items: { subject: string }[] }>('/api/cases?q=drops+at+seven');
  await eventually(async () => (await found()).items.length).toBe(1);
  await zendesk.close();
});
