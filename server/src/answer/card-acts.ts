import type {
  AnswerAct,
  AnswerHistory,
  AnswerProposal,
  AnswerText,
  EditAnswer,
  PromoteNote,
} from '@caseroom/shared/answer';
import { MAX_ANSWER_PART_CHARS, MAX_ANSWER_TITLE_CHARS } from '@caseroom/shared/answer';
import type { KnownCustomer } from '@caseroom/shared/personal-data';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import type { TemplateContent } from '@caseroom/shared/template';
import { accessNote, type NoteAccess } from '../case/access.ts';
import { appendEvent } from '../case/events.ts';
import { caseNumber } from '../case/fold.ts';
import { tidyTags } from '../case/rules.ts';
import type { By } from '../platform/by.ts';
import type { Db, Tx } from '../platform/db.ts';
import { judgeAct, mayEdit, nextReview } from './card-rules.ts';
import { accessCard, findingsIn } from './cards.ts';
import { resolutionIn, situationIn } from './resolution-rules.ts';

/** A card that was changed, and the case whose ledger tells of it, if one does. */
export interface Changed {
  readonly cardId: string;
  readonly caseId: string | null;
}

/** What a resolution note would make as a card, by its sections. */
export async function proposeCard(
  db: Db,
  personId: string,
  noteId: string,
): Promise<AnswerProposal | Refusal> {
  const access = await accessSource(db, personId, noteId);
  if (isRefusal(access)) return access;
  const [row] = await db<SourceRow[]>`
    select c.id as "caseId", c.number, c.subject, c.tags, c.customer, c.program_id as "programId", n.text, v.content as template,
           a.id as "cardId", told.text as "caseText", told.content as "caseTemplate"
    from note n join "case" c on c.id = n.case_id
    left join template_version v on v.template_id = n.template_id and v.version = n.template_version
    left join answer_card a on a.source_note_id = n.id
    left join lateral (
      select t.text, tv.content from note t
      left join template_version tv on tv.template_id = t.template_id and tv.version = t.template_version
      where t.case_id = c.id and t.kind = 'case' and t.audience = 'team' order by t.created_at limit 1) as told on true
    where n.id = ${noteId}`;
  if (!row) return refuse('not-found', 'There is no such note.');
  const { cause, fix, told } = resolutionIn(row.text, row.template);
  const words = {
    title: row.subject.slice(0, MAX_ANSWER_TITLE_CHARS),
    problem: cut(situationIn(row.caseText ?? '', row.caseTemplate)),
    cause: cut(cause),
    fix: cut(fix),
    tell: cut(told),
  };
  return {
    ...words,
    tags: row.tags,
    programId: row.programId,
    case: { id: row.caseId, number: caseNumber(row.number), subject: row.subject },
    findings: findingsIn({ ...words, tags: row.tags }, row.customer),
    cardId: row.cardId,
  };
}

interface SourceRow {
  readonly caseId: string;
  readonly number: number;
  readonly subject: string;
  readonly tags: string[];
  readonly customer: KnownCustomer;
  readonly programId: string;
  readonly text: string;
  readonly template: TemplateContent | null;
  readonly cardId: string | null;
  readonly caseText: string | null;
  readonly caseTemplate: TemplateContent | null;
}

/** As much as a part may hold, without half a character at the end. */
const cut = (text: string): string =>
  text
    .slice(0, MAX_ANSWER_PART_CHARS)
    .replace(/[\ud800-\udbff]$/, '')
    .trim();

/** What leads keep among themselves becomes nobody's answer. */
async function accessSource(db: Db, personId: string, noteId: string): Promise<NoteAccess | Refusal> {
  const access = await accessNote(db, personId, noteId, 'read');
  if (isRefusal(access)) return access;
  if (access.kind !== 'resolution' || access.audience !== 'team')
    return refuse('no-access', 'Answer cards are made of resolution notes that the whole team reads.');
  return access;
}

/** Begins a card with what somebody took from a resolution note. A note makes one card. */
export async function promoteNote(
  tx: Tx,
  { noteId, ...text }: PromoteNote,
  act: By,
): Promise<Changed | Refusal> {
  const access = await accessSource(tx, act.actorId, noteId);
  if (isRefusal(access)) return access;
  const words = tidied(text);
  const [made] = await tx<{ id: string }[]>`
    insert into answer_card (program_id, state, version, title, problem, cause, fix, tell, tags, author_id, edited_at,
                             source_note_id, source_case_id)
    values (${access.programId}, 'draft', 1, ${words.title}, ${words.problem}, ${words.cause}, ${words.fix}, ${words.tell},
            ${words.tags}, ${act.actorId}, ${act.at}, ${noteId}, ${access.caseId})
    on conflict (source_note_id) do nothing returning id`;
  if (!made) return refuse('conflict', 'This note has been made a card already.');
  const cardId = made.id;
  await keepVersion(tx, cardId, 1, words, act);
  await keepAct(tx, { cardId, version: 1, kind: 'promoted', reason: '' }, act);
  await tell(tx, access.caseId, 'answer.promoted', { noteId, cardId }, act);
  return { cardId, caseId: access.caseId };
}

/** Writes a card anew, as a version of its own. The same words again are no version. */
export async function editCard(
  tx: Tx,
  cardId: string,
  { after, ...text }: EditAnswer,
  act: By,
): Promise<Changed | Refusal> {
  const held = await holdCard(tx, cardId, act);
  if (isRefusal(held)) return held;
  const { row, facts, seat } = held;
  if (!mayEdit(facts, seat)) return refuse('read-only', 'You can read this card but not edit it.');
  if (row.version !== after)
    return refuse('conflict', 'Somebody has edited this card. Look at it as it is now.');
  const words = tidied(text);
  const version = row.version + 1;
  if (isSame(words, row)) return { cardId, caseId: null };
  const { title, problem, cause, fix, tell: told, tags } = words;
  await tx`
    update answer_card set version = ${version}, title = ${title}, problem = ${problem}, cause = ${cause}, fix = ${fix},
      tell = ${told}, tags = ${tags}, edited_at = ${act.at}
    where id = ${cardId}`;
  await keepVersion(tx, cardId, version, words, act);
  await keepAct(tx, { cardId, version, kind: 'edited', reason: '' }, act);
  return { cardId, caseId: null };
}

/** Sends a card on its way: to review, out to everybody, back, away, or on as it is. */
export async function actOnCard(
  tx: Tx,
  cardId: string,
  what: AnswerAct,
  act: By,
): Promise<Changed | Refusal> {
  const held = await holdCard(tx, cardId, act);
  if (isRefusal(held)) return held;
  const { row, facts, seat } = held;
  const state = judgeAct(facts, what, seat);
  if (isRefusal(state)) return state;
  const isRight = what.do === 'publish' || what.do === 'confirm';
  await tx`
    update answer_card set state = ${state},
      published_at = ${what.do === 'publish' ? act.at : row.publishedAt},
      review_on = ${isRight ? nextReview(act.at) : row.reviewOn}
    where id = ${cardId}`;
  const reason = 'reason' in what ? what.reason : '';
  await keepAct(tx, { cardId, version: row.version, kind: what.do, reason }, act);
  if (what.do !== 'publish') return { cardId, caseId: null };
  const [source] = await tx<{ caseId: string; noteId: string }[]>`
    select source_case_id as "caseId", source_note_id as "noteId" from answer_card where id = ${cardId}`;
  const { caseId, noteId } = source as { caseId: string; noteId: string };
  await tell(tx, caseId, 'answer.published', { noteId, cardId, title: row.title }, act);
  return { cardId, caseId };
}

/** The card, as nobody else changes it until the transaction ends. */
async function holdCard(tx: Tx, cardId: string, { actorId }: By) {
  await tx`select from answer_card where id = ${cardId} for update`;
  return accessCard(tx, actorId, cardId);
}

const tidied = (text: AnswerText): AnswerText => ({ ...text, tags: tidyTags(text.tags) });

const isSame = (words: AnswerText, held: AnswerText): boolean =>
  (['title', 'problem', 'cause', 'fix', 'tell'] as const).every((part) => words[part] === held[part]) &&
  words.tags.join() === held.tags.join();

async function keepVersion(
  tx: Tx,
  cardId: string,
  version: number,
  { title, problem, cause, fix, tell: told, tags }: AnswerText,
  { actorId, at }: By,
): Promise<void> {
  await tx`
    insert into answer_version (card_id, version, title, problem, cause, fix, tell, tags, by_id, at)
    values (${cardId}, ${version}, ${title}, ${problem}, ${cause}, ${fix}, ${told}, ${tags}, ${actorId}, ${at})`;
}

async function keepAct(
  tx: Tx,
  { cardId, version, kind, reason }: Pick<AnswerHistory, 'version' | 'kind' | 'reason'> & { cardId: string },
  { actorId, at }: By,
): Promise<void> {
  await tx`
    insert into answer_act (card_id, kind, version, by_id, at, reason)
    values (${cardId}, ${kind}, ${version}, ${actorId}, ${at}, ${reason})`;
}

const tell = <K extends 'answer.promoted' | 'answer.published'>(
  tx: Tx,
  caseId: string,
  kind: K,
  data: Parameters<typeof appendEvent<K>>[1]['data'],
  { actorId, at }: By,
): Promise<number> => appendEvent(tx, { caseId, kind, actorId, data, at });
