import { expect, test } from 'vitest';
import { openHouse, openNote } from './house.ts';
import { NoteOnPage } from './note-on-page.ts';
import { eventually, gone, seen } from './seen.ts';

const house = openHouse({ pagesStay: true });

test('a note speaks for tags: one is accepted, one dismissed and taken back, both for everybody', async () => {
  const { number } = await openNote(await house.outside('maya'));
  const maya = await house.person('maya', `/cases/${number}`);
  const tomasz = await house.person('tomasz', `/cases/${number}`);
  const note = new NoteOnPage(maya.page);
  await note.saved();
  await note.enter();
  await note.write('Ada was reimbursed in the shop. She is furious. No complaint was made.');
  await note.saved();

  const suggested = (name: string, of = maya) =>
    of.page.getByRole('button', { name: `Add the suggested tag ${name}` });
  const tag = (name: string, of = maya) => of.page.getByRole('button', { name: `Remove the tag ${name}` });
  await seen(suggested('refund'), suggested('angry'), suggested('refund', tomasz));
  expect(await suggested('complaint').count()).toBe(0);
  expect(await tag('refund').count()).toBe(0);

  await suggested('refund').click();
  await seen(tag('refund'), tag('refund', tomasz));
  await gone(suggested('refund', tomasz));
  await maya.page.getByRole('button', { name: 'Dismiss the suggested tag angry' }).click();
  await gone(suggested('angry', tomasz));
  await maya.page.getByRole('button', { name: 'Undo' }).click();
  await seen(suggested('angry'), suggested('angry', tomasz));
  const timeline = maya.page.getByRole('region', { name: 'Timeline' });
  await seen(timeline.getByText(/added the tag refund/), timeline.getByText(/took back dismissing the tag/));
});

test('a lead renames a tag and merges a typed one: cases follow, and old names keep finding', async () => {
  const http = await house.outside('maya');
  const { number } = await openNote(http);
  const maya = await house.person('maya', `/cases/${number}`);
  const give = async (name: string) => {
    await maya.page.getByRole('button', { name: 'Add a tag' }).click();
    await maya.page.getByRole('combobox', { name: 'New tag' }).fill(name);
    await maya.page.keyboard.press('Enter');
    await seen(maya.page.getByRole('button', { name: `Remove the tag ${name}` }));
  };
  await give('porting');
  await give('port out');

  const ines = await house.person('ines', '/admin/tags');
  await ines.page.getByRole('button', { name: /^porting/ }).click();
  const panel = ines.page.getByRole('complementary', { name: 'porting' });
  await panel.getByRole('textbox', { name: 'Name' }).fill('number porting');
  await panel.getByRole('button', { name: 'Save' }).click();
  await seen(maya.page.getByRole('button', { name: 'Remove the tag number porting' }));
  const renamed = ines.page.getByRole('complementary', { name: 'number porting' });
  await renamed.getByRole('combobox', { name: 'Tag to merge into this one' }).fill('port out');
  await ines.page.getByRole('option', { name: 'port out' }).click();
  await renamed.getByRole('button', { name: 'Merge “port out” (1 case)' }).click();
  await seen(renamed.getByText(/merged port out into number porting, 1 case/));
  await gone(maya.page.getByRole('button', { name: 'Remove the tag port out' }));
  const timeline = maya.page.getByRole('region', { name: 'Timeline' });
  await seen(
    timeline.getByText(/renamed the tag porting to/),
    timeline.getByText(/merged the tag port out into/),
  );

  await maya.goOn('/queue?tag=port+out');
  await seen(maya.page.locator('a', { hasText: number }));
  await eventually(() => maya.page.locator('[data-case]').count()).toBe(1);
});
