import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import {
  type EditTag,
  groupColours,
  MAX_VOCABULARY,
  type NewTag,
  NewTag as NewTagShape,
  type TagChangeKind,
  type VocabularyTag,
} from '@caseroom/shared/tag';
import type { Tx } from '../platform/db.ts';
import { retag } from './retag.ts';
import { readTag } from './vocabulary.ts';

/** Somebody edits a program's vocabulary. */
export interface TagAct {
  readonly programId: string;
  /** Null: Caseroom, which ships some. */
  readonly actorId: string | null;
  readonly at: Date;
}

/** What an act came to, and the cases it retagged. */
export interface Retagged {
  readonly tagId: string;
  readonly caseIds: readonly string[];
}

/** The caller holds the program's row, so that names stay unique and no case is missed. */
export async function lockVocabulary(tx: Tx, programId: string): Promise<void> {
  await tx`select from program where id = ${programId} for no key update`;
}

export async function addTag(tx: Tx, act: TagAct, input: NewTag): Promise<string | Refusal> {
  const { name, group, colour = groupColours[group], about, keywords } = NewTagShape.parse(input);
  const taken = await refuseTaken(tx, act.programId, name);
  if (taken) return taken;
  const [row] = await tx<{ id: string }[]>`
    insert into tag (program_id, name, "group", colour, about, keywords, created_at)
    select ${act.programId}, ${name}, ${group}, ${colour}, ${about}, ${keywords}::text[], ${act.at}
    where (select count(*) from tag where program_id = ${act.programId}) < ${MAX_VOCABULARY}
    returning id`;
  if (!row) return refuse('invalid', `A program has at most ${MAX_VOCABULARY} tags.`);
  const { id } = row;
  await record(tx, act, id, { kind: 'added', from: null, to: name, cases: 0 });
  return id;
}

export async function editTag(
  tx: Tx,
  act: TagAct,
  tagId: string,
  edit: EditTag,
): Promise<Retagged | Refusal> {
  const held = await readTag(tx, tagId);
  const { name = held.name, retired = held.retired, ...rest } = edit;
  const { group, colour, about, keywords } = { ...held, ...rest };
  const renamed = name === held.name ? [] : await rename(tx, act, held, name);
  if (isRefusal(renamed)) return renamed;
  await tx`
    update tag set name = ${name}, "group" = ${group}, colour = ${colour}, about = ${about}, keywords = ${keywords},
      retired_at = case when ${retired} then coalesce(retired_at, ${act.at}) end
    where id = ${tagId}`;
  const plain = { from: null, to: name, cases: 0 };
  if (retired !== held.retired)
    await record(tx, act, tagId, { kind: retired ? 'retired' : 'restored', ...plain });
  if (Object.keys(rest).length > 0) await record(tx, act, tagId, { kind: 'edited', ...plain });
  return { tagId, caseIds: renamed };
}

/** Answers the cases that have the new name now; the old one keeps finding. */
async function rename(tx: Tx, act: TagAct, tag: VocabularyTag, name: string): Promise<string[] | Refusal> {
  const taken = await refuseTaken(tx, act.programId, name, tag.id);
  if (taken) return taken;
  await tx`delete from tag_old_name where program_id = ${act.programId} and name = ${name}`;
  await keepFinding(tx, act.programId, tag.name, tag.id);
  const caseIds = await retag(tx, act, { from: tag.name, to: name, why: 'renamed' });
  await record(tx, act, tag.id, { kind: 'renamed', from: tag.name, to: name, cases: caseIds.length });
  return caseIds;
}

/**
 * Every case that has `from`, a tag of the vocabulary or one that was typed, gets `into` instead; so do its old
 * names, its suggestions' decisions and its history. Keywords of both speak for what stays.
 */
export async function mergeTag(
  tx: Tx,
  act: TagAct,
  into: VocabularyTag,
  from: string,
): Promise<Retagged | Refusal> {
  if (from === into.name) return refuse('invalid', 'A tag cannot be merged into itself.');
  if (into.retired) return refuse('invalid', `“${into.name}” is retired.`);
  const [old] = await tx<{ id: string; keywords: string[] }[]>`
    select id, keywords from tag where program_id = ${act.programId} and name = ${from}`;
  const caseIds = await retag(tx, act, { from, to: into.name, why: 'merged' });
  if (!old && caseIds.length === 0) return refuse('invalid', `No case and no vocabulary has “${from}”.`);
  if (old) await takeOver(tx, old, into);
  await keepFinding(tx, act.programId, from, into.id);
  await record(tx, act, into.id, { kind: 'merged', from, to: into.name, cases: caseIds.length });
  return { tagId: into.id, caseIds };
}

async function takeOver(
  tx: Tx,
  old: { readonly id: string; readonly keywords: readonly string[] },
  into: VocabularyTag,
): Promise<void> {
  const keywords = [...new Set([...into.keywords, ...old.keywords])];
  await tx`update tag set keywords = ${keywords} where id = ${into.id}`;
  await tx`update tag_old_name set tag_id = ${into.id} where tag_id = ${old.id}`;
  await tx`update tag_change set tag_id = ${into.id} where tag_id = ${old.id}`;
  await tx`
    insert into tag_decision (case_id, tag_id, accepted, by_id, at)
    select case_id, ${into.id}, accepted, by_id, at from tag_decision where tag_id = ${old.id} on conflict do nothing`;
  await tx`delete from tag where id = ${old.id}`;
}

const keepFinding = (tx: Tx, programId: string, name: string, tagId: string) => tx`
  insert into tag_old_name (program_id, name, tag_id) values (${programId}, ${name}, ${tagId})
  on conflict (program_id, name) do update set tag_id = excluded.tag_id`;

/** A name means one tag, whether it is a present one or an old one. */
async function refuseTaken(tx: Tx, programId: string, name: string, own?: string): Promise<Refusal | null> {
  const [row] = await tx<{ name: string }[]>`
    select t.name from tag t
    where t.program_id = ${programId} and t.id is distinct from ${own ?? null}::uuid and (t.name = ${name} or exists (
      select from tag_old_name o where o.tag_id = t.id and o.name = ${name}))`;
  if (!row) return null;
  const message =
    row.name === name ? `There is a tag “${name}” already.` : `“${name}” is what “${row.name}” was called.`;
  return refuse('invalid', message, { fields: [{ path: 'name', message }] });
}

interface Change {
  readonly kind: TagChangeKind;
  readonly from: string | null;
  readonly to: string;
  readonly cases: number;
}
const record = (
  tx: Tx,
  { programId, actorId, at }: TagAct,
  tagId: string,
  { kind, from, to, cases }: Change,
) => tx`
  insert into tag_change (program_id, tag_id, kind, by_id, at, from_name, to_name, cases)
  values (${programId}, ${tagId}, ${kind}, ${actorId}, ${at}, ${from}, ${to}, ${cases})`;
