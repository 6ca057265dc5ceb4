import { expect, test } from 'vitest';
import { openHouse, openNote } from './house.ts';
import { NoteOnPage } from './note-on-page.ts';
import { eventually, gone, seen } from './seen.ts';

const house = openHouse();

async function mayaAndRaj() {
  const { number } = await openNote(await house.outside('maya'));
  const maya = await house.person('maya', `/cases/${number}`);
  const raj = await house.person('raj', `/cases/${number}`);
  const [hers, his] = [new NoteOnPage(maya.page), new NoteOnPage(raj.page)];
  await Promise.all([hers.saved(), his.saved()]);
  await hers.enter();
  await hers.write('Before.\n');
  await his.reads('Before.', '');
  return { maya, raj, hers, his };
}

test('one types on without a network, is told so, and everything comes together afterwards', async () => {
  const { maya, hers, his } = await mayaAndRaj();
  maya.cable.cut();
  await maya.context.setOffline(true);
  await hers.type('Typed in a tunnel.');
  await seen(hers.says(/^Offline, \d+ edits kept here$/));
  await seen(maya.page.getByText(/^You are offline\./));
  await his.caretAfter('Before.');
  await his.write(' Meanwhile above ground.');
  await his.saved();
  maya.cable.mend();
  await maya.context.setOffline(false);
  const both = ['Before. Meanwhile above ground.', 'Typed in a tunnel.'];
  await Promise.all([hers.reads(...both), his.reads(...both)]);
  await Promise.all([hers.saved(), his.saved()]);
  await gone(maya.page.getByText(/^You are offline\./));
});

test('where only the line is dead the page reconnects by itself and sends what it kept', async () => {
  const { maya, hers, his } = await mayaAndRaj();
  maya.cable.cut();
  await hers.type('Kept.');
  await seen(hers.says(/^Reconnecting, \d+ edits kept here$/));
  await seen(maya.page.getByText(/^Caseroom is not answering\./));
  maya.cable.mend();
  await his.reads('Before.', 'Kept.');
  await hers.saved();
  await gone(maya.page.getByText(/^Caseroom is not answering\./));
});

test('leaving warns while something is unsaved, and no longer when it is', async () => {
  const { maya, hers } = await mayaAndRaj();
  let asked = 0;
  maya.page.on('dialog', (dialog) => {
    asked += dialog.type() === 'beforeunload' ? 1 : 0;
    void dialog.dismiss();
  });
  maya.cable.hold();
  await hers.write('Unsaved.');
  await maya.page.close({ runBeforeUnload: true });
  await eventually(() => asked).toBe(1);
  expect(maya.page.isClosed()).toBe(false);
  maya.cable.release();
  await hers.saved();
  await maya.page.close({ runBeforeUnload: true });
  await eventually(() => maya.page.isClosed()).toBe(true);
  expect(asked).toBe(1);
});

test('a note left with unsaved words is kept and sent from wherever in the page one is', async () => {
  const { maya, hers, his } = await mayaAndRaj();
  maya.cable.cut();
  await hers.write('Left behind.');
  await seen(hers.says(/^Reconnecting, /));
  await maya.page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Queue' }).click();
  await seen(maya.page.getByText('Line test is not saved yet'));
  maya.cable.mend();
  await gone(maya.page.getByText('Line test is not saved yet'));
  await his.reads('Before.', 'Left behind.');
});
