import {
  type AnswerCard,
  type AnswerHistory,
  type AnswerState,
  type AnswerSummary,
  type AnswerText,
  type AnswerUse,
  type AnswerVersion,
  type ListAnswers,
  MAX_ANSWERS,
} from '@caseroom/shared/answer';
import { Tag } from '@caseroom/shared/case';
import type { Role } from '@caseroom/shared/people';
import { type Finding, findPersonal, type KnownCustomer } from '@caseroom/shared/personal-data';
import type { PersonRef } from '@caseroom/shared/primitives';
import { type Refusal, refuse } from '@caseroom/shared/refusal';
import type { Fragment } from 'postgres';
import { z } from 'zod';
import { audiencesReadableBy, readableBy } from '../case/access.ts';
import { caseNumber } from '../case/fold.ts';
import { meantTags } from '../case/tags.ts';
import type { Db } from '../platform/db.ts';
import { ownSeats } from '../platform/seats.ts';
import { type CardFacts, rightsIn, type Seat, staleOf } from './card-rules.ts';

interface CardRow {
  readonly id: string;
  readonly program: AnswerSummary['program'];
  readonly state: AnswerState;
  readonly version: number;
  readonly title: string;
  readonly problem: string;
  readonly cause: string;
  readonly fix: string;
  readonly tell: string;
  readonly tags: string[];
  readonly author: PersonRef;
  readonly editedAt: Date;
  readonly publishedAt: Date | null;
  readonly reviewOn: string | null;
  readonly used: number;
  readonly helped: number;
  readonly lastUsedAt: Date | null;
  readonly role: Role;
  readonly customer: KnownCustomer;
  /** Null where the asking person may not read the note. */
  readonly source: { id: string; number: number; subject: string; noteId: string } | null;
}

const personJson = (db: Db, alias: string) => {
  const p = db(alias);
  return db`json_build_object('id', ${p}.id, 'name', ${p}.name, 'colour', ${p}.colour)`;
};

/** Cards of the programs whose cases this person reads, among those that `where` chooses (`a` is in reach). */
async function readRows(db: Db, personId: string, where: Fragment, order: Fragment): Promise<CardRow[]> {
  return db<CardRow[]>`
    select a.id, json_build_object('id', g.id, 'name', g.name, 'client', g.client) as program, a.state, a.version,
           a.title, a.problem, a.cause, a.fix, a.tell, a.tags, ${personJson(db, 'p')} as author, a.edited_at as "editedAt",
           a.published_at as "publishedAt", a.review_on::text as "reviewOn", a.used, a.helped,
           a.last_used_at as "lastUsedAt", m.role, c.customer,
           case when (a.program_id, n.audience) in (${audiencesReadableBy(db, personId)})
             then json_build_object('id', c.id, 'number', c.number, 'subject', c.subject, 'noteId', n.id) end as source
    from answer_card a
    join program g on g.id = a.program_id
    join ${ownSeats(db, personId)} m on m.program_id = a.program_id
    join person p on p.id = a.author_id
    join "case" c on c.id = a.source_case_id
    join note n on n.id = a.source_note_id
    where a.program_id in (${readableBy(db, personId)}) and ${where}
    order by ${order} limit ${MAX_ANSWERS}`;
}

/** Drafts are their author's and the reviewers'; whoever reads the program's cases reads the rest. */
const seenBy = (db: Db, personId: string) =>
  db`(a.state <> 'draft' or a.author_id = ${personId} or m.role in ('lead', 'qa'))`;

type Asked = z.output<typeof ListAnswers>;
const orders = (db: Db): Record<Asked['sort'], Fragment> => ({
  used: db`a.used desc, a.helped desc, a.edited_at desc, a.id`,
  newest: db`a.edited_at desc, a.id`,
  title: db`lower(a.title), a.id`,
});

/** The library, as far as it is asked for. */
export async function listCards(
  db: Db,
  personId: string,
  { program, state, tag, q, sort }: Asked,
  now: Date,
): Promise<AnswerSummary[] | Refusal> {
  const tags = z.array(Tag).safeParse((tag ?? '').split(',').filter((one) => one.trim() !== ''));
  if (!tags.success)
    return refuse('invalid', undefined, {
      fields: [{ path: 'tag', message: 'This is not a list of tags.' }],
    });
  const inState = state === 'stale' ? 'published' : state;
  const where = db`
    ${seenBy(db, personId)} ${program ? db`and a.program_id = ${program}` : db``}
    ${inState ? db`and a.state = ${inState}` : db``}
    ${tags.data.length > 0 ? db`and a.tags && ${meantTags(db, tags.data)}` : db``}
    ${
      q
        ? db`and not exists (
      select from regexp_split_to_table(unaccent(lower(${q})), '\\s+') as word
      where strpos(unaccent(lower(concat_ws(' ', a.title, a.problem, a.cause, a.fix, a.tell, array_to_string(a.tags, ' ')))), word) = 0)`
        : db``
    }`;
  const rows = await readRows(db, personId, where, orders(db)[sort]);
  const all = rows.map((row) => summaryOf(row, now));
  return state === 'stale' ? all.filter(({ stale }) => stale !== null) : all;
}

const summaryOf = (row: CardRow, now: Date): AnswerSummary => {
  const { id, program, state, version, title, problem, fix, tags, author, reviewOn, used, helped } = row;
  return {
    ...{ id, program, state, version, title, problem, fix, tags, author, reviewOn, used, helped },
    editedAt: row.editedAt.toISOString(),
    publishedAt: row.publishedAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    stale: staleOf(row, now),
  };
};

/** What the rules judge a card by. */
export const factsOf = (row: CardRow): CardFacts => ({
  state: row.state,
  version: row.version,
  authorId: row.author.id,
  findings: findingsIn(row, row.customer),
});

/** What of a card's words looks like a customer's. A name that is a tag as well, as of a “Porting desk”, is a word. */
export function findingsIn(words: AnswerText, customer: KnownCustomer): Finding[] {
  const { title, problem, cause, fix, tell, tags } = words;
  const isTag = (text: string) => tags.includes(text.toLowerCase());
  return findPersonal([title, problem, cause, fix, tell].join('\n'), customer).filter(
    ({ kind, text }) => kind !== 'name' || !isTag(text),
  );
}

export interface HeldCard {
  readonly row: CardRow;
  readonly facts: CardFacts;
  readonly seat: Seat;
}

/** A card somebody may read. Another program's is indistinguishable from one that does not exist. */
export async function accessCard(db: Db, personId: string, cardId: string): Promise<HeldCard | Refusal> {
  const [row] = await readRows(db, personId, db`a.id = ${cardId} and ${seenBy(db, personId)}`, db`a.id`);
  if (!row) return refuse('not-found', 'There is no such card.');
  return { row, facts: factsOf(row), seat: { personId, role: row.role } };
}

/** The card as this person reads it. */
export async function readCard(
  db: Db,
  personId: string,
  cardId: string,
  now: Date,
): Promise<AnswerCard | Refusal> {
  const held = await accessCard(db, personId, cardId);
  if ('refused' in held) return held;
  const { row, facts, seat } = held;
  const rights = rightsIn(facts, seat);
  const [uses, history] = await Promise.all([readUses(db, personId, cardId), readHistory(db, cardId)]);
  const { source } = row;
  return {
    ...summaryOf(row, now),
    cause: row.cause,
    tell: row.tell,
    source: source && {
      case: { id: source.id, number: caseNumber(source.number), subject: source.subject },
      noteId: source.noteId,
    },
    findings: rights.edit ? [...facts.findings] : [],
    rights,
    uses,
    history,
  };
}

/** Uses shown with a card: the newest. */
const MAX_USES = 50;

async function readUses(db: Db, personId: string, cardId: string): Promise<AnswerUse[]> {
  const rows = await db<
    (Omit<AnswerUse, 'at' | 'case'> & { at: Date; caseId: string; number: number; subject: string })[]
  >`
    select u.id, u.note_id as "noteId", u.at, u.version, u.verdict, ${personJson(db, 'p')} as by,
           c.id as "caseId", c.number, c.subject
    from answer_use u
    join note n on n.id = u.note_id
    join "case" c on c.id = u.case_id and (c.program_id, n.audience) in (${audiencesReadableBy(db, personId)})
    join person p on p.id = u.by_id
    where u.card_id = ${cardId} order by u.at desc, u.id limit ${MAX_USES}`;
  return rows.map(({ caseId, number, subject, at, ...use }) => ({
    ...use,
    at: at.toISOString(),
    case: { id: caseId, number: caseNumber(number), subject },
  }));
}

async function readHistory(db: Db, cardId: string): Promise<AnswerHistory[]> {
  const rows = await db<(Omit<AnswerHistory, 'at'> & { at: Date })[]>`
    select e.kind, e.version, e.at, e.reason, ${personJson(db, 'p')} as by
    from answer_act e join person p on p.id = e.by_id where e.card_id = ${cardId} order by e.id desc`;
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** Every version of a card's words, newest first. The caller has let its reader in. */
export async function readVersions(db: Db, cardId: string): Promise<AnswerVersion[]> {
  const rows = await db<(Omit<AnswerVersion, 'at'> & { at: Date })[]>`
    select v.version, v.title, v.problem, v.cause, v.fix, v.tell, v.tags, v.at, ${personJson(db, 'p')} as by
    from answer_version v join person p on p.id = v.by_id where v.card_id = ${cardId} order by v.version desc`;
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
