import type { Channel, NewTranscript } from '@caseroom/shared/interaction';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import type { z } from 'zod';
import { accessCase } from '../case/access.ts';
import { appendEvent } from '../case/events.ts';
import type { By } from '../platform/by.ts';
import type { Tx } from '../platform/db.ts';
import { lockInteraction } from './queries.ts';
import { applyPatch, type FactsPatch, type InteractionFacts, judgeFacts, mayEdit } from './rules.ts';
import { type MaskedTurns, maskTurns } from './transcript/mask.ts';

/** Card numbers and security codes are masked before anything is stored, whoever sends them. */
export type MaskedTranscript = Omit<z.output<typeof NewTranscript>, 'turns'> & {
  readonly turns: MaskedTurns;
};

/** What an act leaves behind. Call `hintCase` with the case after commit. */
export interface Done {
  readonly caseId: string;
  readonly interactionId: string;
}

/**
 * Writes a contact down in the caller's transaction, with its entry in the ledger. Without an end it is under way,
 * of which each person has one at a time.
 */
export async function logInteraction(
  tx: Tx,
  { caseId, actorId, at }: By & { readonly caseId: string },
  asked: InteractionFacts,
  transcript?: MaskedTranscript,
): Promise<Done | Refusal> {
  const access = await accessCase(tx, actorId, caseId, 'write');
  if (isRefusal(access)) return access;
  const facts = judgeFacts(asked, at);
  if (isRefusal(facts)) return facts;
  const busy = facts.endedAt === null ? await underWayOf(tx, actorId) : null;
  if (busy) return refuse('conflict', `You are in a conversation in C-${busy.number} already. End it first.`);
  const [row] = await tx<{ id: string }[]>`
    insert into interaction (case_id, channel, direction, started_at, ended_at, participants, reference, logged_by, logged_at)
    values (${caseId}, ${facts.channel}, ${facts.direction}, ${facts.startedAt}, ${facts.endedAt},
            ${tx.json(facts.participants as never)}, ${facts.reference}, ${actorId}, ${at})
    returning id`;
  const interactionId = (row as { id: string }).id;
  const { channel, direction, startedAt, endedAt } = facts;
  const data = { interactionId, channel, direction, startedAt: startedAt.toISOString() };
  if (endedAt)
    await appendEvent(tx, {
      caseId,
      kind: 'interaction.logged',
      actorId,
      at,
      data: { ...data, endedAt: endedAt.toISOString() },
    });
  else await appendEvent(tx, { caseId, kind: 'interaction.started', actorId, at, data });
  if (transcript) await writeTranscript(tx, { caseId, interactionId }, { actorId, at }, transcript);
  return { caseId, interactionId };
}

/**
 * What a customer wrote to us, in the caller's transaction, which enters it in the ledger: a contact that ended as it
 * began, with its words as one turn. It counts as the owner's; nobody logged it by hand.
 */
export async function logReceived(
  tx: Tx,
  received: {
    readonly caseId: string;
    readonly ownerId: string;
    readonly channel: Channel;
    readonly reference: string;
    readonly customer: string;
    readonly text: string;
    readonly at: Date;
  },
): Promise<string> {
  const { caseId, ownerId, channel, reference, customer, text, at } = received;
  const participants = [{ name: customer, role: 'customer' }];
  const [row] = await tx<{ id: string }[]>`
    insert into interaction (case_id, channel, direction, started_at, ended_at, participants, reference, logged_by, logged_at)
    values (${caseId}, ${channel}, 'inbound', ${at}, ${at}, ${tx.json(participants)}, ${reference}, ${ownerId}, ${at})
    returning id`;
  const { id } = row as { id: string };
  await insertTurns(
    tx,
    { interactionId: id, actorId: ownerId, at },
    {
      name: '',
      format: 'typed',
      turns: maskTurns([{ role: 'customer', speaker: customer, text, startMs: null }]).turns,
    },
  );
  return id;
}

/** Takes the person's row, so that two tabs that begin at once find each other. */
async function underWayOf(tx: Tx, personId: string): Promise<{ number: number } | undefined> {
  await tx`select 1 from person where id = ${personId} for no key update`;
  const [found] = await tx<{ number: number }[]>`
    select c.number from interaction i join "case" c on c.id = i.case_id
    where i.logged_by = ${personId} and i.ended_at is null`;
  return found;
}

/** Lays a patch over the facts; the ledger says what is different, or that the contact has ended. */
export async function editInteraction(
  tx: Tx,
  { interactionId, actorId, at }: By & { readonly interactionId: string },
  patch: FactsPatch,
): Promise<Done | Refusal> {
  const held = await lockInteraction(tx, actorId, interactionId, 'write');
  if (isRefusal(held)) return held;
  const { row, access } = held;
  const { caseId } = access;
  if (!mayEdit({ personId: actorId, role: access.role }, row.loggedBy.id))
    return refuse('no-access', 'Whoever logged it edits it, or a lead.');
  const judged = judgeFacts(applyPatch(row, patch).facts, at);
  if (isRefusal(judged)) return judged;
  const { facts, changes } = applyPatch(row, judged);
  if (changes.length === 0) return { caseId, interactionId };
  await tx`
    update interaction set channel = ${facts.channel}, direction = ${facts.direction}, started_at = ${facts.startedAt},
      ended_at = ${facts.endedAt}, participants = ${tx.json(facts.participants as never)}, reference = ${facts.reference}
    where id = ${interactionId}`;
  const ended = row.endedAt === null ? facts.endedAt : null;
  const others = ended ? changes.filter(({ field }) => field !== 'endedAt') : changes;
  if (ended)
    await appendEvent(tx, {
      caseId,
      kind: 'interaction.ended',
      actorId,
      at,
      data: {
        interactionId,
        channel: facts.channel,
        startedAt: facts.startedAt.toISOString(),
        endedAt: ended.toISOString(),
      },
    });
  if (others.length > 0)
    await appendEvent(tx, {
      caseId,
      kind: 'interaction.changed',
      actorId,
      at,
      data: { interactionId, channel: facts.channel, changes: others },
    });
  return { caseId, interactionId };
}

/** A contact has one transcript; another one takes its place only once the first has been taken away. */
export async function attachTranscript(
  tx: Tx,
  { interactionId, ...act }: By & { readonly interactionId: string },
  transcript: MaskedTranscript,
): Promise<Done | Refusal> {
  const held = await lockInteraction(tx, act.actorId, interactionId, 'write');
  if (isRefusal(held)) return held;
  if (held.row.transcript)
    return refuse('conflict', 'This interaction has a transcript already. Take that one away first.');
  const done = { caseId: held.access.caseId, interactionId };
  await writeTranscript(tx, done, act, transcript);
  return done;
}

/** As when it was another customer's. Its words are gone; that it was there stays in the ledger. */
export async function removeTranscript(
  tx: Tx,
  { interactionId, actorId, at }: By & { readonly interactionId: string },
): Promise<Done | Refusal> {
  const held = await lockInteraction(tx, actorId, interactionId, 'write');
  if (isRefusal(held)) return held;
  const { row, access } = held;
  if (!row.transcript) return refuse('not-found', 'This interaction has no transcript.');
  const actor = { personId: actorId, role: access.role };
  if (!mayEdit(actor, row.loggedBy.id) && !mayEdit(actor, row.transcript.by.id))
    return refuse('no-access', 'Whoever attached it takes it away, or a lead.');
  await tx`delete from interaction_transcript where interaction_id = ${interactionId}`;
  const data = { interactionId, channel: row.channel, turns: row.transcript.turns };
  await appendEvent(tx, { caseId: access.caseId, kind: 'interaction.transcript-removed', actorId, at, data });
  return { caseId: access.caseId, interactionId };
}

async function writeTranscript(
  tx: Tx,
  { caseId, interactionId }: Done,
  { actorId, at }: By,
  transcript: MaskedTranscript,
): Promise<void> {
  await insertTurns(tx, { interactionId, actorId, at }, transcript);
  const [row] = await tx<{ channel: string }[]>`select channel from interaction where id = ${interactionId}`;
  const data = { interactionId, channel: row?.channel ?? '', turns: transcript.turns.length };
  await appendEvent(tx, { caseId, kind: 'interaction.transcript-attached', actorId, at, data });
}

async function insertTurns(
  tx: Tx,
  { interactionId, actorId, at }: By & { readonly interactionId: string },
  { name, format, turns }: MaskedTranscript,
): Promise<void> {
  await tx`
    insert into interaction_transcript (interaction_id, name, format, added_by, added_at)
    values (${interactionId}, ${name}, ${format}, ${actorId}, ${at})`;
  await tx`
    insert into interaction_turn (interaction_id, n, role, speaker, start_ms, text)
    select ${interactionId}, (t.n - 1)::int, t.turn->>'role', t.turn->>'speaker', (t.turn->>'startMs')::bigint, t.turn->>'text'
    from jsonb_array_elements(${tx.json(turns as never)}) with ordinality as t(turn, n)`;
}

/** Remembers that a note of the case was written about a contact; once is enough. */
export async function linkNote(tx: Tx, interactionId: string, noteId: string): Promise<void> {
  await tx`
    insert into interaction_note (interaction_id, note_id) values (${interactionId}, ${noteId}) on conflict do nothing`;
}
