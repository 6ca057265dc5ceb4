import * as Y from 'yjs';
import { createNoteDoc } from '../doc.ts';
import type { JournalRow } from '../journal.ts';
import {
  type EditItems,
  editItems,
  insertedRuns,
  removedRuns,
  type TextRun,
  visibleUnits,
} from './carried.ts';
import { findMoves } from './lineage.ts';
import { DeleteLog, InsertLog, OriginLog } from './ranges.ts';
import { broughtBack, comebacks } from './redo.ts';
import { type Move, movedInlineNodes, pairSpans, restoredMoves, sliceRun } from './spans.ts';
import { walk, walkedText } from './walk.ts';

/** What one edit did. Counts are UTF-16 code units of visible text. */
export interface EditFacts {
  readonly seq: number;
  readonly authorId: string;
  readonly at: Date;
  readonly bytes: number;
  readonly inserted: number;
  readonly deleted: number;
  /** Of `inserted`, how many were carried here from elsewhere in the note. */
  readonly moved: number;
}

/**
 * Everything a note's history is read from, built by applying its journal edit by edit, once: who inserted and
 * deleted each clock and when, where moved text was first written, and the document with all that was ever in
 * it. It is extended by applying the edits that follow; nothing in it is ever taken back.
 */
export class Timeline {
  readonly doc = createNoteDoc();
  readonly inserts = new InsertLog();
  readonly deletes = new DeleteLog();
  readonly origins = new OriginLog();
  readonly #edits: EditFacts[] = [];

  /** The last edit applied; 0 before the first. */
  get seq(): number {
    return this.#edits.length;
  }

  edit(seq: number): EditFacts {
    const facts = this.#edits[seq - 1];
    if (!facts) throw new RangeError(`edit ${seq} is not in this timeline`);
    return facts;
  }

  /** Edits after one seq up to another, in order. */
  edits(after: number, upTo: number): EditFacts[] {
    return this.#edits.slice(after, upTo);
  }

  authorIds(): Set<string> {
    return new Set(this.#edits.map((facts) => facts.authorId));
  }

  /**
   * Applies the edit that follows. `restoredFrom`: the seq of the version that this edit put back. Throws when
   * the edit does not follow: better no history than a wrong one.
   */
  apply(row: JournalRow, restoredFrom?: number): void {
    if (row.seq !== this.seq + 1) throw new Error(`edit ${row.seq} does not follow ${this.seq}`);
    const record = (transaction: Y.Transaction) => this.#record(transaction, row, restoredFrom !== undefined);
    this.doc.on('afterTransaction', record);
    Y.applyUpdate(this.doc, row.payload);
    this.doc.off('afterTransaction', record);
    if (this.seq !== row.seq) throw new Error(`edit ${row.seq} could not be applied`);
    if (restoredFrom !== undefined) this.#creditRestored(row.seq, restoredFrom);
  }

  #record(transaction: Y.Transaction, row: JournalRow, isRestore: boolean): void {
    for (const [client, end] of transaction.afterState) {
      if (end > (transaction.beforeState.get(client) ?? 0)) this.inserts.add(client, end, row.seq);
    }
    for (const [client, ranges] of transaction.deleteSet.clients) {
      for (const range of ranges) this.deletes.add(client, range.clock, range.len, row.seq);
    }
    const items = editItems(transaction);
    const facts = {
      seq: row.seq,
      authorId: row.authorId,
      at: row.at,
      bytes: row.payload.length,
      inserted: sum(items.inserted.map(visibleUnits)),
      deleted: sum(items.removed.map(visibleUnits)),
      moved: 0,
    };
    this.#edits.push(facts);
    if (!isRestore) this.#credit(this.#movesOf(items, row), row.seq);
  }

  #movesOf(items: EditItems, row: JournalRow): Move[] {
    if (items.inserted.length === 0) return [];
    const known = {
      store: this.doc.store,
      deletes: this.deletes,
      deletedByAuthor: (client: number, clock: number) => {
        const { seq } = this.deletes.at(client, clock);
        return seq !== null && this.edit(seq).authorId === row.authorId;
      },
    };
    const returned = comebacks(items, known);
    const sources = [...removedRuns(items), ...broughtBack(items, known)];
    if (sources.length === 0 && items.removed.length === 0) return [...returned.values()];
    const targets = insertedRuns(items, new Set(returned.keys()));
    const carried = findMoves(targets, sources).flatMap((match) =>
      pairSpans(
        sliceRun(targets[match.inserted] as TextRun, match.to, match.length),
        sliceRun(sources[match.removed] as TextRun, match.from, match.length),
      ),
    );
    return [...returned.values(), ...carried, ...movedInlineNodes(items)];
  }

  /** Should the note not read as the version it was to become, its new text simply counts as the restorer's. */
  #creditRestored(seq: number, from: number): void {
    const version = walk(this, from, from);
    const change = walk(this, seq - 1, seq);
    if (walkedText(version, 'inTo') === walkedText(change, 'inTo'))
      this.#credit(restoredMoves(change, version), seq);
  }

  #credit(moves: readonly Move[], seq: number): void {
    const ordered = [...moves].sort((a, b) => a.to.client - b.to.client || a.to.clock - b.to.clock);
    for (const { to, from } of ordered) this.origins.add(to.client, to.clock, from);
    const facts = this.#edits[seq - 1] as EditFacts;
    const moved = Math.min(facts.inserted, sum(moves.map((move) => move.to.length)));
    if (moved > 0) this.#edits[seq - 1] = { ...facts, moved };
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
