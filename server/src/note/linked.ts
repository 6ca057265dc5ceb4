import { headerOf, linkTo } from '../platform/chain.ts';
import type { Sql, Tx } from '../platform/db.ts';
import type { Append, AppendResult } from './journal.ts';

/** Where a note's journal ends. */
export interface Head {
  readonly noteId: string;
  readonly seq: number;
  readonly chain: Buffer;
  readonly touchedAt: Date;
  /** Finalised: it takes nothing but annotations. */
  readonly isFinal: boolean;
}

interface EditRow {
  readonly noteId: string;
  readonly seq: number;
  readonly authorId: string;
  readonly at: Date;
  readonly payload: Uint8Array;
  readonly salt: Buffer;
  readonly mac: Buffer;
  readonly chain: Buffer;
}

interface ClientRow {
  readonly noteId: string;
  readonly client: number;
  readonly personId: string;
  readonly firstSeq: number;
}

/** Edits as rows that continue their notes' chains, ready to be written. */
export interface Linked {
  /** One for each append, in order; `stored` if the rows are written. */
  readonly results: readonly AppendResult[];
  readonly edits: readonly EditRow[];
  readonly clients: readonly ClientRow[];
  /** From where to where each note's head goes. */
  readonly moves: readonly Move[];
}

interface Move {
  readonly from: Head;
  readonly to: Head;
  /** Of nothing but annotations. */
  readonly annotates: boolean;
}

/** A case's "last touched" follows its notes' edits at this grain, so that typing does not rewrite its row. */
const TOUCH_GRAIN_S = 2;

/** Continues the chain of each note whose head is where its append expects it. At most one append a note. */
export function link(
  appends: readonly Append[],
  headOf: (noteId: string) => Head | undefined,
  now: Date,
): Linked {
  const linked = {
    results: [] as AppendResult[],
    edits: [] as EditRow[],
    clients: [] as ClientRow[],
    moves: [] as Move[],
  };
  for (const append of appends) {
    const from = headOf(append.noteId);
    const annotates = append.edits.every((edit) => edit.annotates);
    if (!from) linked.results.push({ kind: 'gone' });
    else if (from.isFinal && !annotates) linked.results.push({ kind: 'final' });
    else if (from.seq !== append.expectedSeq) linked.results.push({ kind: 'moved' });
    else {
      const edits = chainOn(from, append, now);
      const { seq, chain, at } = edits.at(-1) ?? { ...from, at: from.touchedAt };
      linked.results.push({ kind: 'stored', headSeq: seq, at });
      linked.edits.push(...edits);
      linked.clients.push(...clientsOf(from, append));
      const to = { ...from, seq, chain, touchedAt: at };
      linked.moves.push({ from, to, annotates });
    }
  }
  return linked;
}

function chainOn(from: Head, { noteId, edits }: Append, now: Date): EditRow[] {
  let { seq, chain, touchedAt: at } = from;
  return edits.map(({ authorId, payload, at: wanted = now }) => {
    seq++;
    if (wanted > at || seq === 1) at = wanted;
    const next = linkTo(chain, editHeader({ noteId, seq, authorId, at }), payload);
    chain = next.chain;
    return { noteId, seq, authorId, at, payload, ...next };
  });
}

const clientsOf = (from: Head, { noteId, edits }: Append): ClientRow[] =>
  edits.flatMap(({ authorId, newClients }, i) =>
    newClients.map((client) => ({ noteId, client, personId: authorId, firstSeq: from.seq + i + 1 })),
  );

/**
 * Writes what is linked for every note whose head has not moved and that was not finalised since, in one statement and so all or nothing. Answers
 * those notes, and the cases whose last-touched time moved. Heads are locked in id order. A case that somebody else
 * has locked is passed over: the next edit touches it, and neither waiting nor a deadlock over several cases may hold
 * up everybody's edits.
 */
export async function writeLinked(
  db: Sql | Tx,
  { edits, clients, moves }: Linked,
): Promise<{ stored: ReadonlySet<string>; touched: readonly string[] }> {
  if (edits.length === 0) return { stored: new Set(), touched: [] };
  const [row] = await db<{ stored: string[] | null; touched: string[] | null }[]>`
    with head as (
      select note.id, note.case_id, move.seq, move.chain, move.at
      from note join unnest(
        ${moves.map(({ from }) => from.noteId)}::uuid[], ${moves.map(({ from }) => from.seq)}::bigint[],
        ${moves.map(({ from }) => hex(from.chain))}::text[], ${moves.map(({ to }) => to.seq)}::bigint[],
        ${moves.map(({ to }) => hex(to.chain))}::text[], ${moves.map(({ to }) => to.touchedAt.toISOString())}::timestamptz[],
        ${moves.map(({ annotates }) => String(annotates))}::text[]::boolean[]
      ) as move(id, from_seq, from_chain, seq, chain, at, annotates)
        on note.id = move.id and note.head_seq = from_seq and note.head_chain = decode(from_chain, 'hex')
          and (note.finalised_at is null or annotates)
      order by note.id for no key update of note
    ), moved as (
      update note set head_seq = head.seq, head_chain = decode(head.chain, 'hex'), touched_at = head.at
      from head where note.id = head.id
    ), edit as (
      insert into note_edit (note_id, seq, author_id, at, payload, salt, mac, chain)
      select n, s, a, t, decode(p, 'hex'), decode(sa, 'hex'), decode(m, 'hex'), decode(c, 'hex')
      from unnest(
        ${edits.map(({ noteId }) => noteId)}::uuid[], ${edits.map(({ seq }) => seq)}::bigint[],
        ${edits.map(({ authorId }) => authorId)}::uuid[], ${edits.map(({ at }) => at.toISOString())}::timestamptz[],
        ${edits.map(({ payload }) => hex(payload))}::text[], ${edits.map(({ salt }) => hex(salt))}::text[],
        ${edits.map(({ mac }) => hex(mac))}::text[], ${edits.map(({ chain }) => hex(chain))}::text[]
      ) as row(n, s, a, t, p, sa, m, c) where n in (select id from head)
    ), bound as (
      insert into note_client (note_id, client_id, person_id, first_seq)
      select * from unnest(
        ${clients.map(({ noteId }) => noteId)}::uuid[], ${clients.map(({ client }) => client)}::bigint[],
        ${clients.map(({ personId }) => personId)}::uuid[], ${clients.map(({ firstSeq }) => firstSeq)}::bigint[]
      ) as row(n, c, p, s) where n in (select id from head)
    ), due as (
      select c.id, latest.at
      from "case" c join (select case_id, max(at) as at from head group by case_id) as latest on c.id = latest.case_id
      where c.touched_at < latest.at - make_interval(secs => ${TOUCH_GRAIN_S})
      for no key update of c skip locked
    ), touched as (
      update "case" set touched_at = due.at from due where "case".id = due.id returning "case".id
    )
    select (select array_agg(id) from head) as stored, (select array_agg(id) from touched) as touched`;
  return { stored: new Set(row?.stored), touched: row?.touched ?? [] };
}

const hex = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');

export const editHeader = (edit: { noteId: string; seq: number; authorId: string; at: Date }): string =>
  headerOf(edit.noteId, edit.seq, edit.authorId, edit.at.toISOString());
