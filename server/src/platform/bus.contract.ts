import { afterEach, expect, test } from 'vitest';
import type { Bus } from './bus.ts';

/** What every bus promises. `open` answers a fresh bus that is ready; buses of one run may share a Redis. */
export function busContract(open: () => Promise<Bus>): void {
  const opened: Bus[] = [];
  const openBus = async () => {
    const bus = await open();
    opened.push(bus);
    return bus;
  };
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((bus) => bus.close()));
  });

  test('a message arrives as the bytes that were sent, strings as UTF-8', async () => {
    const bus = await openBus();
    const heard = inbox(bus, 'a');
    const everyByte = Uint8Array.from({ length: 256 }, (_, i) => i);
    bus.publish('a', everyByte);
    bus.publish('a', 'naïve ✓');
    expect(await heard.take(2)).toEqual([everyByte, new TextEncoder().encode('naïve ✓')]);
  });

  test('messages of a channel arrive in order, each once, and only at its handlers', async () => {
    const bus = await openBus();
    const a = inbox(bus, 'a');
    const b = inbox(bus, 'b');
    for (let i = 0; i < 100; i++) bus.publish(i % 2 ? 'a' : 'b', Uint8Array.of(i));
    expect((await a.take(50)).map(([i]) => i)).toEqual(Array.from({ length: 50 }, (_, i) => 2 * i + 1));
    expect((await b.take(50)).map(([i]) => i)).toEqual(Array.from({ length: 50 }, (_, i) => 2 * i));
    await settled(bus);
    expect([a.count(), b.count()]).toEqual([50, 50]);
  });

  test('a handler never runs inside publish, not even one that publishes', async () => {
    const bus = await openBus();
    const trace: string[] = [];
    const done = new Promise<void>((resolve) => {
      bus.subscribe('outer', () => {
        trace.push('outer in');
        bus.publish('inner', '');
        trace.push('outer out');
      });
      bus.subscribe('inner', () => {
        trace.push('inner');
        resolve();
      });
    });
    bus.publish('outer', '');
    trace.push('published');
    await done;
    expect(trace).toEqual(['published', 'outer in', 'outer out', 'inner']);
  });

  test('the publisher may reuse its buffer, and one handler cannot change what another hears', async () => {
    const bus = await openBus();
    const heard = inbox(bus, 'a');
    const buffer = Uint8Array.of(1, 2, 3);
    bus.publish('a', buffer);
    buffer.fill(9);
    expect(await heard.take(1)).toEqual([Uint8Array.of(1, 2, 3)]);
  });

  test('every handler hears, a throwing one stops nobody, and an ended subscription hears no more', async () => {
    const bus = await openBus();
    const ended = inbox(bus, 'a');
    bus.subscribe('a', () => {
      throw new Error('a handler that throws');
    });
    const kept = inbox(bus, 'a');
    bus.publish('a', 'one');
    await kept.take(1);
    await ended.take(1);
    ended.end();
    ended.end();
    bus.publish('a', 'two');
    await kept.take(1);
    expect([ended.count(), kept.count()]).toEqual([1, 2]);
  });

  test('a channel can be left and joined again', async () => {
    const bus = await openBus();
    inbox(bus, 'a').end();
    const again = inbox(bus, 'a');
    bus.publish('a', 'x');
    expect(await again.take(1)).toHaveLength(1);
    await settled(bus);
    expect(again.count()).toBe(1);
  });

  test('a closed bus delivers nothing and takes further calls', async () => {
    const bus = await openBus();
    const heard = inbox(bus, 'a');
    bus.publish('a', 'on its way');
    await bus.close();
    bus.publish('a', 'too late');
    bus.subscribe('a', () => {})();
    await bus.close();
    await new Promise((resolve) => setImmediate(resolve));
    expect(heard.count()).toBe(0);
  });
}

export interface Inbox {
  /** The next messages, as soon as there are so many. */
  take(count: number): Promise<Uint8Array[]>;
  /** Messages heard so far, taken or not. */
  count(): number;
  end(): void;
}

export function inbox(bus: Bus, channel: string): Inbox {
  const waiting: Uint8Array[] = [];
  let heard = 0;
  let wake = () => {};
  const end = bus.subscribe(channel, (message) => {
    heard++;
    waiting.push(message);
    wake();
  });
  return {
    async take(count) {
      while (waiting.length < count) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return waiting.splice(0, count);
    },
    count: () => heard,
    end,
  };
}

/** Resolves when whatever was published on the bus before has been delivered. */
export async function settled(bus: Bus): Promise<void> {
  const marker = inbox(bus, 'settled');
  bus.publish('settled', '');
  await marker.take(1);
  marker.end();
}
