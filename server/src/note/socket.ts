import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { personColour } from '@caseroom/shared/colour';
import { Id } from '@caseroom/shared/primitives';
import { isRefusal, type Refusal, refusalRule, refuse } from '@caseroom/shared/refusal';
import { closeCode, editorSchemaVersion, HEARTBEAT_MS } from '@caseroom/shared/wire';
import { type WebSocket, WebSocketServer } from 'ws';
import { accessNote, type NoteAccess } from '../case/access.ts';
import type { Actor } from '../platform/api.ts';
import type { Sql } from '../platform/db.ts';
import type { Log } from '../platform/log.ts';
import { Connection, closeSocket } from './connection.ts';
import { MAX_FRAME_BYTES } from './limits.ts';
import type { Rooms } from './rooms.ts';

/** What must be known of a live connection so that it can be looked at again when somebody's access changes. */
export interface WatchedConnection {
  readonly personId: string;
  readonly sessionId: string;
  /** What its rights were judged by. */
  readonly accessEpoch: number | undefined;
  recheck(): void;
}

export interface NoteSocketDeps {
  readonly sql: Sql;
  readonly rooms: Rooms;
  readonly log: Log;
  readonly authenticate: (cookie: string | undefined) => Promise<Actor | Refusal>;
  readonly isAllowedOrigin: (request: IncomingMessage) => boolean;
  /** Calls `recheck` within a second of a change; the answer ends the watch. */
  readonly watch: (connection: WatchedConnection) => () => void;
  readonly now?: () => number;
}

export interface NoteSocket {
  /** Takes the upgrade if it is for a note; false leaves it to others. */
  handleUpgrade(request: IncomingMessage, stream: Duplex, head: Buffer): boolean;
  /** Takes no more connections; those that are open are closed by `Rooms.drain`. */
  close(): void;
}

const NOTE_PATH = /^\/collab\/([^/?]+)$/;

/**
 * The note socket (DESIGN §5). A foreign or missing Origin is refused before the upgrade. Everything else is
 * refused after it, with a close code: an HTTP refusal makes y-websocket retry for ever.
 */
export function createNoteSocket(deps: NoteSocketDeps): NoteSocket {
  const now = deps.now ?? Date.now;
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
    clientTracking: false,
    maxFragments: 64,
  });
  const connections = new Set<Connection>();
  const heart = setInterval(() => {
    for (const connection of connections) connection.heartbeat();
  }, HEARTBEAT_MS);
  heart.unref();
  let isClosed = false;

  async function welcome(
    ws: WebSocket,
    request: IncomingMessage,
    stream: Duplex,
    url: URL,
    noteId: string,
  ): Promise<void> {
    const cookie = request.headers.cookie;
    const actor = await deps.authenticate(cookie);
    if (isRefusal(actor)) return turnAway(ws, actor);
    if (isOld(url.searchParams.get('schema'))) return turnAway(ws, refuse('client-too-old'));
    const access = Id.safeParse(noteId).success
      ? await accessNote(deps.sql, actor.id, noteId, 'read')
      : refuse('not-found');
    if (isRefusal(access)) return turnAway(ws, access);
    if (ws.readyState !== ws.OPEN) return;
    connect(ws, stream, cookie, actor, access);
  }

  function connect(
    ws: WebSocket,
    stream: Duplex,
    cookie: string | undefined,
    actor: Actor,
    access: NoteAccess,
  ): void {
    const { noteId } = access;
    const connection = new Connection({
      ws,
      stream,
      room: deps.rooms.open(noteId),
      personId: actor.id,
      user: {
        id: actor.id,
        name: actor.name,
        color: personColour(actor.colour).solid,
        colour: actor.colour,
        role: access.role,
      },
      canWrite: access.write,
      now,
      onMalformed: () => deps.rooms.attempt(noteId, actor.id, 'edit-malformed'),
    });
    const unwatch = deps.watch({
      personId: actor.id,
      sessionId: actor.sessionId,
      accessEpoch: actor.accessEpoch,
      recheck: () => void recheck(connection, cookie, access).catch((error) => failed(ws, error)),
    });
    connections.add(connection);
    ws.on('close', () => {
      connections.delete(connection);
      unwatch();
    });
    ws.resume();
  }

  /** What they may do has perhaps changed: close with the reason, or have the client come back for new rights. */
  async function recheck(
    connection: Connection,
    cookie: string | undefined,
    before: NoteAccess,
  ): Promise<void> {
    const actor = await deps.authenticate(cookie);
    if (isRefusal(actor)) return connection.refuse(actor);
    const access = await accessNote(deps.sql, actor.id, before.noteId, 'read');
    if (isRefusal(access)) return connection.refuse(access);
    if (access.write !== before.write || access.role !== before.role)
      connection.close(closeCode.reauthorise, 're-authorise');
  }

  function failed(ws: WebSocket, error: unknown): void {
    deps.log.warn({ err: error }, 'a note connection could not be let in');
    closeSocket(ws, closeCode.tryAgain, 'try again');
  }

  return {
    handleUpgrade(request, stream, head) {
      const url = new URL(request.url ?? '/', 'http://caseroom');
      const noteId = NOTE_PATH.exec(url.pathname)?.[1];
      if (noteId === undefined) return false;
      if (!deps.isAllowedOrigin(request)) refuseUpgrade(stream, '403 Forbidden');
      else if (isClosed) refuseUpgrade(stream, '503 Service Unavailable');
      else {
        server.handleUpgrade(request, stream, head, (ws) => {
          // What it says before it is let in waits in the kernel.
          ws.pause();
          ws.on('error', (error) => deps.log.debug({ err: error, noteId }, 'note connection failed'));
          welcome(ws, request, stream, url, noteId).catch((error) => failed(ws, error));
        });
      }
      return true;
    },
    close() {
      isClosed = true;
      clearInterval(heart);
      server.close();
    },
  };
}

function turnAway(ws: WebSocket, refusal: Refusal): void {
  ws.resume();
  closeSocket(ws, refusalRule(refusal.refused).close, refusal.refused);
}

function refuseUpgrade(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** A page says which schema its editor was built with; a client without an editor says nothing. */
function isOld(schema: string | null): boolean {
  return schema !== null && !(Number(schema) >= editorSchemaVersion);
}
