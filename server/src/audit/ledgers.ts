import { canonicalJson, eventHeader } from '../case/events.ts';
import { editHeader } from '../note/linked.ts';
import type { Tx } from '../platform/db.ts';
import { type Reach, within } from './reach.ts';
import type { LedgerRow } from './verify.ts';

/** A chained ledger, with its end as the row that owns it remembers it. */
export interface Ledger {
  readonly ledger: 'case' | 'note';
  /** Of the case, or of the note. */
  readonly id: string;
  readonly caseId: string;
  readonly number: number;
  readonly headSeq: number;
  readonly headChain: Buffer;
}

/** Which ledgers: those of one case, one note, or all within reach. */
export interface Wanted {
  readonly caseId?: string | undefined;
  readonly noteId?: string | undefined;
}

/** Rows of a ledger in one page; a page also ends at this many bytes of content, so that memory stays bounded. */
export const PAGE_ROWS = 500;
const PAGE_BYTES = 8 * 1024 * 1024;

/** The next ledgers of one kind after an id, in order of id. */
export function readLedgers(
  tx: Tx,
  kind: Ledger['ledger'],
  reach: Reach,
  wanted: Wanted,
  after: string | null,
  limit: number,
): Promise<Ledger[]> {
  return kind === 'case'
    ? readCases(tx, reach, wanted, after, limit)
    : readNotes(tx, reach, wanted, after, limit);
}

async function readCases(
  tx: Tx,
  reach: Reach,
  { caseId, noteId }: Wanted,
  after: string | null,
  limit: number,
): Promise<Ledger[]> {
  if (noteId) return [];
  return tx<Ledger[]>`
    select 'case' as ledger, c.id, c.id as "caseId", c.number, c.event_seq as "headSeq", c.event_chain as "headChain"
    from "case" c
    where ${within(tx, reach)} and ${caseId ? tx`c.id = ${caseId}` : tx`true`} and ${after ? tx`c.id > ${after}` : tx`true`}
    order by c.id limit ${limit}`;
}

async function readNotes(
  tx: Tx,
  reach: Reach,
  { caseId, noteId }: Wanted,
  after: string | null,
  limit: number,
): Promise<Ledger[]> {
  return tx<Ledger[]>`
    select 'note' as ledger, n.id, c.id as "caseId", c.number, n.head_seq as "headSeq", n.head_chain as "headChain"
    from note n join "case" c on c.id = n.case_id
    where ${within(tx, reach)} and ${caseId ? tx`c.id = ${caseId}` : tx`true`} and ${noteId ? tx`n.id = ${noteId}` : tx`true`}
      and ${after ? tx`n.id > ${after}` : tx`true`}
    order by n.id limit ${limit}`;
}

/** The next page of a ledger's rows after a seq, in order; at least one row when there is one. */
export function readRows(tx: Tx, ledger: Ledger, after: number): Promise<LedgerRow[]> {
  return ledger.ledger === 'case' ? readEvents(tx, ledger.id, after) : readNoteEdits(tx, ledger.id, after);
}

interface Stored {
  readonly seq: number;
  readonly at: Date;
  readonly salt: Buffer;
  readonly mac: Buffer;
  readonly chain: Buffer;
}

async function readEvents(tx: Tx, caseId: string, after: number): Promise<LedgerRow[]> {
  const rows = await tx<(Stored & { kind: string; actorId: string | null; data: unknown })[]>`
    select seq, kind, actor_id as "actorId", at, data, salt, mac, chain
    from (select *, sum(pg_column_size(data)) over (order by seq) - pg_column_size(data) as bytes_before
          from (select * from case_event where case_id = ${caseId} and seq > ${after} order by seq limit ${PAGE_ROWS}) as page) as row
    where bytes_before < ${PAGE_BYTES} order by seq`;
  return rows.map((row) => ({
    ...row,
    header: eventHeader({ ...row, caseId }),
    payload: canonicalJson(row.data),
  }));
}

async function readNoteEdits(tx: Tx, noteId: string, after: number): Promise<LedgerRow[]> {
  const rows = await tx<(Stored & { authorId: string; payload: Buffer })[]>`
    select seq, author_id as "authorId", at, payload, salt, mac, chain
    from (select *, sum(octet_length(payload)) over (order by seq) - octet_length(payload) as bytes_before
          from (select * from note_edit where note_id = ${noteId} and seq > ${after} order by seq limit ${PAGE_ROWS}) as page) as row
    where bytes_before < ${PAGE_BYTES} order by seq`;
  return rows.map((row) => ({ ...row, header: editHeader({ ...row, noteId }) }));
}
