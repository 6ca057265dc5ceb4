import { setImmediate as turn } from 'node:timers/promises';
import * as Y from 'yjs';
import type { NoteClient } from '../support/note-client.ts';
import type { Trace } from './trace.ts';
import { clientIdsFor, Typist } from './typist.ts';

/** What must have come through the server before an agent may merge a transaction. */
interface Typed {
  readonly bytes: Uint8Array;
  /** Clock of the typist's client id after it. */
  readonly client: number;
  readonly clock: number;
  readonly deletions: readonly Y.ID[];
}

export interface Played {
  /** Which agent each Yjs client id is. */
  readonly agentOf: ReadonlyMap<number, number>;
  /** Everything typed, merged in one document that never saw the server. */
  readonly reference: Y.Doc;
}

export interface PlayOptions {
  readonly trace: Trace;
  /** One a agent. */
  readonly clients: readonly NoteClient[];
  readonly onProgress: (typed: number) => void;
}

/** Bytes a provider may have waiting in its socket before its agent pauses, as a person's machine would. */
const MAX_UNSENT_BYTES = 1_000_000;
const TURN_EVERY = 32;

/**
 * Every agent types their transactions in order, each as soon as its parents have come to them through the
 * server. Before typing, the agent's document holds exactly the parents and what those build on.
 */
export async function play({ trace, clients, onProgress }: PlayOptions): Promise<Played> {
  const typists = clientIdsFor(clients.length).map((clientId) => new Typist(trace.isBmp, clientId));
  const typed: Typed[] = [];
  const reference = new Y.Doc();
  let count = 0;

  const opening = typists[0]?.openCodeBlock(trace.start) as Uint8Array;
  Y.applyUpdate(reference, opening);
  send(0, opening);
  const opened = describe(0, opening);
  for (const [agent, typist] of typists.entries()) {
    await arrival(agent, opened);
    if (agent > 0) typist.merge(opening);
  }

  function send(agent: number, bytes: Uint8Array): void {
    Y.applyUpdate((clients[agent] as NoteClient).doc, bytes, 'typed');
  }

  function describe(agent: number, bytes: Uint8Array): Typed {
    const client = (typists[agent] as Typist).doc.clientID;
    const { ds } = Y.decodeUpdate(bytes);
    const deletions = [...ds.clients].flatMap(([id, ranges]) =>
      ranges.map((range) => new Y.ID(id, range.clock)),
    );
    return { bytes, client, clock: Y.getState((typists[agent] as Typist).doc.store, client), deletions };
  }

  function hasArrived(agent: number, edit: Typed): boolean {
    const { store } = (clients[agent] as NoteClient).doc;
    if (Y.getState(store, edit.client) < edit.clock) return false;
    return edit.deletions.every(
      (id) => id.clock < Y.getState(store, id.client) && Y.getItem(store, id).deleted,
    );
  }

  function arrival(agent: number, edit: Typed): Promise<void> {
    if (hasArrived(agent, edit)) return Promise.resolve();
    const { doc } = clients[agent] as NoteClient;
    return new Promise((resolve) => {
      const look = () => {
        if (!hasArrived(agent, edit)) return;
        doc.off('update', look);
        resolve();
      };
      doc.on('update', look);
    });
  }

  /** Transactions that others wait for before they have been typed. */
  const waiters = new Map<number, (() => void)[]>();
  const typedAt = (index: number): Promise<Typed> => {
    const there = typed[index];
    if (there) return Promise.resolve(there);
    return new Promise((resolve) => {
      const list = waiters.get(index) ?? [];
      list.push(() => resolve(typed[index] as Typed));
      waiters.set(index, list);
    });
  };

  async function work(agent: number): Promise<void> {
    const typist = typists[agent] as Typist;
    const merged = new Uint8Array(trace.transactions.length);
    for (const [index, transaction] of trace.transactions.entries()) {
      if (transaction.agent !== agent) continue;
      for (const needed of missing(trace, transaction.parents, merged)) {
        const edit = await typedAt(needed);
        await arrival(agent, edit);
        typist.merge(edit.bytes);
        merged[needed] = 1;
      }
      const bytes = typist.type(transaction.patches);
      merged[index] = 1;
      Y.applyUpdate(reference, bytes);
      typed[index] = describe(agent, bytes);
      send(agent, bytes);
      for (const tell of waiters.get(index) ?? []) tell();
      waiters.delete(index);
      onProgress(++count);
      if (count % TURN_EVERY === 0) await turn();
      while (((clients[agent] as NoteClient).provider.ws?.bufferedAmount ?? 0) > MAX_UNSENT_BYTES)
        await turn();
    }
  }

  await Promise.all(clients.map((_, agent) => work(agent)));
  return { agentOf: new Map(typists.map((typist, agent) => [typist.doc.clientID, agent])), reference };
}

/** What `parents` build on and this agent has not merged, oldest first. */
function missing(trace: Trace, parents: readonly number[], merged: Uint8Array): number[] {
  const found = new Set<number>();
  const open = parents.filter((parent) => !merged[parent]);
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    if (found.has(index)) continue;
    found.add(index);
    for (const parent of trace.transactions[index]?.parents ?? []) if (!merged[parent]) open.push(parent);
  }
  return [...found].sort((a, b) => a - b);
}
