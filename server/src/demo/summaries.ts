import { writeJson } from '@caseroom/shared/editor/text';
import { linkNote } from '../interaction/acts.ts';
import { readTalk } from '../interaction/queries.ts';
import { bodyOf, createNoteDoc } from '../note/doc.ts';
import { fileDraft, sourceOf } from '../summary/acts.ts';
import { draftByRules, draftHere } from '../summary/drafter.ts';
import { recordSurvival } from '../summary/ending.ts';
import { factsOfCase, readDraft } from '../summary/store.ts';
import { standingLines, survivalOf } from '../summary/survival.ts';
import type { NoteScript } from './script.ts';
import { startOf } from './starts.ts';
import { momentOf } from './when.ts';
import type { Writing, WrittenNote } from './write.ts';

/** A summary drafted by whoever logged the contact, as the server does without a language model. */
export async function draftFrom(
  writing: Writing,
  { kind, at }: NoteScript,
  reference: string,
): Promise<string> {
  const { tx, now, caseId } = writing;
  const [contact] = await tx<{ id: string }[]>`
    select id from interaction where case_id = ${caseId} and reference = ${reference}`;
  const talk = contact && (await readTalk(tx, caseId, contact.id));
  if (!talk) throw new Error(`nobody wrote down what was said in ${reference}`);
  const { owner, timeZone } = await factsOfCase(tx, caseId);
  const source = sourceOf(talk);
  const drafted = await draftByRules(draftHere, source.turns, { at: source.at, timeZone });
  const start = await startOf(writing, { kind, fields: {} });
  const noteId = await fileDraft(tx, {
    caseId,
    interactionId: contact.id,
    actor: talk.loggedBy,
    at: momentOf(at, now),
    source,
    start,
    drafted,
    owner,
  });
  await linkNote(tx, contact.id, noteId);
  return noteId;
}

/** What of a draft its author let stand. */
export async function recordReview(
  { tx, caseId }: Writing,
  { noteId, played }: WrittenNote,
  { actorId, at }: { readonly actorId: string; readonly at: Date },
): Promise<void> {
  const draft = await readDraft(tx, noteId);
  if (!draft) return;
  const doc = createNoteDoc();
  doc.transact(() => writeJson(bodyOf(doc), played.json));
  const survival = survivalOf(draft.lines, standingLines(bodyOf(doc)));
  doc.destroy();
  await recordSurvival(tx, { noteId, caseId, actorId, at }, survival);
}
