import type { CaseEvent } from '@caseroom/shared/case';
import type { Audience } from '@caseroom/shared/note';
import type { PersonRef } from '@caseroom/shared/primitives';
import type { Db } from '../platform/db.ts';
import { visibleEntry } from './rules.ts';

/** A ledger entry, with what `entryFor` needs to know who may see it. */
export interface LedgerEntry {
  readonly seq: number;
  readonly event: CaseEvent;
  /** Of the note it is about, or as its kind says; null when for everybody. */
  readonly audience: Audience | null;
  /** The only people who may see it; null: no such limit. */
  readonly between: readonly string[] | null;
}

/** Somebody who has been let into the case. */
export interface LedgerReader {
  /** Null: whoever reads the case, and nobody in particular. */
  readonly personId: string | null;
  readonly readLeads: boolean;
}

/** SQL: the audience of entry `e`, whose note is `n`: what is said of quality reviews is for leads. */
export const audienceOfEntry = (db: Db) =>
  db`case when e.kind like 'review.%' then 'leads' else n.audience end`;

/** Entries after a seq, oldest first. The caller has decided who may read the case. */
export async function readEntries(
  db: Db,
  caseId: string,
  { after, limit }: { after: number; limit: number },
): Promise<LedgerEntry[]> {
  const rows = await db<
    (Omit<CaseEvent, 'at' | 'actor'> & { at: Date; actor: PersonRef | null; audience: Audience | null })[]
  >`
    select e.seq, e.case_id as "caseId", e.kind, e.at, e.data,
           ${audienceOfEntry(db)} as audience,
           case when p.id is null then null else json_build_object('id', p.id, 'name', p.name, 'colour', p.colour) end as actor
    from case_event e
    left join person p on p.id = e.actor_id
    left join note n on n.id = (e.data->>'noteId')::uuid
    where e.case_id = ${caseId} and e.seq > ${after}
    order by e.seq limit ${limit}`;
  return rows.map(({ audience, ...row }) => ({
    seq: row.seq,
    audience,
    between: betweenOf(row.data),
    event: {
      seq: row.seq,
      caseId: row.caseId,
      kind: row.kind,
      actor: row.actor,
      at: row.at.toISOString(),
      data: row.data,
    },
  }));
}

/** The entry as this reader may see it. */
export const entryFor = ({ event, ...limits }: LedgerEntry, reader: LedgerReader): CaseEvent =>
  visibleEntry(event, limits, reader);

const betweenOf = ({ between }: Record<string, unknown>): readonly string[] | null =>
  Array.isArray(between) ? between.map(String) : null;
