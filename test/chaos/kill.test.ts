import { setImmediate as turn } from 'node:timers/promises';
import { noteText } from '@caseroom/shared/editor/text';
import type { Note } from '@caseroom/shared/note';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Random } from '../fuzz/random.ts';
import { typeSomething } from '../fuzz/typing.ts';
import { openNote } from '../support/floor.ts';
import type { HttpClient } from '../support/http-client.ts';
import { NoteClient } from '../support/note-client.ts';
import { editFrame, RawNote } from '../support/raw-note.ts';
import type { ServerProcess } from '../support/server-process.ts';
import { until } from '../support/until.ts';
import { lineEdit } from '../support/writing.ts';
import { type Deployment, makeDeployment } from './deployment.ts';
import { lostFrom, Witness } from './witness.ts';

/** CHAOS_RUNS sets the number of kills; CHAOS_SEED plays one seed again (as far as a kill can be played again). */
const runs = Number(process.env.CHAOS_RUNS ?? 3);
const first = Number(process.env.CHAOS_SEED ?? 1);
const seeds = Array.from({ length: process.env.CHAOS_SEED ? 1 : runs }, (_, i) => first + i);

const WRITERS = ['maya', 'raj', 'tomasz', 'ines', 'maya'] as const;
/** Edits one person has under way, so that at every moment some wait, some are being committed and some are fanned out. */
const MOST_UNSAVED = 6;
/** The server dies this long after everybody began to type, ms. */
const SHORTEST_LIFE_MS = 40;
const LONGEST_LIFE_MS = 500;
const MOST_TURNS_AFTER_BURST = 40;

let deployment: Deployment;
let server: ServerProcess;
beforeAll(async () => {
  deployment = await makeDeployment();
  server = await deployment.start();
});
afterAll(async () => {
  await server.stop();
  await deployment.remove();
});

test.each(seeds)('[N1][N2] nothing seen or receipted is lost by kill -9, seed %i', async (seed) => {
  const random = new Random(seed);
  const people = await Promise.all(WRITERS.map((who) => deployment.floor.signIn(server.origin, who)));
  const { noteId } = await openNote(people[0] as HttpClient, deployment.floor.programId);
  const witnesses = people.map((who) => new Witness(new NoteClient(who, noteId)));
  await Promise.all(witnesses.map(({ client }) => client.synced()));

  await writeFor(witnesses, random, SHORTEST_LIFE_MS + random.next() * (LONGEST_LIFE_MS - SHORTEST_LIFE_MS));
  for (const { client } of witnesses) client.provider.shouldConnect = false;
  await server.kill();
  // What was on its way to somebody when the server died has still been seen by them.
  await until(() => witnesses.every(({ client }) => client.provider.ws === null));
  for (const { client } of witnesses) client.close();

  server = await deployment.start();
  const newcomer = await deployment.floor.signIn(server.origin, 'raj');
  const joiner = await RawNote.join(newcomer, noteId);
  const lost = witnesses.flatMap((witness) => lostFrom(joiner.doc, witness.testimony()));
  const note = await newcomer.get<Note>(`/api/notes/${noteId}`);
  const count = (of: (witness: Witness) => number) => witnesses.reduce((sum, one) => sum + of(one), 0);
  const counts = {
    typed: count(({ typed }) => typed.length),
    seen: count(({ seen }) => seen.length),
    receipted: count(({ receipted }) => receipted),
  };
  console.info(
    `seed ${seed}: typed ${counts.typed}, seen ${counts.seen}, receipted ${counts.receipted}, committed ${note.headSeq}, lost ${lost.length}`,
  );
  expect(lost).toEqual([]);
  expect(note.text).toBe(noteText(joiner.body));

  joiner.send(editFrame(lineEdit(joiner.doc, 'life goes on')));
  expect(await joiner.saved()).toBe(note.headSeq + 1);
  joiner.close();
  const auditor = await deployment.floor.signIn(server.origin, 'auditor');
  expect(await auditor.get(`/api/audit/verify?noteId=${noteId}`)).toMatchObject({
    ok: true,
    notes: 1,
    edits: note.headSeq + 1,
  });
});

/**
 * Everybody types as fast as their receipts come, for so long. Ends a few turns after a burst, with edits at every
 * stage: on their way, being committed, fanned out, receipted.
 */
async function writeFor(witnesses: readonly Witness[], random: Random, ms: number): Promise<void> {
  const end = performance.now() + ms;
  while (performance.now() < end) {
    typeAll(witnesses, random);
    await turn();
  }
  typeAll(witnesses, random);
  for (let turns = random.below(MOST_TURNS_AFTER_BURST); turns > 0; turns--) await turn();
}

function typeAll(witnesses: readonly Witness[], random: Random): void {
  for (const witness of witnesses) {
    while (witness.unsaved < MOST_UNSAVED) witness.type(() => typeSomething(witness.client.body, random));
  }
}
