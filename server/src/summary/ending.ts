import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import { type ReviewLine, type Survival, survivedPercent } from '@caseroom/shared/summary';
import * as Y from 'yjs';
import { appendEvent } from '../case/events.ts';
import { bodyOf } from '../note/doc.ts';
import type { BeginEnding } from '../note/ending.ts';
import type { Rooms } from '../note/rooms.ts';
import type { Sql, Tx } from '../platform/db.ts';
import { type StandingLine, standingLines, survivalOf } from './survival.ts';

/**
 * A drafted note ends when somebody has looked at each of its lines: then its next steps become follow-ups, and what
 * of the draft stands is written down with the version that stands.
 */
export const endSummaries =
  ({ sql, rooms }: { readonly sql: Sql; readonly rooms: Rooms }): BeginEnding =>
  async (actorId, noteId) => {
    const [draft] = await sql<{ lines: ReviewLine[] }[]>`
      select lines from summary_draft where note_id = ${noteId}`;
    if (!draft) return null;
    const known = new Set(draft.lines.map(({ id }) => id));
    const own = (body: Y.XmlFragment) => standingLines(body).filter(({ id }) => known.has(id));
    const left = await rooms.read(noteId, ({ doc }) => unreviewed(own(bodyOf(doc))));
    if (left > 0) return refuseUnreviewed(left);
    const released = await rooms.edit(noteId, actorId, (doc) => releaseTasks(bodyOf(doc)));
    if (isRefusal(released)) return released;
    let survival: Survival;
    return {
      // Somebody may have put a drafted line back since.
      look: (body) => {
        const standing = own(body);
        survival = survivalOf(draft.lines, standing);
        const open = unreviewed(standing);
        return open > 0 ? refuseUnreviewed(open) : null;
      },
      record: (tx, end) => recordSurvival(tx, { ...end, noteId, actorId }, survival),
    };
  };

/** Writes down what of a draft stands, in the transaction that ends its note. */
export async function recordSurvival(
  tx: Tx,
  { noteId, caseId, actorId, at }: { noteId: string; caseId: string; actorId: string; at: Date },
  survival: Survival,
): Promise<void> {
  await tx`update summary_draft set survival = ${tx.json(survival as never)} where note_id = ${noteId}`;
  const { kept, edited, discarded } = survival;
  const data = { noteId, percent: survivedPercent(survival), kept, edited, discarded };
  await appendEvent(tx, { caseId, kind: 'summary.reviewed', actorId, at, data });
}

const unreviewed = (lines: readonly StandingLine[]): number =>
  lines.filter(({ isReviewed, text }) => !isReviewed && text !== '').length;

const refuseUnreviewed = (count: number): Refusal =>
  refuse(
    'invalid',
    count === 1
      ? 'One drafted line has not been reviewed yet.'
      : `${count} drafted lines have not been reviewed yet.`,
  );

/** From here on the steps are somebody's to do. */
export function releaseTasks(parent: Y.XmlFragment): void {
  for (const child of parent.toArray()) {
    if (!(child instanceof Y.XmlElement)) continue;
    if (child.nodeName === 'taskItem' && child.getAttribute('draft') !== undefined)
      child.removeAttribute('draft');
    releaseTasks(child);
  }
}
