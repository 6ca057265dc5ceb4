import type { Audience, Note, NoteKind } from '@caseroom/shared/note';
import type { PersonRef } from '@caseroom/shared/primitives';
import type { Db } from '../platform/db.ts';

/** A note as stored; its text may lag behind its head by a moment (`textSeq`). */
export interface NoteRow {
  readonly id: string;
  readonly caseId: string;
  readonly kind: NoteKind;
  readonly audience: Audience;
  readonly title: string;
  readonly headSeq: number;
  readonly text: string;
  readonly textSeq: number;
  readonly createdBy: PersonRef;
  readonly createdAt: Date;
  readonly touchedAt: Date;
  readonly authors: readonly PersonRef[];
  readonly template: Note['template'];
  readonly finalised: { readonly seq: number; readonly by: PersonRef; readonly at: string } | null;
  readonly amends: Note['amends'];
}

/** A case's notes of some audiences, oldest first. */
export async function listNotes(db: Db, caseId: string, audiences: readonly Audience[]): Promise<NoteRow[]> {
  return readNotes(db, db`where n.case_id = ${caseId} and n.audience = any(${audiences as Audience[]})`);
}

export async function readNote(db: Db, noteId: string): Promise<NoteRow | undefined> {
  const [note] = await readNotes(db, db`where n.id = ${noteId}`);
  return note;
}

async function readNotes(db: Db, where: ReturnType<Db>): Promise<NoteRow[]> {
  return db<NoteRow[]>`
    select n.id, n.case_id as "caseId", n.kind, n.audience, n.title, n.head_seq as "headSeq",
           n.text, n.text_seq as "textSeq", n.created_at as "createdAt", n.touched_at as "touchedAt",
           json_build_object('id', creator.id, 'name', creator.name, 'colour', creator.colour) as "createdBy",
           coalesce(wrote.authors, '[]') as authors,
           case when t.template_id is not null
             then json_build_object('id', t.template_id, 'version', t.version, 'name', t.name) end as template,
           case when n.finalised_at is not null then json_build_object('seq', n.finalised_seq, 'at', n.finalised_at,
             'by', json_build_object('id', ender.id, 'name', ender.name, 'colour', ender.colour)) end as finalised,
           case when n.amends_id is not null
             then json_build_object('noteId', n.amends_id, 'reason', n.amend_reason) end as amends
    from note n
    join person creator on creator.id = n.created_by
    left join person ender on ender.id = n.finalised_by
    left join template_version t on t.template_id = n.template_id and t.version = n.template_version
    left join lateral (
      select json_agg(json_build_object('id', p.id, 'name', p.name, 'colour', p.colour) order by last desc) as authors
      from (select author_id, max(seq) as last from note_edit e where e.note_id = n.id group by author_id) as latest
      join person p on p.id = author_id
    ) as wrote on true
    ${where}
    order by n.created_at, n.id`;
}

/** A note as the API answers it. `text` must read as of `headSeq`; `write`: whether the asker's role lets them. */
export function noteOf(row: NoteRow, fresh: { text: string; headSeq: number }, write: boolean): Note {
  const { textSeq: _, createdAt, touchedAt, authors, finalised, ...note } = row;
  return {
    ...note,
    ...fresh,
    authors: [...authors],
    createdAt: createdAt.toISOString(),
    touchedAt: touchedAt.toISOString(),
    finalised: finalised && { ...finalised, at: new Date(finalised.at).toISOString() },
    access: write && !finalised ? 'write' : 'read',
    mayAmend: write && finalised !== null,
  };
}
