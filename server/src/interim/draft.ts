import type {
  InterimChannel,
  InterimOrigin,
  InterimTemplateInput,
  NewInterim,
  PatchInterim,
} from '@caseroom/shared/interim';
import { docFromLines } from '@caseroom/shared/interim-words';
import { noteKinds } from '@caseroom/shared/note-kinds';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import { accessCase, accessNote } from '../case/access.ts';
import { createNote, type NoteStart, type StartNote } from '../note/create.ts';
import type { By } from '../platform/by.ts';
import type { Db, Tx } from '../platform/db.ts';
import { channels } from './channels/channels.ts';
import { factsOf, type InterimRow, lockInterim, readInterim, subjectFor } from './queries.ts';
import { judgeEdit } from './rules.ts';
import { readTemplate } from './templates.ts';

export const nothing = () => refuse('not-found', 'There is no such interim update.');

export interface Begin extends By {
  readonly caseId: string;
  readonly origin?: InterimOrigin;
  readonly want: NewInterim;
  /** What it says, where that is written already. */
  readonly words?: Pick<InterimTemplateInput, 'channel' | 'language' | 'subject' | 'body'>;
}

/** Begins a message: a note in which everybody writes, from the program's template or the one that was chosen. */
export async function beginInterim(
  tx: Tx,
  startNote: StartNote,
  { caseId, actorId, at, want, words, origin = 'person' }: Begin,
): Promise<{ noteId: string } | Refusal> {
  const access = await accessCase(tx, actorId, caseId, 'write');
  if (isRefusal(access)) return access;
  const template =
    words ?? (want.templateId ? await readTemplate(tx, access.programId, want.templateId) : undefined);
  if (want.templateId && !template) return refuse('not-found', 'There is no such template.');
  const { name: title, audience } = noteKinds.interim;
  const start: NoteStart = template
    ? { outline: docFromLines(template.body) }
    : await startNote(tx, { caseId, programId: access.programId, kind: 'interim', authorId: actorId, at });
  const noteId = await createNote(tx, { caseId, kind: 'interim', audience, title, actorId, at, ...start });
  const row = (await lockInterim(tx, noteId)) as InterimRow;
  const channel = want.channel ?? template?.channel ?? row.channel;
  await tx`
    update interim set origin = ${origin}, channel = ${channel},
      recipient = ${channels[channel].reaches(row.customer)},
      next_update_at = ${want.nextUpdateAt ?? null}, language = ${template?.language ?? row.language}, subject = ${template?.subject || subjectFor(row)}
    where note_id = ${noteId}`;
  return { noteId };
}

/** Where it goes and when they hear again. What waits for a lead comes back: they would approve something else. */
export async function patchInterim(
  tx: Tx,
  noteId: string,
  actorId: string,
  patch: PatchInterim,
): Promise<{ caseId: string } | Refusal> {
  const held = await takeInterim(tx, noteId, actorId);
  if (isRefusal(held)) return held;
  const { row } = held;
  const refusal = judgeEdit(factsOf(row, false), { personId: actorId, role: held.role });
  if (refusal) return refusal;
  const channel: InterimChannel = patch.channel ?? row.channel;
  const usual = channel === row.channel ? row.recipient : channels[channel].reaches(row.customer);
  await tx`
    update interim set channel = ${channel},
      recipient = ${patch.recipient === undefined ? usual : patch.recipient || null},
      language = ${patch.language ?? row.language}, subject = ${patch.subject ?? row.subject},
      next_update_at = ${patch.nextUpdateAt === undefined ? row.nextUpdateAt : patch.nextUpdateAt},
      state = 'draft', asked_by = null, asked_at = null
    where note_id = ${noteId}`;
  return { caseId: row.caseId };
}

/** A message somebody who writes in its case was let into, under its locks. */
export async function takeInterim(tx: Tx, noteId: string, actorId: string) {
  const row = await lockInterim(tx, noteId);
  if (!row) return nothing();
  const access = await accessCase(tx, actorId, row.caseId, 'write');
  if (isRefusal(access)) return access.refused === 'not-found' ? nothing() : access;
  return { row, role: access.role, programId: access.programId };
}

/** As `takeInterim`, for who only looks. */
export async function lookAtInterim(db: Db, noteId: string, actorId: string) {
  const access = await accessNote(db, actorId, noteId, 'read');
  if (isRefusal(access)) return access.refused === 'not-found' ? nothing() : access;
  const row = await readInterim(db, noteId);
  return row ? { row, role: access.role } : nothing();
}
