import { MAX_PAUSE_MS } from './credit.ts';
import type { EditFacts } from './timeline.ts';

/** Edits of one person that are shown as one line of the history. */
export interface EditBurst {
  readonly authorId: string;
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly from: Date;
  readonly to: Date;
  readonly edits: number;
  readonly inserted: number;
  readonly deleted: number;
  readonly moved: number;
  readonly restoredFrom?: number;
  /** Set when each of its edits only marked text that was commented on. */
  readonly commented?: true;
  /** Whose words its only edit took over. */
  readonly suggestedBy?: string;
  readonly name?: string;
}

/** A burst that may still grow. */
type Open = { -readonly [K in keyof EditBurst]: EditBurst[K] };

/** Longest time one burst may span, ms, however steadily somebody writes. */
export const MAX_BURST_MS = 30 * 60_000;

export interface Landmarks {
  /** Names of versions, by seq. */
  readonly names: ReadonlyMap<number, string>;
  /** Which version an edit put back, by the edit's seq. */
  readonly restores: ReadonlyMap<number, number>;
  /** Whose words an edit took over that accepted a suggestion, by the edit's seq. */
  readonly suggested: ReadonlyMap<number, string>;
}

/**
 * Groups edits (in order) into bursts, in the order in which they end. People who write at the same time get a
 * burst each, not one for every turn they take. A named version ends every burst; a restore and an
 * accepted suggestion stand alone.
 */
export function groupBursts(
  edits: readonly EditFacts[],
  { names, restores, suggested }: Landmarks,
): EditBurst[] {
  const open = new Map<string, Open>();
  const done: EditBurst[] = [];
  const end = (burst: Open): void => {
    open.delete(burst.authorId);
    done.push(burst);
  };
  for (const edit of edits) {
    const restoredFrom = restores.get(edit.seq);
    const suggestedBy = suggested.get(edit.seq);
    const isAlone = restoredFrom !== undefined || suggestedBy !== undefined;
    const name = names.get(edit.seq);
    let burst = open.get(edit.authorId);
    if (burst && (isAlone || !continues(burst, edit))) {
      end(burst);
      burst = undefined;
    }
    if (burst) join(burst, edit);
    else burst = started(edit);
    open.set(edit.authorId, burst);
    if (restoredFrom !== undefined) burst.restoredFrom = restoredFrom;
    if (suggestedBy !== undefined) burst.suggestedBy = suggestedBy;
    if (name !== undefined) {
      burst.name = name;
      for (const every of [...open.values()]) end(every);
    } else if (isAlone) end(burst);
  }
  return [...done, ...open.values()].sort((a, b) => a.toSeq - b.toSeq);
}

const continues = (burst: EditBurst, edit: EditFacts): boolean =>
  edit.at.getTime() - burst.to.getTime() <= MAX_PAUSE_MS &&
  edit.at.getTime() - burst.from.getTime() <= MAX_BURST_MS;

function started({ seq, authorId, at, inserted, deleted, moved, commented }: EditFacts): Open {
  const counts = { edits: 1, inserted, deleted, moved, ...(commented ? { commented } : {}) };
  return { authorId, fromSeq: seq, toSeq: seq, from: at, to: at, ...counts };
}

/** In place: a note may have a quarter of a million edits. */
function join(burst: Open, edit: EditFacts): void {
  burst.toSeq = edit.seq;
  burst.to = edit.at;
  burst.edits += 1;
  burst.inserted += edit.inserted;
  burst.deleted += edit.deleted;
  burst.moved += edit.moved;
  if (!edit.commented) delete burst.commented;
}
