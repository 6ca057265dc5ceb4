import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { LIVE_PATH, type PresentPerson } from '@caseroom/shared/live';
import { Id } from '@caseroom/shared/primitives';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import { Server } from 'socket.io';
import {
  CASE_CHANNEL,
  CRM_CHANNEL,
  DRAFTING_CHANNEL,
  type DraftingHint,
  PROMPT_CHANNEL,
  TAGS_CHANNEL,
} from '../case/events.ts';
import { PEOPLE_CHANNEL, readPeopleHint } from '../case/notify.ts';
import type { Actor } from '../platform/api.ts';
import type { Bus } from '../platform/bus.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sql } from '../platform/db.ts';
import type { Log } from '../platform/log.ts';
import { createCaseFeed } from './case-feed.ts';
import { type ConnectionDeps, LiveConnection } from './connection.ts';
import { limitInflow, limitOutflow } from './flow.ts';
import { defaultPace, MAX_CONNECTIONS_PER_PERSON, MAX_MESSAGE_BYTES, type Pace } from './limits.ts';
import { createPeople, type People } from './people.ts';
import { createQueueFeed, type QueueFeed } from './queue.ts';
import { ADMIN_ROOM, caseRoom, personRoom, programRoom, watchedPrograms } from './rooms.ts';
import type { LiveServer, LiveSocket } from './socket.ts';

/** What is looked at again when somebody's session or memberships change. */
export interface WatchedConnection {
  readonly personId: string;
  readonly sessionId: string;
  /** What its rights were judged by. */
  readonly accessEpoch: number | undefined;
  recheck(): void;
  activeAt(): number;
}

export interface LiveDeps {
  readonly httpServer: HttpServer;
  readonly sql: Sql;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly log: Log;
  readonly authenticate: (cookie: string | undefined) => Promise<Actor | Refusal>;
  readonly isAllowedOrigin: (request: IncomingMessage) => boolean;
  /** Calls `recheck` within a second of a change; the answer ends the watch. */
  readonly watch: (connection: WatchedConnection) => () => void;
  readonly pace?: Partial<Pace>;
}

export interface Live {
  /** Connections of this process now. */
  connections(): number;
  /** Who is in the cases of these programs now, over all processes, as people see it who are not leads. */
  peopleIn(programIds: readonly string[]): Record<string, PresentPerson[]>;
  /** Closes every connection so that its client comes back to another process, and stops. */
  drain(): Promise<void>;
}

/**
 * The live socket (DESIGN §5). Only WebSocket: long polling would need sticky sessions. No connection state
 * recovery: it would skip signing in, and the ledger tells more. Upgrades for other paths are left alone.
 */
export function createLive(deps: LiveDeps): Live {
  const { sql, bus, log } = deps;
  const pace: Pace = { ...defaultPace, ...deps.pace };
  const failed = (err: unknown) =>
    log.warn({ err }, 'the live socket could not read what is new; trying again');
  let isDraining = false;
  const io: LiveServer = new Server(deps.httpServer, {
    path: LIVE_PATH,
    serveClient: false,
    transports: ['websocket'],
    maxHttpBufferSize: MAX_MESSAGE_BYTES,
    destroyUpgrade: false,
    perMessageDeflate: false,
    allowRequest: (request, answer) => answer(null, !isDraining && deps.isAllowedOrigin(request)),
  });
  const cases = createCaseFeed(io, sql, failed);
  const queue = queueOf(io, deps, pace, failed);
  const people = peopleOf(io, deps, pace);

  io.use((socket, next) => {
    admit(io, deps, socket).then(
      (refusal) => next(refusal ? connectError(refusal) : undefined),
      (err: unknown) => {
        log.warn({ err }, 'a live connection could not be let in');
        next(connectError(refuse('unavailable')));
      },
    );
  });
  io.on('connection', (socket) => serve(socket, { ...deps, feed: cases, people }, deps.watch));

  const unsubscribe = bus.subscribe(CASE_CHANNEL, (message) => {
    const caseId = Id.safeParse(new TextDecoder().decode(message));
    if (!caseId.success) return;
    cases.advance(caseId.data);
    queue.hint(caseId.data);
  });
  const unsubscribePrompts = bus.subscribe(PROMPT_CHANNEL, (message) => {
    const caseId = Id.safeParse(new TextDecoder().decode(message));
    if (!caseId.success) return;
    const rooms = [caseRoom(caseId.data, true), caseRoom(caseId.data, false)];
    io.to(rooms).emit('prompts:changed', { caseId: caseId.data });
  });
  const unsubscribeTags = bus.subscribe(TAGS_CHANNEL, (message) => {
    const caseId = Id.safeParse(new TextDecoder().decode(message));
    if (!caseId.success) return;
    const rooms = [caseRoom(caseId.data, true), caseRoom(caseId.data, false)];
    io.to(rooms).emit('tags:changed', { caseId: caseId.data });
  });
  const unsubscribeCrm = bus.subscribe(CRM_CHANNEL, (message) => {
    const caseId = Id.safeParse(new TextDecoder().decode(message));
    if (!caseId.success) return;
    const rooms = [caseRoom(caseId.data, true), caseRoom(caseId.data, false), ADMIN_ROOM];
    io.to(rooms).emit('crm:changed', { caseId: caseId.data });
  });
  const unsubscribeDrafting = bus.subscribe(DRAFTING_CHANNEL, (message) => {
    const hint = JSON.parse(new TextDecoder().decode(message)) as DraftingHint;
    io.to([caseRoom(hint.caseId, true), caseRoom(hint.caseId, false)]).emit('summary:progress', hint);
  });
  const unsubscribePeople = bus.subscribe(PEOPLE_CHANNEL, (message) => {
    const hint = readPeopleHint(message);
    if (!hint || hint.personIds.length === 0) return;
    const sockets = io.to(hint.personIds.map(personRoom));
    if (hint.changed === 'inbox') sockets.emit('inbox:changed');
    else if (hint.changed === 'handovers') sockets.emit('handovers:changed');
    else if (hint.changed === 'vocabulary') sockets.emit('vocabulary:changed');
    else if (hint.changed === 'bulk-sends') sockets.emit('bulk-sends:changed');
    else sockets.emit('follow-ups:changed');
  });
  const stopPolling = every(pace.poll_ms, () => Promise.all([cases.poll(), queue.poll()]), failed);

  return {
    connections: () => io.engine.clientsCount,
    peopleIn: people.inPrograms,
    async drain() {
      isDraining = true;
      unsubscribe();
      unsubscribePrompts();
      unsubscribeTags();
      unsubscribeCrm();
      unsubscribeDrafting();
      unsubscribePeople();
      // Without Socket.IO's goodbye, after which a client does not come back by itself.
      io.engine.close();
      await Promise.all([stopPolling(), people.drain(), queue.drain(), cases.drain()]);
    },
  };
}

function queueOf(
  io: LiveServer,
  { sql, clock }: LiveDeps,
  pace: Pace,
  onError: (error: unknown) => void,
): QueueFeed {
  const watched = watchedPrograms(io);
  return createQueueFeed({
    sql,
    clock,
    pace,
    watched,
    emit: (summary) => io.to(programRoom(summary.program.id)).emit('queue:case', { summary }),
    onError,
  });
}

function peopleOf(io: LiveServer, { bus, clock, log }: LiveDeps, pace: Pace): People {
  const onCase = (caseId: string) => {
    for (const readLeads of [true, false])
      io.to(caseRoom(caseId, readLeads)).emit('case:people', {
        caseId,
        people: people.in(caseId, readLeads),
      });
  };
  const onQueue = (caseId: string, programId: string) =>
    io.to(programRoom(programId)).emit('queue:people', { caseId, people: people.in(caseId, false) });
  const people = createPeople({ bus, clock, log, pace, onCase, onQueue });
  return people;
}

/** Signs a connection in; null when it may come in. */
async function admit(
  io: LiveServer,
  { authenticate }: LiveDeps,
  socket: LiveSocket,
): Promise<Refusal | null> {
  const actor = await authenticate(socket.handshake.headers.cookie);
  if (isRefusal(actor)) return actor;
  const already = io.sockets.adapter.rooms.get(personRoom(actor.id))?.size ?? 0;
  if (already >= MAX_CONNECTIONS_PER_PERSON)
    return refuse('too-fast', 'Too many tabs are open. Close some of them.');
  socket.data.actor = actor;
  return null;
}

/** As clients get it in `connect_error`: `error.data` is `{code, detail}`. */
const connectError = ({ refused, detail }: Refusal): Error =>
  Object.assign(new Error(detail), { data: { code: refused, detail } });

function serve(socket: LiveSocket, deps: ConnectionDeps, watch: LiveDeps['watch']): void {
  const { id: personId, sessionId, accessEpoch } = socket.data.actor;
  let activeAt = deps.clock.now().getTime();
  socket.onAny(() => {
    activeAt = deps.clock.now().getTime();
  });
  limitInflow(socket);
  limitOutflow(socket);
  void socket.join(personRoom(personId));
  if (socket.data.actor.admin) void socket.join(ADMIN_ROOM);
  const connection = new LiveConnection(socket, deps);
  const unwatch = watch({
    personId,
    sessionId,
    accessEpoch,
    recheck: () => connection.recheck(),
    activeAt: () => activeAt,
  });
  socket.on('disconnect', unwatch);
}

/** Repeats some work, never beside itself. The answer ends it and resolves when it is still. */
function every(
  ms: number,
  work: () => Promise<unknown>,
  onError: (error: unknown) => void,
): () => Promise<void> {
  let running: Promise<void> | null = null;
  const run = async () => {
    await work().catch(onError);
    running = null;
  };
  const timer = setInterval(() => {
    running ??= run();
  }, ms);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
