import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Refusal } from '@caseroom/shared/refusal';
import pino from 'pino';
import type { Actor, Api } from '../../platform/api.ts';
import type { Bus } from '../../platform/bus.ts';
import { createInProcessBus } from '../../platform/bus-in-process.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Sql } from '../../platform/db.ts';
import { createHttp } from '../../platform/http.ts';
import type { AnyRoute } from '../../platform/http-route.ts';
import { createIdempotencyStore } from '../../platform/idempotency.ts';
import type { Log } from '../../platform/log.ts';
import { ACCESS_CHANNEL, type AccessHint, readAccessHint } from '../changes.ts';
import { isAllowedOrigin } from '../origin.ts';
import { sessionRoutes } from '../routes.ts';
import { authenticate } from '../session.ts';

/** A clock that tests set. */
export interface SetClock extends Clock {
  advance(minutes: number): void;
}

export interface TestApi {
  readonly origin: string;
  readonly clock: SetClock;
  /** Every hint published so far, once it has been delivered. */
  hints(): Promise<AccessHint[]>;
  /** A browser with a cookie jar of its own. */
  browser(): Browser;
  close(): Promise<void>;
}

export interface Answered {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests say what they expect of each answer
  readonly body: any;
  readonly headers: Headers;
}

export interface Browser {
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answered>;
  signIn(email: string, password: string): Promise<Answered>;
  cookie: string | undefined;
}

interface Deps {
  readonly sql: Sql;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly log: Log;
  readonly routes: readonly AnyRoute[];
}

type AuthenticateToken = (deps: { sql: Sql; clock: Clock }, token: string) => Promise<Actor | Refusal>;

/** A server with the sign-in routes and those that `more` adds, over real HTTP, behind one trusted proxy. */
export async function startTestApi(
  sql: Sql,
  more: (api: Api, deps: Deps) => void = () => {},
  authenticateToken?: AuthenticateToken,
): Promise<TestApi> {
  const log = pino({ level: 'silent' });
  const bus = createInProcessBus(log);
  const clock = setClock();
  const heard: AccessHint[] = [];
  bus.subscribe(ACCESS_CHANNEL, (message) => {
    const hint = readAccessHint(message);
    if (hint) heard.push(hint);
  });
  const { app, api, routes } = createHttp({
    log,
    trustProxy: 1,
    checkAnswers: true,
    idempotency: createIdempotencyStore(sql),
    authenticate: (cookie) => authenticate({ sql }, cookie),
    ...(authenticateToken && { authenticateToken: (token) => authenticateToken({ sql, clock }, token) }),
    isAllowedOrigin: (from) => isAllowedOrigin({ allowedOrigins: [] }, from),
  });
  const deps = { sql, bus, clock, log, routes };
  sessionRoutes(api, deps);
  more(api, deps);
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    clock,
    hints: async () => {
      await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
      return heard;
    },
    browser: () => createBrowser(origin),
    close: async () => {
      await bus.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function setClock(): SetClock {
  let shift_ms = 0;
  return {
    now: () => new Date(Date.now() + shift_ms),
    advance: (minutes) => {
      shift_ms += minutes * 60_000;
    },
  };
}

function createBrowser(origin: string): Browser {
  const browser: Browser = {
    cookie: undefined,
    async send(method, path, body, headers = {}) {
      const answer = await fetch(`${origin}${path}`, {
        method,
        headers: {
          origin,
          ...(browser.cookie ? { cookie: browser.cookie } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const set = answer.headers.getSetCookie()[0];
      if (set) browser.cookie = /Max-Age=0(;|$)/.test(set) ? undefined : set.split(';')[0];
      const text = await answer.text();
      return {
        status: answer.status,
        body: text === '' ? undefined : JSON.parse(text),
        headers: answer.headers,
      };
    },
    signIn: (email, password) => browser.send('POST', '/api/session', { email, password }),
  };
  return browser;
}
