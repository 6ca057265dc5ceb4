import { noteText } from '@caseroom/shared/editor/text';
import { followUpDeriver } from '../follow-up/deriver.ts';
import { guidanceDeriver } from '../guidance/deriver.ts';
import { deriveWithin } from '../note/derive.ts';
import { bodyOf } from '../note/doc.ts';
import { readBindings } from '../note/journal.ts';
import { loadNote } from '../note/snapshot.ts';
import { mentionDeriver } from '../notification/mentions.ts';
import type { Tx } from '../platform/db.ts';
import type { WrittenCase } from './write.ts';

/** What happened longer ago than this, ms, everybody has dealt with. */
const DEALT_WITH_MS = 6 * 3_600_000;

/** Follow-ups and mentions as the demo's notes say them, told of when each note was last written in. */
export async function deriveNotes(tx: Tx, cases: readonly WrittenCase[]): Promise<void> {
  // Side by side, as the cases were written.
  await Promise.all(cases.map(({ caseId }) => deriveCase(tx, caseId)));
}

/** Everybody has dealt with what they were told of before today, and has had their e-mail. */
export async function dealWithOldNews(tx: Tx, now: Date): Promise<void> {
  await tx`
    update notification set read_at = at, done_at = at where at < ${new Date(now.getTime() - DEALT_WITH_MS)}`;
  await tx`update notification set mailed_at = at where by_mail`;
}

async function deriveCase(tx: Tx, caseId: string): Promise<void> {
  const notes = await tx<{ id: string; at: Date }[]>`
    select n.id, greatest(n.touched_at, (select max(e.at) from case_event e where e.case_id = n.case_id)) as at
    from note n where n.case_id = ${caseId} and n.head_seq > 0 order by n.touched_at, n.id`;
  for (const { id, at } of notes) await deriveNote(tx, id, at);
}

/** Its text as well. */
export async function deriveNote(tx: Tx, noteId: string, at: Date): Promise<void> {
  const { doc, seq } = await loadNote(tx, noteId);
  await tx`update note set text = ${noteText(bodyOf(doc))}, text_seq = ${seq} where id = ${noteId}`;
  const bindings = await readBindings(tx, noteId);
  const committed = { doc, seq, authorOf: (client: number) => bindings.get(client) };
  const derivers = [
    mentionDeriver({ bus: null, at }),
    followUpDeriver({ bus: null, at }),
    guidanceDeriver({ bus: null }),
  ];
  for (const deriver of derivers) await deriveWithin(tx, deriver, noteId, committed);
  await tx`select search_index('note', ${noteId})`;
  doc.destroy();
}
