import { isRefusal, type Refusal, type RefusalCode, refuse } from '@caseroom/shared/refusal';
import { closeCode } from '@caseroom/shared/wire';
import * as Y from 'yjs';
import type { Sql } from '../platform/db.ts';
import type { Log } from '../platform/log.ts';
import { judgeEdit, type Verdict } from './author.ts';
import { editOn } from './doc.ts';
import { editFrame, receiptFrame, step1Frame, step2Frame } from './frames.ts';
import { HeldBack } from './held-back.ts';
import type { AppendResult, Journal, NewEdit } from './journal.ts';
import { BUSY_ROOM_CONNECTIONS, COALESCE_MS, MAX_EDIT_BYTES } from './limits.ts';
import type { Member } from './member.ts';
import { Presence, type PresenceDeps } from './presence.ts';
import { type Committed, Replica } from './replica.ts';
import {
  type ChangeTask,
  giveUp,
  isOfMember,
  isWrite,
  type MemberTask,
  type ServeTask,
  type Task,
  type WriteTask,
} from './tasks.ts';

export interface RoomDeps {
  readonly noteId: string;
  readonly sql: Sql;
  readonly journal: Journal;
  readonly log: Log;
  readonly now: () => number;
  /** Tells other processes of presence here. */
  readonly tellPresence: PresenceDeps['tell'];
  /** After every commit of this room. */
  readonly onCommit: (room: Room) => void;
  /** An edit was refused that an honest client does not make. */
  readonly onAttempt: (personId: string, code: RefusalCode) => void;
  /** The room can no longer be trusted (a commit or a load failed) and has let everybody go. */
  readonly onDropped: (room: Room) => void;
}

/** Edits applied here and on their way to Postgres; nobody has seen them yet. */
interface Flight {
  readonly edits: NewEdit[];
  /** Who sent each edit, to leave them out of the fan-out. */
  readonly senders: (Member | null)[];
  /** To be called once the flight has landed, in the order in which they were asked for. */
  readonly landed: ((seq: number) => void)[];
}

/** Verdicts that another process's edits, not yet heard of here, could overturn. */
const perhapsStale: ReadonlySet<RefusalCode> = new Set([
  'edit-unknown-dependency',
  'edit-unknown-deletion',
  'edit-foreign-author',
  'edit-gap',
]);
/** Refusals that only say what a person may do now; everything else that is refused is an attempt. */
const ordinary: ReadonlySet<RefusalCode> = new Set([
  'note-full',
  'note-finalised',
  'unavailable',
  'not-found',
]);

const MAX_FLIGHT_EDITS = 1_000;

/**
 * The connections on one note in this process, and its document (SPEC N1, N2, N10–N15).
 *
 * Everything goes through one inbox. Edits are judged, applied to the document and sent to the journal as a
 * flight; while a flight is in the air nothing else is done, so the document is only ever read when it holds
 * committed edits alone. When the flight has landed it is fanned out and receipted. When somebody else wrote
 * first, the document is read anew and the flight's edits are judged again. When a commit fails the room is
 * dropped and its clients come back and resend.
 */
export class Room {
  readonly noteId: string;
  readonly presence: Presence;
  readonly #deps: RoomDeps;
  readonly #replica: Replica;
  readonly #members = new Set<Member>();
  readonly #heldBack = new HeldBack<MemberTask>((tasks) => this.#askAll(tasks));
  #inbox: Task[] = [];
  #running: Promise<void> | null = null;
  #dropped = false;
  #flewAt = 0;

  constructor(deps: RoomDeps) {
    this.#deps = deps;
    this.noteId = deps.noteId;
    this.#replica = new Replica(deps);
    this.presence = new Presence({
      members: () => this.#members,
      tell: deps.tellPresence,
      boundTo: (client) => this.#replica.authorOf(client),
      now: deps.now,
    });
  }

  get seq(): number {
    return this.#replica.seq;
  }
  get isEmpty(): boolean {
    return this.#members.size === 0 && !this.isBusy;
  }
  get isBusy(): boolean {
    return this.#running !== null;
  }
  get isDropped(): boolean {
    return this.#dropped;
  }
  get size(): number {
    return this.#members.size;
  }
  /** Edits since the last snapshot that this room knows of. */
  get unsnapshotted(): number {
    return this.#replica.unsnapshotted;
  }

  join(member: Member): void {
    this.#members.add(member);
    this.#heldBack.opened(member);
    this.#ask({ kind: 'join', member });
  }

  leave(member: Member): void {
    if (!this.#members.delete(member)) return;
    member.state = 'closing';
    this.#heldBack.take(member);
    this.presence.leave(member);
  }

  edit(member: Member, bytes: Uint8Array, isStep2 = false): void {
    const task: MemberTask = { kind: 'edit', member, bytes, isStep2 };
    if (isStep2) this.#askAll([task, ...this.#heldBack.take(member)]);
    else this.#askInTurn(task);
  }
  /** One answer serves everything a member asked before it: what it has only grows. */
  step1(member: Member, stateVector: Uint8Array): void {
    const isAsked = this.#inbox.some((task) => task.kind === 'step1' && task.member === member);
    if (!isAsked) this.#ask({ kind: 'step1', member, stateVector });
  }
  askReceipt(member: Member, k: number): void {
    this.#askInTurn({ kind: 'receipt', member, k });
  }
  catchUp(): void {
    if (!this.#inbox.some((task) => task.kind === 'catch-up')) this.#ask({ kind: 'catch-up' });
  }

  /** Lends the committed note, caught up with other processes, to `use` and answers what that answers. */
  read<T>(use: (committed: Committed) => T): Promise<T> {
    return this.#lend(use, true);
  }

  /** As `read`, but with what this process knows of: everything that was committed here, at least. */
  peek<T>(use: (committed: Committed) => T): Promise<T> {
    return this.#lend(use, false);
  }

  #lend<T>(use: (committed: Committed) => T, isCaughtUp: boolean): Promise<T> {
    return new Promise((resolve, reject) => {
      const lend = (committed: Committed) => {
        try {
          resolve(use(committed));
        } catch (error) {
          reject(error); // The reader's fault, and nobody else's in the room.
        }
      };
      this.#ask({ kind: 'read', isCaughtUp, use: lend, reject });
    });
  }

  /** A change the server makes for a person, through the same path as a client's edit. */
  change(
    personId: string,
    change: (doc: Y.Doc) => void,
    annotates = false,
  ): Promise<{ seq: number } | Refusal> {
    return new Promise((resolve, reject) =>
      this.#ask({ kind: 'change', personId, change, annotates, done: { resolve, reject } }),
    );
  }

  /** The note was finalised: whoever writes comes back as a reader. */
  finalised(): void {
    if (this.#replica.isFinal) return;
    this.#replica.finalise();
    this.closeAll(closeCode.reauthorise, 'finalised');
  }

  /** Resolves when everything asked so far is done, whatever is asked meanwhile. */
  async caughtUp(): Promise<void> {
    if (this.isBusy) await this.read(() => {}).catch(() => {});
  }

  /** Resolves when nothing is left to do. In a room in which people keep writing that may be never. */
  async settled(): Promise<void> {
    while (this.#running) await this.#running;
  }

  /** Writes a snapshot of what is committed now. */
  async snapshot(): Promise<void> {
    const { seq, state } = await this.read(({ doc, seq }) => ({ seq, state: Y.encodeStateAsUpdate(doc) }));
    await this.#replica.snapshot(seq, state);
  }

  closeAll(code: number, reason: string): void {
    for (const member of [...this.#members]) member.close(code, reason);
  }

  /** Lets go of the document; the room must be empty. */
  unload(): void {
    this.#dropped = true;
    this.presence.close();
    this.#replica.destroy();
  }

  /** Behind what is held back of the same connection, if anything is. */
  #askInTurn(task: MemberTask): void {
    if (this.#heldBack.has(task.member)) this.#heldBack.hold(task.member, [task]);
    else this.#ask(task);
  }

  #askAll(tasks: readonly Task[]): void {
    for (const task of tasks) this.#ask(task);
  }

  #ask(task: Task): void {
    if (this.#dropped) return giveUp(task);
    this.#inbox.push(task);
    this.#running ??= this.#run();
  }

  async #run(): Promise<void> {
    try {
      if (!this.#replica.isLoaded) await this.#replica.load();
      while (this.#inbox.length > 0) await this.#next();
    } catch (error) {
      this.#drop(error);
    } finally {
      this.#running = null;
    }
  }

  async #next(): Promise<void> {
    const task = this.#inbox[0] as Task;
    const tasks = isWrite(task) ? this.#takeWrites() : this.#inbox.splice(0, 1);
    try {
      await (isWrite(task) ? this.#write(tasks as WriteTask[]) : this.#serve(task));
    } catch (error) {
      for (const unfinished of tasks) giveUp(unfinished);
      throw error;
    }
  }

  async #serve(task: ServeTask): Promise<void> {
    if (task.kind === 'step1') return this.#answerStep1(task.member, task.stateVector);
    if (task.kind !== 'read' || task.isCaughtUp) this.#fanOutAll(await this.#replica.catchUp());
    if (task.kind === 'join') this.#welcome(task.member);
    if (task.kind === 'read') task.use(this.#replica.committed);
  }

  #takeWrites(): WriteTask[] {
    const end = this.#inbox.findIndex((task, i) => i >= MAX_FLIGHT_EDITS || !isWrite(task));
    const count = end === -1 ? this.#inbox.length : end;
    return this.#inbox.splice(0, count) as WriteTask[];
  }

  // Writing

  async #write(tasks: WriteTask[]): Promise<void> {
    let waiting = tasks;
    for (;;) {
      const flight: Flight = { edits: [], senders: [], landed: [] };
      const judged = await this.#judgeAll(waiting, flight);
      waiting = judged.tasks;
      if (judged.kind === 'stale') continue;
      if (flight.edits.length === 0) return this.#land(flight, waiting, this.#replica.seq);
      await this.#gather();
      const result = await this.#append(flight);
      if (result.kind === 'stored') return this.#land(flight, waiting, result.headSeq);
      if (result.kind === 'gone') return this.#letGo(waiting);
      if (result.kind === 'final') this.#replica.finalise();
      this.#fanOutAll(await this.#replica.refresh());
    }
  }

  #append(flight: Flight): Promise<AppendResult> {
    this.#flewAt = this.#deps.now();
    return this.#deps.journal.append({
      noteId: this.noteId,
      expectedSeq: this.#replica.seq,
      edits: flight.edits,
    });
  }

  /** In a room of many, edits of a few milliseconds travel together: each socket write serves them all. */
  async #gather(): Promise<void> {
    const wait = this.#flewAt + COALESCE_MS - this.#deps.now();
    if (this.#members.size < BUSY_ROOM_CONNECTIONS || wait <= 0) return;
    await new Promise((resolve) => setTimeout(resolve, wait));
  }

  /**
   * Judges and applies in order. `stale`: the document was read anew and everything must be judged again; the
   * tasks that are left are in the answer.
   */
  async #judgeAll(
    tasks: WriteTask[],
    flight: Flight,
  ): Promise<{ kind: 'judged' | 'stale'; tasks: WriteTask[] }> {
    for (const task of tasks) {
      const verdict = this.#judge(task, flight);
      if (!isRefusal(verdict)) continue;
      const before = this.#replica.seq;
      const mayBeStale = perhapsStale.has(verdict.refused);
      if (mayBeStale || this.#replica.isAhead) this.#fanOutAll(await this.#replica.refresh());
      if (mayBeStale && this.#replica.seq > before) return { kind: 'stale', tasks };
      if (task.kind === 'edit' && this.#heldBack.mayExplain(task.member, verdict.refused)) {
        return { kind: 'stale', tasks: this.#holdBack(task, tasks) };
      }
      return { kind: 'stale', tasks: this.#refuse(task, verdict, tasks) };
    }
    return { kind: 'judged', tasks };
  }

  #judge(task: WriteTask, flight: Flight): Verdict | Refusal | null {
    if (task.kind === 'receipt') {
      flight.landed.push((seq) => task.member.send(receiptFrame(task.k, seq)));
      return null;
    }
    if (task.kind === 'edit') {
      if (task.isStep2) this.#heldBack.step2Judged(task.member);
      return this.#take(task.bytes, { personId: task.member.personId, member: task.member }, flight);
    }
    const bytes = this.#changeOf(task);
    if (isRefusal(bytes)) return bytes;
    const verdict = bytes ? this.#take(bytes, { ...task, member: null }, flight) : null;
    if (verdict && isRefusal(verdict)) return verdict;
    const position = flight.edits.length;
    flight.landed.push((headSeq) => task.done.resolve({ seq: headSeq - flight.edits.length + position }));
    return verdict;
  }

  #changeOf(task: ChangeTask): Uint8Array | Refusal | null {
    try {
      return editOn(this.#replica.doc, task.change);
    } catch (error) {
      task.done.reject(error);
      return refuse('unavailable');
    }
  }

  #take(
    bytes: Uint8Array,
    { personId, member, annotates = false }: { personId: string; member: Member | null; annotates?: boolean },
    flight: Flight,
  ): Verdict | Refusal {
    const verdict = judgeEdit(bytes, personId, {
      doc: this.#replica.doc,
      ownerOf: (client) => this.#replica.authorOf(client) ?? this.presence.claimedBy(client),
    });
    if (isRefusal(verdict) || !verdict.isNew) return verdict;
    if (member && verdict.onlyTidies && (this.#replica.isFinal || !member.canWrite)) return verdict;
    if (this.#replica.isFinal && !annotates) return refuse('note-finalised');
    if (member && !member.canWrite) return refuse('read-only');
    const payload = this.#replica.apply(bytes);
    if (isRefusal(payload)) return payload;
    if (payload.length > MAX_EDIT_BYTES) return refuse('edit-too-large');
    this.#replica.bind(verdict.newClients, personId);
    flight.edits.push({ authorId: personId, payload, newClients: verdict.newClients, annotates });
    flight.senders.push(member);
    return verdict;
  }

  /** Sets aside an edit and what its connection asked after it, until its step 2 is here; perhaps it is already. */
  #holdBack(task: WriteTask & MemberTask, tasks: WriteTask[]): WriteTask[] {
    const { member } = task;
    const from = tasks.indexOf(task);
    const isTheirs = (other: Task): other is MemberTask => isOfMember(other) && other.member === member;
    const theirs = [...tasks.slice(from).filter(isTheirs), ...this.#inbox.filter(isTheirs)];
    this.#inbox = this.#inbox.filter((other) => !isTheirs(other));
    const step2 = theirs.find((other) => other.kind === 'edit' && other.isStep2);
    if (step2) this.#inbox.unshift(step2, ...theirs.filter((other) => other !== step2));
    else this.#heldBack.hold(member, theirs);
    return tasks.filter((other, i) => i < from || !isTheirs(other));
  }

  /** Turns the member away; what they sent after the refused edit is not considered. */
  #refuse(task: WriteTask, refusal: Refusal, tasks: WriteTask[]): WriteTask[] {
    if (task.kind === 'change') {
      task.done.resolve(refusal);
      return tasks.filter((other) => other !== task);
    }
    const { member } = task;
    if (!ordinary.has(refusal.refused)) this.#deps.onAttempt(member.personId, refusal.refused);
    const from = tasks.indexOf(task);
    this.#inbox = this.#inbox.filter((other) => !('member' in other) || other.member !== member);
    member.refuse(refusal);
    this.leave(member);
    return tasks.filter((other, i) => i < from || other.kind === 'change' || other.member !== member);
  }

  #land(flight: Flight, tasks: readonly WriteTask[], headSeq: number): void {
    this.#replica.landed(headSeq);
    for (const [i, edit] of flight.edits.entries()) this.#fanOut(edit.payload, flight.senders[i] ?? null);
    for (const landed of flight.landed) landed(headSeq);
    for (const task of tasks) if (task.kind === 'edit') task.member.dealtWith(task.bytes.length);
    if (flight.edits.length > 0) this.#deps.onCommit(this);
  }

  #fanOut(payload: Uint8Array, sender: Member | null): void {
    const frame = editFrame(payload);
    for (const member of this.#members) {
      if (member !== sender && member.state === 'live') member.send(frame);
    }
  }

  /** What other processes wrote. */
  #fanOutAll(payloads: readonly Uint8Array[]): void {
    for (const payload of payloads) this.#fanOut(payload, null);
  }

  // Reading

  #welcome(member: Member): void {
    if (member.state === 'closing') return;
    member.send(step1Frame(this.#replica.stateVector()));
    const others = this.presence.others(member.personId);
    if (others) member.send(others);
  }

  #answerStep1(member: Member, stateVector: Uint8Array): void {
    if (member.state === 'closing') return;
    const state = this.#replica.stateSince(stateVector);
    if (!state) return member.refuse(refuse('edit-malformed', 'The state vector could not be decoded.'));
    member.state = 'live';
    member.send(step2Frame(state));
    member.send(step1Frame(this.#replica.stateVector()));
  }

  // Endings

  #letGo(tasks: readonly WriteTask[]): void {
    for (const task of tasks) giveUp(task);
    this.#end(closeCode.notFound, 'there is no such note');
  }

  #drop(error: unknown): void {
    this.#deps.log.error({ err: error, noteId: this.noteId }, 'room dropped; its clients will come back');
    this.#end(closeCode.tryAgain, 'try again');
  }

  #end(code: number, reason: string): void {
    this.#dropped = true;
    const tasks = this.#inbox;
    this.#inbox = [];
    for (const task of tasks) giveUp(task);
    this.closeAll(code, reason);
    for (const member of [...this.#members]) this.leave(member);
    this.presence.close();
    this.#deps.onDropped(this);
  }
}
