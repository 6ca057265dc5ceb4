import { randomUUID } from 'node:crypto';
import { type FreshDatabase, freshDatabase } from '@caseroom/server/platform/testing/fresh-database';
import type { CaseEvent } from '@caseroom/shared/case';
import { noteText } from '@caseroom/shared/editor/text';
import type { FollowUp } from '@caseroom/shared/follow-up';
import type { Note } from '@caseroom/shared/note';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { type Floor, makeFloor, openNote, type Who } from '../support/floor.ts';
import type { HttpClient } from '../support/http-client.ts';
import { NoteClient } from '../support/note-client.ts';
import { startApp, type TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';
import { Random } from './random.ts';
import { Team, type Worked } from './team.ts';

/** FUZZ_RUNS raises the number of seeds; FUZZ_SEED plays one seed again. */
const runs = Number(process.env.FUZZ_RUNS ?? 3);
const first = Number(process.env.FUZZ_SEED ?? 1);
const seeds = Array.from({ length: process.env.FUZZ_SEED ? 1 : runs }, (_, i) => first + i);

const CASES = 2;
const ROUNDS = 16;
const AT_ONCE = 4;
/** Nothing falls due while the test runs. */
const DUE_IN_MS = 7_200_000;

let database: FreshDatabase;
let floor: Floor;
let app: TestApp;
let people: HttpClient[];
beforeAll(async () => {
  database = await freshDatabase();
  floor = await makeFloor(database.sql);
  app = await startApp(database);
  const team = ['maya', 'raj', 'tomasz', 'ines'] satisfies Who[];
  // Two seniors: what goes to the second tier is for either of them.
  await database.sql`update membership set role = 'senior' where person_id = (
    select id from person where email = 'raj@example.com')`;
  people = await Promise.all(team.map((who) => floor.signIn(app.origin, who)));
});
afterAll(async () => {
  await app.stop();
  await database.drop();
});

test.each(seeds)(
  'escalating, handing over, ticking and typing at once: one owner, every follow-up, every word, seed %i',
  async (seed) => {
    const cases = await Promise.all(Array.from({ length: CASES }, () => newCase(people[0] as HttpClient)));
    const team = new Team(people, cases, database.sql, new Random(seed));
    for (let round = 0; round < ROUNDS; round += 1) await team.round(AT_ONCE);
    expect(await team.goOn()).toBe(true);
    team.close();
    expect(team.faults).toEqual([]);
    for (const [what, winners] of team.winners) expect([what, winners.size]).toEqual([what, 1]);
    for (const worked of cases) await expectWhole(worked, team);
  },
);

/** Its case note promises three things: one of its owner's, one of somebody else's, one of nobody's. */
async function newCase(owner: HttpClient): Promise<Worked> {
  const { caseId, noteId } = await openNote(owner, floor.programId);
  const named = [owner.person, people[1]?.person, null];
  const followUpIds = named.map(() => randomUUID());
  const pen = new NoteClient(owner, noteId);
  await pen.synced();
  pen.doc.transact(() => {
    for (const [i, id] of followUpIds.entries()) pen.body.push([taskOf(id, named[i] ?? null)]);
  });
  await pen.saved();
  pen.close();
  const { rowsOf } = follow(owner, caseId);
  await until(async () => (await rowsOf()).length === followUpIds.length);
  return { caseId, noteId, openerId: owner.person.id, followUpIds };
}

function taskOf(id: string, owner: { readonly id: string; readonly name: string } | null): Y.XmlElement {
  const [list, item, line, due] = ['taskList', 'taskItem', 'paragraph', 'due'].map(
    (name) => new Y.XmlElement(name),
  ) as [Y.XmlElement, Y.XmlElement, Y.XmlElement, Y.XmlElement];
  item.setAttribute('followUp', id);
  // Yjs keeps any JSON value; its types speak of texts.
  item.setAttribute('checked', false as unknown as string);
  due.setAttribute('at', new Date(Date.now() + DUE_IN_MS).toISOString());
  due.setAttribute('promise', true as unknown as string);
  line.insert(0, [new Y.XmlText('Call Elena '), due]);
  if (owner) line.insert(1, [mentionOf(owner)]);
  item.insert(0, [line]);
  list.insert(0, [item]);
  return list;
}

function mentionOf({ id, name }: { readonly id: string; readonly name: string }): Y.XmlElement {
  const mention = new Y.XmlElement('mention');
  mention.setAttribute('id', id);
  mention.setAttribute('label', name);
  return mention;
}

const follow = (by: HttpClient, caseId: string) => ({
  rowsOf: async () => (await by.get<{ items: FollowUp[] }>(`/api/cases/${caseId}/follow-ups`)).items,
});

async function expectWhole(worked: Worked, team: Team): Promise<void> {
  const lead = people.at(-1) as HttpClient;
  const { caseId, noteId } = worked;
  const rowsOf = () => follow(lead, caseId).rowsOf();

  // Every word that was saved, once, and every promise with them.
  const reader = new NoteClient(lead, noteId);
  await reader.synced();
  const lines = noteText(reader.body).split('\n');
  const ticked = ticksIn(reader.body);
  reader.close();
  expect(lines.filter((line) => line.startsWith('line ')).sort()).toEqual(
    (team.saved.get(caseId) ?? []).sort(),
  );
  expect([...ticked.keys()].sort()).toEqual([...worked.followUpIds].sort());
  await until(async () => (await rowsOf()).every(({ id, done }) => (done !== null) === ticked.get(id)));

  // The ledger has no gap, and what it says is what stands.
  const events = await eventsOf(lead, caseId);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i + 1));
  const told = replay(events, worked.openerId);
  const { owner } = await lead.get<{ owner: { id: string } }>(`/api/cases/${caseId}`);
  expect(owner.id).toBe(told.ownerId);
  const looksAfter = new Map((await rowsOf()).map((row) => [row.id, row.owner?.id ?? null]));
  expect(looksAfter).toEqual(told.followUps);
  expect(told.ended).toEqual([...new Set(told.ended)]);

  // Whatever became of an escalation or a handover, its note says what it said.
  const { items: notes } = await lead.get<{ items: Note[] }>(`/api/cases/${caseId}/notes`);
  for (const { id, kind } of notes.filter((note) => ['escalation', 'handover'].includes(note.kind))) {
    const { text } = await lead.get<{ text: string }>(`/api/notes/${id}`);
    expect(text).toContain(kind === 'escalation' ? 'Situation' : 'Severity');
  }
}

function ticksIn(body: Y.XmlFragment): Map<string, boolean> {
  const items = [...body.createTreeWalker((node) => (node as Y.XmlElement).nodeName === 'taskItem')];
  return new Map(
    items.map((item) => {
      const task = item as Y.XmlElement;
      return [String(task.getAttribute('followUp')), (task.getAttribute('checked') as unknown) === true];
    }),
  );
}

async function eventsOf(by: HttpClient, caseId: string): Promise<CaseEvent[]> {
  const events: CaseEvent[] = [];
  for (let more = true; more; ) {
    const after = events.at(-1)?.seq ?? 0;
    const { items } = await by.get<{ items: CaseEvent[] }>(`/api/cases/${caseId}/events?after=${after}`);
    events.push(...items);
    more = items.length > 0;
  }
  return events;
}

interface Told {
  readonly ownerId: string;
  /** Who looks after each. */
  readonly followUps: ReadonlyMap<string, string | null>;
  /** Escalations that came to an end and handovers that were accepted, as often as the ledger says so. */
  readonly ended: readonly string[];
}

/** What the ledger alone says. A change of hands begins where the one before it ended. */
function replay(events: readonly CaseEvent[], openerId: string): Told {
  let ownerId = openerId;
  const followUps = new Map<string, string | null>();
  const ended: string[] = [];
  for (const { kind, data } of events) {
    const said = data as Record<string, string>;
    if (kind === 'escalation.accepted' || kind === 'handover.accepted') {
      expect(said.fromId).toBe(ownerId);
      ownerId = String(said.toId);
    }
    if (/^escalation\.(accepted|declined|withdrawn)$/.test(kind)) ended.push(String(said.escalationId));
    if (kind === 'handover.accepted') ended.push(String(said.handoverId));
    if (kind === 'follow-up.added') followUps.set(String(said.followUpId), said.ownerId ?? null);
    if (kind === 'follow-up.passed') {
      expect(said.fromId).toBe(followUps.get(String(said.followUpId)));
      followUps.set(String(said.followUpId), String(said.toId));
    }
    expect(kind).not.toBe('follow-up.removed');
  }
  return { ownerId, followUps, ended };
}
