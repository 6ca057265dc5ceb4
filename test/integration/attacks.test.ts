import { MAX_EDIT_CLOCKS } from '@caseroom/server/note/limits';
import {
  editOf,
  TEXT,
  textOf,
  v1,
  v1Lists,
  writeGc,
  writeItem,
  writeText,
} from '@caseroom/server/note/testing/edit-bytes';
import { type FreshDatabase, freshDatabase } from '@caseroom/server/platform/testing/fresh-database';
import { noteText } from '@caseroom/shared/editor/text';
import type { Edit, Note } from '@caseroom/shared/note';
import type { RefusalCode } from '@caseroom/shared/refusal';
import { bodyName, closeCode } from '@caseroom/shared/wire';
import * as encoding from 'lib0/encoding';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { type Floor, makeFloor, openNote } from '../support/floor.ts';
import type { HttpClient } from '../support/http-client.ts';
import { NoteClient } from '../support/note-client.ts';
import { editFrame, presenceFrame, RawNote } from '../support/raw-note.ts';
import { startApp, type TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';
import { writeLine } from '../support/writing.ts';

const MINE = 666;
const TRUTH = 'refund today';

let database: FreshDatabase;
let floor: Floor;
let app: TestApp;
let victimPerson: HttpClient;
let attackerPerson: HttpClient;
beforeAll(async () => {
  database = await freshDatabase();
  floor = await makeFloor(database.sql);
  app = await startApp(database);
  victimPerson = await floor.signIn(app.origin, 'maya');
  attackerPerson = await floor.signIn(app.origin, 'raj');
});
afterAll(async () => {
  await app.stop();
  await database.drop();
});

/** What an attacker, who is let into the note, knows of it. */
interface Target {
  /** Everything the note holds. */
  readonly doc: Y.Doc;
  readonly victim: number;
}

/** One attack: the edits it sends, and the reason it is turned away with. */
type Attack = [name: string, code: RefusalCode, edits: (target: Target) => Uint8Array[]];

const attacks: Attack[] = [
  [
    '[N4] text under the victim’s client id',
    'edit-foreign-author',
    ({ doc, victim }) => [editOf(doc, victim, (body) => textOf(body).insert(0, 'I approve. '))],
  ],
  [
    '[N4] a collected struct on the victim’s id, which would silence them',
    'edit-foreign-author',
    ({ doc, victim }) => [v1(victim, Y.getState(doc.store, victim), 1, writeGc(1))],
  ],
  [
    '[N5] structs behind a gap, to be completed later under another origin',
    'edit-gap',
    () => [v1(MINE, 5, 1, writeGc(1))],
  ],
  [
    '[N6] a deletion of what the victim has not typed yet',
    'edit-unknown-deletion',
    ({ doc, victim }) => [deletion(victim, Y.getState(doc.store, victim), 1_000)],
  ],
  ['[N6] a left neighbour that does not exist', 'edit-unknown-dependency', ({ victim }) => [orphan(victim)]],
  [
    '[N6] 20,000 edits with a missing dependency',
    'edit-unknown-dependency',
    ({ victim }) => Array.from({ length: 20_000 }, (_, i) => orphan(victim, MINE + i)),
  ],
  [
    '[N6] one edit of 20,000 structs with a missing dependency',
    'edit-unknown-dependency',
    ({ victim }) => [orphans(victim, 20_000)],
  ],
  ['[N7] 2^50 clocks in 14 bytes', 'edit-too-large', () => [v1(MINE, 0, 1, writeGc(2 ** 50))]],
  [
    '[N7] one clock more than an edit may add',
    'edit-too-large',
    () => [v1(MINE, 0, 1, writeGc(MAX_EDIT_CLOCKS + 1))],
  ],
  [
    '[N7] a deletion cut off in the middle, which would throw after it has changed the text',
    'edit-malformed',
    ({ doc }) => {
      const whole = editOf(doc, MINE, (body) => {
        textOf(body).insert(3, 'forged');
        textOf(body).delete(0, 2);
      });
      return [whole.slice(0, -1)];
    },
  ],
  [
    '[N7] the 27 bytes of yjs #687, in V2, which hang a merge',
    'edit-malformed',
    () => [
      Uint8Array.from([
        0, 0, 2, 165, 162, 205, 231, 14, 2, 2, 0, 2, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
      ]),
    ],
  ],
  [
    '[N7] two lists of structs under one id, the second beginning within the first',
    'edit-malformed',
    () => [
      v1Lists([
        { client: MINE, clock: 0, structs: [writeGc(5)] },
        {
          client: MINE,
          clock: 2,
          structs: [(e) => writeItem(e, { parent: bodyName }, TEXT, writeText('loose'))],
        },
      ]),
    ],
  ],
  [
    '[N7] one range deleted 100,000 times',
    'edit-malformed',
    ({ victim }) => [v1Lists([], [[victim, Array.from({ length: 100_000 }, () => [0, 1] as const)]])],
  ],
  ['[N7] the note itself in V2', 'edit-malformed', ({ doc }) => [Y.encodeStateAsUpdateV2(doc)]],
  [
    '[N7] 5,000 nested blocks, which overflow the stack',
    'edit-too-deep',
    ({ doc }) => [
      editOf(doc, MINE, (body) => {
        let parent: Y.XmlFragment = body;
        for (let depth = 0; depth < 5_000; depth++) {
          const quote = new Y.XmlElement('blockquote');
          parent.insert(0, [quote]);
          parent = quote;
        }
      }),
    ],
  ],
  [
    '[N8] a script behind a link',
    'edit-vocabulary',
    ({ doc }) => [
      editOf(doc, MINE, (body) =>
        textOf(body).format(0, 6, { link: { href: 'javascript:alert(document.cookie)' } }),
      ),
    ],
  ],
  [
    '[N8] text in another root, which no editor shows',
    'edit-vocabulary',
    ({ doc }) => [
      editOf(doc, MINE, (_, copy) =>
        copy.getXmlFragment('hidden').insert(0, [new Y.XmlElement('paragraph')]),
      ),
    ],
  ],
  ['[N9] a forged copy of what the victim wrote', 'edit-contradicts', ({ victim }) => [forgery(victim)]],
];

describe('an edit that no honest client makes is refused, harms nobody and is in the ledger', () => {
  test.each(attacks)('%s', async (_name, code, edits) => {
    const { caseId, noteId, victim } = await scene();
    const socket = victim.provider.ws;
    const attacker = await RawNote.join(attackerPerson, noteId);
    for (const edit of edits({ doc: attacker.doc, victim: victim.doc.clientID })) {
      attacker.send(editFrame(edit));
    }
    expect(await attacker.closed).toEqual({ code: closeCode.editRefused, reason: code });

    expect(await readNote(noteId)).toEqual({ text: TRUTH, headSeq: 1 });
    writeLine(victim.doc, 'by Friday');
    expect(await victim.saved()).toBe(2);
    expect(victim.provider.ws).toBe(socket);
    expect(noteText(victim.body)).toBe(`${TRUTH}\nby Friday`);
    expect(await readNote(noteId)).toEqual({ text: `${TRUTH}\nby Friday`, headSeq: 2 });
    expect(await authorsOf(noteId)).toEqual([victimPerson.person.id, victimPerson.person.id]);
    await until(async () => (await attempts(caseId)).length > 0);
    expect(await attempts(caseId)).toEqual([{ actor: attackerPerson.person.id, noteId, code }]);
    victim.close();
  });

  test('[N4] an id that a colleague’s presence has claimed, before they have typed under it', async () => {
    const { caseId, noteId, victim } = await scene();
    const claimed = 99;
    const newcomer = await RawNote.join(victimPerson, noteId);
    newcomer.send(presenceFrame([{ client: claimed, clock: 1, state: {} }]));
    const attacker = await RawNote.join(attackerPerson, noteId);
    await until(() => attacker.presenceOf(claimed).length > 0);
    attacker.send(editFrame(editOf(attacker.doc, claimed, (body) => textOf(body).insert(0, 'forged '))));
    expect(await attacker.closed).toEqual({ code: closeCode.editRefused, reason: 'edit-foreign-author' });
    newcomer.send(editFrame(editOf(newcomer.doc, claimed, (body) => textOf(body).insert(0, 'A '))));
    expect(await newcomer.saved()).toBe(2);
    expect(await readNote(noteId)).toEqual({ text: `A ${TRUTH}`, headSeq: 2 });
    await until(async () => (await attempts(caseId)).length > 0);
    for (const client of [newcomer, victim]) client.close();
  });

  test('[N3] of a burst, what was sent before the attack counts and what was sent after it does not', async () => {
    const { noteId, victim } = await scene();
    const attacker = await RawNote.join(attackerPerson, noteId);
    const fair = editOf(attacker.doc, MINE, (body) => textOf(body).insert(0, 'fair: '));
    Y.applyUpdate(attacker.doc, fair);
    const after = editOf(attacker.doc, MINE, (body) => textOf(body).insert(0, 'too late '));
    for (const edit of [fair, v1(MINE + 1, 5, 1, writeGc(1)), after]) attacker.send(editFrame(edit));
    expect(await attacker.closed).toEqual({ code: closeCode.editRefused, reason: 'edit-gap' });
    expect(await readNote(noteId)).toEqual({ text: `fair: ${TRUTH}`, headSeq: 2 });
    await until(() => noteText(victim.body) === `fair: ${TRUTH}`);
    victim.close();
  });

  test('[N27] who never says what else they have is refused all the same, when the wait is over', async () => {
    const { caseId, noteId, victim } = await scene();
    const attacker = await RawNote.read(attackerPerson, noteId);
    attacker.send(editFrame(orphan(victim.doc.clientID)));
    writeLine(victim.doc, 'not held up');
    expect(await victim.saved()).toBe(2);
    expect(await attacker.closed).toEqual({
      code: closeCode.editRefused,
      reason: 'edit-unknown-dependency',
    });
    await until(async () => (await attempts(caseId)).length > 0);
    expect(await readNote(noteId)).toEqual({ text: `${TRUTH}\nnot held up`, headSeq: 2 });
    victim.close();
  });

  test('[N23] the same attempt again is in the ledger once', async () => {
    const { caseId, noteId, victim } = await scene();
    for (let attempt = 0; attempt < 5; attempt++) {
      const attacker = await RawNote.join(attackerPerson, noteId);
      attacker.send(editFrame(orphan(victim.doc.clientID)));
      await attacker.closed;
    }
    const attacker = await RawNote.join(attackerPerson, noteId);
    attacker.send(editFrame(Uint8Array.from([255])));
    await attacker.closed;
    await until(async () => (await attempts(caseId)).length === 2);
    expect((await attempts(caseId)).map(({ code }) => code)).toEqual([
      'edit-unknown-dependency',
      'edit-malformed',
    ]);
    victim.close();
  });
});

/** A note in which the victim, with a stock provider, has written one line. */
async function scene() {
  const { caseId, noteId } = await openNote(victimPerson, floor.programId);
  const victim = new NoteClient(victimPerson, noteId);
  await victim.synced();
  writeLine(victim.doc, TRUTH);
  await victim.saved();
  return { caseId, noteId, victim };
}

async function readNote(noteId: string): Promise<Pick<Note, 'text' | 'headSeq'>> {
  const { text, headSeq } = await victimPerson.get<Note>(`/api/notes/${noteId}`);
  return { text, headSeq };
}

async function authorsOf(noteId: string): Promise<string[]> {
  const { items } = await victimPerson.get<{ items: Edit[] }>(`/api/notes/${noteId}/edits`);
  return items.map(({ author }) => author.id);
}

interface Attempt {
  readonly actor: string;
  readonly noteId: string;
  readonly code: string;
}

async function attempts(caseId: string): Promise<Attempt[]> {
  const { items } = await victimPerson.get<{
    items: { kind: string; actor: { id: string }; data: { noteId: string; code: string } }[];
  }>(`/api/cases/${caseId}/events`);
  return items
    .filter(({ kind }) => kind === 'note.edit-refused')
    .map(({ actor, data }) => ({ actor: actor.id, ...data }));
}

// Hand-made bytes

/** Deletes `length` clocks of a client from `clock` on, and inserts nothing. */
const deletion = (client: number, clock: number, length: number): Uint8Array =>
  encoding.encode((e) => {
    for (const n of [0, 1, client, 1, clock, length]) encoding.writeVarUint(e, n);
  });

const HAS_LEFT_NEIGHBOUR_STRING = 0x84;
const FAR_AHEAD = 5_000;

const writeOrphan = (of: number) => (e: encoding.Encoder) => {
  encoding.writeUint8(e, HAS_LEFT_NEIGHBOUR_STRING);
  encoding.writeVarUint(e, of);
  encoding.writeVarUint(e, FAR_AHEAD);
  encoding.writeVarString(e, 'x');
};

/** A character right of one that nobody has typed. */
const orphan = (of: number, client = MINE): Uint8Array => v1(client, 0, 1, writeOrphan(of));

const orphans = (of: number, count: number): Uint8Array =>
  v1(MINE, 0, count, (e) => {
    for (let i = 0; i < count; i++) writeOrphan(of)(e);
  });

/** Says that the victim's first structs were others than they were. */
function forgery(victim: number): Uint8Array {
  const forged = new Y.Doc();
  forged.clientID = victim;
  writeLine(forged, 'forged text!');
  expect(noteText(forged.getXmlFragment(bodyName))).toHaveLength(TRUTH.length);
  return Y.encodeStateAsUpdate(forged);
}
