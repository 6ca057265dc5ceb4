import { expect, test } from 'vitest';
import { openHouse, openNote } from './house.ts';
import { NoteOnPage } from './note-on-page.ts';
import { eventually, gone, seen } from './seen.ts';

const house = openHouse({ pagesStay: true });

async function mayaAndTomasz() {
  const { maya, noteId, number } = await mayaInANote();
  const tomasz = await house.person('tomasz', `/cases/${number}`);
  const [hers, his] = [new NoteOnPage(maya.page), new NoteOnPage(tomasz.page)];
  await Promise.all([hers.saved(), his.saved()]);
  return { maya, tomasz, hers, his, noteId };
}

async function mayaInANote() {
  const opened = await openNote(await house.outside('maya'));
  return { ...opened, maya: await house.person('maya', `/cases/${opened.number}`) };
}

test('two people type in one note at once and see each other’s words and carets', async () => {
  const { hers, his } = await mayaAndTomasz();
  await hers.enter();
  await hers.write('Maya was here first.\n');
  await his.reads('Maya was here first.', '');
  await his.enter();
  await seen(his.caretOf('Maya'), hers.caretOf('Tomasz'));
  await hers.caretAfter('first.');
  await Promise.all([
    hers.type(' The line drops at seven, at eight and at nine, every evening since Monday.'),
    his.type('Tomasz writes at the very same moment, about the router and its firmware.'),
  ]);
  const both = [
    'Maya was here first. The line drops at seven, at eight and at nine, every evening since Monday.',
    'Tomasz writes at the very same moment, about the router and its firmware.',
  ];
  await Promise.all([hers.reads(...both), his.reads(...both)]);
  await Promise.all([hers.saved(), his.saved()]);
});

test('the saved mark says what is true: saving while no receipt has come, for how long, then saved', async () => {
  const { maya, hers } = await mayaAndTomasz();
  await hers.enter();
  maya.cable.hold();
  await hers.type('Not yet.');
  await seen(hers.says('Saving'));
  await seen(hers.says(/^Not saved: \d+ s$/));
  maya.cable.release();
  await hers.saved();
  await hers.reads('Not yet.');
});

test('Markdown, the slash menu, a mention and a task are there for the other one too', async () => {
  const { hers, his, maya, tomasz } = await mayaAndTomasz();
  await hers.enter();
  await hers.type('## Findings\nThe line is **noisy**, see `dsl0`.\n- first\nsecond\n\n');
  await seen(his.text.getByRole('heading', { name: 'Findings', level: 2 }));
  await seen(his.text.getByRole('strong').getByText('noisy'), his.text.getByText('dsl0'));
  await eventually(() => his.text.getByRole('listitem').allInnerTexts()).toEqual(['first', 'second']);

  await hers.type('/task');
  await seen(maya.page.getByRole('option', { name: /Task list/ }));
  await hers.type('\nAsk the network team @tom');
  await maya.page.getByRole('option', { name: /Tomasz Król/ }).click();
  await seen(his.text.getByText('@Tomasz Król'));
  const task = his.text.getByRole('checkbox');
  expect(await task.isChecked()).toBe(false);
  await task.check();
  await eventually(() => hers.text.getByRole('checkbox').isChecked()).toBe(true);
  await gone(tomasz.page.getByRole('listbox'));
});

test('undo takes back one’s own words and leaves the other’s', async () => {
  const { hers, his } = await mayaAndTomasz();
  await hers.enter();
  await hers.type('Hers.\n');
  await his.reads('Hers.', '');
  await his.enter();
  await his.type('His.');
  await hers.reads('Hers.', 'His.');
  // Every key is a step of its own where keys come slowly.
  for (const _ of 'Hers.\n') await hers.text.press('ControlOrMeta+z');
  await his.reads('His.');
  for (const _ of 'Hers.\n') await hers.text.press('ControlOrMeta+Shift+z');
  await eventually(async () => (await his.lines()).join(' ')).toContain('Hers.');
  expect((await hers.lines()).join(' ')).toContain('His.');
});
