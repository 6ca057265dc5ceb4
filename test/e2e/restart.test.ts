import { seedDemo } from '@caseroom/server/demo/seed';
import { systemClock } from '@caseroom/server/platform/clock';
import { connect, SERVER_ROLE } from '@caseroom/server/platform/db';
import { silentLog } from '@caseroom/server/platform/log';
import { expect, onTestFinished, test } from 'vitest';
import { bringSession, signInAs } from '../support/demo-sign-in.ts';
import { OwnDatabase } from '../support/own-database.ts';
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
  const { origin, database } = await appOnItsOwnDatabase();
  const { number, noteId } = await openNote(await signInAs('maya', origin));
  const { page, context } = await house.stranger();
  await bringSession(context, 'maya', origin);
  await page.goto(`${origin}/cases/${number}`);
  const note = new NoteOnPage(page);
  await note.saved();
  await database.stop();
  await note.enter();
  await note.write('Typed while the database was away.');
  await seen(page.getByText(/^Caseroom cannot reach its database\./));
  await gone(note.says('Saved'));
  await database.start();
  await note.saved();
  await gone(page.getByText(/^Caseroom cannot reach its database\./));
  const maya = await signInAs('maya', origin);
  const { text } = await maya.get<{ text: string }>(`/api/notes/${noteId}`);
  expect(text).toBe('Typed while the database was away.');
});

/** The demo on a PostgreSQL that can be stopped without stopping anybody else's. */
async function appOnItsOwnDatabase() {
  const database = await OwnDatabase.make();
  await database.start();
  const sql = connect(database.url, { role: SERVER_ROLE, max: 2 });
  await seedDemo({ sql, clock: systemClock, log: silentLog });
  await sql.end();
  const app = await startApp(database);
  onTestFinished(async () => {
    await app.stop();
    await database.remove();
  });
  return { origin: app.origin, database };
}
