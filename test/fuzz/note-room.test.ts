import { bodyOf, createNoteDoc, isWhole } from '@caseroom/server/note/doc';
import { readBindings, readEdits } from '@caseroom/server/note/journal';
import { loadNote } from '@caseroom/server/note/snapshot';
import { blankNote } from '@caseroom/server/note/testing/note-fixture';
import { type FreshDatabase, freshDatabase } from '@caseroom/server/platform/testing/fresh-database';
import { noteJson } from '@caseroom/shared/editor/text';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { Random } from './random.ts';
import { Simulation } from './simulation.ts';

/** FUZZ_RUNS raises the number of seeds; FUZZ_SEED plays one seed again. */
const runs = Number(process.env.FUZZ_RUNS ?? 12);
const first = Number(process.env.FUZZ_SEED ?? 1);
const seeds = Array.from({ length: process.env.FUZZ_SEED ? 1 : runs }, (_, i) => first + i);
/** Found by earlier campaigns; played every time. */
const pinned = [87, 131];

const PEOPLE = ['Maya', 'Tomasz', 'Inês', 'Raj', 'Ada', 'Noor'];
const STEPS = 400;

let db: FreshDatabase;
beforeAll(async () => {
  db = await freshDatabase();
});
afterAll(() => db.drop());

test.each([...pinned, ...seeds])('[N1–N15, N24, N26] six people and a bad network, seed %i', async (seed) => {
  const { noteId, people } = await blankNote(db.sql, PEOPLE);
  const simulation = new Simulation(db.sql, noteId, people, new Random(seed));
  await simulation.run(STEPS);
  await simulation.mend();

  const edits = await readEdits(db.sql, noteId, { after: 0 });
  const replayed = createNoteDoc();
  for (const [i, edit] of edits.entries()) {
    expect(edit.seq).toBe(i + 1);
    Y.applyUpdate(replayed, edit.payload);
    expect(isWhole(replayed)).toBe(true);
    const version = await loadNote(db.sql, noteId, edit.seq);
    expect(stateOf(version.doc)).toEqual(stateOf(replayed));
  }
  const bindings = await readBindings(db.sql, noteId);
  const authors = new Map(
    edits.flatMap((edit) =>
      Y.decodeUpdate(edit.payload).structs.map((struct) => [struct.id.client, edit.authorId]),
    ),
  );
  expect(authors).toEqual(new Map([...bindings].filter(([client]) => authors.has(client))));

  for (const client of simulation.clients) {
    expect(client.closed).toBeNull();
    expect(isWhole(client.doc)).toBe(true);
    expect(noteJson(client.body)).toEqual(noteJson(bodyOf(replayed)));
    expect(Y.equalSnapshots(Y.snapshot(client.doc), Y.snapshot(replayed))).toBe(true);
  }
  await simulation.close();
});

function stateOf(doc: Y.Doc) {
  return { json: noteJson(bodyOf(doc)), state: Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64') };
}
