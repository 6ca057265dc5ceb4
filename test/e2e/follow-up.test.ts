import { expect, test } from 'vitest';
import { openHouse, openNote } from './house.ts';
import { NoteOnPage } from './note-on-page.ts';
import { eventually, gone, seen } from './seen.ts';

const house = openHouse({ pagesStay: true });

test('a task for somebody, “tomorrow 3pm”: in their follow-ups and inbox, ticked there, ticked in the note', async () => {
  const { number } = await openNote(await house.outside('maya'));
  const maya = await house.person('maya', `/cases/${number}`);
  const tomasz = await house.person('tomasz', '/follow-ups');
  const hers = new NoteOnPage(maya.page);
  await hers.saved();
  await hers.enter();
  await hers.type('[ ] Call Ada with the line test @tom');
  await seen(maya.page.getByRole('option', { name: /Tomasz Król/ }));
  await maya.page.keyboard.press('Enter');
  await hers.type('@@tomorrow 3pm');
  await seen(maya.page.getByRole('option', { name: 'Due tomorrow 15:00' }));
  await maya.page.keyboard.press('Enter');
  await seen(hers.text.locator('.due', { hasText: 'tomorrow 15:00' }));
  await hers.saved();

  const row = tomasz.page.getByRole('listitem').filter({ hasText: 'Call Ada with the line test' });
  await seen(row.getByText('tomorrow 15:00'), row.getByText(number));
  await seen(tomasz.page.getByRole('navigation').getByRole('link', { name: /^Inbox, \d+ unread$/ }));
  const beside = maya.page.getByRole('region', { name: 'Follow-ups' });
  await seen(beside.getByText('Call Ada with the line test'));

  await row.getByRole('checkbox').click();
  await seen(hers.text.locator('li[data-checked="true"]', { hasText: 'Call Ada' }));
  await seen(maya.page.getByRole('region', { name: 'Timeline' }).getByText(/did a follow-up/));
  await gone(beside.getByText('Call Ada with the line test'));

  await tomasz.goOn('/inbox');
  const item = tomasz.page
    .getByRole('link', { name: /Maya Okafor mentioned you/ })
    .filter({ hasText: number });
  await seen(item);
  await item.click();
  const his = new NoteOnPage(tomasz.page);
  await seen(his.text.getByRole('paragraph').filter({ hasText: 'Call Ada with the line test' }));
  await his.text.locator('li', { hasText: 'Call Ada' }).getByRole('checkbox').click();
  await seen(beside.getByText('Call Ada with the line test'));
});

test('the inbox is worked with the keyboard, and agrees in two tabs', async () => {
  const [one, other] = [await house.person('ines', '/inbox'), await house.person('ines', '/inbox')];
  const rows = (of: typeof one) => of.page.getByRole('main').getByRole('listitem');
  await seen(rows(one).first(), rows(other).first());
  const before = await rows(one).count();
  await one.page.keyboard.press('e');
  await eventually(() => rows(one).count()).toBe(before - 1);
  await eventually(() => rows(other).count()).toBe(before - 1);
  if (before > 1) {
    await other.page.getByRole('button', { name: 'Mark all read' }).click();
    await gone(one.page.getByRole('button', { name: 'Mark all read' }));
  }
  expect(await one.page.getByRole('link', { name: 'Inbox', exact: true }).count()).toBe(1);
});
