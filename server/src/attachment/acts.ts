import { createHash, randomUUID } from 'node:crypto';
import { type AttachFile, MAX_FILES } from '@caseroom/shared/attachment';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import { accessCase, accessNote, type CaseAccess } from '../case/access.ts';
import { appendEvent } from '../case/events.ts';
import type { By } from '../platform/by.ts';
import type { Db, Sql, Tx } from '../platform/db.ts';
import type { FileStores, StoreName } from './file-store.ts';
import { accessFile } from './queries.ts';
import { cleanName, judgeFile, mayRemove } from './rules.ts';
import { sniff } from './sniff.ts';

export interface FileDone {
  readonly caseId: string;
  readonly id: string;
}
export interface FileDeps {
  readonly sql: Sql;
  readonly stores: FileStores;
}

/**
 * Keeps a file: its row first, then its bytes, then its entry in the ledger, with which it is there for others. Whatever
 * breaks off in between is a leftover that the sweep erases.
 */
export async function attachFile(
  { sql, stores }: FileDeps,
  { caseId, actorId, at }: By & { readonly caseId: string },
  asked: AttachFile,
  bytes: Buffer,
): Promise<FileDone | Refusal> {
  const name = cleanName(asked.name);
  const mediaType = judgeFile({ name, size_bytes: bytes.length }, await sniff(bytes));
  if (isRefusal(mediaType)) return mediaType;
  const id = randomUUID();
  const store = stores.forNew;
  const refused = await sql.begin(async (tx) => {
    const place = await placeOf(tx, actorId, caseId, asked);
    if (isRefusal(place)) return place;
    const [count] = await tx<{ count: number }[]>`
      select count(*) from attachment where case_id = ${caseId} and removed_at is null`;
    if ((count?.count ?? 0) >= MAX_FILES)
      return refuse('too-large', `A case holds at most ${MAX_FILES} files.`);
    await tx`
      insert into attachment (id, case_id, note_id, interaction_id, name, media_type, size_bytes, sha256, store, added_by, added_at)
      values (${id}, ${caseId}, ${asked.noteId ?? null}, ${asked.interactionId ?? null}, ${name}, ${mediaType},
              ${bytes.length}, ${createHash('sha256').update(bytes).digest()}, ${store}, ${actorId}, ${at})`;
    return null;
  });
  if (refused) return refused;
  await storeOf(stores, store).put(id, bytes);
  return sql.begin(async (tx) => {
    const place = await placeOf(tx, actorId, caseId, asked);
    if (isRefusal(place)) return place;
    await tx`update attachment set stored_at = ${at} where id = ${id}`;
    const data = {
      attachmentId: id,
      mediaType,
      size_bytes: bytes.length,
      ...(asked.noteId ? { noteId: asked.noteId } : {}),
    };
    await appendEvent(tx, { caseId, kind: 'attachment.added', actorId, at, data });
    return { caseId, id };
  });
}

/** Where the file goes, if the person may write there: the case, one of its notes, or one of its contacts. */
async function placeOf(
  db: Db,
  actorId: string,
  caseId: string,
  { noteId, interactionId }: AttachFile,
): Promise<CaseAccess | Refusal> {
  const access = await accessCase(db, actorId, caseId, 'write');
  if (isRefusal(access)) return access;
  if (noteId) {
    const note = await accessNote(db, actorId, noteId, 'write');
    if (isRefusal(note)) return note;
    if (note.caseId !== access.caseId) return refuse('not-found', 'There is no such note in this case.');
  }
  if (interactionId) {
    const [found] =
      await db`select 1 from interaction where id = ${interactionId} and case_id = ${access.caseId}`;
    if (!found) return refuse('not-found', 'There is no such interaction in this case.');
  }
  return access;
}

/** Takes a file away for good; that it was there stays in the ledger. Its bytes are erased right after, or by the sweep. */
export async function removeFile(
  { sql, stores }: FileDeps,
  { actorId, at, id }: By & { readonly id: string },
): Promise<FileDone | Refusal> {
  const done = await sql.begin(async (tx: Tx) => {
    await tx`select 1 from attachment where id = ${id} for no key update`;
    const held = await accessFile(tx, actorId, id, 'write');
    if (isRefusal(held)) return held;
    const { access, row } = held;
    if (!mayRemove({ personId: actorId, role: access.role }, row.addedBy.id))
      return refuse('no-access', 'Whoever attached it takes it away, or a lead.');
    await tx`update attachment set removed_at = ${at}, removed_by = ${actorId} where id = ${id}`;
    const data = {
      attachmentId: id,
      mediaType: row.mediaType,
      size_bytes: row.size_bytes,
      ...(row.noteId ? { noteId: row.noteId } : {}),
    };
    await appendEvent(tx, { caseId: access.caseId, kind: 'attachment.removed', actorId, at, data });
    return { caseId: access.caseId, id, store: row.store };
  });
  if (isRefusal(done)) return done;
  await erase({ sql, stores }, done, at).catch(() => {});
  return done;
}

interface Leftover {
  readonly id: string;
  readonly store: StoreName;
}
async function erase({ sql, stores }: FileDeps, { id, store }: Leftover, at: Date): Promise<void> {
  await storeOf(stores, store).remove(id);
  await sql`update attachment set erased_at = ${at} where id = ${id} and removed_at is not null`;
  await sql`delete from attachment where id = ${id} and stored_at is null`;
}

/** An upload that is not stored by then has broken off, minutes. */
const BROKEN_OFF_MIN = 60;
const SWEPT_AT_ONCE = 100;

/** Erases what broke off, and what was taken away while its store did not answer. */
export async function sweepFiles(deps: FileDeps, now: Date): Promise<void> {
  const before = new Date(now.getTime() - BROKEN_OFF_MIN * 60_000);
  const leftovers = await deps.sql<Leftover[]>`
    select id, store from attachment
    where (stored_at is null and added_at < ${before}) or (removed_at is not null and erased_at is null)
    order by added_at limit ${SWEPT_AT_ONCE}`;
  for (const leftover of leftovers) await erase(deps, leftover, now);
}

function storeOf(stores: FileStores, name: StoreName) {
  const store = stores.of(name);
  if (!store) throw new Error(`files are kept in ${name}, which this server is not told of`);
  return store;
}
