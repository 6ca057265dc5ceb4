import type { Db, Sql } from '../../platform/db.ts';
import { isWhole } from '../doc.ts';
import { readEdits } from '../journal.ts';
import { readRestores } from './queries.ts';
import { Timeline } from './timeline.ts';

/** Most edits, over all notes, whose timelines stay in memory; about 0.4 kB each. */
const MAX_CACHED_EDITS = 600_000;
/** Most notes whose timelines stay in memory; a small note costs some 50 kB. */
const MAX_CACHED_NOTES = 500;
/** Edits applied before the event loop gets a turn: some 5 ms. */
const EDITS_PER_TURN = 250;
/** Edits read from Postgres at once. */
const EDITS_PER_READ = 5_000;

export interface Histories {
  /**
   * The note's timeline, reaching at least `seq`, which must be committed. It may reach further: name the
   * version you want when you read it, and don't keep it across an await.
   */
  upTo(noteId: string, seq: number): Promise<Timeline>;
  /** The stored edits of a note were changed (masked): what was read from them no longer holds. */
  forget(noteId: string): void;
  /** What is kept in memory, for metrics. */
  counts(): { notes: number; edits: number };
}

interface Entry {
  readonly timeline: Timeline;
  /** How many restores it credits as such. */
  restores: number;
  /** Extends it; one at a time. */
  extending: Promise<void> | null;
}

/** Timelines in memory, the least recently used leaving first, each extended only by the edits it lacks. */
export function createHistories(sql: Sql): Histories {
  const entries = new Map<string, Entry>();

  async function upTo(noteId: string, seq: number): Promise<Timeline> {
    for (;;) {
      const entry = touch(noteId);
      if (entry.extending) await entry.extending;
      else {
        const restores = await readRestores(sql, noteId);
        if (within(restores, entry.timeline.seq) > entry.restores) entries.delete(noteId);
        else if (entry.timeline.seq >= seq) return entry.timeline;
        else await extendOnce(noteId, entry, seq, restores);
      }
    }
  }

  function touch(noteId: string): Entry {
    const entry = entries.get(noteId) ?? { timeline: new Timeline(), restores: 0, extending: null };
    entries.delete(noteId);
    entries.set(noteId, entry);
    return entry;
  }

  function extendOnce(
    noteId: string,
    entry: Entry,
    seq: number,
    restores: ReadonlyMap<number, number>,
  ): Promise<void> {
    entry.extending ??= extend(sql, noteId, entry.timeline, seq, restores)
      .then(() => {
        entry.restores = within(restores, entry.timeline.seq);
        evict();
      })
      .catch((error: unknown) => {
        // Half an edit may have been applied: nothing read from it can be trusted.
        if (entries.get(noteId) === entry) entries.delete(noteId);
        throw error;
      })
      .finally(() => {
        entry.extending = null;
      });
    return entry.extending;
  }

  function evict(): void {
    let edits = editsHeld();
    for (const [noteId, entry] of entries) {
      if ((edits <= MAX_CACHED_EDITS && entries.size <= MAX_CACHED_NOTES) || entries.size === 1) return;
      if (entry.extending) continue;
      edits -= entry.timeline.seq;
      entries.delete(noteId);
    }
  }

  const editsHeld = (): number =>
    [...entries.values()].reduce((total, { timeline }) => total + timeline.seq, 0);

  return {
    upTo,
    forget: (noteId) => void entries.delete(noteId),
    counts: () => ({ notes: entries.size, edits: editsHeld() }),
  };
}

/**
 * How many restores lie within a timeline. More than when it was built: one was recorded after its edit had been
 * read, which is then credited wrongly.
 */
const within = (restores: ReadonlyMap<number, number>, seq: number): number =>
  [...restores.keys()].filter((at) => at <= seq).length;

async function extend(
  db: Db,
  noteId: string,
  timeline: Timeline,
  seq: number,
  restores: ReadonlyMap<number, number>,
): Promise<void> {
  while (timeline.seq < seq) {
    const rows = await readEdits(db, noteId, { after: timeline.seq, upTo: seq, limit: EDITS_PER_READ });
    if (rows.length === 0) throw new Error(`journal of note ${noteId} has a hole after ${timeline.seq}`);
    for (const [i, row] of rows.entries()) {
      if (i > 0 && i % EDITS_PER_TURN === 0) await new Promise(setImmediate);
      timeline.apply(row, restores.get(row.seq));
    }
  }
  if (!isWhole(timeline.doc)) throw new Error(`journal of note ${noteId} is not whole`);
}
