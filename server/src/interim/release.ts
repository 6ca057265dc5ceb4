import type { InterimOverride } from '@caseroom/shared/interim';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import { accessCase } from '../case/access.ts';
import { appendEvent, hintCase } from '../case/events.ts';
import { hintInbox, notify } from '../case/notify.ts';
import { bodyOf } from '../note/doc.ts';
import type { BeginEnding, Ending } from '../note/ending.ts';
import { endNote } from '../note/finalise.ts';
import type { Rooms } from '../note/rooms.ts';
import type { Bus } from '../platform/bus.ts';
import type { By } from '../platform/by.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sql, Tx } from '../platform/db.ts';
import { enqueue, hintOutbox } from '../platform/outbox/enqueue.ts';
import { channels } from './channels/channels.ts';
import { lookAtInterim, takeInterim } from './draft.ts';
import { addLink } from './portal/portal.ts';
import { type Draft, hashOf, type Judged, judge, readDraft } from './preview.ts';
import { factsOf, type InterimRow, leadsOf } from './queries.ts';
import { decideRelease, judgeApproval, judgeReturn, type Overridden, settleFindings } from './rules.ts';
import type { Deployment } from './settings.ts';

export interface ReleaseDeps {
  readonly sql: Sql;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly rooms: Rooms;
  readonly deployment: Deployment;
  /** Of features that have something to do with the end of a note. */
  readonly beginEnding?: BeginEnding;
}

/** The outbox's name for messages to customers. */
export const INTERIM_KIND = 'interim';

interface Releaser {
  readonly actorId: string;
  readonly actorName: string;
  /** The version of the note they looked at. */
  readonly seq: number;
  /** Of the preview they looked at; undefined: they go by the note alone. */
  readonly hash?: string | undefined;
  readonly overrides: readonly InterimOverride[];
  /** How the customer's browser reaches us, for a link to their page. */
  readonly address: string;
  /** The lead who agreed to these words before, as to those of a bulk send. */
  readonly approvedById?: string | null;
}

/** What a release came to; see `tellOfRelease`. */
export interface Done {
  readonly caseId: string;
  readonly told: readonly string[];
  readonly isFixed: boolean;
}

const moved = () =>
  refuse('conflict', 'Somebody wrote in it since you looked. Read it once more, then release it.');
const isAnother = ({ channel }: InterimRow, judged: Judged, { hash }: Releaser): boolean =>
  hash !== undefined && hash !== hashOf({ channel, ...judged });
const readdressed = () =>
  refuse('conflict', 'What leaves is not what you looked at any more. Read it once more, then release it.');

/**
 * The deliberate act (P4): at exactly the version that was looked at, checked again, the words are fixed, entered in
 * the ledger and given to the outbox in one transaction; or a lead is asked. Answers the note's id.
 */
export const releaseInterim = (deps: ReleaseDeps, noteId: string, by: Releaser) =>
  run(deps, noteId, by, (tx, draft, ending) => releaseIn(tx, deps, { noteId, draft, ending, by }));

interface Release {
  readonly noteId: string;
  readonly draft: Draft;
  /** Of features that have something to do with the end of the note; null: none has. */
  readonly ending: Ending | null;
  readonly by: Releaser;
}

/** `releaseInterim` in the transaction of whoever has the draft at hand; call `tellOfRelease` after commit. */
export async function releaseIn(
  tx: Tx,
  { clock, deployment }: Pick<ReleaseDeps, 'clock' | 'deployment'>,
  { noteId, draft, ending, by }: Release,
): Promise<Done | Refusal> {
  const held = await takeInterim(tx, noteId, by.actorId);
  if (isRefusal(held)) return held;
  const { row } = held;
  const at = clock.now();
  const judging = { deployment, agentName: by.actorName, now: at, link: null };
  const judged = await judge(tx, row, draft, judging);
  const needs = judged.needsApproval && !by.approvedById;
  const step = decideRelease(factsOf(row, needs), { personId: by.actorId, role: held.role });
  if (isRefusal(step)) return step;
  if (isAnother(row, judged, by)) return readdressed();
  const settled = settleFindings(judged.findings, by.overrides);
  if (isRefusal(settled)) return settled;
  if (step === 'ask') return waitForLead(tx, row, settled, { actorId: by.actorId, at });
  if (by.approvedById) await noteApproval(tx, row, { actorId: by.approvedById, at });
  const { asksForLink } = judged;
  return fix(tx, { row, draft, ending, asksForLink, settled, by, at, deployment });
}

/** A lead's word on the words as they read now; whoever asked stays the one who signs. */
export const approveInterim = (deps: ReleaseDeps, noteId: string, by: Releaser) =>
  run(deps, noteId, by, async (tx, draft, ending) => {
    const held = await takeInterim(tx, noteId, by.actorId);
    if (isRefusal(held)) return held;
    const { row } = held;
    const refusal = judgeApproval(factsOf(row, true), { personId: by.actorId, role: held.role });
    if (refusal) return refusal;
    const at = deps.clock.now();
    const asker = row.askedBy ?? { id: by.actorId, name: by.actorName };
    const judged = await judge(tx, row, draft, { ...deps, agentName: asker.name, now: at, link: null });
    if (isAnother(row, judged, by)) return readdressed();
    const settled = settleFindings(judged.findings, [
      ...(row.overrides ?? []).map(reasonOf),
      ...by.overrides,
    ]);
    if (isRefusal(settled)) return settled;
    const eventSeq = await noteApproval(tx, row, { actorId: by.actorId, at });
    const told = await notify(tx, {
      caseId: row.caseId,
      eventSeq,
      kind: 'interim.approved',
      personIds: [asker.id],
      actorId: by.actorId,
      data: { noteId, text: judged.text.slice(0, NOTICE_CHARS) },
      at,
    });
    const signed = { ...by, actorName: asker.name, askerId: asker.id };
    const { asksForLink } = judged;
    const { deployment } = deps;
    const fixed = await fix(tx, { row, draft, ending, asksForLink, settled, by: signed, at, deployment });
    return isRefusal(fixed) ? fixed : { ...fixed, told: [...fixed.told, ...told] };
  });

/** Answers the seq of the ledger's entry. */
async function noteApproval(
  tx: Tx,
  { noteId, caseId, channel }: InterimRow,
  { actorId, at }: By,
): Promise<number> {
  await tx`update interim set approved_by = ${actorId}, approved_at = ${at} where note_id = ${noteId}`;
  const data = { noteId, channel };
  return appendEvent(tx, { caseId, kind: 'interim.approved', actorId, data, at });
}

const reasonOf = ({ key, reason }: Overridden): InterimOverride => ({ key, reason });

/** Of a message, for the inbox: its beginning. */
const NOTICE_CHARS = 280;

/** Gives it back to be written on, with a comment. */
export async function returnInterim(
  { sql, bus, clock }: ReleaseDeps,
  noteId: string,
  actorId: string,
  comment: string,
): Promise<{ noteId: string } | Refusal> {
  const done = await sql.begin(async (tx): Promise<Done | Refusal> => {
    const held = await takeInterim(tx, noteId, actorId);
    if (isRefusal(held)) return held;
    const { row } = held;
    const refusal = judgeReturn(factsOf(row, true), { personId: actorId, role: held.role });
    if (refusal) return refusal;
    const at = clock.now();
    await tx`
      update interim set state = 'draft', returned_by = ${actorId}, returned_at = ${at}, return_comment = ${comment},
        asked_by = null, asked_at = null where note_id = ${noteId}`;
    const { caseId } = row;
    const data = { noteId, channel: row.channel, comment };
    const eventSeq = await appendEvent(tx, { caseId, kind: 'interim.returned', actorId, data, at });
    const personIds = row.askedBy ? [row.askedBy.id] : [];
    const notice = { caseId, eventSeq, kind: 'interim.returned' as const, personIds, actorId, at };
    const told = await notify(tx, { ...notice, data: { noteId, text: comment } });
    return { caseId, told, isFixed: false };
  });
  if (isRefusal(done)) return done;
  hintCase(bus, done.caseId);
  hintInbox(bus, done.told);
  return { noteId };
}

/** Reads the note, refuses what nobody has looked at, acts, and lets everybody know. */
async function run(
  deps: ReleaseDeps,
  noteId: string,
  { seq, actorId }: Releaser,
  act: (tx: Tx, draft: Draft, ending: Ending | null) => Promise<Done | Refusal>,
): Promise<{ noteId: string } | Refusal> {
  const { sql, rooms, beginEnding } = deps;
  // Before anything is said of it: how far a message has come is for those who may release it.
  const seen = await lookAtInterim(sql, noteId, actorId);
  const access = isRefusal(seen) ? seen : await accessCase(sql, actorId, seen.row.caseId, 'write');
  if (isRefusal(access)) return access;
  const ending = (await beginEnding?.(actorId, noteId)) ?? null;
  if (isRefusal(ending)) return ending;
  const draft = await readDraft(rooms, noteId);
  if (draft.seq !== seq) return moved();
  const open = ending && (await rooms.read(noteId, ({ doc }) => ending.look(bodyOf(doc))));
  if (open) return open;
  const done = await sql.begin((tx) => act(tx, draft, ending));
  if (isRefusal(done)) return done;
  tellOfRelease(deps, noteId, done);
  if (done.isFixed && ending) await rooms.derive(noteId);
  return { noteId };
}

/** After the commit of a release: nobody writes in its note any more, and everybody reads again what has changed. */
export function tellOfRelease(
  { bus, rooms }: Pick<ReleaseDeps, 'bus' | 'rooms'>,
  noteId: string,
  { caseId, told, isFixed }: Done,
): void {
  if (isFixed) {
    rooms.finalised(noteId);
    hintOutbox(bus);
  }
  hintCase(bus, caseId);
  hintInbox(bus, told);
}

/** From here on a lead's word is waited for; everybody goes on writing meanwhile. */
export async function waitForLead(
  tx: Tx,
  row: InterimRow,
  overrides: readonly Overridden[],
  { actorId, at }: By,
): Promise<Done> {
  const { noteId, caseId, channel } = row;
  await tx`
    update interim set state = 'waiting', asked_by = ${actorId}, asked_at = ${at},
      overrides = ${tx.json(overrides as never)}, returned_by = null, returned_at = null, return_comment = null
    where note_id = ${noteId}`;
  const data = { noteId, channel };
  const eventSeq = await appendEvent(tx, { caseId, kind: 'interim.asked', actorId, data, at });
  const authors = new Set(row.authors.map(({ id }) => id));
  const leads = (await leadsOf(tx, row.programId)).map(({ id }) => id).filter((id) => !authors.has(id));
  const notice = { caseId, eventSeq, kind: 'interim.asked' as const, personIds: leads, actorId, at };
  const told = await notify(tx, { ...notice, data: { noteId, text: `To ${row.customer.name}` } });
  return { caseId, told, isFixed: false };
}

interface Fix {
  readonly row: InterimRow;
  readonly draft: Draft;
  readonly ending: Ending | null;
  readonly asksForLink: boolean;
  readonly settled: readonly Overridden[];
  readonly by: Releaser & { readonly askerId?: string };
  readonly at: Date;
  readonly deployment: Deployment;
}

/** The words as they leave; what they ask a link for gets one of its own. */
async function fix(
  tx: Tx,
  { row, draft, ending, asksForLink, settled, by, at, deployment }: Fix,
): Promise<Done | Refusal> {
  const { noteId, caseId, channel } = row;
  const releasedBy = by.askerId ?? by.actorId;
  const ended = await endNote(tx, { noteId, seq: draft.seq, actorId: releasedBy, at }, ending);
  if (isRefusal(ended)) return ended;
  if (ended === 'moved') return moved();
  const link = asksForLink
    ? await addLink(tx, { caseId, actorId: releasedBy, at, address: by.address })
    : null;
  const judging = { deployment, agentName: by.actorName, now: at, link: link?.link ?? null };
  const judged = await judge(tx, row, draft, judging);
  const hash = hashOf({ channel, ...judged });
  await writeWords(tx, { row, judged, settled, seq: draft.seq, hash, releasedBy, at });
  await appendEvent(tx, {
    caseId,
    kind: 'interim.released',
    actorId: releasedBy,
    data: {
      noteId,
      channel,
      seq: draft.seq,
      hash,
      recipient: judged.recipient,
      nextUpdateAt: judged.nextUpdateAt?.toISOString() ?? null,
    },
    at,
  });
  if (channels[channel].send)
    await enqueue(tx, {
      kind: INTERIM_KIND,
      key: noteId,
      lane: laneOf(row),
      payload: { noteId },
      caseId,
      at,
    });
  return { caseId, told: [], isFixed: true };
}

/** Messages of a case over one channel arrive in their order. */
const laneOf = ({ caseId, channel }: InterimRow): string => `${caseId} ${channel}`;

/** Fixes what the row says of a message. */
export const writeWords = (
  tx: Tx,
  words: {
    readonly row: InterimRow;
    readonly judged: Judged;
    readonly settled: readonly Overridden[];
    readonly seq: number;
    readonly hash: string;
    readonly releasedBy: string;
    readonly at: Date;
  },
) => tx`
  update interim set state = ${channels[words.row.channel].released}, recipient = ${words.judged.recipient},
    next_update_at = ${words.judged.nextUpdateAt}, released_by = ${words.releasedBy}, released_at = ${words.at},
    seq = ${words.seq}, blocks = ${tx.json(words.judged.blocks as never)}, words = ${words.judged.text},
    words_subject = ${words.judged.subject}, hash = ${words.hash}, overrides = ${tx.json(words.settled as never)}
  where note_id = ${words.row.noteId}`;
