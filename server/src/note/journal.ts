import type { Db, Sql, Tx } from '../platform/db.ts';
import { type Head, link, writeLinked } from './linked.ts';

/** One edit on its way into the journal. */
export interface NewEdit {
  readonly authorId: string;
  /** Canonical V1 bytes: only what is new. */
  readonly payload: Uint8Array;
  /** Client ids this edit uses for the first time in the note; bound to the author with it. */
  readonly newClients: readonly number[];
  /** Defaults to the time of the commit; demo data passes its own. Never before the edit in front of it. */
  readonly at?: Date;
  /** It changes nothing that is read, as the mark of a comment: a finalised note takes it all the same. */
  readonly annotates?: boolean;
}

/** Edits for one note, judged against the note as it read at `expectedSeq`. */
export interface Append {
  readonly noteId: string;
  readonly expectedSeq: number;
  readonly edits: readonly NewEdit[];
}

/** `moved`: somebody else wrote first; read what is missing and judge again. `final`: the note is finalised. */
export type AppendResult =
  | { readonly kind: 'stored'; readonly headSeq: number; readonly at: Date }
  | { readonly kind: 'moved' | 'gone' | 'final' };

export interface JournalRow {
  readonly seq: number;
  readonly authorId: string;
  readonly at: Date;
  readonly payload: Uint8Array;
}

/** The most rows and bytes of one group commit; what waits beyond them goes into the next. */
const MAX_BATCH_ROWS = 4_000;
const MAX_BATCH_BYTES = 8 * 1024 * 1024;
/** Heads of notes the journal remembers from its last writes, so that it need not ask. */
const MAX_KNOWN_HEADS = 20_000;

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
  const heads = knownHeads(sql);
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
    const appends = batch.map((waiting) => waiting.append);
    await heads.read(appends);
    const linked = link(appends, (noteId) => heads.of(noteId), new Date());
    const { stored, touched } = await writeLinked(sql, linked);
    if (touched.length > 0) onTouched(touched);
    heads.moved(linked.moves.map(({ to }) => to).filter(({ noteId }) => stored.has(noteId)));
    return appends.map(({ noteId }, i) => {
      const result = linked.results[i] as AppendResult;
      if (result.kind !== 'stored' || stored.has(noteId)) return result;
      heads.forget(noteId);
      return { kind: 'moved' };
    });
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

/**
 * The heads of the notes written in last, by this process. Only ever a guess, which `writeLinked` checks: another
 * process may have moved them on.
 */
function knownHeads(sql: Sql) {
  const known = new Map<string, Head>();
  const remember = (head: Head) => {
    known.delete(head.noteId);
    known.set(head.noteId, head);
    const [oldest] = known.keys();
    if (known.size > MAX_KNOWN_HEADS && oldest !== undefined) known.delete(oldest);
  };
  return {
    /** Asks for those that are not known, or known as of another seq than the append expects. */
    async read(appends: readonly Append[]): Promise<void> {
      const ids = appends
        .filter(({ noteId, expectedSeq }) => known.get(noteId)?.seq !== expectedSeq)
        .map(({ noteId }) => noteId);
      if (ids.length === 0) return;
      for (const noteId of ids) known.delete(noteId);
      const heads = await sql<Head[]>`
        select id as "noteId", head_seq as seq, head_chain as chain, touched_at as "touchedAt",
           finalised_at is not null as "isFinal"
        from note where id = any(${ids}::uuid[])`;
      for (const head of heads) remember(head);
    },
    of: (noteId: string) => known.get(noteId),
    moved: (heads: readonly Head[]) => {
      for (const head of heads) remember(head);
    },
    forget: (noteId: string) => known.delete(noteId),
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
): Promise<{ results: readonly AppendResult[]; touched: readonly string[] }> {
  const ids = appends.map((append) => append.noteId);
  const heads = await tx<Head[]>`
    select id as "noteId", head_seq as seq, head_chain as chain, touched_at as "touchedAt",
           finalised_at is not null as "isFinal"
    from note where id = any(${ids}::uuid[]) order by id for no key update`;
  const headOf = new Map(heads.map((head) => [head.noteId, head]));
  const linked = link(appends, (noteId) => headOf.get(noteId), new Date());
  const { touched } = await writeLinked(tx, linked);
  return { results: linked.results, touched };
}

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

export async function isFinalised(db: Db, noteId: string): Promise<boolean> {
  const [row] = await db<{ isFinal: boolean }[]>`
    select finalised_at is not null as "isFinal" from note where id = ${noteId}`;
  return row?.isFinal === true;
}
