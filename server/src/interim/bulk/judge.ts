import type { Status } from '@caseroom/shared/case';
import type { InterimChannel } from '@caseroom/shared/interim';
import type { BulkCheckItem, NewBulkSend } from '@caseroom/shared/interim-bulk';
import { docFromLines } from '@caseroom/shared/interim-words';
import { type Refusal, refuse } from '@caseroom/shared/refusal';
import type { z } from 'zod';
import { rolesOf } from '../../case/access.ts';
import { caseNumber } from '../../case/fold.ts';
import type { Db } from '../../platform/db.ts';
import { channels } from '../channels/channels.ts';
import { type Addressed, type Draft, type Judged, judgeAll } from '../preview.ts';
import { usualChannel } from '../queries.ts';
import type { Deployment } from '../settings.ts';
import { type Skipped, skipOf } from './rules.ts';

/** The words of a bulk send and who signs them. */
export interface BulkWords extends Omit<z.output<typeof NewBulkSend>, 'caseIds' | 'nextUpdateAt'> {
  readonly programId: string;
  readonly nextUpdateAt: Date | null;
  readonly madeById: string;
  readonly madeByName: string;
  readonly isApproved: boolean;
}

export interface JudgedCase {
  readonly to: Addressed & { readonly status: Status };
  readonly judged: Judged;
  readonly skipped: Skipped | null;
}

interface Judging {
  readonly deployment: Deployment;
  readonly now: Date;
}

type CaseRow = Omit<Addressed, 'channel' | 'recipient' | 'language' | 'subject' | 'nextUpdateAt'> & {
  readonly status: Status;
  readonly usual: InterimChannel;
};

const readCases = (db: Db, programId: string, caseIds: readonly string[]) => db<CaseRow[]>`
  select c.id as "caseId", c.program_id as "programId", c.number, c.subject as "caseSubject", c.priority, c.status,
         c.customer, g.name as program, g.client, g.timer_policy->'hours'->>'timeZone' as "programZone",
         eta.eta_at as "etaAt", ${usualChannel(db)} as usual
  from unnest(${[...caseIds]}::uuid[]) with ordinality as asked(id, position)
  join "case" c on c.id = asked.id join program g on g.id = c.program_id
  left join case_eta eta on eta.case_id = c.id
  where c.program_id = ${programId} order by asked.position`;

/** The note that a case's message begins with, and ends with: nobody writes in it before it is released. */
export const draftOf = ({ body }: Pick<BulkWords, 'body'>): Draft => ({ seq: 1, doc: docFromLines(body) });

/** What each case would get now, and why some get nothing. Refuses cases that are not of the program. */
export async function judgeCases(
  db: Db,
  words: BulkWords,
  caseIds: readonly string[],
  judging: Judging,
): Promise<JudgedCase[] | Refusal> {
  const asked = [...new Set(caseIds)];
  const rows = await readCases(db, words.programId, asked);
  if (rows.length < asked.length) return refuse('not-found', 'Some of these cases are not of this program.');
  return judgeRows(db, words, rows, judging);
}

/** The same for one of its cases; call it under the case's lock to act on the answer. */
export async function judgeCase(db: Db, words: BulkWords, caseId: string, judging: Judging) {
  const [row] = await readCases(db, words.programId, [caseId]);
  // A case keeps its program.
  if (!row) throw new Error(`case ${caseId} left its program while it was written to`);
  const [judged] = await judgeRows(db, words, [row], judging);
  return judged as JudgedCase;
}

async function judgeRows(
  db: Db,
  words: BulkWords,
  rows: readonly CaseRow[],
  { deployment, now }: Judging,
): Promise<JudgedCase[]> {
  const { programId, overrides, isApproved } = words;
  const isLed = (await rolesOf(db, words.madeById)).get(programId) === 'lead';
  const to = rows.map((row) => addressed(row, words));
  const judging = { deployment, agentName: words.madeByName, now, link: null };
  const all = await judgeAll(db, programId, to, draftOf(words), judging);
  return all.map((judged, at) => {
    const one = to[at] as JudgedCase['to'];
    const { findings, needsApproval } = judged;
    const facts = { status: one.status, isLed, findings, overrides, needsApproval, isApproved };
    return { to: one, judged, skipped: skipOf(facts) };
  });
}

function addressed({ usual, ...row }: CaseRow, words: BulkWords): JudgedCase['to'] {
  const { language, subject, nextUpdateAt } = words;
  const channel = words.channel ?? usual;
  const recipient = channels[channel].reaches(row.customer);
  return { ...row, channel, recipient, language, subject: subject || null, nextUpdateAt };
}

export const checkItemOf = ({ to, judged, skipped }: JudgedCase): BulkCheckItem => ({
  case: {
    id: to.caseId,
    number: caseNumber(to.number),
    subject: to.caseSubject,
    priority: to.priority,
    customerName: to.customer.name,
  },
  channel: to.channel,
  recipient: judged.recipient,
  subject: judged.subject,
  blocks: [...judged.blocks],
  findings: [...judged.findings],
  needsApproval: judged.needsApproval,
  skip: skipped?.skip ?? null,
  why: skipped?.why ?? null,
});

/** Of those that would be written to. */
export const needSecondLead = (judged: readonly JudgedCase[]): boolean =>
  judged.some((one) => one.skipped === null && one.judged.needsApproval);
