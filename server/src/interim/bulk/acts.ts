import type { NewBulkSend } from '@caseroom/shared/interim-bulk';
import { titleWords } from '@caseroom/shared/interim-words';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import type { z } from 'zod';
import { rolesOf } from '../../case/access.ts';
import { notifyOfProgram } from '../../case/notify.ts';
import type { By } from '../../platform/by.ts';
import type { Db, Tx } from '../../platform/db.ts';
import { currentVia } from '../../platform/via.ts';
import { leadsOf } from '../queries.ts';
import type { Seat } from '../rules.ts';
import type { Deployment } from '../settings.ts';
import { type BulkWords, judgeCases, needSecondLead } from './judge.ts';
import { type BulkRow, factsOfBulk, readBulk } from './queries.ts';
import { judgeBulkApproval, judgeBulkReturn, judgeCarryOn, judgeStop } from './rules.ts';

const nothing = () => refuse('not-found', 'There is no such bulk send.');

/** Lets leads of a program in. */
export async function seatIn(db: Db, personId: string, programId: string): Promise<Seat | Refusal> {
  const role = (await rolesOf(db, personId)).get(programId);
  if (role === undefined) return refuse('not-found', 'There is no such program.');
  if (role !== 'lead') return refuse('no-access', 'Leads of the program write to many of its customers.');
  return { personId, role };
}

/** A bulk send this person may see. */
export async function lookAtBulk(db: Db, id: string, personId: string) {
  const row = await readBulk(db, id);
  if (!row) return nothing();
  const seat = await seatIn(db, personId, row.programId);
  if (isRefusal(seat)) return seat.refused === 'not-found' ? nothing() : seat;
  return { row, seat };
}

interface Writer extends By {
  readonly actorName: string;
}

export const wordsToJudge = (
  programId: string,
  { nextUpdateAt, ...message }: z.output<typeof NewBulkSend>,
  { actorId, actorName }: Pick<Writer, 'actorId' | 'actorName'>,
): BulkWords => ({
  ...message,
  programId,
  nextUpdateAt: nextUpdateAt === null ? null : new Date(nextUpdateAt),
  madeById: actorId,
  madeByName: actorName,
  // A second lead is asked once for all of it, not case by case.
  isApproved: true,
});

interface Make extends Writer {
  readonly programId: string;
  readonly message: z.output<typeof NewBulkSend>;
  readonly deployment: Deployment;
  readonly address: string;
}

/** What was done to a bulk send, and who was told of it. */
export interface BulkDone {
  readonly id: string;
  readonly told: readonly string[];
}

/** Of the words, for the inbox: their beginning. */
const NOTICE_CHARS = 280;
const noticeOf = ({ subject, body }: Pick<BulkWords, 'subject' | 'body'>): string =>
  titleWords(subject || body).slice(0, NOTICE_CHARS);

/** Stores it with its cases; it is sent from then on, or a second lead is asked. What nobody would get is refused. */
export async function makeBulk(tx: Tx, make: Make): Promise<BulkDone | Refusal> {
  const { programId, message, actorId, at, deployment, address } = make;
  const seat = await seatIn(tx, actorId, programId);
  if (isRefusal(seat)) return seat;
  const words = wordsToJudge(programId, message, make);
  const judged = await judgeCases(tx, words, message.caseIds, { deployment, now: at });
  if (isRefusal(judged)) return judged;
  if (judged.every(({ skipped }) => skipped !== null))
    return refuse('invalid', `Nobody would get this. ${judged[0]?.skipped?.why ?? ''}`);
  const twin = await refuseTwin(tx, words, message.caseIds, at);
  if (twin) return twin;
  const isAsked = needSecondLead(judged);
  const via = currentVia(actorId);
  const [made] = await tx<{ id: string }[]>`
    insert into bulk_send (program_id, state, channel, language, subject, body, next_update_at, overrides, address,
                           made_by, made_at, via)
    values (${programId}, ${isAsked ? 'waiting' : 'running'}, ${words.channel}, ${words.language},
            ${words.subject}, ${words.body}, ${words.nextUpdateAt}, ${tx.json(words.overrides)}, ${address},
            ${actorId}, ${at}, ${via && tx.json({ tokenId: via.tokenId, name: via.name })})
    returning id`;
  const { id } = made as { id: string };
  await tx`
    insert into bulk_send_case (bulk_id, case_id, position, state)
    select ${id}, asked.id, asked.position, 'waiting'
    from unnest(${judged.map(({ to }) => to.caseId)}::uuid[]) with ordinality as asked(id, position)`;
  return { id, told: isAsked ? await askLeads(tx, make, id) : [] };
}

/** Two leads who write of one outage at the same moment: the words of one are enough. */
const TWIN_MS = 10 * 60_000;

/** Until commit nobody else makes one for the program: of two at once the second finds the first. */
async function refuseTwin(
  tx: Tx,
  { programId, subject, body }: BulkWords,
  caseIds: readonly string[],
  at: Date,
): Promise<Refusal | null> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`bulk ${programId}`}, 0))`;
  const [twin] = await tx`
    select from bulk_send b join bulk_send_case c on c.bulk_id = b.id
    where b.program_id = ${programId} and b.subject = ${subject} and b.body = ${body}
      and b.made_at > ${new Date(at.getTime() - TWIN_MS)} and b.state <> 'returned'
      and c.case_id = any(${[...caseIds]}::uuid[]) and c.state in ('waiting', 'sent') limit 1`;
  return twin
    ? refuse(
        'conflict',
        'The same words went to some of these customers a moment ago. Look at what was sent.',
      )
    : null;
}

/** A second lead is asked in the inbox; whoever wrote it is left out there. */
async function askLeads(
  tx: Tx,
  { programId, message, actorId, at }: Make,
  bulkId: string,
): Promise<string[]> {
  const personIds = (await leadsOf(tx, programId)).map(({ id }) => id);
  const { length } = message.caseIds;
  const data = {
    bulkId,
    text: `To ${length === 1 ? 'one customer' : `${length} customers`} · ${noticeOf(message)}`,
  };
  return notifyOfProgram(tx, {
    programId,
    kind: 'bulk.asked',
    personIds,
    actorId,
    audience: 'leads',
    data,
    at,
  });
}

interface Act extends By {
  readonly id: string;
}

/** Runs an act under the bulk send's lock, which whoever sends it takes for each case: it falls between two. */
async function act(
  tx: Tx,
  { id, actorId }: Act,
  judge: (row: BulkRow, seat: Seat) => Refusal | null,
  write: () => Promise<unknown>,
  tell: (row: BulkRow) => Promise<string[]> = async () => [],
): Promise<BulkDone | Refusal> {
  await tx`select from bulk_send where id = ${id} for update`;
  const seen = await lookAtBulk(tx, id, actorId);
  if (isRefusal(seen)) return seen;
  const refusal = judge(seen.row, seen.seat);
  if (refusal) return refusal;
  await write();
  return { id, told: await tell(seen.row) };
}

/** A second lead's word on the words, for all of its cases. */
export const approveBulk = (tx: Tx, { id, actorId, at }: Act) =>
  act(
    tx,
    { id, actorId, at },
    (row, seat) => judgeBulkApproval(factsOfBulk(row), seat),
    () => tx`
      update bulk_send set state = 'running', approved_by = ${actorId}, approved_at = ${at} where id = ${id}`,
    (row) => tellMaker(tx, row, { kind: 'bulk.approved', actorId, at, text: noticeOf(row) }),
  );

export const returnBulk = (tx: Tx, { id, actorId, at }: Act, comment: string) =>
  act(
    tx,
    { id, actorId, at },
    (row, seat) => judgeBulkReturn(factsOfBulk(row), seat),
    () => tx`
      update bulk_send set state = 'returned', returned_by = ${actorId}, returned_at = ${at},
        return_comment = ${comment} where id = ${id}`,
    (row) => tellMaker(tx, row, { kind: 'bulk.returned', actorId, at, text: comment }),
  );

interface Answer extends By {
  readonly kind: 'bulk.approved' | 'bulk.returned';
  readonly text: string;
}

const tellMaker = (tx: Tx, { id, programId, madeBy }: BulkRow, { text, ...answer }: Answer) =>
  notifyOfProgram(tx, {
    ...answer,
    programId,
    personIds: [madeBy.id],
    audience: 'leads',
    data: { bulkId: id, text },
  });

export const stopBulk = (tx: Tx, { id, actorId, at }: Act) =>
  act(
    tx,
    { id, actorId, at },
    (row, seat) => judgeStop(factsOfBulk(row), seat),
    () => tx`
      update bulk_send set state = 'stopped', stopped_by = ${actorId}, stopped_at = ${at}, lease_until = null
      where id = ${id}`,
  );

/** `again`: also those that were left out or failed are tried once more; each is checked anew. */
export const carryOnBulk = (tx: Tx, { id, actorId, at }: Act, again: boolean) =>
  act(
    tx,
    { id, actorId, at },
    (row, seat) => judgeCarryOn(factsOfBulk(row), seat, again),
    async () => {
      if (again)
        await tx`
          update bulk_send_case set state = 'waiting', skip = null, why = null, tried = 0, at = null
          where bulk_id = ${id} and state in ('skipped', 'failed')`;
      await tx`
        update bulk_send set state = 'running', stopped_by = null, stopped_at = null, ended_at = null
        where id = ${id}`;
    },
  );
