import type { Attachment } from '@caseroom/shared/attachment';
import type { Audience } from '@caseroom/shared/note';
import type { PersonRef } from '@caseroom/shared/primitives';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import type { Fragment } from 'postgres';
import { accessCase, type CaseAccess } from '../case/access.ts';
import { type Need, rightsOf } from '../case/rules.ts';
import type { Db } from '../platform/db.ts';
import type { StoreName } from './file-store.ts';
import { mayRemove } from './rules.ts';

export interface FileRow {
  readonly id: string;
  readonly caseId: string;
  readonly noteId: string | null;
  readonly interactionId: string | null;
  readonly audience: Audience;
  readonly name: string;
  readonly mediaType: string;
  readonly size_bytes: number;
  readonly sha256: string;
  readonly store: StoreName;
  readonly addedBy: PersonRef;
  readonly addedAt: Date;
}

/** Files that are there, among those that `where` chooses (`a` is in reach), oldest first. */
export const findFiles = (db: Db, where: Fragment): Promise<FileRow[]> => db<FileRow[]>`
  select a.id, a.case_id as "caseId", a.note_id as "noteId", a.interaction_id as "interactionId",
         coalesce(n.audience, 'team') as audience, a.name, a.media_type as "mediaType", a.size_bytes,
         encode(a.sha256, 'hex') as sha256, a.store, a.added_at as "addedAt",
         json_build_object('id', p.id, 'name', p.name, 'colour', p.colour) as "addedBy"
  from attachment a
  join person p on p.id = a.added_by
  left join note n on n.id = a.note_id
  where a.stored_at is not null and a.removed_at is null and ${where}
  order by a.added_at, a.id`;

/** A file somebody was let at. One that is beside a note for leads is for leads. */
export async function accessFile(
  db: Db,
  personId: string,
  id: string,
  need: Need,
): Promise<{ readonly access: CaseAccess; readonly row: FileRow } | Refusal> {
  const [row] = await findFiles(db, db`a.id = ${id}`);
  const access = row ? await accessCase(db, personId, row.caseId, need) : null;
  const none = refuse('not-found', 'There is no such file.');
  if (!row || !access || (isRefusal(access) && access.refused === 'not-found')) return none;
  if (isRefusal(access)) return access;
  return isRefusal(rightsOf(access.role, row.audience, need)) ? none : { access, row };
}

export const attachmentFor = (
  { audience: _, store: __, addedAt, ...row }: FileRow,
  actor: { readonly personId: string; readonly role: CaseAccess['role'] },
): Attachment => ({ ...row, addedAt: addedAt.toISOString(), mayRemove: mayRemove(actor, row.addedBy.id) });
