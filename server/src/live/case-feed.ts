import { entryFor, type LedgerEntry, readEntries } from '../case/ledger.ts';
import type { Sql } from '../platform/db.ts';
import { createFeed, type Feed } from './feed.ts';
import { caseRoom, ownCaseRoom } from './rooms.ts';
import type { LiveServer } from './socket.ts';

export interface CaseFeed extends Feed<LedgerEntry> {
  /** Finds what no hint told of, among the cases that are listened to. */
  poll(): Promise<void>;
}

/** The feed of case ledgers from Postgres into the rooms of this process. */
export function createCaseFeed(io: LiveServer, sql: Sql, onError: (error: unknown) => void): CaseFeed {
  const source = {
    head: (caseId: string) => readHead(sql, caseId),
    read: (caseId: string, after: number, limit: number) => readEntries(sql, caseId, { after, limit }),
  };
  const feed = createFeed<LedgerEntry>(
    source,
    (caseId, entries) => {
      for (const run of runsOf(entries)) emitRun(io, caseId, run);
    },
    onError,
  );
  return {
    ...feed,
    async poll() {
      for (const { caseId } of await readBehind(sql, feed.heads())) feed.advance(caseId);
    },
  };
}

/** In order, cut where entries are for certain people alone: those are told one by one. */
function runsOf(entries: readonly LedgerEntry[]): LedgerEntry[][] {
  const runs: LedgerEntry[][] = [];
  for (const entry of entries) {
    const last = runs.at(-1);
    if (last && entry.between === null && last.at(-1)?.between === null) last.push(entry);
    else runs.push([entry]);
  }
  return runs;
}

function emitRun(io: LiveServer, caseId: string, run: readonly LedgerEntry[]): void {
  const own = (run[0]?.between ?? []).map((personId) => ({ personId, room: ownCaseRoom(caseId, personId) }));
  const rooms = own.map(({ room }) => room);
  for (const readLeads of [true, false]) {
    const say = (personId: string | null) => ({
      caseId,
      events: run.map((entry) => entryFor(entry, { personId, readLeads })),
    });
    io.to(caseRoom(caseId, readLeads)).except(rooms).emit('case:events', say(null));
    // Their connections are in one of the two rooms each: leave out those of the other.
    for (const { personId, room } of own)
      io.to(room).except(caseRoom(caseId, !readLeads)).emit('case:events', say(personId));
  }
}

async function readHead(sql: Sql, caseId: string): Promise<number> {
  const [row] = await sql<{ seq: number }[]>`select event_seq as seq from "case" where id = ${caseId}`;
  return row?.seq ?? 0;
}

/** Those of the cases whose ledger has gone on. */
async function readBehind(sql: Sql, heads: { caseId: string; seq: number }[]): Promise<{ caseId: string }[]> {
  if (heads.length === 0) return [];
  return sql<{ caseId: string }[]>`
    select c.id as "caseId"
    from unnest(${heads.map((head) => head.caseId)}::uuid[], ${heads.map((head) => head.seq)}::bigint[]) as held(id, seq)
    join "case" c on c.id = held.id and c.event_seq > held.seq`;
}
