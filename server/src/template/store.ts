import type { NoteKind } from '@caseroom/shared/note';
import { type Industry, TemplateContent, type TemplateVersion } from '@caseroom/shared/template';
import type { Db, Tx } from '../platform/db.ts';

type Row = Omit<TemplateVersion, 'at' | 'content'> & { readonly at: Date; readonly content: unknown };

/** The newest version of each of a program's templates, by kind. */
export async function newestTemplates(db: Db, programId: string): Promise<TemplateVersion[]> {
  return readVersions(
    db,
    db`where t.program_id = ${programId}
         and v.version = (select max(version) from template_version n where n.template_id = t.id)`,
  );
}

export async function newestTemplate(
  db: Db,
  programId: string,
  kind: NoteKind,
): Promise<TemplateVersion | undefined> {
  const [newest] = await templateVersions(db, programId, kind, 1);
  return newest;
}

/** Every version of one of a program's templates, newest first. */
export async function templateVersions(
  db: Db,
  programId: string,
  kind: NoteKind,
  limit?: number,
): Promise<TemplateVersion[]> {
  return readVersions(db, db`where t.program_id = ${programId} and t.kind = ${kind}`, limit);
}

/** The version a note was made from. */
export async function templateOfNote(db: Db, noteId: string): Promise<TemplateVersion | undefined> {
  const [version] = await readVersions(
    db,
    db`join note on note.template_id = v.template_id and note.template_version = v.version
       where note.id = ${noteId}`,
  );
  return version;
}

async function readVersions(db: Db, where: ReturnType<Db>, limit?: number): Promise<TemplateVersion[]> {
  const rows = await db<Row[]>`
    select t.id, v.version, t.program_id as "programId", t.kind, v.name, v.content, v.at, v.reason,
           case when p.id is not null
             then json_build_object('id', p.id, 'name', p.name, 'colour', p.colour) end as by
    from template_version v
    join template t on t.id = v.template_id
    left join person p on p.id = v.by_id
    ${where}
    order by t.kind, v.version desc limit ${limit ?? null}`;
  // What an older version of this program stored reads with today's defaults.
  return rows.map(({ at, content, ...row }) => ({
    ...row,
    content: TemplateContent.parse(content),
    at: at.toISOString(),
  }));
}

export interface NewVersion {
  readonly programId: string;
  readonly kind: NoteKind;
  readonly name: string;
  readonly content: TemplateContent;
  /** Null: it comes with Caseroom. */
  readonly byId: string | null;
  readonly at: Date;
  /** Why it was edited; empty for what comes with Caseroom. */
  readonly reason: string;
}

/** Appends a version when `after` is still the newest (0: there is none); false when it is not. */
export async function appendVersion(tx: Tx, version: NewVersion, after: number): Promise<boolean> {
  const { programId, kind, name, content, byId, at, reason } = version;
  await tx`insert into template (program_id, kind) values (${programId}, ${kind}) on conflict do nothing`;
  const rows = await tx`
    insert into template_version (template_id, version, name, content, by_id, at, reason)
    select t.id, ${after + 1}, ${name}, ${tx.json(content as never)}, ${byId}, ${at}, ${reason}
    from template t
    where t.program_id = ${programId} and t.kind = ${kind}
      and ${after} = (select coalesce(max(version), 0) from template_version n where n.template_id = t.id)
    on conflict do nothing
    returning version`;
  return rows.length === 1;
}

export async function industryOf(db: Db, programId: string): Promise<Industry | undefined> {
  const [row] = await db<{ industry: Industry }[]>`select industry from program where id = ${programId}`;
  return row?.industry;
}
