import { noteJson, noteText } from '@caseroom/shared/editor/text';
import type { DocJson } from '@caseroom/shared/note';
import * as Y from 'yjs';
import { type Placed, placeIn, type Words } from '../comment/place.ts';
import { bodyOf, createNoteDoc } from '../note/doc.ts';
import { perform } from './acts.ts';
import { type PersonKey, personName } from './people.ts';
import { type Random, randomFrom } from './random.ts';
import type { Act, NoteScript, ThreadScript, Turn } from './script.ts';
import { enterPause, type Hand, uuidOf, type Work } from './typing.ts';
import { datesIn, dueTime, momentOf } from './when.ts';

export interface PlayedEdit {
  readonly by: PersonKey;
  readonly at: Date;
  readonly payload: Uint8Array;
  readonly newClients: readonly number[];
}

export interface PlayedName {
  readonly seq: number;
  readonly label: string;
  readonly by: PersonKey;
  readonly at: Date;
}

export interface PlayedThread {
  readonly id: string;
  readonly by: PersonKey;
  readonly at: Date;
  readonly script: ThreadScript;
  readonly placed: Placed & Words;
}

export interface Played {
  /** Seq of the first edit: 2 where the note began with an outline. */
  readonly firstSeq: number;
  readonly edits: readonly PlayedEdit[];
  readonly names: readonly PlayedName[];
  readonly threads: readonly PlayedThread[];
  /** How the note reads when everybody has finished. */
  readonly text: string;
  readonly json: DocJson;
}

export interface Stage {
  readonly now: Date;
  /** Decides client ids, typing speed and slips: the same seed types the same way. */
  readonly seed: string;
  /** What the note holds before anybody writes: its outline. */
  readonly initial: Uint8Array | null;
  readonly idOf: (person: PersonKey) => string;
}

/** Between two turns somebody reads what the other wrote, ms. */
const READING_MS = 3_000;

/** A turn being typed: `at` is the time, ms, of its next edit. */
interface Typist {
  readonly work: Work;
  readonly by: PersonKey;
  at: number;
}

/**
 * Plays a note's script with real documents. Every author has a copy with a client id of their own; each
 * transaction of a copy is one edit, which the other copies receive before anything else is typed. The edits
 * are therefore exactly what live editors would have sent.
 */
export function playNote(script: NoteScript, stage: Stage): Played {
  const room = new Room(script, stage);
  let now_ms = momentOf(script.at, stage.now).getTime();
  for (const group of groupsOf(script.turns)) now_ms = room.play(group, now_ms) + READING_MS;
  return room.played();
}

/** Turns that are typed at the same time. */
function groupsOf(turns: readonly Turn[]): Turn[][] {
  const groups: Turn[][] = [];
  for (const turn of turns) {
    if (turn.meanwhile) groups.at(-1)?.push(turn);
    else groups.push([turn]);
  }
  return groups;
}

class Room {
  readonly #stage: Stage;
  readonly #random: Random;
  readonly #hands = new Map<PersonKey, Hand>();
  readonly #edits: PlayedEdit[] = [];
  readonly #names: PlayedName[] = [];
  readonly #threads: PlayedThread[] = [];
  readonly #bound = new Set<number>();
  readonly #record: Y.Doc;
  #now = new Date(0);

  constructor(script: NoteScript, stage: Stage) {
    this.#stage = stage;
    this.#random = randomFrom(`${stage.seed} ${script.title ?? script.kind}`);
    this.#record = this.#copy();
  }

  /** Plays turns side by side, always the one whose next edit is due first. Returns when the last one ended, ms. */
  play(turns: readonly Turn[], from_ms: number): number {
    const typists = turns.map((turn) => this.#sitDown(turn, from_ms));
    let end = from_ms;
    while (typists.length > 0) {
      const typist = typists.reduce((first, other) => (other.at < first.at ? other : first));
      this.#now = new Date(typist.at);
      end = Math.max(end, typist.at);
      const step = typist.work.next();
      if (step.done) typists.splice(typists.indexOf(typist), 1);
      else typist.at += step.value;
    }
    return end;
  }

  played(): Played {
    const text = noteText(bodyOf(this.#record));
    const json = noteJson(bodyOf(this.#record), 'comment');
    const past = { edits: this.#edits, names: this.#names, threads: this.#threads };
    return { firstSeq: this.#firstSeq, ...past, text, json };
  }

  #sitDown(turn: Turn, from_ms: number): Typist {
    const at = Math.max(from_ms, momentOf(turn.at, this.#stage.now).getTime());
    return { work: this.#workOf(turn), by: turn.by, at };
  }

  *#workOf(turn: Turn): Work {
    const hand = this.#handOf(turn.by);
    for (const act of turn.acts) {
      if (act.act === 'name')
        this.#names.push({ seq: this.#seq(), label: act.label, by: turn.by, at: this.#now });
      else if (act.act === 'comment') {
        yield enterPause(this.#random);
        this.#comment(hand, turn.by, act.phrase, act.thread);
      } else yield* perform(hand, this.#dated(act));
    }
  }

  /** Coaching leaves no mark in the note. */
  #comment({ doc }: Hand, by: PersonKey, phrase: string, script: ThreadScript): void {
    const id = uuidOf(this.#random);
    const asked = { quote: datesIn(phrase, this.#stage.now), prefix: '', suffix: '' };
    const placed = doc.transact(() => placeIn(doc, asked, script.coaching ? null : id));
    if (!placed.anchor) throw new Error(`the note does not say “${asked.quote}”, or more than once`);
    this.#threads.push({ id, by, at: this.#now, script, placed });
  }

  #dated(act: Act): Act {
    const written = Object.entries(act).map(([key, value]) => [
      key,
      typeof value === 'string' ? datesIn(value, this.#stage.now) : value,
    ]);
    return Object.fromEntries(written) as Act;
  }

  #seq(): number {
    return this.#firstSeq - 1 + this.#edits.length;
  }

  get #firstSeq(): number {
    return this.#stage.initial ? 2 : 1;
  }

  #handOf(person: PersonKey): Hand {
    const known = this.#hands.get(person);
    if (known) return known;
    const doc = this.#copy();
    doc.clientID = this.#random.between(1, 0xffff_ffff);
    doc.on('update', (payload: Uint8Array, origin: unknown) => {
      if (origin !== this) this.#commit(person, doc, payload);
    });
    const mentionOf = (mentioned: PersonKey) => ({
      id: this.#stage.idOf(mentioned),
      label: personName(mentioned),
    });
    const dueAt = (minutes: number) => dueTime(minutes, this.#stage.now).toISOString();
    const hand = { doc, body: bodyOf(doc), random: this.#random, mentionOf, dueAt };
    this.#hands.set(person, hand);
    return hand;
  }

  #copy(): Y.Doc {
    const doc = createNoteDoc();
    if (this.#stage.initial) Y.applyUpdate(doc, this.#stage.initial);
    for (const edit of this.#edits) Y.applyUpdate(doc, edit.payload, this);
    return doc;
  }

  #commit(by: PersonKey, author: Y.Doc, payload: Uint8Array): void {
    const client = author.clientID;
    const isFirst = !this.#bound.has(client) && Y.getState(author.store, client) > 0;
    if (isFirst) this.#bound.add(client);
    this.#edits.push({ by, at: this.#now, payload, newClients: isFirst ? [client] : [] });
    Y.applyUpdate(this.#record, payload, this);
    for (const { doc } of this.#hands.values()) if (doc !== author) Y.applyUpdate(doc, payload, this);
  }
}
