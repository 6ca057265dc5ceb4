import { isDeepStrictEqual } from 'node:util';
import {
  type Ack,
  JoinCase,
  type Joined,
  LeaveCase,
  MAX_CASES_PER_CONNECTION,
  MAX_EVENTS_PER_JOIN,
  type PresentPerson,
  SetPresence,
} from '@caseroom/shared/live';
import type { Role } from '@caseroom/shared/people';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import type { z } from 'zod';
import { accessCase, accessNote, type CaseAccess, type NoteAccess, rolesOf } from '../case/access.ts';
import { entryFor, type LedgerEntry } from '../case/ledger.ts';
import { caseReaders } from '../case/rules.ts';
import type { Actor } from '../platform/api.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sql } from '../platform/db.ts';
import type { Log } from '../platform/log.ts';
import type { CaughtUp, Feed } from './feed.ts';
import { MAX_REMEMBERED_NOTES, MAX_WAITING_MESSAGES } from './limits.ts';
import type { People } from './people.ts';
import type { Stay } from './presence.ts';
import { caseRoom, isProgramRoom, ownCaseRoom, programRoom } from './rooms.ts';
import type { LiveSocket } from './socket.ts';

export interface ConnectionDeps {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly log: Log;
  readonly feed: Feed<LedgerEntry>;
  readonly people: People;
  readonly authenticate: (cookie: string | undefined) => Promise<Actor | Refusal>;
}

interface JoinedCase {
  access: CaseAccess;
  doing: Pick<Stay, 'noteId' | 'isForLeads' | 'activity'>;
}

const justReading: JoinedCase['doing'] = { noteId: null, isForLeads: false, activity: 'reading' };

/**
 * One signed-in tab. Everything it asks, and every look at what it may still do, happens in turn: a case cannot
 * be joined with rights that were taken away meanwhile.
 */
export class LiveConnection {
  readonly #socket: LiveSocket;
  readonly #deps: ConnectionDeps;
  readonly #cases = new Map<string, JoinedCase>();
  readonly #notes = new Map<string, NoteAccess | null>();
  #actor: Actor;
  #roles: Map<string, Role> | null = null;
  #isWatching = false;
  #turn: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  constructor(socket: LiveSocket, deps: ConnectionDeps) {
    this.#socket = socket;
    this.#deps = deps;
    this.#actor = socket.data.actor;
    this.#inTurn(async () => {
      this.#roles = await rolesOf(deps.sql, this.#actor.id);
    });
    socket.on('case:join', (ask, ack) => this.#answer(JoinCase, ask, ack, (valid) => this.#join(valid)));
    socket.on('case:leave', (ask) =>
      this.#answer(LeaveCase, ask, null, async ({ caseId }) => this.#leave(caseId)),
    );
    socket.on('presence:set', (ask) =>
      this.#answer(SetPresence, ask, null, (valid) => this.#setPresence(valid)),
    );
    socket.on('queue:watch', (ack) => this.#answer(null, null, ack, () => this.#watchQueue()));
    socket.on('disconnect', () => {
      for (const caseId of [...this.#cases.keys()]) this.#leave(caseId);
    });
  }

  /** What this person may do has perhaps changed: end, leave what is closed to them, and say so. */
  recheck(): void {
    this.#inTurn(() => this.#recheck());
  }

  async #join({ caseId, afterSeq }: JoinCase): Promise<Joined | Refusal> {
    const before = this.#cases.get(caseId);
    if (!before && this.#cases.size >= MAX_CASES_PER_CONNECTION)
      return refuse('too-large', `This connection is in ${MAX_CASES_PER_CONNECTION} cases already.`);
    const access = await accessCase(this.#deps.sql, this.#actor.id, caseId, 'read');
    if (isRefusal(access)) {
      this.#leave(caseId);
      return access;
    }
    let caughtUp: CaughtUp<LedgerEntry> | null = null;
    await this.#deps.feed.join(caseId, afterSeq, MAX_EVENTS_PER_JOIN, (found) => {
      if (!this.#socket.connected) return false;
      caughtUp = found;
      this.#enter(access);
      // Who was in already goes on holding the case once.
      return before === undefined;
    });
    return caughtUp ? this.#joined(access, caughtUp) : refuse('unavailable');
  }

  #enter(access: CaseAccess): void {
    const { caseId, readLeads } = access;
    this.#cases.set(caseId, { access, doing: this.#cases.get(caseId)?.doing ?? justReading });
    void this.#socket.leave(caseRoom(caseId, !readLeads));
    void this.#socket.join([caseRoom(caseId, readLeads), ownCaseRoom(caseId, this.#actor.id)]);
    this.#present(caseId);
  }

  #joined({ caseId, readLeads }: CaseAccess, { entries, headSeq }: CaughtUp<LedgerEntry>): Joined {
    const reader = { personId: this.#actor.id, readLeads };
    const events = entries.map((entry) => entryFor(entry, reader));
    return { events, headSeq, people: this.#deps.people.in(caseId, readLeads) };
  }

  #leave(caseId: string): void {
    if (!this.#cases.delete(caseId)) return;
    for (const readLeads of [true, false]) void this.#socket.leave(caseRoom(caseId, readLeads));
    void this.#socket.leave(ownCaseRoom(caseId, this.#actor.id));
    this.#deps.feed.leave(caseId);
    this.#deps.people.clear(this.#socket.id, caseId);
  }

  async #setPresence({ caseId, noteId, activity }: SetPresence): Promise<void> {
    const note = noteId === null ? null : await this.#note(noteId);
    const joined = this.#cases.get(caseId);
    if (!joined) return;
    const readable = note?.caseId === caseId ? note : null;
    const doing = { noteId: readable?.noteId ?? null, isForLeads: readable?.audience === 'leads', activity };
    if (isDeepStrictEqual(doing, joined.doing)) return;
    joined.doing = doing;
    this.#present(caseId);
  }

  /** A note this person may read, else null; remembered until their rights change. */
  async #note(noteId: string): Promise<NoteAccess | null> {
    const known = this.#notes.get(noteId);
    if (known !== undefined) return known;
    const access = await accessNote(this.#deps.sql, this.#actor.id, noteId, 'read');
    if (this.#notes.size >= MAX_REMEMBERED_NOTES) this.#notes.clear();
    const note = isRefusal(access) ? null : access;
    this.#notes.set(noteId, note);
    return note;
  }

  #present(caseId: string): void {
    const joined = this.#cases.get(caseId);
    if (!joined) return;
    const { id, name, colour } = this.#actor;
    const { programId, role } = joined.access;
    const now = this.#deps.clock.now().getTime();
    const stay = {
      caseId,
      programId,
      person: { id, name, colour },
      role,
      ...joined.doing,
      since: now,
      at: now,
    };
    this.#deps.people.set(this.#socket.id, stay);
  }

  async #watchQueue(): Promise<{ presence: Record<string, PresentPerson[]> }> {
    this.#isWatching = true;
    // Not kept as `#roles`: the joined cases were not looked at with these.
    const programs = this.#enterPrograms(await rolesOf(this.#deps.sql, this.#actor.id));
    return { presence: this.#deps.people.inPrograms(programs) };
  }

  /** Watches exactly the programs whose cases these roles may read. */
  #enterPrograms(roles: ReadonlyMap<string, Role>): string[] {
    const programs = [...roles]
      .filter(([, role]) => caseReaders.includes(role))
      .map(([programId]) => programId);
    const wanted = new Set(programs.map(programRoom));
    for (const room of this.#socket.rooms)
      if (isProgramRoom(room) && !wanted.has(room)) void this.#socket.leave(room);
    void this.#socket.join([...wanted]);
    return programs;
  }

  async #recheck(): Promise<void> {
    if (!this.#socket.connected) return;
    const actor = await this.#deps.authenticate(this.#socket.handshake.headers.cookie);
    if (isRefusal(actor)) return this.#end();
    const roles = await rolesOf(this.#deps.sql, actor.id);
    const isChanged = !isDeepStrictEqual([standingOf(actor), roles], [standingOf(this.#actor), this.#roles]);
    this.#actor = actor;
    this.#roles = roles;
    if (!isChanged) return;
    this.#notes.clear();
    for (const caseId of [...this.#cases.keys()]) await this.#recheckCase(caseId);
    if (this.#isWatching) this.#enterPrograms(roles);
    this.#socket.emit('access:changed');
  }

  async #recheckCase(caseId: string): Promise<void> {
    const access = await accessCase(this.#deps.sql, this.#actor.id, caseId, 'read');
    const joined = this.#cases.get(caseId);
    if (!joined) return;
    if (isRefusal(access)) return this.#leave(caseId);
    const note = joined.doing.noteId === null ? null : await this.#note(joined.doing.noteId);
    if (!note) joined.doing = { ...joined.doing, noteId: null, isForLeads: false };
    this.#enter(access);
  }

  #end(): void {
    this.#socket.emit('session:ended');
    this.#socket.disconnect(true);
  }

  /** Checks what was asked, does it in turn and acknowledges it. A client may ask anything in any shape. */
  #answer<S extends z.ZodType, T>(
    schema: S | null,
    ask: unknown,
    ack: unknown,
    work: (valid: z.output<S>) => Promise<T | Refusal>,
  ): void {
    const say = (answer: Parameters<Ack<T>>[0]) => {
      if (typeof ack === 'function') (ack as Ack<T>)(answer);
    };
    const sayNo = ({ refused, detail }: Refusal) => say({ ok: false, code: refused, detail });
    const parsed = schema?.safeParse(ask);
    if (parsed && !parsed.success) return sayNo(refuse('invalid'));
    if (this.#waiting >= MAX_WAITING_MESSAGES) return sayNo(refuse('too-fast'));
    const failed = () => sayNo(refuse('unavailable'));
    this.#inTurn(async () => {
      const result = await work(parsed?.data as z.output<S>);
      if (isRefusal(result)) sayNo(result);
      else say({ ok: true, value: result as T });
    }, failed);
  }

  #inTurn(work: () => Promise<unknown>, onFailure: () => void = () => this.#failed()): void {
    this.#waiting++;
    this.#turn = this.#turn
      .then(work)
      .catch((err: unknown) => {
        this.#deps.log.warn({ err, personId: this.#actor.id }, 'a live connection could not be served');
        onFailure();
      })
      .finally(() => this.#waiting--);
  }

  /** What this person may do is not known: let go of the connection; the client comes back by itself. */
  #failed(): void {
    this.#socket.conn.close();
  }
}

const standingOf = ({ name, colour, admin, auditor }: Actor) => ({ name, colour, admin, auditor });
