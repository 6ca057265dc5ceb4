import type { ClientToServer, ServerToClient } from '@caseroom/shared/live';
import type { Server, Socket } from 'socket.io';
import type { Actor } from '../platform/api.ts';

interface LiveData {
  /** Who signed in; set by the middleware before anything else is heard. */
  actor: Actor;
}

type NoServerEvents = Record<never, never>;
export type LiveServer = Server<ClientToServer, ServerToClient, NoServerEvents, LiveData>;
export type LiveSocket = Socket<ClientToServer, ServerToClient, NoServerEvents, LiveData>;
