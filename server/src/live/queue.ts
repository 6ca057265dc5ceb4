import type { CaseSummary } from '@caseroom/shared/case';
import { Status } from '@caseroom/shared/case';
import { readSummaries } from '../case/summary.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sql } from '../platform/db.ts';
import { type Pace, POLL_OVERLAP_MS } from './limits.ts';
import { createPacer } from './pacer.ts';

export interface QueueFeed {
  /** A case may have changed. */
  hint(caseId: string): void;
  /** Finds what no hint told of, among the cases of watched programs. */
  poll(): Promise<void>;
  drain(): Promise<void>;
}

export interface QueueFeedDeps {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly pace: Pace;
  /** The programs whose queue somebody watches. */
  readonly watched: ReadonlySet<string>;
  readonly emit: (summary: CaseSummary) => void;
  readonly onError: (error: unknown) => void;
}

/** What makes one summary of a case differ from another. A program's new hours move deadlines without an entry. */
const stampOf = (of: { eventSeq: number; touchedAt: string; dueAt: string | null }): string =>
  `${of.eventSeq} ${of.touchedAt} ${of.dueAt}`;

/** Tells the watchers of a program how its cases look, each at most once in `queueCase_ms`, the last change always. */
export function createQueueFeed({ sql, clock, pace, watched, emit, onError }: QueueFeedDeps): QueueFeed {
  /** Stamp of what was last told of each case; kept as long as a poll could find the case again. */
  const told = new Map<string, { stamp: string; at: number }>();
  const pacer = createPacer<string>(pace.queueCase_ms, tell, onError);
  let polledAt = clock.now().getTime();

  async function tell(caseIds: string[]): Promise<void> {
    if (watched.size === 0) return;
    for (const summary of await readSummaries(sql, caseIds)) {
      const stamp = stampOf({ ...summary, dueAt: summary.timer?.dueAt ?? null });
      if (told.get(summary.id)?.stamp === stamp) continue;
      told.set(summary.id, { stamp, at: clock.now().getTime() });
      emit(summary);
    }
  }

  async function poll(): Promise<void> {
    const now = clock.now().getTime();
    for (const [caseId, { at }] of told) if (now - at > 2 * POLL_OVERLAP_MS) told.delete(caseId);
    if (watched.size > 0) {
      for (const found of await touchedSince(sql, [...watched], new Date(polledAt - POLL_OVERLAP_MS)))
        if (told.get(found.id)?.stamp !== stampOf(found)) pacer.mark(found.id);
    }
    polledAt = now;
  }

  return { hint: pacer.mark, poll, drain: pacer.stop };
}

/** Naming every status lets the index of the queue answer. */
async function touchedSince(sql: Sql, programs: readonly string[], since: Date) {
  const rows = await sql<{ id: string; eventSeq: number; touchedAt: Date; dueAt: Date | null }[]>`
    select id, event_seq as "eventSeq", touched_at as "touchedAt", due_at as "dueAt" from "case"
    where program_id = any(${programs as string[]}::uuid[]) and status = any(${Status.options}::text[]) and touched_at > ${since}`;
  return rows.map((row) => ({
    ...row,
    touchedAt: row.touchedAt.toISOString(),
    dueAt: row.dueAt?.toISOString() ?? null,
  }));
}
