import { readFileSync } from 'node:fs';
import type { IncomingMessage, Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import compression from 'compression';
import type { Express, RequestHandler } from 'express';
import { Gauge, type Registry } from 'prom-client';
import { answerRoutes } from './answer/routes.ts';
import { sweepFiles } from './attachment/acts.ts';
import { attachmentRoutes } from './attachment/routes.ts';
import { createFileStores } from './attachment/stores.ts';
import { auditRoutes } from './audit/routes.ts';
import { demoPeopleRoutes } from './auth/demo-routes.ts';
import { isAllowedOrigin } from './auth/origin.ts';
import { sessionRoutes } from './auth/routes.ts';
import { authenticate, SESSION_COOKIE, sweepSessions } from './auth/session.ts';
import { sweepSignInFailures } from './auth/sign-in-attempts.ts';
import { createAccessWatch } from './auth/watch.ts';
import { hintCase } from './case/events.ts';
import { caseRoutes } from './case/routes.ts';
import { commentRoutes } from './comment/routes.ts';
import { createFollower } from './crm/follow.ts';
import { createPoller } from './crm/poll.ts';
import { crmRoutes } from './crm/routes.ts';
import { crmNoteKind } from './crm/write-back.ts';
import { demoPeople } from './demo/people.ts';
import { escalationRoutes } from './escalation/routes.ts';
import { floorRoutes } from './floor/routes.ts';
import { followUpDeriver } from './follow-up/deriver.ts';
import { followUpRoutes } from './follow-up/routes.ts';
import { tellDue } from './follow-up/tell-due.ts';
import { guidanceDeriver } from './guidance/deriver.ts';
import { guidanceRoutes } from './guidance/routes.ts';
import { handoverRoutes } from './handover/routes.ts';
import { SWEEP_EVERY_MS as HANDOVER_EVERY_MS, sweepHandovers } from './handover/sweep.ts';
import { INSIGHT_DIGEST_EVERY_MS, sendInsightDigests } from './insight/digest.ts';
import { insightRoutes } from './insight/routes.ts';
import { sweepMessages } from './intake/receive.ts';
import { intakeRoutes } from './intake/routes.ts';
import { linkNote, logInteraction, logReceived } from './interaction/acts.ts';
import { interactionNoteRoutes } from './interaction/note-routes.ts';
import { readTalk } from './interaction/queries.ts';
import { interactionRoutes } from './interaction/routes.ts';
import { createTranscriptReader } from './interaction/transcript/reader.ts';
import type { LogContact } from './interim/after.ts';
import { sweepMissed } from './interim/auto/missed.ts';
import { autoRoutes } from './interim/auto/routes.ts';
import { AUTO_EVERY_MS, sweepAuto } from './interim/auto/sweep.ts';
import { BULK_EVERY_MS, createBulkDriver } from './interim/bulk/driver.ts';
import { interimKind } from './interim/deliver.ts';
import { interimPublicRoutes } from './interim/public-routes.ts';
import type { LogReply } from './interim/replies.ts';
import { interimRoutes } from './interim/routes.ts';
import { createLive } from './live/live.ts';
import { deriveLeftBehind } from './note/derive.ts';
import { createHistories } from './note/history/service.ts';
import { createJournal } from './note/journal.ts';
import { createRooms } from './note/rooms.ts';
import { noteRoutes } from './note/routes.ts';
import { createNoteSocket } from './note/socket.ts';
import { sendDigests } from './notification/digest.ts';
import { mentionDeriver } from './notification/mentions.ts';
import { notificationRoutes } from './notification/routes.ts';
import { sweepInvitations } from './person/invitations.ts';
import { personRoutes } from './person/routes.ts';
import type { Bus } from './platform/bus.ts';
import type { Clock } from './platform/clock.ts';
import type { Config } from './platform/config.ts';
import type { Sql } from './platform/db.ts';
import { healthRoutes, probe } from './platform/health.ts';
import { createHttp } from './platform/http.ts';
import { cameFrom } from './platform/http-origin.ts';
import { createHttpServer } from './platform/http-server.ts';
import { createIdempotencyStore, sweepIdempotency } from './platform/idempotency.ts';
import { type Job, startJobs } from './platform/jobs.ts';
import type { Log } from './platform/log.ts';
import { createMailer, type Mailer } from './platform/mail.ts';
import { createMetrics } from './platform/metrics.ts';
import { openApiRoutes } from './platform/openapi.ts';
import { outboxMetrics } from './platform/outbox/metrics.ts';
import { sweepOutbox } from './platform/outbox/sweep.ts';
import { startOutbox } from './platform/outbox/worker.ts';
import type { SecretBox } from './platform/secrets.ts';
import { securityHeaders } from './platform/security-headers.ts';
import { drainInOrder } from './platform/shutdown.ts';
import { clientRoutes } from './platform/static.ts';
import { programRoutes } from './program/routes.ts';
import { newSeed, qualityRoutes } from './quality/routes.ts';
import { DRAW_EVERY_MS, drawWeeks } from './quality/sampling.ts';
import { recheckRoutes } from './recheck/routes.ts';
import { tellRechecks } from './recheck/tell-due.ts';
import { followTexts, forgetUnsaidWords, indexLeftBehind } from './search/follow.ts';
import { searchRoutes } from './search/routes.ts';
import { seenRoutes } from './seen/routes.ts';
import { endSummaries } from './summary/ending.ts';
import { enterSatisfaction } from './summary/report.ts';
import { summariesRoutes } from './summary/summaries.ts';
import { loadEnglish } from './tag/english.ts';
import { tagRoutes } from './tag/routes.ts';
import { addShipped } from './tag/shipping.ts';
import { createTagSuggester } from './tag/suggester.ts';
import { templateRoutes } from './template/routes.ts';
import { seedTemplates } from './template/seed.ts';
import { startFromTemplate } from './template/start.ts';
import { templateOfNote } from './template/store.ts';
import { timerRoutes } from './timer/routes.ts';
import { SWEEP_EVERY_MS, sweepTimers } from './timer/sweep.ts';
import { authenticateToken } from './token/authenticate.ts';
import { tokenRoutes } from './token/routes.ts';
import { webhookKind } from './webhook/deliver.ts';
import { mailAdmins } from './webhook/mail-admins.ts';
import { followLedgers, relayEvents } from './webhook/relay.ts';
import { webhookRoutes } from './webhook/routes.ts';

export interface AppDeps {
  readonly config: Config;
  /** Signed in as the server's role, on a migrated database. The caller ends it, after `drain`. */
  readonly sql: Sql;
  /** For commits of edits alone, so that they never wait behind a long read. Defaults to `sql`. */
  readonly journalSql?: Sql;
  /** The caller closes it, after `drain`. */
  readonly bus: Bus;
  readonly clock: Clock;
  readonly log: Log;
  /** Seals what programs entrust to us: tokens of their systems. */
  readonly secrets: SecretBox;
}

export interface App {
  readonly server: Server;
  /** Answers its requests; Socket.IO stands before it. */
  readonly express: Express;
  readonly registry: Registry;
  /** Serves on this port of `config.host` (0: any free one) and answers the port. */
  listen(port: number): Promise<number>;
  /** Not ready, no more connections, commits what waits, closes every socket with 1012, answers what it was asked. */
  drain(): Promise<void>;
}

const CLIENT_FOLDER = fileURLToPath(new URL('../../client/dist', import.meta.url));
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

const HOUR_MS = 3_600_000;
/** How late, at most, what a process left behind is derived, a due time is told of, and a digest goes out, ms. */
const CATCH_UP_EVERY_MS = 30_000;
/** How late, at most, a connected system is asked what changed, ms. */
const POLL_CRMS_EVERY_MS = 15_000;
const TELL_DUE_EVERY_MS = 10_000;
/** Days turn over seldom. */
const RECHECKS_EVERY_MS = 60_000;
const DIGEST_EVERY_MS = 60_000;
/** How late a webhook may be whose hint was lost, ms. */
const RELAY_EVERY_MS = 10_000;

/** The whole server of one process, wired by hand: the only file that knows every feature. */
export function createApp({ config, sql, journalSql = sql, bus, clock, log, secrets }: AppDeps): App {
  let isDraining = false;
  const metrics = createMetrics();
  const deployment = {
    smtpUrl: config.smtpUrl,
    mailFrom: config.mailFrom,
    address: config.allowedOrigins[0] ?? null,
    allowPrivate: config.privateWebhooks,
  };
  const whoIs = (cookie: string | undefined) => authenticate({ sql }, cookie);

  // HTTP
  const http = createHttp({
    log,
    trustProxy: config.trustProxy,
    checkAnswers: config.checkAnswers,
    authenticate: whoIs,
    authenticateToken: (token) => authenticateToken({ sql, clock }, token),
    isAllowedOrigin: (from) => isAllowedOrigin(config, from),
    idempotency: createIdempotencyStore(sql),
    onServed: metrics.onServed,
    before: [closeWhen(() => isDraining), securityHeaders, compression()],
    after: [
      healthRoutes({ readiness, registry: metrics.registry }),
      interimPublicRoutes({
        sql,
        bus,
        clock,
        log,
        secrets,
        deployment,
        logReply: logReplyOf,
        rate: enterSatisfaction,
      }),
      clientRoutes(CLIENT_FOLDER),
    ],
  });
  const { api, app, routes } = http;
  const { server, listen, stopAccepting, closed } = createHttpServer(app);

  async function readiness(): Promise<string[]> {
    const reasons = await probe('the database does not answer', () => sql`select 1 from deployment`);
    return isDraining ? ['draining', ...reasons] : reasons;
  }

  // Notes and sockets
  const journal = createJournal(journalSql, (caseIds) => {
    for (const caseId of caseIds) hintCase(bus, caseId);
  });
  const derivers = [mentionDeriver({ bus }), followUpDeriver({ bus }), guidanceDeriver({ bus })];
  const indexTexts = followTexts({ sql, log });
  const tagSuggester = createTagSuggester({ sql, bus, log, reader: loadEnglish });
  const rooms = createRooms({
    sql,
    bus,
    journal,
    log,
    derivers,
    followTexts: (noteIds) => {
      tagSuggester.follow(noteIds);
      return indexTexts(noteIds);
    },
  });
  const mailer = createMailer(config.smtpUrl, config.mailFrom);
  const histories = createHistories(sql);
  const accessWatch = createAccessWatch({ sql, bus, log });
  const socketDeps = {
    authenticate: whoIs,
    watch: accessWatch.add,
    isAllowedOrigin: (request: IncomingMessage) => {
      const from = cameFrom(app, request);
      return from !== null && isAllowedOrigin(config, from);
    },
  };
  const noteSocket = createNoteSocket({ sql, rooms, log, ...socketDeps });
  const live = createLive({ httpServer: server, sql, bus, clock, log, ...socketDeps });
  server.on('upgrade', (request, stream, head) => {
    stream.on('error', () => stream.destroy());
    if (noteSocket.handleUpgrade(request, stream, head) || isLive(request)) return;
    stream.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });

  const stores = createFileStores(sql, config.attachmentsS3);

  // Routes
  sessionRoutes(api, { sql, bus, clock });
  demoPeopleRoutes(api, { sql, people: demoPeople });
  personRoutes(api, { sql, bus, clock, log });
  const startNote = startFromTemplate(rooms);
  const beginEnding = endSummaries({ sql, rooms });
  programRoutes(api, {
    sql,
    onAdded: async (tx, programId, industry) => {
      const at = clock.now();
      await seedTemplates(tx, programId, industry, at);
      await addShipped(tx, { programId, actorId: null, at }, industry);
    },
  });
  caseRoutes(api, { sql, bus, startNote });
  noteRoutes(api, { sql, bus, clock, rooms, histories, startNote });
  guidanceRoutes(api, { sql, clock });
  recheckRoutes(api, { sql, bus, clock });
  templateRoutes(api, { sql, bus, clock, rooms, beginEnding });
  seenRoutes(api, { sql, clock, histories });
  timerRoutes(api, { sql, bus, clock });
  floorRoutes(api, { sql, clock, peopleIn: live.peopleIn });
  followUpRoutes(api, { sql, rooms });
  notificationRoutes(api, { sql, bus, clock, mailAvailable: mailer !== null });
  escalationRoutes(api, {
    sql,
    bus,
    clock,
    rooms,
    startNote,
    templateOf: async (noteId) => (await templateOfNote(sql, noteId))?.content ?? null,
  });
  qualityRoutes(api, { sql, bus, clock, newSeed });
  commentRoutes(api, { sql, bus, clock, rooms });
  searchRoutes(api, { sql, clock });
  handoverRoutes(api, { sql, bus, clock, rooms });
  const interactionDeps = { sql, bus, clock, transcripts: createTranscriptReader(), rooms, startNote };
  attachmentRoutes(api, { sql, bus, clock, stores });
  interactionRoutes(api, interactionDeps);
  interactionNoteRoutes(api, interactionDeps);
  summariesRoutes(api, {
    sql,
    bus,
    clock,
    rooms,
    startNote,
    talks: { read: (caseId, id) => readTalk(sql, caseId, id), link: linkNote },
    model: config.summaryModel,
  });
  insightRoutes(api, { sql, clock, mailAvailable: mailer !== null });
  answerRoutes(api, { sql, bus, clock });
  tagRoutes(api, { sql, bus, clock, suggester: tagSuggester });
  const crmPoller = createPoller({ sql, bus, clock, log, secrets, startNote });
  crmRoutes(api, { sql, bus, clock, secrets, poller: crmPoller, allowLoopback: config.crmLoopback });
  autoRoutes(api, { sql, bus, clock });
  interimRoutes(api, {
    sql,
    bus,
    clock,
    rooms,
    deployment,
    secrets,
    startNote,
    beginEnding,
    logContact: logCallOf,
  });
  auditRoutes(api, { sql, clock, log });
  webhookRoutes(api, { sql, bus, clock, log, secrets });
  intakeRoutes(api, { sql, bus, clock, secrets, startNote });
  tokenRoutes(api, { sql, clock, log, routes });
  openApiRoutes(api, routes, { cookieName: SESSION_COOKIE, version });

  // What goes out
  const stopRelay = followLedgers({ sql, bus, clock, log });
  const tellAdmins = (endpoint: { url: string; because: string }) => {
    if (mailer) void mailAdmins({ sql, mailer, log }, endpoint);
  };
  const outbox = startOutbox({
    sql,
    bus,
    clock,
    log,
    kinds: [
      crmNoteKind({ sql, bus, clock, secrets }),
      interimKind({ sql, bus, clock, deployment, secrets }),
      webhookKind({ sql, clock, log, secrets, allowPrivate: config.privateWebhooks, tellAdmins }),
    ],
    onAttempt: outboxMetrics(metrics.registry, { sql, clock }),
  });

  const crmFollower = createFollower({ sql, bus, clock, log });
  const bulkDriver = createBulkDriver({ sql, bus, clock, rooms, deployment, startNote, log });

  // Housekeeping
  const jobs = startJobs(
    [
      hourly('forget expired sessions', () => sweepSessions(sql)),
      hourly('erase files that were taken away', () => sweepFiles({ sql, stores }, clock.now())),
      hourly('forget failed sign-ins', () => sweepSignInFailures({ sql, clock })),
      hourly('forget used and expired invitations', () => sweepInvitations({ sql, clock })),
      hourly('forget first answers', () => sweepIdempotency(sql)),
      hourly('forget messages taken in long ago', () => sweepMessages({ sql, clock })),
      hourly('forget what was delivered long ago', () => sweepOutbox({ sql, clock })),
      { name: 'derive what was left behind', every_ms: CATCH_UP_EVERY_MS, run: catchUp },
      { name: 'follow linked cases', every_ms: CATCH_UP_EVERY_MS, run: crmFollower.catchUp },
      { name: 'poll connected systems', every_ms: POLL_CRMS_EVERY_MS, run: crmPoller.pollDue },
      hourly('forget words that nothing says any more', () => forgetUnsaidWords(sql, clock.now())),
      {
        name: 'tell of due follow-ups',
        every_ms: TELL_DUE_EVERY_MS,
        run: () => tellDue({ sql, bus, clock }),
      },
      {
        name: 'tell of notes to recheck',
        every_ms: RECHECKS_EVERY_MS,
        run: () => tellRechecks({ sql, bus, clock }),
      },
      ...(mailer
        ? [
            { name: 'mail digests', every_ms: DIGEST_EVERY_MS, run: () => sendDigests(mailing(mailer)) },
            {
              name: 'mail the figures of a week',
              every_ms: INSIGHT_DIGEST_EVERY_MS,
              run: () => sendInsightDigests(mailing(mailer)),
            },
          ]
        : []),
      { name: 'tell webhooks', every_ms: RELAY_EVERY_MS, run: () => relayEvents({ sql, bus, clock }) },
      { name: 'read notes for tags', every_ms: CATCH_UP_EVERY_MS, run: tagSuggester.readLeftBehind },
      {
        name: 'draw samples for review',
        every_ms: DRAW_EVERY_MS,
        run: () => drawWeeks({ sql, clock, log, newSeed }),
      },
      {
        name: 'remind of handovers',
        every_ms: HANDOVER_EVERY_MS,
        run: () => sweepHandovers({ sql, bus, clock, log }),
      },
      {
        name: 'write to customers by rules',
        every_ms: AUTO_EVERY_MS,
        run: () => sweepAuto({ sql, bus, clock, rooms, deployment, startNote, beginEnding, log }),
      },
      {
        name: 'tell of missed updates',
        every_ms: AUTO_EVERY_MS,
        run: () => sweepMissed({ sql, bus, clock }),
      },
      { name: 'carry on with bulk sends', every_ms: BULK_EVERY_MS, run: bulkDriver.look },
      { name: 'warn of deadlines', every_ms: SWEEP_EVERY_MS, run: () => sweepTimers({ sql, bus, clock }) },
    ],
    log,
  );
  let hasLookedEverywhere = false;
  /** Another process may have ended between an edit and what follows from it. */
  async function catchUp(): Promise<void> {
    const all = !hasLookedEverywhere;
    const failed = (id: string, err: unknown) => log.warn({ err, id }, 'what was left behind stays so');
    const back = { derivers, all, failed, isOver: () => isDraining, deriveFrom: rooms.derive };
    await deriveLeftBehind(sql, clock.now(), back);
    await indexLeftBehind(sql, clock.now(), { all, failed });
    hasLookedEverywhere = true;
  }

  const mailing = (to: Mailer) => ({
    sql,
    clock,
    log,
    mailer: to,
    address: config.allowedOrigins[0] ?? null,
    allowPrivate: config.privateWebhooks,
  });

  gauge('caseroom_note_rooms', 'Notes open in this process.', () => rooms.counts().rooms);
  gauge('caseroom_note_connections', 'Connections to notes.', () => rooms.counts().connections);
  gauge('caseroom_live_connections', 'Connections to the live socket.', () => live.connections());
  gauge('caseroom_bus_away', '1 while hints do not reach other processes.', () =>
    bus.state === 'away' ? 1 : 0,
  );

  function gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers: [metrics.registry],
      collect() {
        this.set(read());
      },
    });
  }

  let drained: Promise<void> | null = null;
  async function drain(): Promise<void> {
    isDraining = true;
    await drainInOrder(
      [
        { name: 'stop accepting', run: stopAccepting },
        { name: 'live socket', run: () => live.drain() },
        { name: 'polls', run: () => crmPoller.stop() },
        { name: 'note socket', run: () => noteSocket.close() },
        { name: 'bulk sends', run: () => bulkDriver.drain() },
        { name: 'notes', run: () => rooms.drain() },
        { name: 'tags', run: () => tagSuggester.drain() },
        { name: 'jobs', run: () => jobs.stop() },
        { name: 'mail', run: () => mailer?.close() },
        { name: 'access watch', run: () => accessWatch.close() },
        { name: 'http', run: closed },
        { name: 'linked cases', run: () => crmFollower.drain() },
        { name: 'webhooks', run: stopRelay },
        { name: 'outbox', run: () => outbox.stop() },
        { name: 'journal', run: () => journal.drain() },
      ],
      log,
    );
  }

  return {
    server,
    express: app,
    registry: metrics.registry,
    listen: (port) => listen(port, config.host),
    drain: () => (drained ??= drain()),
  };
}

/** A message that was read to the customer is a contact like any other. */
const logCallOf: LogContact = (tx, act, { startedAt, endedAt, customer, agent }) => {
  const participants = [
    { name: customer, role: 'customer' as const },
    ...(agent ? [{ name: agent, role: 'agent' as const }] : []),
  ];
  const call = { channel: 'call' as const, direction: 'outbound' as const, startedAt, endedAt };
  return logInteraction(tx, act, { ...call, participants, reference: '' });
};

/** So is what they answered; what they wrote on their own page is read like a chat. */
const logReplyOf: LogReply = (tx, { channel, ...reply }) =>
  logReceived(tx, {
    ...reply,
    channel: channel === 'sms' || channel === 'email' ? channel : 'chat',
    reference: channel === 'portal' ? 'Customer page' : '',
  });

/** Socket.IO listens for upgrades below this path by itself. */
const isLive = ({ url = '/' }: IncomingMessage): boolean => /^\/live(?:[/?]|$)/.test(url);

/** Keep-alive connections must not outlive a drain. */
const closeWhen =
  (isClosing: () => boolean): RequestHandler =>
  (_req, res, next) => {
    if (isClosing()) res.setHeader('Connection', 'close');
    next();
  };

const hourly = (name: string, run: () => Promise<unknown>): Job => ({ name, every_ms: HOUR_MS, run });
