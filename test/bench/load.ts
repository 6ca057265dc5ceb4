import { bodyName, messageType, syncType } from '@caseroom/shared/wire';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import WebSocket from 'ws';
import * as Y from 'yjs';
import type { Seat } from './servers.ts';

/** People in one kind of note, and how fast they type. */
export interface Scenario {
  readonly name: string;
  readonly notes: number;
  readonly typists: number;
  readonly readers: number;
  readonly perSecond: number;
  readonly seconds: number;
}

export interface Measured {
  readonly sent: number;
  /** Of every keystroke at every other person: milliseconds from the key to the frame. */
  readonly p50_ms: number;
  readonly p99_ms: number;
  /** Keystrokes that had not reached everybody two seconds after the end. */
  readonly missing: number;
}

const GRACE_MS = 2_000;

/** Types into the notes for a while; every other person of a note notes when each keystroke reaches them. */
export async function typeIn(
  scenario: Scenario,
  seat: (note: number, person: number) => Seat,
): Promise<Measured> {
  const latencies: number[] = [];
  const people: Person[] = [];
  for (let note = 0; note < scenario.notes; note++) {
    const sentAt = new Map<string, number>();
    for (let i = 0; i < scenario.typists + scenario.readers; i++) {
      people.push(new Person(seat(note, i), i < scenario.typists, sentAt, latencies));
    }
  }
  await Promise.all(people.map((person) => person.ready));
  const typists = people.filter((person) => person.types);
  const gap = 1_000 / scenario.perSecond;
  const began = performance.now();
  let sent = 0;
  await new Promise<void>((resolve) => {
    const due = typists.map((_, i) => (i * gap) / typists.length);
    const timer = setInterval(() => {
      const now = performance.now() - began;
      if (now > scenario.seconds * 1_000) {
        clearInterval(timer);
        return resolve();
      }
      for (const [i, typist] of typists.entries()) {
        while ((due[i] as number) <= now) {
          typist.type();
          sent++;
          due[i] = (due[i] as number) + gap;
        }
      }
    }, 2);
  });
  await new Promise((resolve) => setTimeout(resolve, GRACE_MS));
  for (const person of people) person.close();
  latencies.sort((a, b) => a - b);
  const at = (share: number) =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
  const expected = sent * (scenario.typists + scenario.readers - 1);
  return { sent, p50_ms: at(0.5), p99_ms: at(0.99), missing: expected - latencies.length };
}

class Person {
  readonly types: boolean;
  readonly ready: Promise<void>;
  readonly #ws: WebSocket;
  readonly #doc = new Y.Doc();
  readonly #text = new Y.XmlText();
  readonly #sentAt: Map<string, number>;

  constructor({ url, headers }: Seat, types: boolean, sentAt: Map<string, number>, latencies: number[]) {
    this.types = types;
    this.#sentAt = sentAt;
    this.#ws = new WebSocket(url, { headers });
    this.ready = new Promise((resolve, reject) => {
      this.#ws.on('error', reject);
      this.#ws.on('open', () => this.#send(syncType.step1, Y.encodeStateVector(this.#doc)));
      this.#ws.on('message', (data: Buffer) => {
        const decoder = decoding.createDecoder(data);
        if (decoding.readVarUint(decoder) !== messageType.sync) return;
        const type = decoding.readVarUint(decoder);
        if (type === syncType.step1) this.#send(syncType.step2, Y.encodeStateAsUpdate(this.#doc));
        else if (type === syncType.step2) resolve();
        else this.#note(decoding.readVarUint8Array(decoder), latencies);
      });
    });
    this.#doc.on('update', (edit: Uint8Array) => this.#send(syncType.edit, edit));
    if (types)
      this.ready.then(
        () => this.#open(),
        () => {},
      );
  }

  type(): void {
    const clock = Y.getState(this.#doc.store, this.#doc.clientID);
    this.#sentAt.set(`${this.#doc.clientID} ${clock}`, performance.now());
    this.#text.insert(this.#text.length, 'x');
  }

  close(): void {
    this.#ws.terminate();
  }

  /** Everybody types in a paragraph of their own, so that receivers need no document to read the clock. */
  #open(): void {
    const paragraph = new Y.XmlElement('paragraph');
    this.#doc.transact(() => {
      paragraph.insert(0, [this.#text]);
      this.#doc.getXmlFragment(bodyName).insert(0, [paragraph]);
    });
  }

  #note(edit: Uint8Array, latencies: number[]): void {
    for (const struct of Y.decodeUpdate(edit).structs) {
      if (struct.id.client === this.#doc.clientID) continue; // an echo of one's own typing
      for (let i = 0; i < struct.length; i++) {
        const at = this.#sentAt.get(`${struct.id.client} ${struct.id.clock + i}`);
        if (at !== undefined) latencies.push(performance.now() - at);
      }
    }
  }

  #send(type: number, bytes: Uint8Array): void {
    this.#ws.send(
      encoding.encode((encoder) => {
        encoding.writeVarUint(encoder, messageType.sync);
        encoding.writeVarUint(encoder, type);
        encoding.writeVarUint8Array(encoder, bytes);
      }),
    );
  }
}
