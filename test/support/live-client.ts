import { type ClientToServer, LIVE_PATH, type ServerToClient } from '@caseroom/shared/live';
import { io, type Socket } from 'socket.io-client';
import type { HttpClient } from './http-client.ts';

export type LiveClient = Socket<ServerToClient, ClientToServer>;

/** The live socket of a signed-in person, connected. */
export async function connectLive({ origin, cookie }: HttpClient): Promise<LiveClient> {
  const client: LiveClient = io(origin, {
    path: LIVE_PATH,
    transports: ['websocket'],
    forceNew: true,
    extraHeaders: { cookie, origin },
  });
  await new Promise<void>((resolve, reject) => {
    client.once('connect', resolve);
    client.once('connect_error', reject);
  });
  return client;
}
