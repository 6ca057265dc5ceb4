import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { busContract, inbox, settled } from './bus.contract.ts';
import type { Bus } from './bus.ts';
import { createRedisBus } from './bus-redis.ts';
import { createLog, silentLog } from './log.ts';
import { type RedisServer, redisServer, redisServerPath } from './testing/redis-server.ts';

// Where a missing tool counts as a failure, these run and fail.
describe.skipIf(redisServerPath() === null && !process.env.CI)('the Redis bus', () => {
  let redis: RedisServer;
  const opened: Bus[] = [];
  beforeAll(async () => {
    redis = await redisServer();
    await redis.start();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((bus) => bus.close()));
  });
  afterAll(() => redis.stop());

  function open(log = silentLog): Bus {
    const bus = createRedisBus(redis.url, log);
    opened.push(bus);
    return bus;
  }

  busContract(async () => {
    const bus = createRedisBus(redis.url, silentLog);
    await until(() => bus.state === 'connected');
    return bus;
  });

  describe('between processes', () => {
    let here: Bus;
    let there: Bus;
    beforeEach(async () => {
      here = open();
      there = open();
      await until(() => here.state === 'connected' && there.state === 'connected');
    });

    test('every process hears a message once, bytes and order kept, its own too', async () => {
      const near = inbox(here, 'x');
      const far = inbox(there, 'x');
      await crossed(here, there);
      for (let i = 0; i < 50; i++) here.publish('x', Uint8Array.of(i, 0, 255));
      const sent = Array.from({ length: 50 }, (_, i) => Uint8Array.of(i, 0, 255));
      expect(await near.take(50)).toEqual(sent);
      expect(await far.take(50)).toEqual(sent);
      await crossed(here, there);
      expect([near.count(), far.count()]).toEqual([50, 50]);
    });

    test('answering a message with another is no loop', async () => {
      const answers = inbox(here, 'answer');
      here.subscribe('ask', () => here.publish('answer', 'here'));
      there.subscribe('ask', () => there.publish('answer', 'there'));
      await crossed(here, there);
      here.publish('ask', '');
      const heard = (await answers.take(2)).map((bytes) => new TextDecoder().decode(bytes));
      expect(heard.toSorted()).toEqual(['here', 'there']);
      await crossed(there, here);
      expect(answers.count()).toBe(2);
    });

    test('a Redis that goes away and comes back is said once each, and is used again by itself', async () => {
      const lines: { msg: string }[] = [];
      const watcher = open(
        createLog({ level: 'info', to: { write: (line) => void lines.push(JSON.parse(line)) } }),
      );
      const far = inbox(watcher, 'x');
      await until(() => watcher.state === 'connected');
      await redis.stop();
      await until(() => watcher.state === 'away' && here.state === 'away');
      here.publish('x', 'lost, as a hint may be');
      const near = inbox(here, 'y');
      here.publish('y', 'heard at home');
      expect(await near.take(1)).toHaveLength(1);
      await redis.start();
      await until(() => watcher.state === 'connected' && here.state === 'connected');
      await crossed(here, watcher);
      here.publish('x', 'found again');
      expect(new TextDecoder().decode((await far.take(1))[0])).toBe('found again');
      expect(lines.map((line) => line.msg)).toEqual([
        'Redis is connected',
        expect.stringContaining('Redis is away'),
        'Redis is connected',
      ]);
    });
  });

  test('a Redis that is away at the start stops nothing', async () => {
    await redis.stop();
    const bus = open();
    const heard = inbox(bus, 'x');
    bus.publish('x', 'hello');
    expect(await heard.take(1)).toHaveLength(1);
    expect(bus.state).toBe('away');
    await redis.start();
    await until(() => bus.state === 'connected');
    const other = open();
    await until(() => other.state === 'connected');
    await crossed(other, bus);
    other.publish('x', 'from another process');
    expect(await heard.take(1)).toHaveLength(1);
  });

  test('closing while Redis is away leaves nothing behind', async () => {
    await redis.stop();
    const bus = open();
    await bus.close();
    await redis.start();
    expect(bus.state).toBe('away');
  });
});

/** Resolves when the condition holds, looked at whenever the event loop turns; the test's own limit bounds it. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

/** Resolves when what `from` published before has reached `to`: asks until the answer is heard, as hints may be lost. */
async function crossed(from: Bus, to: Bus): Promise<void> {
  const channel = `crossed-${Math.random()}`;
  const heard = inbox(to, channel);
  while (heard.count() === 0) {
    from.publish(channel, '');
    await settled(from);
  }
  heard.end();
}
