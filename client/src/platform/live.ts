import type { Ack, ClientToServer, ServerToClient } from '@caseroom/shared/live';
import { useEffect, useRef } from 'react';
import { io, type Socket } from 'socket.io-client';
import { noteReach } from './reach.ts';
import { sessionEnded } from './session-state.ts';
import { createStore, useStore } from './store.ts';

/** How long the server may take to answer before the question is asked again on the next connection. */
const ACK_TIMEOUT_MS = 8_000;
const MAX_WAIT_MS = 5_000;

/** The one live socket of this page. It is never the record: whatever it misses is read again over HTTP. */
export const live: Socket<ServerToClient, ClientToServer> = io({
  path: '/live',
  autoConnect: false,
  transports: ['websocket'],
  reconnectionDelay: 300,
  reconnectionDelayMax: MAX_WAIT_MS,
  randomizationFactor: 0.5,
});

/** Counts connections, so that effects ask again on each new one. 0 while there is none. */
const connection = createStore(0);
let connections = 0;

live.on('connect', () => {
  connections += 1;
  connection.set(connections);
  noteReach({ live: 'connected', http: 'fine' });
});
live.on('disconnect', (reason) => {
  connection.set(0);
  noteReach({ live: reason === 'io client disconnect' ? 'off' : 'lost' });
  // The server's own goodbye ends the client's retries; a restart or a re-check is no reason to stay away.
  if (reason === 'io server disconnect') window.setTimeout(() => live.connect(), 500 + Math.random() * 1_000);
});
live.on('connect_error', (error) => {
  const refusal = (error as Error & { data?: { code?: string } }).data?.code;
  if (refusal === 'not-signed-in') return endSession();
  noteReach({ live: 'lost' });
  // A refusal by the server's middleware stops the retries as well.
  if (!live.active) window.setTimeout(() => live.connect(), MAX_WAIT_MS);
});
live.on('session:ended', () => endSession());

function endSession(): void {
  live.disconnect();
  sessionEnded();
}

/** 0 while the socket is away, otherwise a number that differs for every connection. */
export const useConnection = (): number => useStore(connection);

/** Calls `handler` for one kind of live message for as long as the component is on screen. */
export function useLiveEvent<K extends keyof ServerToClient>(event: K, handler: ServerToClient[K]): void {
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(() => {
    const listen = (...args: unknown[]) => (latest.current as (...all: unknown[]) => void)(...args);
    live.on(event, listen as never);
    return () => {
      live.off(event, listen as never);
    };
  }, [event]);
}

/** Asks the server and waits for its answer; null when it refuses, is silent, or the socket is away. */
export async function ask<T>(emit: (ack: Ack<T>) => void): Promise<T | null> {
  return new Promise((resolve) => {
    const giveUp = window.setTimeout(() => resolve(null), ACK_TIMEOUT_MS);
    emit((answer) => {
      window.clearTimeout(giveUp);
      resolve(answer.ok ? answer.value : null);
    });
  });
}
