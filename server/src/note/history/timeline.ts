import * as Y from 'yjs';
import { bodyOf, createNoteDoc } from '../doc.ts';
import type { JournalRow } from '../journal.ts';
import {
  type EditItems,
  editItems,
  insertedRuns,
  isOnlyComments,
  isRearrangement,
  removedRuns,
  type TextRun,
  visibleUnits,
} from './carried.ts';
import { CutTexts } from './cuts.ts';
import { findMoves } from './lineage.ts';
import { movesByPlace, restoredMoves } from './place.ts';
import { DeleteLog, InsertLog, OriginLog } from './ranges.ts';
import { broughtBack, comebacks } from './redo.ts';
import { type Move, movedInlineNodes, pairSpans, sliceRun, unexplained } from './spans.ts';
import { walk } from './walk.ts';

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
  /** Set when it does nothing but mark text that somebody commented on. */
  readonly commented?: true;
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
  readonly #cuts = new CutTexts();
  #applying: { row: JournalRow; restoredFrom: number | undefined } | null = null;

  constructor() {
    // Asking for a root type for the first time is a transaction of its own, and edits are recorded in one.
    bodyOf(this.doc);
    this.doc.on('afterTransaction', (transaction) => {
      if (this.#applying) this.#record(transaction, this.#applying.row, this.#applying.restoredFrom);
    });
  }

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
    this.#applying = { row, restoredFrom };
    Y.applyUpdate(this.doc, row.payload);
    this.#applying = null;
    if (this.seq !== row.seq) throw new Error(`edit ${row.seq} could not be applied`);
  }

  #record(transaction: Y.Transaction, row: JournalRow, restoredFrom: number | undefined): void {
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
      ...(isOnlyComments(items) ? { commented: true as const } : {}),
    };
    this.#edits.push(facts);
    const restored = restoredFrom === undefined ? null : this.#restored(row.seq, restoredFrom);
    this.#credit(restored ?? this.#movesOf(items, row), row.seq);
  }

  #movesOf(items: EditItems, row: JournalRow): Move[] {
    if (items.inserted.length === 0 && items.removed.length === 0) return [];
    const known = {
      store: this.doc.store,
      deletes: this.deletes,
      deletedByAuthor: (client: number, clock: number) => {
        const { seq } = this.deletes.at(client, clock);
        return seq !== null && this.edit(seq).authorId === row.authorId;
      },
    };
    const returned = comebacks(items, known);
    const removed = removedRuns(items);
    const sources = [...removed, ...broughtBack(items, known)];
    // Somebody types: by far most edits end here.
    if (items.removed.length === 0 && sources.length === 0 && !this.#cuts.has(row.authorId))
      return [...returned.values()];
    const targets = insertedRuns(items, new Set(returned.keys()));
    const carried = findMoves(targets, sources).flatMap((match) =>
      pairSpans(
        sliceRun(targets[match.inserted] as TextRun, match.to, match.length),
        sliceRun(sources[match.removed] as TextRun, match.from, match.length),
      ),
    );
    const pasted = this.#cuts.pasted(row.authorId, targets, carried);
    this.#cuts.add(row.authorId, removed, carried);
    const exact = [...returned.values()];
    const placed = isRearrangement(items)
      ? unexplained(movesByPlace(walk(this, row.seq - 1, row.seq)), exact)
      : [];
    const found = [...carried, ...pasted, ...movedInlineNodes(items)];
    return [...exact, ...placed, ...unexplained(found, [...exact, ...placed])];
  }

  /** Should the note not read as the version it was to become, a restore is credited like any other edit. */
  #restored(seq: number, from: number): Move[] | null {
    return restoredMoves(walk(this, seq - 1, seq), walk(this, from, from));
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
