import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import {
  type DecideSuggestion,
  MAX_SUGGESTIONS,
  singleGroups,
  type TagSuggestion,
} from '@caseroom/shared/tag';
import { accessCase } from '../case/access.ts';
import { changeCase } from '../case/change.ts';
import { appendEvent } from '../case/events.ts';
import { holdTagRules } from '../case/tags.ts';
import type { By } from '../platform/by.ts';
import type { Db, Tx } from '../platform/db.ts';

/**
 * What a case's notes speak for and nobody has decided about, what most notes say first. A group that has one value
 * and has it already is left alone. The caller has decided who may read the case.
 */
export const readSuggestions = (db: Db, caseId: string) =>
  db<TagSuggestion[]>`
    select t.id as "tagId", t.name, t."group", t.colour, m.term, m.note_id as "noteId", m.title as "noteTitle"
    from (select distinct on (m.tag_id) m.tag_id, m.term, m.note_id, n.title, n.created_at,
                 count(*) over (partition by m.tag_id) as notes
          from tag_match m join note n on n.id = m.note_id and n.audience = 'team'
          where m.case_id = ${caseId} order by m.tag_id, n.created_at, n.id) as m
    join tag t on t.id = m.tag_id and t.retired_at is null
    join "case" c on c.id = ${caseId}
    where t.name <> all(c.tags)
      and not exists (select from tag_decision d where d.case_id = c.id and d.tag_id = t.id)
      and not (t."group" = any(${[...singleGroups]}::text[]) and exists (
        select from tag other
        where other.program_id = c.program_id and other."group" = t."group" and other.name = any(c.tags)))
    order by m.notes desc, m.created_at, t.name limit ${MAX_SUGGESTIONS}`;

export interface Decision extends By {
  readonly caseId: string;
  readonly tagId: string;
}

/** Accepting is a change of the case as any other; dismissing is remembered; `restore` takes either back. */
export async function decide(
  tx: Tx,
  decision: Decision,
  { do: what }: DecideSuggestion,
): Promise<null | Refusal> {
  const { caseId, tagId, actorId, at } = decision;
  const access = await accessCase(tx, actorId, caseId, 'write');
  if (isRefusal(access)) return access;
  await holdTagRules(tx, access.programId);
  const [held] = await tx<{ name: string; tags: string[] }[]>`
    select t.name, c.tags from "case" c join tag t on t.program_id = c.program_id
    where c.id = ${caseId} and t.id = ${tagId} for no key update of c`;
  if (!held) return refuse('not-found', 'There is no such tag.');
  const { name, tags } = held;
  if (what === 'restore') return restore(tx, decision, held);
  const made = await tx`
    insert into tag_decision (case_id, tag_id, accepted, by_id, at)
    values (${caseId}, ${tagId}, ${what === 'accept'}, ${actorId}, ${at})
    on conflict (case_id, tag_id) do update set accepted = true, by_id = excluded.by_id, at = excluded.at
      where excluded.accepted and not tag_decision.accepted
    returning tag_id`;
  if (what === 'accept') return tagged(tx, decision, [...tags, name]);
  if (made.length > 0)
    await appendEvent(tx, { caseId, kind: 'tag.dismissed', actorId, data: { tagId, tag: name }, at });
  return null;
}

async function restore(
  tx: Tx,
  decision: Decision,
  { name, tags }: { readonly name: string; readonly tags: readonly string[] },
): Promise<null | Refusal> {
  const { caseId, tagId, actorId, at } = decision;
  const [gone] = await tx<{ accepted: boolean }[]>`
    delete from tag_decision where case_id = ${caseId} and tag_id = ${tagId} returning accepted`;
  if (!gone) return null;
  if (gone.accepted)
    return tagged(
      tx,
      decision,
      tags.filter((tag) => tag !== name),
    );
  await appendEvent(tx, { caseId, kind: 'tag.restored', actorId, data: { tagId, tag: name }, at });
  return null;
}

async function tagged(
  tx: Tx,
  { caseId, actorId, at }: Decision,
  tags: readonly string[],
): Promise<null | Refusal> {
  const result = await changeCase(tx, { caseId, actorId, patch: { tags: [...new Set(tags)] }, at });
  return isRefusal(result) ? result : null;
}
