import type { Bus } from './bus.ts';
import { createSubscribers } from './bus-subscribers.ts';
import type { Log } from './log.ts';

/** The bus of a deployment of one process. Handlers run after the publisher has returned, in order of publishing. */
export function createInProcessBus(log: Log): Bus {
  const subscribers = createSubscribers(log);
  let open = true;
  return {
    state: 'in-process',
    publish(channel, message) {
      const bytes = toBytes(message);
      setImmediate(() => {
        if (open) subscribers.deliver(channel, bytes);
      });
    },
    subscribe: (channel, handler) => subscribers.add(channel, handler),
    async close() {
      open = false;
    },
  };
}

/** A copy, because the publisher may reuse its buffer before the message is delivered. */
const toBytes = (message: Uint8Array | string): Uint8Array =>
  typeof message === 'string' ? new TextEncoder().encode(message) : Uint8Array.from(message);
