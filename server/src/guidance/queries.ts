import type { Status } from '@caseroom/shared/case';
import { type DismissPrompt, defaultGuidance, type GuidanceSettings } from '@caseroom/shared/guidance';
import type { Channel } from '@caseroom/shared/interaction';
import type { NoteKind } from '@caseroom/shared/note';
import type { Db, Tx } from '../platform/db.ts';
import type { CaseFacts, ContactFacts, Said } from './rules.ts';

export async function readSettings(db: Db, programId: string): Promise<GuidanceSettings | undefined> {
  const [row] = await db<{ guidance: GuidanceSettings | null }[]>`
    select guidance from program where id = ${programId}`;
  // What was stored before a setting existed reads with its default.
  return (
    row && {
      writing: { ...defaultGuidance.writing, ...row.guidance?.writing },
      prompts: { ...defaultGuidance.prompts, ...row.guidance?.prompts },
    }
  );
}

/** False when there is no such program. */
export async function writeSettings(db: Db, programId: string, settings: GuidanceSettings): Promise<boolean> {
  const rows = await db`
    update program set guidance = ${db.json(settings as never)} where id = ${programId} returning id`;
  return rows.length === 1;
}

/** Of the notes, only the team's: what leads write for themselves is no one else's business. */
export async function gatherFacts(db: Db, caseId: string): Promise<CaseFacts> {
  const [[held], [escalation], notes, unwritten] = await Promise.all([
    db<Pick<CaseFacts, 'status' | 'resolvedAt' | 'told'>[]>`
      select c.status, resolved.at as "resolvedAt", told.fact as told
      from "case" c
      left join lateral (
        select max(e.at) as at from case_event e
        where e.case_id = c.id and e.kind = 'case.changed' and c.status in ('resolved', 'closed')
          and e.data @> '{"changes": [{"field": "status", "to": "resolved"}]}') as resolved on true
      left join lateral (
        select json_build_object('seq', e.seq, 'at', e.at, 'inWords', coalesce(e.data->>'about', '') <> '') as fact from case_event e
        where e.case_id = c.id and e.kind = 'customer.told' order by e.seq desc limit 1) as told on true
      where c.id = ${caseId}`,
    db<NonNullable<CaseFacts['escalation']>[]>`
      select id, note_id as "noteId", sent_at as "sentAt" from escalation
      where case_id = ${caseId} and state in ('sent', 'accepted') order by sent_at desc limit 1`,
    db<NoteRow[]>`
      select n.id as "noteId", n.kind, n.created_at as "createdAt", n.touched_at as "touchedAt",
             n.finalised_at is not null as "isFinal", s.said
      from note n left join note_said s on s.note_id = n.id
      where n.case_id = ${caseId} and n.audience = 'team' order by n.created_at, n.id`,
    db<ContactFacts[]>`
      select i.id, i.channel, i.started_at as "startedAt", i.ended_at as "endedAt"
      from interaction i
      where i.case_id = ${caseId} and i.ended_at is not null and i.channel = any(${conversations}::text[])
        and not exists (select 1 from interaction_note w where w.interaction_id = i.id)
      order by i.started_at desc limit ${MAX_CONTACTS}`,
  ]);
  if (!held) throw new Error(`case ${caseId} is gone`);
  const { told } = held;
  return {
    status: held.status as Status,
    resolvedAt: held.resolvedAt,
    told: told && { ...told, at: new Date(told.at) },
    escalation: escalation ?? null,
    unwritten: unwritten.toReversed(),
    notes: notes.map(({ said, ...note }) => ({ ...note, ...(said ?? nothing) })),
  };
}

/** What is said in them stands nowhere else; mails and messages are their own record. */
const conversations: Channel[] = ['call', 'chat', 'walk-in'];
/** Older contacts that nobody wrote down are nobody's next note. */
const MAX_CONTACTS = 3;

interface NoteRow {
  readonly noteId: string;
  readonly kind: NoteKind;
  readonly createdAt: Date;
  readonly touchedAt: Date;
  readonly isFinal: boolean;
  readonly said: Said | null;
}
const nothing: Said = { keys: [], sentiment: null, loosePromise: null };

/** "rule about" of everything this person put away in a case. */
export async function dismissedBy(db: Db, personId: string, caseId: string): Promise<Set<string>> {
  const rows = await db<{ rule: string; about: string }[]>`
    select rule, about from prompt_dismissal where person_id = ${personId} and case_id = ${caseId}`;
  return new Set(rows.map(({ rule, about }) => `${rule} ${about}`));
}

export async function dismiss(
  tx: Tx,
  who: { readonly personId: string; readonly caseId: string; readonly at: Date },
  { rule, about, dismissed }: DismissPrompt,
): Promise<void> {
  const { personId, caseId, at } = who;
  if (dismissed)
    await tx`
      insert into prompt_dismissal (person_id, case_id, rule, about, at)
      values (${personId}, ${caseId}, ${rule}, ${about}, ${at}) on conflict do nothing`;
  else
    await tx`
      delete from prompt_dismissal
      where person_id = ${personId} and case_id = ${caseId} and rule = ${rule} and about = ${about}`;
}
