import { DEMO_TEMPLATE, freshDatabase } from '@caseroom/server/platform/testing/fresh-database';
import { expect, onTestFinished, test } from 'vitest';
import { bringSession, signInAs } from '../support/demo-sign-in.ts';
import { Plug } from '../support/plug.ts';
import { startApp } from '../support/test-app.ts';
import { openHouse, openNote } from './house.ts';
import { NoteOnPage } from './note-on-page.ts';
import { gone, seen } from './seen.ts';

const house = openHouse();

test('the server restarts under two people: they are told, it heals, and nothing is lost', async () => {
  const { number, noteId } = await openNote(await house.outside('maya'));
  const maya = await house.person('maya', `/cases/${number}`);
  const raj = await house.person('raj', `/cases/${number}`);
  const [hers, his] = [new NoteOnPage(maya.page), new NoteOnPage(raj.page)];
  await hers.enter();
  await hers.write('Before the restart.\n');
  await his.reads('Before the restart.', '');
  await house.app.stopServer();
  await hers.type('Maya during it.');
  await his.caretAfter('Before the restart.');
  await his.type(' Raj during it.');
  await seen(
    hers.says(/^Reconnecting, \d+ edits kept here$/),
    his.says(/^Reconnecting, \d+ edits kept here$/),
  );
  await seen(maya.page.getByText(/^Caseroom is not answering\./));
  await house.app.startServer();
  const all = ['Before the restart. Raj during it.', 'Maya during it.'];
  await Promise.all([hers.reads(...all), his.reads(...all)]);
  await Promise.all([hers.saved(), his.saved()]);
  await gone(maya.page.getByText(/^Caseroom is not answering\./));
  const { text } = await maya.http.get<{ text: string }>(`/api/notes/${noteId}`);
  expect(text.split('\n')).toEqual(all);
});

test('the database goes away under somebody who types: the page says so, keeps the words and saves them later', async () => {
  const { origin, database, plug } = await appOnItsOwnPlug();
  const { number, noteId } = await openNote(await signInAs('maya', origin));
  const { page, context } = await house.stranger();
  await bringSession(context, 'maya', origin);
  await page.goto(`${origin}/cases/${number}`);
  const note = new NoteOnPage(page);
  await note.saved();
  await plug.pull();
  await note.enter();
  await note.write('Typed while the database was away.');
  await seen(page.getByText(/^Caseroom cannot reach its database\./));
  await gone(note.says('Saved'));
  await plug.putInto(database.url);
  await note.saved();
  await gone(page.getByText(/^Caseroom cannot reach its database\./));
  const maya = await signInAs('maya', origin);
  const { text } = await maya.get<{ text: string }>(`/api/notes/${noteId}`);
  expect(text).toBe('Typed while the database was away.');
});

/** The demo on a database that goes away without anybody else's. */
async function appOnItsOwnPlug() {
  const [database, plug] = await Promise.all([freshDatabase(DEMO_TEMPLATE), Plug.make()]);
  await plug.putInto(database.url);
  const app = await startApp({ url: plug.through(database.url) });
  onTestFinished(async () => {
    await app.stop();
    await plug.pull();
    await database.drop();
  });
  return { origin: app.origin, database, plug };
}
