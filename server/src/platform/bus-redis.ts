import { randomBytes } from 'node:crypto';
import { createClient } from 'redis';
import type { Bus } from './bus.ts';
import { createSubscribers } from './bus-subscribers.ts';
import type { Log } from './log.ts';

/** Waits between attempts to reach Redis: doubling from the first to the last, ms, each with up to half as much again. */
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 5_000;
/** How often an idle connection is probed, and how long it may stay silent before it counts as dead, ms. */
const PING_MS = 5_000;
const SILENCE_MS = 15_000;
/** Hints waiting for a Redis that takes them too slowly; more are dropped, as a hint may be. */
const MAX_WAITING = 10_000;

const CHANNEL_PREFIX = 'caseroom:';
/** Every message begins with the id of the process it came from, in bytes. */
const NODE_ID_BYTES = 8;

/**
 * The bus of a deployment of many processes. A process hears its own hints directly, Redis or not, and ignores
 * them when they come back; so nothing is heard twice, and a Redis that is away costs only the hints of others,
 * which the pollers make up for. It never stops the server and never holds one up.
 */
export function createRedisBus(url: string, log: Log): Bus {
  const nodeId = randomBytes(NODE_ID_BYTES);
  const publisher = connectTo(url, 'caseroom-publish');
  const listener = connectTo(url, 'caseroom-listen');
  const clients = [publisher, listener];
  let open = true;
  let told: 'connected' | 'away' | null = null;

  const subscribers = createSubscribers(log, { onFirst: listen, onLast: unlisten });
  const state = () => (clients.every((client) => client.isReady) ? 'connected' : 'away');

  function listen(channel: string): void {
    // Not ready: the `ready` handler subscribes to every channel that has listeners by then.
    if (listener.isReady) listener.subscribe(CHANNEL_PREFIX + channel, hear, true).catch(hintLost);
  }

  function unlisten(channel: string): void {
    if (open) listener.unsubscribe(CHANNEL_PREFIX + channel, hear, true).catch(hintLost);
  }

  function hear(message: Buffer, channel: Buffer): void {
    if (!open || message.length < NODE_ID_BYTES || nodeId.equals(message.subarray(0, NODE_ID_BYTES))) return;
    subscribers.deliver(
      channel.toString().slice(CHANNEL_PREFIX.length),
      Uint8Array.from(message.subarray(NODE_ID_BYTES)),
    );
  }

  /** Each is said once, not at every attempt. */
  function sayAway(err: unknown): void {
    if (!open || told === 'away') return;
    told = 'away';
    log.warn({ err }, 'Redis is away; other processes are heard by polling until it is back');
  }

  function sayConnected(): void {
    if (!open || told === 'connected' || state() === 'away') return;
    told = 'connected';
    log.info('Redis is connected');
  }

  listener.on('ready', () => {
    for (const channel of subscribers.channels()) listen(channel);
  });
  for (const client of clients) {
    client.on('error', sayAway).on('ready', sayConnected);
    client.connect().catch(hintLost);
  }

  return {
    get state() {
      return state();
    },
    publish(channel, message) {
      const bytes = Buffer.from(message as Uint8Array);
      setImmediate(() => {
        if (open) subscribers.deliver(channel, Uint8Array.from(bytes));
      });
      if (publisher.isReady)
        publisher.publish(CHANNEL_PREFIX + channel, Buffer.concat([nodeId, bytes])).catch(hintLost);
    },
    subscribe: (channel, handler) => subscribers.add(channel, handler),
    async close() {
      open = false;
      for (const client of clients) client.destroy();
    },
  };
}

/** Why is said by the client's own error event. */
const hintLost = () => {};

/** RESP 2, which every Redis and Valkey speaks; a listening connection can then do nothing else, hence two of them. */
const connectTo = (url: string, name: string) =>
  createClient({
    url,
    name,
    RESP: 2,
    disableOfflineQueue: true,
    commandsQueueMaxLength: MAX_WAITING,
    pingInterval: PING_MS,
    socket: { socketTimeout: SILENCE_MS, reconnectStrategy: retryIn },
  });

function retryIn(retries: number): number {
  const wait = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(retries, 10));
  return wait * (1 + Math.random() / 2);
}
