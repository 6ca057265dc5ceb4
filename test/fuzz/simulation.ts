import { createJournal, type Journal } from '@caseroom/server/note/journal';
import { createRooms, type Rooms } from '@caseroom/server/note/rooms';
import { ClientInMemory, type RoomSide } from '@caseroom/server/note/testing/client-in-memory';
import { createInProcessBus } from '@caseroom/server/platform/bus-in-process';
import type { Sql } from '@caseroom/server/platform/db';
import { silentLog } from '@caseroom/server/platform/log';
import type { Random } from './random.ts';
import { typeSomething } from './typing.ts';

/** A process of the deployment: its rooms, and commits that wait until the run lets them happen. */
interface Process {
  rooms: Rooms;
  commits: (() => void)[];
}

/** One person's browser: a client and the two directions of its network. */
interface Browser {
  client: ClientInMemory;
  process: Process | null;
  /** Calls on their way to the room. */
  up: (() => void)[];
}

const PROCESSES = 2;
const ofLostFrames = new Set(['edit-gap', 'edit-unknown-dependency', 'edit-unknown-deletion']);

/**
 * People typing into one note through the real rooms, with a network that a seed decides about: every frame may
 * be late, doubled, swapped or lost (a lost frame is what a broken connection looks like), people drop off and
 * come back through another process, processes are killed, client ids collide.
 */
export class Simulation {
  readonly #sql: Sql;
  readonly #noteId: string;
  readonly #random: Random;
  readonly #browsers: Browser[];
  readonly #processes: Process[];
  #mending = false;
  readonly #bus = createInProcessBus(silentLog);

  constructor(sql: Sql, noteId: string, people: readonly string[], random: Random) {
    this.#sql = sql;
    this.#noteId = noteId;
    this.#random = random;
    this.#processes = Array.from({ length: PROCESSES }, () => this.#boot());
    this.#browsers = people.map((person) => ({
      client: this.#browser(person),
      process: null,
      up: [],
      refusedText: 0,
    }));
  }

  get clients(): ClientInMemory[] {
    return this.#browsers.map((browser) => browser.client);
  }

  async run(steps: number): Promise<void> {
    for (let step = 0; step < steps; step++) {
      this.#act(this.#random.pick(this.#browsers));
      if (this.#random.chance(0.5)) this.#commitOne();
      await this.#stable();
    }
  }

  /** The network mends: everybody comes back and everything arrives, until nothing moves any more. */
  async mend(): Promise<void> {
    this.#mending = true;
    for (const browser of this.#browsers) this.#reconnect(browser);
    for (let quiet = false; !quiet; ) {
      await this.#stable();
      quiet = true;
      for (const browser of this.#browsers) {
        if (this.#healed(browser)) quiet = false;
        if (browser.up.length + browser.client.received.length > 0) quiet = false;
        for (const send of browser.up.splice(0)) send();
        browser.client.deliver();
      }
      while (this.#commitOne()) quiet = false;
    }
    for (const process of this.#processes) await process.rooms.read(this.#noteId, () => {});
  }

  async close(): Promise<void> {
    for (const browser of this.#browsers) browser.client.disconnect();
    for (const process of this.#processes) await process.rooms.drain();
  }

  #act(browser: Browser): void {
    if (this.#healed(browser)) return;
    const action = this.#random.weighted({
      type: 10,
      up: 8,
      down: 8,
      lose: 0.3,
      swap: 0.3,
      double: 1,
      leave: 0.5,
      come: 1.5,
      kill: 0.1,
    });
    if (action === 'type') typeSomething(browser.client.body, this.#random);
    else if (action === 'up') browser.up.shift()?.();
    else if (action === 'down') this.#takeOne(browser);
    else if (action === 'lose') this.#random.pick<unknown[]>([browser.up, browser.client.received]).shift();
    else if (action === 'swap') this.#random.pick<unknown[]>([browser.up, browser.client.received]).reverse();
    else if (action === 'double') this.#double(browser);
    else if (action === 'leave') this.#leave(browser);
    else if (action === 'come' && !browser.process) this.#reconnect(browser);
    else if (action === 'kill') this.#kill(this.#random.pick(this.#processes));
  }

  #takeOne(browser: Browser): void {
    const frame = browser.client.received.shift();
    if (frame) browser.client.take(frame);
  }

  #double(browser: Browser): void {
    const send = browser.up[0];
    if (send) browser.up.unshift(send);
    const frame = browser.client.received[0];
    if (frame) browser.client.received.unshift(frame);
  }

  /**
   * A closed connection is opened again. A refusal that no lost frame explains, or a client id that Yjs had to
   * change, means that the document has counted under somebody else's: the person begins anew.
   */
  #healed(browser: Browser): boolean {
    const { closed, refusal, hasLostItsId } = browser.client;
    if (!closed && !hasLostItsId) return false;
    const code = refusal?.refused;
    if (hasLostItsId || (code && (this.#mending || !ofLostFrames.has(code)))) {
      this.#leave(browser);
      browser.client = this.#browser(browser.client.personId);
    }
    this.#reconnect(browser);
    return true;
  }

  #reconnect(browser: Browser): void {
    this.#leave(browser);
    const process = this.#random.pick(this.#processes);
    browser.process = process;
    browser.client.connect(this.#network(browser, process));
  }

  #leave(browser: Browser): void {
    browser.client.disconnect();
    browser.up = [];
    browser.process = null;
  }

  #network(browser: Browser, process: Process): RoomSide {
    const room = process.rooms.open(this.#noteId);
    const up = browser.up;
    return {
      join: (member) => room.join(member),
      leave: (member) => room.leave(member),
      edit: (member, bytes, isStep2) => up.push(() => room.edit(member, bytes, isStep2)),
      step1: (member, vector) => up.push(() => room.step1(member, vector)),
      askReceipt: (member, k) => up.push(() => room.askReceipt(member, k)),
    };
  }

  /** kill -9: what was committed stays, everything else of the process is gone, its commits may still happen. */
  #kill(process: Process): void {
    for (const browser of this.#browsers) if (browser.process === process) this.#leave(browser);
    const { commits } = process;
    Object.assign(process, this.#boot());
    if (this.#random.chance(0.5)) for (const commit of commits) commit();
  }

  #boot(): Process {
    const commits: (() => void)[] = [];
    const journal = createJournal(this.#sql);
    const held: Journal = {
      append: async (append) => {
        await new Promise<void>((resolve) => commits.push(resolve));
        return journal.append(append);
      },
      drain: () => journal.drain(),
    };
    return { rooms: createRooms({ sql: this.#sql, bus: this.#bus, journal: held, log: silentLog }), commits };
  }

  /** Now and then somebody else's client id, as a bad random source would give. */
  #browser(person: string): ClientInMemory {
    const clientId = this.#random.chance(0.2) ? 1 + this.#random.below(3) : this.#random.below(2 ** 32);
    return new ClientInMemory(person, { clientId });
  }

  #commitOne(): boolean {
    const waiting = this.#processes.filter((process) => process.commits.length > 0);
    if (waiting.length === 0) return false;
    this.#random.pick(waiting).commits.shift()?.();
    return true;
  }

  /** Every process is idle or waits for a commit that the run holds back. */
  async #stable(): Promise<void> {
    const busy = () =>
      this.#processes.some(({ rooms, commits }) => commits.length === 0 && rooms.open(this.#noteId).isBusy);
    do await new Promise(setImmediate);
    while (busy());
  }
}
