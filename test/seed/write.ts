import { canonicalJson, eventHeader } from '@caseroom/server/case/events';
import { haystackOf } from '@caseroom/server/case/fold';
import type { Random } from '@caseroom/server/demo/random';
import { bodyOf, createNoteDoc } from '@caseroom/server/note/doc';
import { appendEdits } from '@caseroom/server/note/journal';
import { linkTo } from '@caseroom/server/platform/chain';
import type { Sql, Tx } from '@caseroom/server/platform/db';
import { writeJson } from '@caseroom/shared/editor/text';
import type { NoteKind } from '@caseroom/shared/note';
import { noteKinds } from '@caseroom/shared/note-kinds';
import * as Y from 'yjs';
import { anyCustomer, anyKind, anyParagraphs, anySubject, pick, seededTags } from './text.ts';

/** A program and the people who write in it. */
export interface Desk {
  readonly programId: string;
  readonly people: readonly string[];
}

interface SeededNote {
  readonly id: string;
  readonly caseId: string;
  readonly kind: NoteKind;
  readonly authorId: string;
  readonly at: Date;
  readonly paragraphs: readonly string[];
}

interface SeededCase {
  readonly id: string;
  readonly number: number;
  readonly programId: string;
  readonly ownerId: string;
  readonly subject: string;
  readonly customer: Record<string, string>;
  readonly tags: readonly string[];
  readonly status: string;
  readonly priority: string;
  readonly openedAt: Date;
  readonly notes: readonly SeededNote[];
}

const DAY_MS = 86_400_000;
const HISTORY_DAYS = 730;
/** Cases written in one transaction. */
const BATCH = 250;

/** Writes cases with `notes` notes in all: ledgers and journals chained, texts derived, everything in the search index. */
export async function writeNotes(
  sql: Sql,
  random: Random,
  { desks, notes, onWritten }: { desks: readonly Desk[]; notes: number; onWritten: (notes: number) => void },
): Promise<void> {
  for (let written = 0; written < notes; ) {
    const numbers = await sql<{ number: number }[]>`
      select nextval('case_number') as number from generate_series(1, ${BATCH})`;
    const cases: SeededCase[] = [];
    for (const { number } of numbers) {
      if (written >= notes) break;
      const made = anyCase(random, number, pick(random, desks), notes - written);
      cases.push(made);
      written += made.notes.length;
    }
    await sql.begin((tx) => writeBatch(tx, cases));
    onWritten(written);
  }
}

function anyCase(random: Random, number: number, { programId, people }: Desk, most: number): SeededCase {
  const id = crypto.randomUUID();
  const openedAt = new Date(Date.now() - random.next() * HISTORY_DAYS * DAY_MS - DAY_MS);
  const kinds: NoteKind[] = ['case', ...Array.from({ length: random.between(0, 4) }, () => anyKind(random))];
  return {
    id,
    number,
    programId,
    ownerId: pick(random, people),
    subject: anySubject(random),
    customer: anyCustomer(random),
    tags: [...new Set([pick(random, seededTags), pick(random, seededTags)])].sort(),
    status: random.chance(0.95) ? 'closed' : 'resolved',
    priority: pick(random, ['P2', 'P3', 'P3', 'P4']),
    openedAt,
    notes: kinds.slice(0, most).map((kind, i) => ({
      id: crypto.randomUUID(),
      caseId: id,
      kind,
      authorId: pick(random, people),
      at: new Date(openedAt.getTime() + i * 3_600_000),
      paragraphs: anyParagraphs(random),
    })),
  };
}

async function writeBatch(tx: Tx, cases: readonly SeededCase[]): Promise<void> {
  const notes = cases.flatMap((one) => one.notes);
  await tx`
    insert into "case" (id, number, program_id, subject, status, priority, customer, owner_id, tags, opened_at, touched_at, haystack)
    select * from jsonb_to_recordset(${tx.json(cases.map(caseRow) as never)}) as c(
      id uuid, number bigint, program_id uuid, subject text, status text, priority text, customer jsonb, owner_id uuid,
      tags text[], opened_at timestamptz, touched_at timestamptz, haystack text)`;
  await tx`
    insert into note (id, case_id, kind, audience, title, created_by, created_at, touched_at)
    select * from jsonb_to_recordset(${tx.json(notes.map(noteRow) as never)}) as n(
      id uuid, case_id uuid, kind text, audience text, title text, created_by uuid, created_at timestamptz, touched_at timestamptz)`;
  await writeLedgers(tx, cases);
  await writeJournals(tx, notes);
  await tx`
    update note set text = t.text, text_seq = 1
    from unnest(${notes.map(({ id }) => id)}::uuid[], ${notes.map(({ paragraphs }) => paragraphs.join('\n'))}::text[]) as t(id, text)
    where note.id = t.id`;
  for (const { id } of notes) await tx`select search_index('note', ${id})`;
  // As if each had been derived from: nothing in them is a mention or a task.
  await tx`
    insert into note_derived (note_id, deriver, seq, digest)
    select id, deriver, 1, ''::bytea
    from unnest(${notes.map(({ id }) => id)}::uuid[]) as id, unnest(array['mention', 'follow-up']) as deriver`;
}

const caseRow = (it: SeededCase) => ({
  id: it.id,
  number: it.number,
  program_id: it.programId,
  subject: it.subject,
  status: it.status,
  priority: it.priority,
  customer: it.customer,
  owner_id: it.ownerId,
  tags: it.tags,
  opened_at: it.openedAt,
  touched_at: it.notes.at(-1)?.at ?? it.openedAt,
  haystack: haystackOf({ number: it.number, subject: it.subject, customerName: it.customer.name ?? '' }),
});

const noteRow = (it: SeededNote) => ({
  id: it.id,
  case_id: it.caseId,
  kind: it.kind,
  audience: noteKinds[it.kind].audience,
  title: noteKinds[it.kind].name,
  created_by: it.authorId,
  created_at: it.at,
  touched_at: it.at,
});

/** The entries each case's ledger begins with: that it was opened, and its notes added. */
async function writeLedgers(tx: Tx, cases: readonly SeededCase[]): Promise<void> {
  const rows: Record<string, unknown>[] = [];
  const heads: { id: string; seq: number; chain: string }[] = [];
  for (const { id, ownerId, openedAt, subject, priority, notes } of cases) {
    let chain: Buffer = Buffer.alloc(0);
    let seq = 0;
    const append = (kind: string, actorId: string, at: Date, data: Record<string, unknown>) => {
      const event = { caseId: id, seq: ++seq, kind, actorId, at };
      const link = linkTo(chain, eventHeader(event), canonicalJson(data));
      chain = link.chain;
      const bytes = { salt: hex(link.salt), mac: hex(link.mac), chain: hex(link.chain) };
      rows.push({ case_id: id, seq, kind, actor_id: actorId, at, data, ...bytes });
    };
    append('case.opened', ownerId, openedAt, { subject, priority });
    for (const note of notes) {
      const { name: title, audience } = noteKinds[note.kind];
      append('note.added', note.authorId, note.at, { noteId: note.id, kind: note.kind, audience, title });
    }
    heads.push({ id, seq, chain: hex(chain) });
  }
  await tx`
    insert into case_event (case_id, seq, kind, actor_id, at, data, salt, mac, chain)
    select case_id, seq, kind, actor_id, at, data, decode(salt, 'hex'), decode(mac, 'hex'), decode(chain, 'hex')
    from jsonb_to_recordset(${tx.json(rows as never)}) as e(
      case_id uuid, seq bigint, kind text, actor_id uuid, at timestamptz, data jsonb, salt text, mac text, chain text)`;
  await tx`
    update "case" c set event_seq = h.seq, event_chain = decode(h.chain, 'hex')
    from jsonb_to_recordset(${tx.json(heads as never)}) as h(id uuid, seq bigint, chain text) where c.id = h.id`;
}

/** Each note's text as one edit. */
async function writeJournals(tx: Tx, notes: readonly SeededNote[]): Promise<void> {
  const appends = notes.map(({ id, authorId, at, paragraphs }) => {
    const doc = createNoteDoc();
    const content = paragraphs.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] }));
    doc.transact(() => writeJson(bodyOf(doc), { type: 'doc', content }));
    const edit = { authorId, payload: Y.encodeStateAsUpdate(doc), newClients: [doc.clientID], at };
    doc.destroy();
    return { noteId: id, expectedSeq: 0, edits: [edit] };
  });
  await appendEdits(tx, appends);
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
