import type { Log } from './log.ts';

export type Handler = (message: Uint8Array) => void;

export interface Subscribers {
  /** Returns the function that ends the subscription. A handler added twice is two subscriptions. */
  add(channel: string, handler: Handler): () => void;
  /** Calls every handler of the channel; one that throws is logged and does not stop its neighbours. */
  deliver(channel: string, message: Uint8Array): void;
  channels(): readonly string[];
}

/** Who listens to which channel in this process. `onFirst` and `onLast` frame a channel that has listeners. */
export function createSubscribers(
  log: Log,
  {
    onFirst = () => {},
    onLast = () => {},
  }: { onFirst?: (channel: string) => void; onLast?: (channel: string) => void } = {},
): Subscribers {
  const byChannel = new Map<string, Set<{ readonly handler: Handler }>>();

  function add(channel: string, handler: Handler): () => void {
    const subscription = { handler };
    const known = byChannel.get(channel);
    if (known) known.add(subscription);
    else {
      byChannel.set(channel, new Set([subscription]));
      onFirst(channel);
    }
    return () => remove(channel, subscription);
  }

  function remove(channel: string, subscription: { readonly handler: Handler }): void {
    const all = byChannel.get(channel);
    if (!all?.delete(subscription) || all.size > 0) return;
    byChannel.delete(channel);
    onLast(channel);
  }

  function deliver(channel: string, message: Uint8Array): void {
    const all = byChannel.get(channel);
    // A copy: a handler may end its own or its neighbour's subscription.
    for (const subscription of all ? [...all] : []) {
      if (!all?.has(subscription)) continue;
      try {
        subscription.handler(message);
      } catch (err) {
        log.error({ err, channel }, 'a bus handler threw');
      }
    }
  }

  return { add, deliver, channels: () => [...byChannel.keys()] };
}
