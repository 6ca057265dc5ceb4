import { randomUUID } from 'node:crypto';
import { elapsedBetween } from '@caseroom/shared/business-time';
import type { CaseEventData, CaseEventKind } from '@caseroom/shared/case';
import { noteText, writeJson } from '@caseroom/shared/editor/text';
import type { DocJson } from '@caseroom/shared/note';
import * as Y from 'yjs';
import { canonicalJson, eventHeader } from '../../case/events.ts';
import { haystackOf } from '../../case/fold.ts';
import { tidyTags } from '../../case/rules.ts';
import { bodyOf, createNoteDoc } from '../../note/doc.ts';
import { appendEdits } from '../../note/journal.ts';
import { linkTo } from '../../platform/chain.ts';
import type { Tx } from '../../platform/db.ts';
import type { Cast } from '../cast.ts';
import { demoPolicies } from '../deadlines.ts';
import { type PastCase, pastCases } from './plan.ts';

interface Written {
  readonly past: PastCase;
  readonly caseId: string;
  readonly noteId: string;
  readonly ownerId: string;
}

/**
 * The weeks before the demo's own: short closed cases, each with its resolution, so that figures over time have a
 * past to be compared with. Written a table at a time: nobody reads along, and there are many.
 */
export async function writePast(tx: Tx, cast: Cast, now: Date): Promise<void> {
  const all = pastCases(now).map((past): Written => {
    const ownerId = cast.person(past.story.by);
    return { past, caseId: randomUUID(), noteId: randomUUID(), ownerId };
  });
  const ledgers = all.map(ledgerOf);
  const cases = all.map((one, i) => caseRow(one, cast, ledgers[i] ?? []));
  await tx`insert into "case" ${tx(cases)}`;
  await tx`insert into note ${tx(all.map(noteRow))}`;
  await tx`insert into case_event ${tx(ledgers.flat())}`;
  await tx`insert into timer_outcome ${tx(all.flatMap(outcomeRows))}`;
  const texts = await writeTexts(tx, all);
  await tx`
    update note set text = written.text, text_seq = 1
    from unnest(${all.map(({ noteId }) => noteId)}::uuid[], ${texts}::text[]) as written(id, text)
    where note.id = written.id`;
}

function caseRow(
  { past, caseId, ownerId }: Written,
  cast: Cast,
  ledger: readonly { seq: number; chain: Buffer }[],
) {
  const { number, story, customer, feeling, openedAt, closedAt } = past;
  const { subject, priority, program, tags } = story;
  const head = ledger.at(-1);
  return {
    id: caseId,
    number,
    program_id: cast.program(program),
    subject,
    priority,
    status: 'closed',
    customer: { name: customer } as never,
    owner_id: ownerId,
    tags: tidyTags(feeling ? [...tags, feeling] : tags),
    opened_at: new Date(openedAt),
    touched_at: new Date(closedAt),
    event_seq: head?.seq ?? 0,
    event_chain: head?.chain ?? Buffer.alloc(0),
    haystack: haystackOf({ number, subject, customerName: customer }),
  };
}

const noteRow = ({ past, caseId, noteId, ownerId }: Written) => ({
  id: noteId,
  case_id: caseId,
  kind: 'resolution',
  title: 'Resolution',
  created_by: ownerId,
  created_at: new Date(past.resolvedAt),
  touched_at: new Date(past.resolvedAt),
});

/** The entries the product itself would have written, chained as it chains them. */
function ledgerOf({ past, caseId, noteId, ownerId }: Written) {
  const { story, openedAt, toldAt, resolvedAt, closedAt } = past;
  let chain: Buffer = Buffer.alloc(0);
  let seq = 0;
  const entry = <K extends CaseEventKind>(kind: K, when: number, data: CaseEventData[K]) => {
    seq += 1;
    const at = new Date(when);
    const link = linkTo(chain, eventHeader({ caseId, seq, kind, actorId: ownerId, at }), canonicalJson(data));
    chain = link.chain;
    return { case_id: caseId, seq, kind, actor_id: ownerId, at, data: data as never, ...link };
  };
  const status = (from: string, to: string) => ({ changes: [{ field: 'status', from, to }] });
  return [
    entry('case.opened', openedAt, { subject: story.subject, priority: story.priority }),
    entry('customer.told', toldAt, { about: '' }),
    entry('note.added', resolvedAt, { noteId, kind: 'resolution', audience: 'team', title: 'Resolution' }),
    entry('case.changed', resolvedAt, status('open', 'resolved')),
    entry('case.changed', closedAt, status('resolved', 'closed')),
  ];
}

/** How its deadlines went: the first answer, the next word after it, and the resolution. */
function outcomeRows({ past: { story, openedAt, toldAt, resolvedAt }, caseId, ownerId }: Written) {
  const { hours, targets } = demoPolicies[story.program];
  const outcome = (kind: 'first-response' | 'next-update' | 'resolution', from: number, to: number) => ({
    case_id: caseId,
    kind,
    started_at: new Date(from),
    ended_at: new Date(to),
    target_ms: (targets[kind][story.priority] ?? 1) * 60_000,
    elapsed_ms: elapsedBetween(hours, from, to),
    owner_id: ownerId,
  });
  return [
    outcome('first-response', openedAt, toldAt),
    outcome('next-update', toldAt, resolvedAt),
    outcome('resolution', openedAt, resolvedAt),
  ];
}

/** Answers the texts, in the order of the cases. */
async function writeTexts(tx: Tx, all: readonly Written[]): Promise<string[]> {
  const written = all.map(({ past, noteId, ownerId }) => {
    const doc = createNoteDoc();
    doc.transact(() => writeJson(bodyOf(doc), resolutionOf(past)));
    const at = new Date(past.resolvedAt);
    const edit = { authorId: ownerId, payload: Y.encodeStateAsUpdate(doc), newClients: [doc.clientID], at };
    const text = noteText(bodyOf(doc));
    doc.destroy();
    return { text, append: { noteId, expectedSeq: 0, edits: [edit] } };
  });
  await appendEdits(
    tx,
    written.map(({ append }) => append),
  );
  return written.map(({ text }) => text);
}

const resolutionOf = ({ story, customer }: PastCase): DocJson => ({
  type: 'doc',
  content: [
    ...section('Cause', story.cause),
    ...section('Fix', story.fix),
    ...section('Confirmed with the customer', `${customer} confirmed by phone.`),
  ],
});

const section = (title: string, text: string): DocJson[] => [
  { type: 'heading', attrs: { level: 3 }, content: [{ type: 'text', text: title }] },
  { type: 'paragraph', content: [{ type: 'text', text }] },
];
