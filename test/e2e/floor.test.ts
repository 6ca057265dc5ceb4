import { expect, test } from 'vitest';
import { openHouse, openNote } from './house.ts';
import { eventually, gone, seen } from './seen.ts';

const house = openHouse({ pagesStay: true });

test('a lead sees an agent come in and leave, and what is due with nobody in it, and joins with one click', async () => {
  const { number } = await openNote(await house.outside('maya'));
  const ines = await house.person('ines', '/floor');
  const due = ines.page.getByRole('region', { name: 'Due with nobody in them' });
  const worked = ines.page.getByRole('region', { name: 'Being worked now' });
  const people = ines.page.getByRole('complementary', { name: 'People on the floor' });
  const overdue = due.getByRole('link', { name: /C-1039/ });
  await seen(overdue.getByText(/Next update overdue by \d+ min/), overdue.getByText('Nobody in it'));

  const maya = await house.person('maya', `/cases/${number}`);
  const row = worked.getByRole('link', { name: new RegExp(number) });
  await seen(row.getByText('Maya', { exact: true }), people.getByText('Maya Okafor'));
  await seen(row.getByText(/First response due in 3 h/));

  await row.click();
  await seen(ines.page.getByRole('article', { name: `Case ${number}` }));
  await seen(maya.page.getByRole('img', { name: 'Inês Santos, here now' }).first());

  await ines.goOn('/floor');
  await seen(row);
  await maya.page.close();
  await gone(people.getByText('Maya Okafor'));
});

test('a deadline that moves, moves on the floor by itself', async () => {
  const tomasz = await house.person('tomasz', '/floor');
  const due = tomasz.page.getByRole('region', { name: 'Due with nobody in them' });
  const row = due.getByRole('link', { name: /C-1035/ });
  await seen(row);
  const maya = await house.outside('maya');
  const { id } = await maya.get<{ id: string }>('/api/cases/C-1035');
  await maya.send('POST', `/api/cases/${id}/timers/pause`, { reason: 'customer' });
  await gone(row);
});

test('J and K walk over the floor and Enter goes in', async () => {
  const { page } = await house.person('ines', '/floor?team=Early');
  await seen(page.getByRole('region', { name: 'Due with nobody in them' }));
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  const focused = () =>
    page.evaluate(() => document.activeElement?.matches('[data-floor-case]:first-of-type') ?? false);
  await eventually(focused).toBe(true);
  await page.keyboard.press('Enter');
  await seen(page.getByRole('article', { name: /^Case C-/ }));
});

test('an agent is told whom the floor is for', async () => {
  const { page } = await house.person('raj', '/floor');
  await seen(page.getByRole('heading', { name: 'This is for leads and seniors' }));
  expect(await page.getByRole('link', { name: 'Floor' }).count()).toBe(0);
});

test('timers stand in the case: told, paused with a reason, resumed; another page follows', async () => {
  const { number } = await openNote(await house.outside('maya'));
  const maya = await house.person('maya', `/cases/${number}`);
  const raj = await house.person('raj', `/cases/${number}`);
  const timersOf = (page: typeof maya.page) => page.getByRole('region', { name: 'Timers' });
  const [hers, his] = [timersOf(maya.page), timersOf(raj.page)];
  await seen(his.getByText(/First response due in/));

  await hers.getByRole('button', { name: 'The customer was told' }).click();
  await maya.page.getByRole('textbox', { name: 'The customer was told' }).fill('An engineer comes on Friday');
  await maya.page.getByRole('button', { name: 'They were told' }).click();
  await seen(his.getByText(/Next update due in/), raj.page.getByText('An engineer comes on Friday'));
  await gone(his.getByText(/First response due in/));

  await hers.getByRole('button', { name: 'Pause the timers' }).click();
  await maya.page.getByRole('radio', { name: 'Waiting for a supplier' }).click();
  await maya.page.getByRole('button', { name: 'Pause', exact: true }).click();
  await seen(his.getByText('Waiting for a supplier'), hers.getByText(/left, paused/).first());
  await his.getByRole('button', { name: 'Resume the timers' }).click();
  await seen(hers.getByText(/Next update due in/));
});
