import type { Burst } from '@caseroom/shared/note';
import { clockText } from '../../platform/time.ts';

const characters = (count: number): string =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? 'character' : 'characters'}`;

/** What somebody did in a burst: "wrote 96 characters, deleted 12". Text that was only moved is not writing. */
export function burstWords({
  inserted,
  deleted,
  moved,
  restoredFrom,
  suggestedBy,
  commented,
}: Burst): string {
  if (restoredFrom !== undefined)
    return restoredFrom === 0 ? 'restored the empty note' : `restored edit ${restoredFrom}`;
  if (suggestedBy) return `accepted what ${suggestedBy.name.split(' ')[0]} suggested`;
  if (commented) return 'commented';
  const written = inserted - moved;
  const gone = Math.max(deleted - moved, 0);
  const parts = [
    written > 0 && `wrote ${characters(written)}`,
    gone > 0 && `deleted ${gone.toLocaleString('en-GB')}`,
    moved > 0 && `moved ${moved.toLocaleString('en-GB')}`,
  ].filter(Boolean);
  if (parts.length === 0) return 'changed the layout';
  return parts.join(', ');
}

/** "11:27 – 11:31 · 74 edits". */
export function burstTimes({ from, to, edits }: Burst): string {
  const start = clockText(new Date(from));
  const end = clockText(new Date(to));
  return `${start === end ? start : `${start} – ${end}`} · ${edits.toLocaleString('en-GB')} ${edits === 1 ? 'edit' : 'edits'}`;
}
