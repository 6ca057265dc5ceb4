import { type AwarenessEntry, readAwareness, signState, writeAwareness } from './awareness.ts';
import { awarenessFrame } from './frames.ts';
import { AWARENESS_WINDOW_MS, REMOTE_PRESENCE_MS } from './limits.ts';
import type { Member } from './member.ts';

interface Present {
  readonly personId: string;
  /** The connection that speaks for this client id; null when it is on another process. */
  readonly member: Member | null;
  entry: AwarenessEntry;
  heardAt: number;
}

export interface PresenceDeps {
  /** Everybody in the room. */
  readonly members: () => Iterable<Member>;
  /** Tells other processes; their `heard` takes it. */
  readonly tell: (entries: readonly (AwarenessEntry & { personId: string })[]) => void;
  /** Whose a client id is by the journal. */
  readonly boundTo: (client: number) => string | undefined;
  readonly now: () => number;
}

/**
 * Presence of one room (SPEC N16–N18). A connection speaks for one client id, never for one that is somebody
 * else's; what it says of others is passed over. Clocks are counted by the server, so that a person who comes
 * back with the same client id is seen at once and nobody can freeze anybody. Nothing here is stored.
 */
export class Presence {
  readonly #deps: PresenceDeps;
  readonly #present = new Map<number, Present>();
  /** Who first spoke for a client id, and the last clock sent for it; also after it has gone. */
  readonly #heard = new Map<number, { readonly personId: string; clock: number }>();
  readonly #unsent = new Set<number>();
  #window: NodeJS.Timeout | null = null;
  #sentAt = 0;

  constructor(deps: PresenceDeps) {
    this.#deps = deps;
  }

  /**
   * The person who first spoke for this client id in this room. It stays theirs while they are gone: who saw it
   * could otherwise take it before they have written a word, and they would be refused when they come back.
   */
  claimedBy(client: number): string | undefined {
    return this.#heard.get(client)?.personId;
  }

  /** Takes a connection's awareness message. Returns whether it spoke for itself; false for malformed bytes. */
  say(member: Member, bytes: Uint8Array): 'own' | 'foreign' | 'malformed' {
    const entries = readAwareness(bytes);
    if (!entries) return 'malformed';
    let spoke: 'own' | 'foreign' = 'foreign';
    for (const entry of entries) {
      if (!this.#speaksFor(member, entry.client)) continue;
      spoke = 'own';
      const state = signState(entry, member.user);
      if (state === 'null') this.#forget(entry.client);
      else if (state) this.#set({ ...entry, state }, member.personId, member);
    }
    return spoke;
  }

  leave(member: Member): void {
    const client = member.awarenessClient;
    if (client !== null && this.#present.get(client)?.member === member) this.#forget(client);
  }

  /** What another process said. */
  heard(entries: readonly (AwarenessEntry & { personId: string })[]): void {
    for (const { personId, ...entry } of entries) {
      if (this.#present.get(entry.client)?.member) continue;
      if (entry.state === 'null') this.#forget(entry.client, false);
      else this.#set(entry, personId, null);
    }
  }

  /**
   * Everybody else here now, for somebody who has just come in; null when nobody is. Their own other tabs come
   * with those tabs' next renewal: an entry of their own from before a reconnect must not reach them.
   */
  others(personId: string): Uint8Array | null {
    const entries = [...this.#present.values()]
      .filter((present) => present.personId !== personId)
      .map((present) => present.entry);
    return entries.length > 0 ? awarenessFrame(writeAwareness(entries)) : null;
  }

  /** Local people, for a process that has just opened the note. */
  locals(): (AwarenessEntry & { personId: string })[] {
    return [...this.#present.values()]
      .filter((one) => one.member)
      .map((one) => ({ ...one.entry, personId: one.personId }));
  }

  /** Forgets people of processes that have fallen silent. */
  sweep(): void {
    const before = this.#deps.now() - REMOTE_PRESENCE_MS;
    for (const [client, present] of this.#present) {
      if (!present.member && present.heardAt < before) this.#forget(client, false);
    }
  }

  close(): void {
    if (this.#window) clearTimeout(this.#window);
    this.#window = null;
  }

  #speaksFor(member: Member, client: number): boolean {
    if (member.awarenessClient !== null) return member.awarenessClient === client;
    const owner = this.#deps.boundTo(client) ?? this.claimedBy(client);
    if (owner !== undefined && owner !== member.personId) return false;
    member.awarenessClient = client;
    return true;
  }

  #set(entry: AwarenessEntry, personId: string, member: Member | null): void {
    const clock = this.#nextClock(entry.client, entry.clock, personId);
    this.#present.set(entry.client, {
      personId,
      member,
      entry: { ...entry, clock },
      heardAt: this.#deps.now(),
    });
    this.#send(entry.client);
  }

  #forget(client: number, tell = true): void {
    const present = this.#present.get(client);
    if (!present) return;
    const gone: AwarenessEntry = {
      client,
      clock: this.#nextClock(client, 0, present.personId),
      state: 'null',
    };
    this.#present.delete(client);
    this.#unsent.delete(client);
    this.#broadcast([gone]);
    if (tell && present.member) this.#deps.tell([{ ...gone, personId: present.personId }]);
  }

  #nextClock(client: number, asked: number, personId: string): number {
    const heard = this.#heard.get(client) ?? { personId, clock: 0 };
    heard.clock = Math.max(asked, heard.clock + 1);
    this.#heard.set(client, heard);
    return heard.clock;
  }

  /** At once in a quiet room; in a busy one everybody's latest state together, once a window. */
  #send(client: number): void {
    this.#unsent.add(client);
    if (this.#window) return;
    const wait = this.#sentAt + AWARENESS_WINDOW_MS - this.#deps.now();
    if (wait <= 0) this.#flush();
    else {
      this.#window = setTimeout(() => {
        this.#window = null;
        this.#flush();
      }, wait);
      this.#window.unref();
    }
  }

  #flush(): void {
    this.#sentAt = this.#deps.now();
    const present = [...this.#unsent].flatMap((client) => this.#present.get(client) ?? []);
    this.#unsent.clear();
    if (present.length === 0) return;
    this.#broadcast(present.map((one) => one.entry));
    const local = present.filter((one) => one.member);
    if (local.length > 0) this.#deps.tell(local.map((one) => ({ ...one.entry, personId: one.personId })));
  }

  /** Nobody is sent their own entry: a stock client would take it over its newer state and answer it, for ever. */
  #broadcast(entries: readonly AwarenessEntry[]): void {
    const shared = awarenessFrame(writeAwareness(entries));
    for (const member of this.#deps.members()) {
      const others = entries.filter((entry) => entry.client !== member.awarenessClient);
      if (others.length === entries.length) member.send(shared);
      else if (others.length > 0) member.send(awarenessFrame(writeAwareness(others)));
    }
  }
}
