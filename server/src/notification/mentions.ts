import { blockText, plainLine } from '@caseroom/shared/editor/line';
import { nodeRule } from '@caseroom/shared/editor/vocabulary';
import * as Y from 'yjs';
import { appendEvent, hintCase } from '../case/events.ts';
import { readTarget, whoIsMeant } from '../case/meant.ts';
import { hintInbox, notify } from '../case/notify.ts';
import type { Derivation, Deriver } from '../note/derive.ts';
import type { AuthorOf } from '../note/replica.ts';
import type { Bus } from '../platform/bus.ts';
import type { Tx } from '../platform/db.ts';
import { compareMentions, type KnownMention, type MentionFact } from './rules.ts';

const MAX_LINE_CHARS = 240;

/** Finds the mentions of a note and tells those who are mentioned, once a mention. `at` is for demo data. */
export function mentionDeriver({ bus, at }: { readonly bus: Bus | null; readonly at?: Date }): Deriver {
  return {
    name: 'mention',
    read: (body, authorOf) => [...mentionsIn(body, authorOf)],
    write: async (tx, note, facts) => {
      const told = await writeMentions(tx, note, facts as MentionFact[], at ?? new Date());
      return () => {
        if (!bus || !told) return;
        hintCase(bus, note.caseId);
        hintInbox(bus, told);
      };
    },
  };
}

function* mentionsIn(parent: Y.XmlFragment, authorOf: AuthorOf): Generator<MentionFact> {
  for (const child of parent.toArray()) {
    if (!(child instanceof Y.XmlElement)) continue;
    if (nodeRule(child.nodeName)?.textblock) yield* mentionsInLine(child, authorOf);
    else yield* mentionsIn(child, authorOf);
  }
}

function* mentionsInLine(line: Y.XmlElement, authorOf: AuthorOf): Generator<MentionFact> {
  for (const child of line.toArray()) {
    if (!(child instanceof Y.XmlElement) || child.nodeName !== 'mention' || !child._item) continue;
    const target: unknown = child.getAttribute('id');
    if (typeof target !== 'string' || !readTarget(target)) continue;
    const { client, clock } = child._item.id;
    const text = plainLine(
      blockText(line, (node) => node.nodeName === 'due'),
      MAX_LINE_CHARS,
    );
    yield { client, clock, target: plainLine(target, MAX_LINE_CHARS), text, by: authorOf(client) ?? null };
  }
}

/** Answers whom it told; null when nothing happened that the case's ledger tells of. */
async function writeMentions(
  tx: Tx,
  note: Derivation,
  facts: readonly MentionFact[],
  now: Date,
): Promise<string[] | null> {
  const known = await tx<KnownMention[]>`
    select id, client_id as client, clock, target, text, gone_at as "goneAt" from mention where note_id = ${note.noteId}`;
  const { added, kept, gone } = compareMentions(known, facts, now);
  for (const { id, now: fact } of kept)
    await tx`
      update mention set client_id = ${fact.client}, clock = ${fact.clock}, text = ${fact.text}, gone_at = null
      where id = ${id}`;
  const goneIds = gone.map(({ id }) => id);
  if (goneIds.length > 0) await tx`update mention set gone_at = ${now} where id = any(${goneIds}::uuid[])`;
  const fresh = [];
  for (const fact of added) fresh.push({ fact, id: await insertMention(tx, note.noteId, fact) });
  const told: string[] = [];
  let isTold = false;
  for (const { fact, id } of fresh) {
    if (await isRestored(tx, note.noteId, fact)) continue;
    const meant = await whoIsMeant(tx, note.caseId, fact.target);
    if (!meant || isSelf(fact)) continue;
    const { noteId, caseId, audience } = note;
    const data = { noteId, mentionId: id, target: fact.target, name: meant.name };
    const seq = await appendEvent(tx, { caseId, kind: 'note.mentioned', actorId: fact.by, data, at: now });
    const notice = { caseId, eventSeq: seq, kind: 'mention' as const, actorId: fact.by, audience, at: now };
    told.push(
      ...(await notify(tx, { ...notice, personIds: meant.personIds, data: { noteId, mentionId: id } })),
    );
    isTold = true;
  }
  return isTold ? [...new Set(told)] : null;
}

/** Who names themselves, as the owner of a task, needs no telling. */
const isSelf = ({ target, by }: MentionFact): boolean => by !== null && target.toLowerCase() === by;

async function insertMention(tx: Tx, noteId: string, fact: MentionFact): Promise<string> {
  const [row] = await tx<{ id: string }[]>`
    insert into mention (note_id, client_id, clock, target, by_id, text)
    values (${noteId}, ${fact.client}, ${fact.clock}, ${fact.target}, ${fact.by}, ${fact.text}) returning id`;
  return (row as { id: string }).id;
}

/** Putting an earlier version back mentions nobody anew. A restore writes under a client id of its own. */
async function isRestored(tx: Tx, noteId: string, { client }: MentionFact): Promise<boolean> {
  const rows = await tx`
    select from note_client c join note_restore r on r.note_id = c.note_id and r.seq = c.first_seq
    where c.note_id = ${noteId} and c.client_id = ${client}`;
  return rows.length > 0;
}
