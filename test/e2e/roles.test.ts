import { expect, test } from 'vitest';
import { openHouse, openNote } from './house.ts';
import { NoteOnPage } from './note-on-page.ts';
import { eventually, gone, seen } from './seen.ts';

const house = openHouse({ pagesStay: true });

test('an agent never receives the note that the lead writes for leads', async () => {
  const { number } = await openNote(await house.outside('ines'), 'supervisor');
  const ines = await house.person('ines', `/cases/${number}`);
  const frames: string[] = [];
  const maya = await house.person('maya');
  maya.page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => frames.push(payload.toString('latin1'))),
  );
  maya.page.on('response', async (response) => {
    if (response.url().includes('/api/')) frames.push(await response.text().catch(() => ''));
  });
  await maya.goTo(`/cases/${number}`);
  const [hers, agents] = [new NoteOnPage(ines.page), new NoteOnPage(maya.page, 'Case note')];
  await agents.saved();
  await hers.enter();
  await hers.write('Compensate generously');
  await hers.saved();
  await seen(hers.whole.getByText('Leads only'));
  await agents.enter();
  await agents.write('Seen by everybody');
  await agents.saved();
  const leads = new NoteOnPage(ines.page, 'Case note');
  await eventually(async () => (await leads.lines()).join('\n')).toContain('Seen by everybody');
  await gone(
    maya.page.getByRole('article', { name: 'Line test' }),
    maya.page.getByText('Compensate generously'),
  );
  expect(frames.length).toBeGreaterThan(0);
  expect(frames.join('\n')).not.toMatch(/Compensate|generously/);
});

test('quality reads the text as it is written, without an editor', async () => {
  const { number } = await openNote(await house.outside('maya'));
  const maya = await house.person('maya', `/cases/${number}`);
  const aroha = await house.person('aroha', `/cases/${number}`);
  const [hers, read] = [new NoteOnPage(maya.page), new NoteOnPage(aroha.page)];
  await seen(read.says('Live'), read.whole.getByText('Nothing has been written yet.'));
  await hers.enter();
  await hers.write('Written while somebody reads.');
  await read.reads('Written while somebody reads.');
  await seen(hers.whole.getByRole('img', { name: /^Aroha Ngata/ }));
  await gone(read.text, aroha.page.getByRole('button', { name: 'Note', exact: true }));
});

test('a client viewer is told what this place is for, and sees no case of the program', async () => {
  const { page, goTo } = await house.person('joana', '/queue');
  const released = page.getByRole('heading', { name: 'What is released to you is in Insight' });
  await seen(released);
  await goTo('/cases/C-1042');
  await seen(released);
  await gone(page.getByText('Double charge after plan change'));
});

test('an admin invites somebody, who comes in by the link, and is signed out live when disabled', async () => {
  const noor = await house.person('noor', '/admin/people');
  await noor.page.getByRole('button', { name: 'Invite', exact: true }).click();
  await noor.page.getByLabel('Name').fill('Zuzana Nová');
  await noor.page.getByLabel('E-mail').fill('zuzana@caseroom.example');
  await noor.page.getByRole('button', { name: 'Add to a program' }).click();
  await noor.page.getByRole('button', { name: 'Make a link' }).click();
  const link = (await noor.page.getByText(/^http\S+\/invite\/\S+$/).textContent()) ?? '';

  const zuzana = await house.stranger();
  await zuzana.page.goto(`${zuzana.cable.origin}${new URL(link).pathname}`);
  await seen(zuzana.page.getByRole('heading', { name: 'Welcome, Zuzana Nová' }));
  await zuzana.page.getByLabel('Password', { exact: true }).fill('a few words of her own');
  await zuzana.page.getByRole('button', { name: 'Set the password and sign in' }).click();
  await seen(zuzana.page.getByRole('list', { name: 'Cases' }));

  await noor.goTo('/admin/people');
  await noor.page.getByRole('button', { name: /Zuzana Nová/ }).click();
  await noor.page.getByRole('button', { name: 'Disable' }).click();
  await seen(noor.page.getByText('Cannot sign in. What they wrote stays theirs.'));
  await seen(zuzana.page.getByRole('dialog', { name: 'Your session has ended' }));
  const late = await house.stranger();
  await late.page.goto(`${late.cable.origin}${new URL(link).pathname}`);
  await seen(late.page.getByRole('heading', { name: 'This invitation cannot be used' }));
});

test('an auditor verifies the ledgers, and is told where one was tampered with', async () => {
  const { page } = await house.person('henrik', '/audit');
  await page.getByRole('button', { name: 'Verify', exact: true }).click();
  await seen(page.getByText('Everything is as it was written.'));
  const { owner } = house.app.database;
  await owner`alter table case_event disable trigger all`;
  await owner`update case_event set data = '{"subject":"Something else"}' where seq = 1 and case_id = (
    select id from "case" where number = 1042)`;
  await page.getByRole('button', { name: 'Verify again' }).click();
  await seen(page.getByText('One ledger is not as written.'), page.getByText(/from entry 1:/));
});
