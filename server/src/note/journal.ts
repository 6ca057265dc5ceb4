import { headerOf, linkTo } from '../platform/chain.ts';
import type { Db, Sql, Tx } from '../platform/db.ts';

/** One edit on its way into the journal. */
export interface NewEdit {
  readonly authorId: string;
  /** Canonical V1 bytes: only what is new. */
  readonly payload: Uint8Array;
  /** Client ids this edit uses for the first time in the note; bound to the author with it. */
  readonly newClients: readonly number[];
  /** Defaults to the time of the commit; demo data passes its own. Never before the edit in front of it. */
  readonly at?: Date;
}

/** Edits for one note, judged against the note as it read at `expectedSeq`. */
export interface Append {
  readonly noteId: string;
  readonly expectedSeq: number;
  readonly edits: readonly NewEdit[];
}

/** `moved`: somebody else wrote first; read what is missing and judge again. */
export type AppendResult =
  | { readonly kind: 'stored'; readonly headSeq: number; readonly at: Date }
  | { readonly kind: 'moved' | 'gone' };

export interface JournalRow {
  readonly seq: number;
  readonly authorId: string;
  readonly at: Date;
  readonly payload: Uint8Array;
}

/** The most rows and bytes of one group commit; what waits beyond them goes into the next. */
export const MAX_BATCH_ROWS = 4_000;
export const MAX_BATCH_BYTES = 8 * 1024 * 1024;
/** A case's "last touched" follows its notes' edits at this grain, so that typing does not rewrite its row. */
export const TOUCH_GRAIN_S = 2;

export interface Journal {
  /** Resolves after COMMIT. Rejects when Postgres could not say that it committed. */
  append(append: Append): Promise<AppendResult>;
  /** Resolves when everything that was waiting has been committed or has failed. */
  drain(): Promise<void>;
}

interface Waiting {
  readonly append: Append;
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Group commit: everything that waits, over all rooms of the process, goes into one transaction, and the next
 * one takes what came in meanwhile. `onTouched` hears the cases whose last-touched time moved.
 */
export function createJournal(sql: Sql, onTouched: (caseIds: readonly string[]) => void = () => {}): Journal {
  let queue: Waiting[] = [];
  let running: Promise<void> | null = null;

  async function run(): Promise<void> {
    while (queue.length > 0) {
      const batch = takeBatch();
      try {
        settle(batch, await commit(batch));
      } catch (error) {
        // One room's failing append must not fail its neighbours: each gets a transaction of its own.
        if (batch.length === 1) batch[0]?.reject(error);
        else
          for (const waiting of batch)
            await commit([waiting]).then((one) => settle([waiting], one), waiting.reject);
      }
    }
    running = null;
  }

  async function commit(batch: readonly Waiting[]): Promise<AppendResult[]> {
    const { results, touched } = await sql.begin((tx) =>
      appendEdits(
        tx,
        batch.map((waiting) => waiting.append),
      ),
    );
    if (touched.length > 0) onTouched(touched);
    return results;
  }

  function takeBatch(): Waiting[] {
    let rows = 0;
    let bytes = 0;
    let count = 0;
    for (const { append } of queue) {
      rows += append.edits.length;
      for (const edit of append.edits) bytes += edit.payload.length;
      if (count > 0 && (rows > MAX_BATCH_ROWS || bytes > MAX_BATCH_BYTES)) break;
      count++;
    }
    const batch = queue.slice(0, count);
    queue = queue.slice(count);
    return batch;
  }

  return {
    append: (append) =>
      new Promise((resolve, reject) => {
        queue.push({ append, resolve, reject });
        running ??= run();
      }),
    drain: async () => {
      while (running) await running;
    },
  };
}

function settle(batch: readonly Waiting[], results: readonly AppendResult[]): void {
  for (const [i, waiting] of batch.entries()) waiting.resolve(results[i] as AppendResult);
}

/**
 * Appends to several notes in the caller's transaction. Locks the notes' rows in id order; appends nothing
 * for a note whose head has moved. At most one Append a note.
 */
export async function appendEdits(
  tx: Tx,
  appends: readonly Append[],
): Promise<{ results: AppendResult[]; touched: string[] }> {
  const ids = appends.map((append) => append.noteId);
  const heads = await tx<{ id: string; seq: number; chain: Buffer; touchedAt: Date }[]>`
    select id, head_seq as seq, head_chain as chain, touched_at as "touchedAt"
    from note where id = any(${ids}::uuid[]) order by id for no key update`;
  const headOf = new Map(heads.map((head) => [head.id, head]));
  const now = new Date();
  const rows = {
    note: [] as string[],
    seq: [] as number[],
    author: [] as string[],
    at: [] as string[],
    payload: [] as string[],
    salt: [] as string[],
    mac: [] as string[],
    chain: [] as string[],
  };
  const clients = {
    note: [] as string[],
    client: [] as number[],
    person: [] as string[],
    seq: [] as number[],
  };
  const moved = { note: [] as string[], seq: [] as number[], chain: [] as string[], at: [] as string[] };

  const results = appends.map((append): AppendResult => {
    const head = headOf.get(append.noteId);
    if (!head) return { kind: 'gone' };
    if (head.seq !== append.expectedSeq) return { kind: 'moved' };
    let { seq, chain, touchedAt: at } = head;
    for (const edit of append.edits) {
      seq++;
      const wanted = edit.at ?? now;
      if (wanted > at || seq === 1) at = wanted;
      const link = linkTo(
        chain,
        editHeader({ noteId: append.noteId, seq, authorId: edit.authorId, at }),
        edit.payload,
      );
      chain = link.chain;
      rows.note.push(append.noteId);
      rows.seq.push(seq);
      rows.author.push(edit.authorId);
      rows.at.push(at.toISOString());
      rows.payload.push(hex(edit.payload));
      rows.salt.push(hex(link.salt));
      rows.mac.push(hex(link.mac));
      rows.chain.push(hex(link.chain));
      for (const client of edit.newClients) {
        clients.note.push(append.noteId);
        clients.client.push(client);
        clients.person.push(edit.authorId);
        clients.seq.push(seq);
      }
    }
    moved.note.push(append.noteId);
    moved.seq.push(seq);
    moved.chain.push(hex(chain));
    moved.at.push(at.toISOString());
    return { kind: 'stored', headSeq: seq, at };
  });
  if (rows.note.length === 0) return { results, touched: [] };

  // Sent together; Postgres answers them in order. A case that somebody else has locked is passed over: the next
  // edit touches it, and neither waiting nor a deadlock over several cases may hold up everybody's edits.
  const [, , touched] = await Promise.all([
    tx`
      insert into note_edit (note_id, seq, author_id, at, payload, salt, mac, chain)
      select n, s, a, t, decode(p, 'hex'), decode(sa, 'hex'), decode(m, 'hex'), decode(c, 'hex')
      from unnest(${rows.note}::uuid[], ${rows.seq}::bigint[], ${rows.author}::uuid[], ${rows.at}::timestamptz[],
                  ${rows.payload}::text[], ${rows.salt}::text[], ${rows.mac}::text[], ${rows.chain}::text[])
           as row(n, s, a, t, p, sa, m, c)`,
    tx`
      update note set head_seq = s, head_chain = decode(c, 'hex'), touched_at = t
      from unnest(${moved.note}::uuid[], ${moved.seq}::bigint[], ${moved.chain}::text[], ${moved.at}::timestamptz[])
           as head(n, s, c, t)
      where note.id = n`,
    tx<{ id: string }[]>`
      update "case" set touched_at = t
      from (select c.id as case_id, t
            from "case" c
            join (select case_id, max(t) as t
                  from unnest(${moved.note}::uuid[], ${moved.at}::timestamptz[]) as head(n, t) join note on note.id = n
                  group by case_id) as latest on c.id = case_id
            where touched_at < t - make_interval(secs => ${TOUCH_GRAIN_S})
            for no key update of c skip locked) as due
      where "case".id = case_id
      returning "case".id`,
    clients.note.length > 0 &&
      tx`
        insert into note_client (note_id, client_id, person_id, first_seq)
        select * from unnest(${clients.note}::uuid[], ${clients.client}::bigint[], ${clients.person}::uuid[], ${clients.seq}::bigint[])`,
  ]);
  return { results, touched: touched.map((row) => row.id) };
}

const hex = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');

export const editHeader = (edit: { noteId: string; seq: number; authorId: string; at: Date }): string =>
  headerOf(edit.noteId, edit.seq, edit.authorId, edit.at.toISOString());

/** Edits after one seq (and up to another), in order. */
export async function readEdits(
  db: Db,
  noteId: string,
  range: { after: number; upTo?: number; limit?: number },
): Promise<JournalRow[]> {
  return db<JournalRow[]>`
    select seq, author_id as "authorId", at, payload from note_edit
    where note_id = ${noteId} and seq > ${range.after} and seq <= ${range.upTo ?? Number.MAX_SAFE_INTEGER}
    order by seq limit ${range.limit ?? null}`;
}

/** Who each client id of a note is bound to. */
export async function readBindings(db: Db, noteId: string): Promise<Map<number, string>> {
  const rows = await db<{ client: number; person: string }[]>`
    select client_id as client, person_id as person from note_client where note_id = ${noteId}`;
  return new Map(rows.map((row) => [row.client, row.person]));
}
