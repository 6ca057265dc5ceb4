import { type Refusal, refuse } from '@caseroom/shared/refusal';
import * as Y from 'yjs';
import type { Sql } from '../platform/db.ts';
import type { Log } from '../platform/log.ts';
import { isWhole } from './doc.ts';
import { applyInSteps, TooEntangled } from './entangled.ts';
import { isFinalised, readBindings, readEdits } from './journal.ts';
import { loadNote, writeSnapshot } from './snapshot.ts';

/** A note as committed, lent to a function that reads it and keeps nothing of it. */
export interface Committed {
  readonly doc: Y.Doc;
  readonly seq: number;
  /** The person a client id belongs to, among those of committed edits. */
  readonly authorOf: AuthorOf;
}

export type AuthorOf = (client: number) => string | undefined;

/** Edits of other processes, in the order of the journal. */
type Missed = readonly Uint8Array[];

export interface ReplicaDeps {
  readonly noteId: string;
  readonly sql: Sql;
  readonly log: Log;
}

/**
 * One note's document as this process holds it: what Postgres has committed up to `seq` and, while it `isAhead`,
 * edits that are on their way there (SPEC N1, N11). What it throws means that it can no longer be trusted.
 */
export class Replica {
  readonly #deps: ReplicaDeps;
  #doc = new Y.Doc();
  #seq = 0;
  #bindings = new Map<number, string>();
  #isLoaded = false;
  #isFinal = false;
  #isAhead = false;
  /** What the document said was new in the bytes just applied. */
  #canonical: Uint8Array | null = null;
  /** The whole state, encoded for fresh joiners; until the next commit. */
  #state: Uint8Array | null = null;
  #snapshotSeq = 0;

  constructor(deps: ReplicaDeps) {
    this.#deps = deps;
  }

  get doc(): Y.Doc {
    return this.#doc;
  }
  get seq(): number {
    return this.#seq;
  }
  get isLoaded(): boolean {
    return this.#isLoaded;
  }
  /** The document holds edits that are not committed. */
  get isAhead(): boolean {
    return this.#isAhead;
  }
  /** Nothing is written here any more but annotations. The journal knows for certain. */
  get isFinal(): boolean {
    return this.#isFinal;
  }
  /** Edits since the last snapshot known of here. */
  get unsnapshotted(): number {
    return this.#seq - this.#snapshotSeq;
  }
  /** Only to be read while the replica is not ahead. */
  get committed(): Committed {
    return { doc: this.#doc, seq: this.#seq, authorOf: (client) => this.authorOf(client) };
  }

  authorOf(client: number): string | undefined {
    return this.#bindings.get(client);
  }

  bind(clients: readonly number[], personId: string): void {
    for (const client of clients) this.#bindings.set(client, personId);
  }

  finalise(): void {
    this.#isFinal = true;
  }

  async load(): Promise<void> {
    const { noteId, sql } = this.#deps;
    const { doc, seq, snapshotSeq } = await loadNote(sql, noteId);
    // After the edits: one read between them would have its author unknown, and refuse what they write next.
    const bindings = await readBindings(sql, noteId);
    this.#isFinal ||= await isFinalised(sql, noteId);
    this.#doc.destroy();
    this.#doc = doc;
    this.#seq = seq;
    this.#snapshotSeq = snapshotSeq;
    this.#bindings = bindings;
    this.#state = null;
    this.#isAhead = false;
    this.#isLoaded = true;
    doc.on('update', (edit: Uint8Array) => {
      this.#canonical = edit;
    });
  }

  /** Applies judged bytes; answers exactly what was new. Refuses what Yjs finds fault with after all. */
  apply(bytes: Uint8Array): Uint8Array | Refusal {
    const { noteId, log } = this.#deps;
    this.#canonical = null;
    this.#isAhead = true;
    try {
      applyInSteps(this.#doc, bytes);
    } catch (error) {
      if (error instanceof TooEntangled) return refuse('edit-too-large');
      log.warn({ err: error, noteId }, 'an edit passed judgement but could not be applied');
      return refuse('edit-malformed');
    }
    return (isWhole(this.#doc) && this.#canonical) || refuse('edit-malformed');
  }

  /** What was applied is committed, up to `headSeq`. */
  landed(headSeq: number): void {
    if (headSeq !== this.#seq) this.#state = null;
    this.#seq = headSeq;
    this.#isAhead = false;
  }

  /** Back to what is committed now; answers what other processes had written meanwhile. */
  refresh(): Promise<Missed> {
    return this.#isAhead ? this.#reload() : this.catchUp();
  }

  async #reload(): Promise<Missed> {
    const before = this.#seq;
    await this.load();
    if (this.#seq === before) return [];
    const missed = await readEdits(this.#deps.sql, this.#deps.noteId, { after: before, upTo: this.#seq });
    return missed.map(({ payload }) => payload);
  }

  /** Takes in and answers what other processes have written. Only while the replica is not ahead. */
  async catchUp(): Promise<Missed> {
    const { noteId, sql } = this.#deps;
    const missed = await readEdits(sql, noteId, { after: this.#seq });
    if (missed.length === 0) return [];
    if (missed[0]?.seq !== this.#seq + 1)
      throw new Error(`journal of note ${noteId} has a hole after ${this.#seq}`);
    this.#state = null;
    for (const edit of missed) {
      Y.applyUpdate(this.#doc, edit.payload);
      this.#seq = edit.seq;
    }
    if (!isWhole(this.#doc)) throw new Error(`journal of note ${noteId} is not whole`);
    this.#bindings = await readBindings(sql, noteId);
    return missed.map(({ payload }) => payload);
  }

  stateVector(): Uint8Array {
    return Y.encodeStateVector(this.#doc);
  }

  /** What somebody with this state vector lacks; null when it is none. */
  stateSince(stateVector: Uint8Array): Uint8Array | null {
    const isFresh = stateVector.length === 1 && stateVector[0] === 0;
    if (isFresh) {
      this.#state ??= Y.encodeStateAsUpdate(this.#doc);
      return this.#state;
    }
    try {
      return Y.encodeStateAsUpdate(this.#doc, stateVector);
    } catch {
      return null;
    }
  }

  /** Stores a state that was read at `seq`, unless it is stored. */
  async snapshot(seq: number, state: Uint8Array): Promise<void> {
    if (seq === this.#snapshotSeq) return;
    await writeSnapshot(this.#deps.sql, this.#deps.noteId, seq, state);
    this.#snapshotSeq = Math.max(this.#snapshotSeq, seq);
  }

  destroy(): void {
    this.#doc.destroy();
  }
}
