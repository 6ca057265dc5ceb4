import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { noteJson } from '@caseroom/shared/editor/text';
import {
  type InterimBlock,
  type InterimFinding,
  type InterimPreview,
  MAX_INTERIM_CHARS,
} from '@caseroom/shared/interim';
import { checkRelease } from '@caseroom/shared/interim-check';
import {
  fillVariables,
  interimBlocks,
  plainWords,
  promisedIn,
  type Reader,
  smsSegments,
  timeWords,
  type VariableValues,
} from '@caseroom/shared/interim-words';
import type { DocJson } from '@caseroom/shared/note';
import { isTimeZone } from '@caseroom/shared/timer';
import { caseNumber } from '../case/fold.ts';
import { bodyOf } from '../note/doc.ts';
import type { Rooms } from '../note/rooms.ts';
import type { Db } from '../platform/db.ts';
import { channels } from './channels/channels.ts';
import { othersIn } from './others.ts';
import { type InterimRow, subjectFor } from './queries.ts';
import { needsApproval } from './rules.ts';
import { type Deployment, faultOf, readChannels, readInterimSettings } from './settings.ts';

/** A note as committed, at its newest version. */
export interface Draft {
  readonly seq: number;
  readonly doc: DocJson;
}

export const readDraft = (rooms: Rooms, noteId: string): Promise<Draft> =>
  rooms.read(noteId, ({ doc, seq }) => ({ seq, doc: noteJson(bodyOf(doc), 'comment') }));

/** What a draft comes to when it is released by somebody. */
export interface Judged {
  readonly subject: string;
  readonly blocks: readonly InterimBlock[];
  readonly text: string;
  readonly findings: readonly InterimFinding[];
  readonly nextUpdateAt: Date | null;
  /** As the channel takes it; null where there is none. */
  readonly recipient: string | null;
  readonly needsApproval: boolean;
  /** The words ask for a link to the customer's page. */
  readonly asksForLink: boolean;
}

export interface Judging {
  readonly deployment: Deployment;
  /** Who releases it: whose name stands below. */
  readonly agentName: string;
  readonly now: Date;
  /** A link made for this message; null: only looked at, one will be made. */
  readonly link: string | null;
}

/** What a program lays down for its messages. */
interface ProgramRules {
  readonly settings: Awaited<ReturnType<typeof readInterimSettings>>;
  readonly channels: Awaited<ReturnType<typeof readChannels>>;
}

async function readProgramRules(db: Db, programId: string): Promise<ProgramRules> {
  const settings = await readInterimSettings(db, programId);
  return { settings, channels: await readChannels(db, programId) };
}

const LINK = /\{\{\s*portal\.link\s*\}\}/;
const LINK_TO_COME = '(the link to their own page)';

/** What of a message and its case decides how it reads and whether it may leave. */
export type Addressed = CaseFacts &
  Pick<InterimRow, 'caseId' | 'programId' | 'programZone' | 'priority'> &
  Pick<InterimRow, 'channel' | 'recipient' | 'language' | 'subject' | 'nextUpdateAt'>;

/** The exact words a customer would read, and everything the check says of them. */
export async function judge(db: Db, row: Addressed, draft: Draft, judging: Judging): Promise<Judged> {
  const [judged] = await judgeAll(db, row.programId, [row], draft, judging);
  return judged as Judged;
}

/** One draft for each of a program's cases, in their order: what there is to look up is looked up for all at once. */
export async function judgeAll(
  db: Db,
  programId: string,
  rows: readonly Addressed[],
  draft: Draft,
  judging: Judging,
): Promise<Judged[]> {
  const rules = await readProgramRules(db, programId);
  const written = rows.map((row) => write(row, draft, { ...judging, rules }));
  const others = await othersIn(db, programId, written.map(addressing));
  const optedOut = await optedOutOf(
    db,
    programId,
    written.flatMap(({ recipient }) => recipient ?? []),
  );
  const judged: Judged[] = [];
  for (const [at, one] of written.entries()) {
    if (at > 0 && at % BETWEEN_PAUSES === 0) await setImmediate();
    const isOut = one.recipient !== null && optedOut.has(one.recipient);
    judged.push(check(one, { ...judging, rules, others: others[at] ?? [], optedOut: isOut }));
  }
  return judged;
}

/** So many are checked before others have their turn. */
const BETWEEN_PAUSES = 10;

type WithRules = Judging & { readonly rules: ProgramRules };
type Written = ReturnType<typeof write>;

/** What the customer of a case would read. */
function write(row: Addressed, draft: Draft, judging: WithRules) {
  const { settings } = judging.rules;
  const reader = readerOf(row, settings.language);
  const promised = promisedIn(draft.doc);
  const nextUpdateAt = row.nextUpdateAt ?? (promised === null ? null : new Date(promised));
  const values = valuesFor(row, { ...judging, nextUpdateAt, reader });
  const title = row.channel === 'email' ? (row.subject ?? subjectFor(row)) : '';
  const subject = fillVariables(title, values);
  const drafted = interimBlocks(draft.doc, reader);
  // Read from whole blocks: a variable may be half in bold.
  const asksForLink = [title, ...drafted.map((block) => block.text)].some((words) => LINK.test(words));
  const written = drafted.map((block) => ({
    ...block,
    ...fillVariables(block.text, values),
  }));
  const blocks = written.map(({ missing: _missing, ...block }) => block);
  const missing = [...new Set([...subject.missing, ...written.flatMap((block) => block.missing)])];
  const recipient = channels[row.channel].address(row.recipient);
  const text = plainWords(blocks);
  return { row, reader, nextUpdateAt, asksForLink, subject: subject.text, blocks, text, missing, recipient };
}

const addressing = ({ row, subject, text }: Written) => ({
  ...row,
  words: `${subject}\n${text.slice(0, MAX_INTERIM_CHARS)}`,
});

function check(
  { row, reader, missing, ...words }: Written,
  judging: WithRules & { readonly others: readonly string[]; readonly optedOut: boolean },
): Judged {
  const { settings, channels: set } = judging.rules;
  const channelRow = set.find((one) => one.channel === row.channel);
  const { subject, text, recipient, nextUpdateAt } = words;
  const findings = checkRelease({
    subject,
    text,
    language: reader.language,
    timeZone: reader.timeZone,
    floorZone: row.programZone,
    now: judging.now,
    desk: judging.deployment.address,
    phrases: settings.phrases,
    others: judging.others,
    missing,
    channelFault: channelRow ? faultOf(channelRow, judging.deployment) : null,
    hasRecipient: !channels[row.channel].hasRecipient || recipient !== null,
    nextUpdateAt,
    optedOut: judging.optedOut,
  });
  return { ...words, findings, needsApproval: needsApproval(settings, row.channel, row.priority) };
}

export const previewOf = (row: InterimRow, { seq }: Draft, judged: Judged): InterimPreview => ({
  seq,
  subject: judged.subject,
  blocks: [...judged.blocks],
  text: judged.text,
  findings: [...judged.findings],
  segments: row.channel === 'sms' ? smsSegments(judged.text) : null,
  needsApproval: judged.needsApproval,
  hash: hashOf({ channel: row.channel, ...judged }),
});

/** The customer's clock, the program's where nobody knows it. */
export const readerOf = (
  { customer, programZone, language }: Pick<InterimRow, 'customer' | 'programZone' | 'language'>,
  usual: string,
): Reader => ({
  language: languageOr(language ?? usual),
  timeZone: customer.timeZone && isTimeZone(customer.timeZone) ? customer.timeZone : programZone,
});

function languageOr(language: string): string {
  try {
    return Intl.getCanonicalLocales(language)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

type CaseFacts = Pick<InterimRow, 'customer' | 'number' | 'caseSubject' | 'program' | 'client' | 'etaAt'>;

export function valuesFor(
  { customer, number, caseSubject, program, client, etaAt }: CaseFacts,
  {
    agentName,
    nextUpdateAt,
    reader,
    link,
  }: Pick<Judging, 'agentName' | 'link'> & { nextUpdateAt: Date | null; reader: Reader },
): VariableValues {
  return {
    'customer.name': customer.name,
    'customer.first_name': firstOf(customer.name),
    'customer.company': customer.company ?? null,
    'customer.account': customer.account ?? null,
    'case.number': caseNumber(number),
    'case.subject': caseSubject,
    program,
    client,
    'agent.name': agentName,
    'agent.first_name': firstOf(agentName),
    eta: etaAt && timeWords(etaAt, reader),
    next_update: nextUpdateAt && timeWords(nextUpdateAt, reader),
    'portal.link': link ?? LINK_TO_COME,
  };
}

const firstOf = (name: string): string => name.trim().split(/\s+/)[0] ?? '';

async function optedOutOf(
  db: Db,
  programId: string,
  recipients: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db<{ recipient: string }[]>`
    select recipient from interim_opt_out
    where program_id = ${programId} and recipient = any(${[...recipients]}::text[])`;
  return new Set(rows.map(({ recipient }) => recipient));
}

/** What the ledger keeps of the words: anybody who has them can show that they are these. */
export const hashOf = (words: {
  channel: string;
  recipient: string | null;
  subject: string;
  text: string;
}): string =>
  createHash('sha256')
    .update(JSON.stringify([words.channel, words.recipient, words.subject, words.text]))
    .digest('hex');
