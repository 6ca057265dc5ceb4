import type { Refusal, RefusalCode } from '@caseroom/shared/refusal';
import { closeCode } from '@caseroom/shared/wire';
import type * as Y from 'yjs';
import { appendEvent, hintCase } from '../case/events.ts';
import type { Bus } from '../platform/bus.ts';
import type { Sql } from '../platform/db.ts';
import type { Log } from '../platform/log.ts';
import type { AwarenessEntry } from './awareness.ts';
import { type DeriveDeps, type Deriver, derive, deriveTogether } from './derive.ts';
import type { Journal } from './journal.ts';
import {
  POLL_MS,
  REFUSAL_LEDGER_MS,
  ROOM_LINGER_MS,
  SNAPSHOT_EVERY_EDITS,
  SNAPSHOT_IDLE_EDITS,
} from './limits.ts';
import type { Committed } from './replica.ts';
import { Room } from './room.ts';
import { createSettling } from './settling.ts';
import { RoomDropped } from './tasks.ts';

/** Hint that a note has a new head, "<note id> <seq>", or that it was finalised, "<note id> final". */
const NOTE_CHANNEL = 'note';
const FINAL = 'final';
/** Presence in a note, for the other processes that have it open. */
const NOTE_PRESENCE_CHANNEL = 'note-presence';

export interface Rooms {
  /** The room of a note, loaded or loading. There is one a note and process. */
  open(noteId: string): Room;
  /** Lends the committed, caught-up note to `use`, which must not change or keep the document. */
  read<T>(noteId: string, use: (committed: Committed) => T): Promise<T>;
  /**
   * A change the server makes for a person through the ordinary commit path, credited to them. `seq` is its
   * edit, or the head when nothing changed. Whoever calls this has been let in by `accessNote`.
   */
  edit(noteId: string, personId: string, change: (doc: Y.Doc) => void): Promise<{ seq: number } | Refusal>;
  /** As `edit`, for what changes nothing that is read, as the mark of a comment: a finalised note takes it too. */
  annotate(
    noteId: string,
    personId: string,
    change: (doc: Y.Doc) => void,
  ): Promise<{ seq: number } | Refusal>;
  /** Call it once the note's row says so: everybody who has it open, in every process, comes back as a reader. */
  finalised(noteId: string): void;
  /** Brings what is derived from a note up to its newest edit, now. */
  derive(noteId: string): Promise<void>;
  /** Notes in the case's ledger that somebody sent what no honest client sends. */
  attempt(noteId: string, personId: string, code: RefusalCode): void;
  /** Open rooms and their connections, for metrics. */
  counts(): { rooms: number; connections: number };
  /** Commits what waits, then closes every connection with 1012. */
  drain(): Promise<void>;
}

export interface RoomsDeps {
  readonly sql: Sql;
  readonly bus: Bus;
  readonly journal: Journal;
  readonly log: Log;
  /** What else follows from a note's text, besides the text itself. */
  readonly derivers?: readonly Deriver[];
  readonly followTexts?: DeriveDeps['followTexts'];
  readonly now?: () => number;
}

interface PresenceHint {
  readonly from: string;
  readonly noteId: string;
  /** Absent: "who is there?" */
  readonly entries?: (AwarenessEntry & { personId: string })[];
}

export function createRooms(deps: RoomsDeps): Rooms {
  const { sql, bus, journal, log, derivers = [], followTexts, now = Date.now } = deps;
  const deriving = { sql, derivers, followTexts };
  const rooms = new Map<string, Room>();
  const emptySince = new Map<string, number>();
  const attempts = new Map<string, number>();
  const self = crypto.randomUUID();
  let snapshots: Promise<void> = Promise.resolve();
  const settling = createSettling(deriveFrom, log);

  function open(noteId: string): Room {
    const existing = rooms.get(noteId);
    if (existing && !existing.isDropped) return existing;
    const room = new Room({
      noteId,
      sql,
      journal,
      log,
      now,
      tellPresence: (entries) => tell({ from: self, noteId, entries: [...entries] }),
      onCommit,
      onAttempt: (personId, code) => void recordAttempt(noteId, personId, code),
      onDropped: (dropped) => {
        if (rooms.get(noteId) === dropped) rooms.delete(noteId);
      },
    });
    rooms.set(noteId, room);
    tell({ from: self, noteId });
    return room;
  }

  function onCommit(room: Room): void {
    bus.publish(NOTE_CHANNEL, `${room.noteId} ${room.seq}`);
    if (room.unsnapshotted >= SNAPSHOT_EVERY_EDITS) void queueSnapshot(room);
    settling.touched(room.noteId);
  }

  /** One after another over all rooms, so that many busy notes do not encode themselves at the same moment. */
  function queueSnapshot(room: Room): Promise<void> {
    snapshots = snapshots
      .then(() => (room.isDropped ? undefined : room.snapshot()))
      .catch((error) => log.warn({ err: error, noteId: room.noteId }, 'snapshot not written'));
    return snapshots;
  }

  /** From notes that are open here. Another process derives what it wrote itself, so none is asked. */
  async function deriveFrom(noteIds: readonly string[]): Promise<readonly string[]> {
    const open = noteIds.map((id) => rooms.get(id)).filter((room) => room && !room.isDropped) as Room[];
    const sources = open.map((room) => ({ noteId: room.noteId, read: room.peek.bind(room) }));
    return deriveTogether({ ...deriving, failed: notDerived }, sources);
  }

  async function deriveLast(room: Room): Promise<void> {
    if (!room.isDropped) await derive(deriving, { noteId: room.noteId, read: room.peek.bind(room) });
  }

  function notDerived(noteId: string, error: unknown): void {
    if (error instanceof RoomDropped) return; // Whoever comes back opens a room that derives.
    log.warn({ err: error, noteId }, 'what follows from a note was not derived');
  }

  /** What no honest client sends goes into the case's ledger, once a minute for a person and a reason. */
  async function recordAttempt(noteId: string, personId: string, code: RefusalCode): Promise<void> {
    const key = `${noteId} ${personId} ${code}`;
    if ((attempts.get(key) ?? Number.NEGATIVE_INFINITY) > now() - REFUSAL_LEDGER_MS) return;
    attempts.set(key, now());
    try {
      const caseId = await sql.begin(async (tx) => {
        const [note] = await tx<
          { caseId: string }[]
        >`select case_id as "caseId" from note where id = ${noteId}`;
        if (note)
          await appendEvent(tx, {
            caseId: note.caseId,
            kind: 'note.edit-refused',
            actorId: personId,
            data: { noteId, code },
          });
        return note?.caseId;
      });
      if (caseId) hintCase(bus, caseId);
    } catch (error) {
      log.error({ err: error, noteId, personId, code }, 'a refused edit could not be written to the ledger');
    }
  }

  function tell(hint: PresenceHint): void {
    bus.publish(NOTE_PRESENCE_CHANNEL, JSON.stringify(hint));
  }

  function hearPresence(message: Uint8Array): void {
    const hint = JSON.parse(Buffer.from(message).toString()) as PresenceHint;
    if (hint.from === self) return;
    const room = rooms.get(hint.noteId);
    if (!room) return;
    if (hint.entries) return room.presence.heard(hint.entries);
    const entries = room.presence.locals();
    if (entries.length > 0) tell({ from: self, noteId: hint.noteId, entries });
  }

  function hearHint(message: Uint8Array): void {
    const [noteId = '', seq] = Buffer.from(message).toString().split(' ');
    const room = rooms.get(noteId);
    if (seq === FINAL) return room?.finalised();
    if (room && Number(seq) > room.seq) room.catchUp();
  }

  /** Hints may be lost: compare every open room with Postgres, and let go of rooms that stay empty. */
  async function poll(): Promise<void> {
    for (const [key, at] of attempts) if (at < now() - REFUSAL_LEDGER_MS) attempts.delete(key);
    for (const room of [...rooms.values()]) {
      room.presence.sweep();
      if (room.isEmpty) await letGo(room);
      else emptySince.delete(room.noteId);
    }
    const ids = [...rooms.keys()];
    if (ids.length === 0) return;
    const heads = await sql<
      { id: string; seq: number }[]
    >`select id, head_seq as seq from note where id = any(${ids}::uuid[])`;
    for (const head of heads) {
      const room = rooms.get(head.id);
      if (room && head.seq > room.seq) room.catchUp();
    }
  }

  async function letGo(room: Room): Promise<void> {
    const since = emptySince.get(room.noteId) ?? now();
    emptySince.set(room.noteId, since);
    if (now() - since < ROOM_LINGER_MS) return;
    if (room.unsnapshotted >= SNAPSHOT_IDLE_EDITS) await queueSnapshot(room);
    // Somebody may have come in meanwhile. From here to `delete` nothing waits, so nobody can join in between.
    if (!room.isEmpty || rooms.get(room.noteId) !== room) return;
    room.unload();
    rooms.delete(room.noteId);
    emptySince.delete(room.noteId);
  }

  const quiet = (error: unknown) =>
    log.warn({ err: error }, 'could not compare open notes with the database');
  const timer = setInterval(() => void poll().catch(quiet), POLL_MS);
  timer.unref();
  const unsubscribe = [
    bus.subscribe(NOTE_CHANNEL, hearHint),
    bus.subscribe(NOTE_PRESENCE_CHANNEL, hearPresence),
  ];

  return {
    open,
    read: (noteId, use) => again(() => open(noteId).read(use)),
    edit: (noteId, personId, change) => open(noteId).change(personId, change),
    annotate: (noteId, personId, change) => open(noteId).change(personId, change, true),
    finalised: (noteId) => {
      rooms.get(noteId)?.finalised();
      bus.publish(NOTE_CHANNEL, `${noteId} ${FINAL}`);
    },
    derive: (noteId) => again(() => derive(deriving, { noteId, read: (use) => open(noteId).read(use) })),
    attempt: (noteId, personId, code) => void recordAttempt(noteId, personId, code),
    counts: () => ({
      rooms: rooms.size,
      connections: [...rooms.values()].reduce((sum, room) => sum + room.size, 0),
    }),
    drain: async () => {
      clearInterval(timer);
      for (const end of unsubscribe) end();
      await Promise.all([...rooms.values()].map((room) => room.caughtUp()));
      for (const room of rooms.values()) room.closeAll(closeCode.restarting, 'restarting');
      await Promise.all([...rooms.values()].map((room) => room.settled()));
      settling.stop();
      await Promise.all([...rooms.values()].map((room) => deriveLast(room).catch(quiet)));
      await snapshots;
      for (const room of rooms.values()) room.unload();
      rooms.clear();
    },
  };
}

/** A read that was caught by a room being dropped is asked once more, of a fresh room. */
async function again<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof RoomDropped) return read();
    throw error;
  }
}
