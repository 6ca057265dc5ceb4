import type { PersonRef } from '@caseroom/shared/primitives';
import type { CaseSummaries, ReviewLine, SummaryDraft, SummaryReview } from '@caseroom/shared/summary';
import type { Turn } from '@caseroom/shared/transcript';
import type { Db, Tx } from '../platform/db.ts';
import type { Drafted } from './drafter.ts';

export interface NewDraft {
  readonly noteId: string;
  readonly caseId: string;
  readonly interactionId: string | null;
  readonly requestedBy: string;
  readonly at: Date;
  readonly drafted: Drafted;
  readonly lines: readonly ReviewLine[];
  /** Where no interaction keeps them. */
  readonly turns: readonly Turn[] | null;
}

export async function insertDraft(tx: Tx, draft: NewDraft): Promise<void> {
  const { drafted } = draft;
  await tx`
    insert into summary_draft (note_id, case_id, interaction_id, requested_by, drafted_at, drafted_by, model, prompt,
                               fallback, is_english, outcome, sentiment, lines, turns)
    values (${draft.noteId}, ${draft.caseId}, ${draft.interactionId}, ${draft.requestedBy}, ${draft.at}, ${drafted.by},
            ${drafted.model}, ${drafted.prompt}, ${drafted.fallback}, ${drafted.draft.isEnglish},
            ${drafted.draft.outcome}, ${drafted.draft.sentiment}, ${tx.json(draft.lines as never)},
            ${draft.turns ? tx.json(draft.turns as never) : null})`;
}

type Row = Omit<SummaryReview, 'at' | 'turns'> & {
  readonly at: Date;
  readonly turns: Turn[] | null;
  readonly caseId: string;
} & Pick<SummaryDraft, 'outcome'>;

/** A note's draft as it was made; the turns of an interaction's are read where they are kept. */
export async function readDraft(db: Db, noteId: string): Promise<Row | undefined> {
  const [row] = await db<Row[]>`
    select d.note_id as "noteId", d.case_id as "caseId", d.lines, d.outcome, d.sentiment, d.is_english as "isEnglish",
           d.drafted_by as by, d.model, d.fallback, d.drafted_at as at, d.interaction_id as "interactionId", d.turns,
           d.survival, json_build_object('id', p.id, 'name', p.name, 'colour', p.colour) as "requestedBy"
    from summary_draft d join person p on p.id = d.requested_by where d.note_id = ${noteId}`;
  return row;
}

/** The talks of a case that can be summarised, and the notes that were. */
export async function summariesOf(db: Db, caseId: string): Promise<Omit<CaseSummaries, 'model'>> {
  const [sources, drafts] = await Promise.all([
    db<(Omit<CaseSummaries['sources'][number], 'startedAt'> & { startedAt: Date })[]>`
      select i.id as "interactionId", i.channel, i.started_at as "startedAt",
             (select count(*)::int from interaction_turn u where u.interaction_id = i.id) as turns,
             coalesce((select json_agg(d.note_id order by d.drafted_at) from summary_draft d
               where d.interaction_id = i.id), '[]') as "noteIds"
      from interaction i join interaction_transcript t on t.interaction_id = i.id
      where i.case_id = ${caseId} order by i.started_at desc, i.id`,
    db<(Omit<CaseSummaries['drafts'][number], 'at'> & { at: Date })[]>`
      select d.note_id as "noteId", d.interaction_id as "interactionId", d.drafted_at as at,
             n.finalised_at is not null as finalised, d.survival
      from summary_draft d join note n on n.id = d.note_id
      where d.case_id = ${caseId} order by d.drafted_at desc`,
  ]);
  return {
    sources: sources.map(({ startedAt, ...source }) => ({ ...source, startedAt: startedAt.toISOString() })),
    drafts: drafts.map(({ at, ...draft }) => ({ ...draft, at: at.toISOString() })),
  };
}

export interface CaseFacts {
  readonly subject: string;
  readonly customerName: string;
  readonly owner: PersonRef;
  readonly timeZone: string;
}

export async function factsOfCase(db: Db, caseId: string): Promise<CaseFacts> {
  const [row] = await db<CaseFacts[]>`
    select c.subject, c.customer->>'name' as "customerName", g.timer_policy #>> '{hours,timeZone}' as "timeZone",
           json_build_object('id', o.id, 'name', o.name, 'colour', o.colour) as owner
    from "case" c join program g on g.id = c.program_id join person o on o.id = c.owner_id where c.id = ${caseId}`;
  return row as CaseFacts;
}

/** Whether a program lets its transcripts be sent to the operator's language model. */
export async function hasConsent(db: Db, programId: string): Promise<boolean> {
  const [row] = await db`select 1 from summary_consent where program_id = ${programId}`;
  return row !== undefined;
}
