import { createHash } from 'node:crypto';
import { isRefusal } from '@caseroom/shared/refusal';
import express, { type RequestHandler, Router } from 'express';
import type { Bus } from '../platform/bus.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sql } from '../platform/db.ts';
import { factsOf } from '../platform/http-request.ts';
import type { Log } from '../platform/log.ts';
import type { SecretBox } from '../platform/secrets.ts';
import { isSignedByTwilio } from './channels/sms.ts';
import { readSignedWebhook } from './channels/standard-webhook.ts';
import { HOOKS } from './hook-address.ts';
import { openPortal } from './portal.ts';
import { PORTAL_STYLE, portalGone, portalPage } from './portal-page.ts';
import { ChatReply, takeReply, takeReport, takeStop } from './reports.ts';
import { type Deployment, placeOfSecret, readChannels } from './settings.ts';
import { createThrottle } from './throttle.ts';

export interface PublicDeps {
  readonly sql: Sql;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly log: Log;
  readonly secrets: SecretBox;
  readonly deployment: Deployment;
}

/** Largest body a provider may send, bytes. */
const MAX_HOOK_BYTES = 64 * 1024;
/** Of one address: pages a minute; who tries keys gets no further. */
const PAGES_A_MINUTE = 60;
const MINUTE_MS = 60_000;

/**
 * What is reached without signing in: the customer's page, and what providers report. They stand outside of the API:
 * a page for a stranger has a policy of its own, and a provider's signature is over the bytes it sent.
 */
export function interimPublicRoutes(deps: PublicDeps): RequestHandler {
  const router = Router();
  router.get('/u/:key', named('portal'), portalHandler(deps));
  router.post(`${HOOKS}/sms/:programId`, named('sms-hook'), form, smsHook(deps));
  router.post(`${HOOKS}/chat/:programId`, named('chat-hook'), text, chatHook(deps));
  return router;
}

/** Metrics and logs know the route by name: a key must not come into them. */
const named =
  (route: string): RequestHandler =>
  (_req, res, next) => {
    factsOf(res).route = route;
    next();
  };

const form = express.urlencoded({ limit: MAX_HOOK_BYTES, extended: false, inflate: false });
const text = express.text({ limit: MAX_HOOK_BYTES, type: () => true, inflate: false });

// The customer's page

const styleHash = createHash('sha256').update(PORTAL_STYLE).digest('base64');

const portalHeaders = {
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex, nofollow, noarchive',
  'Cache-Control': 'private, no-store',
};

function portalHandler({ sql, clock }: PublicDeps): RequestHandler<{ key: string }> {
  const throttle = createThrottle({ most: PAGES_A_MINUTE, every_ms: MINUTE_MS });
  return async (req, res) => {
    const now = clock.now();
    res.set(portalHeaders).type('html');
    if (!throttle.takes(req.ip ?? '', now.getTime())) {
      res
        .status(429)
        .set('Retry-After', '60')
        .send(portalGone(languageOf(req.get('accept-language'))));
      return;
    }
    const portal = await openPortal(sql, req.params.key, now);
    if (portal) res.send(portalPage(portal, now));
    else res.status(404).send(portalGone(languageOf(req.get('accept-language'))));
  };
}

const languageOf = (header: string | undefined): string => /^[a-z]{2}/i.exec(header ?? '')?.[0] ?? 'en';

// What providers report

const isId = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);

async function secretOf(
  { sql, secrets }: PublicDeps,
  programId: string,
  channel: 'sms' | 'chat',
): Promise<string | null> {
  if (!isId(programId)) return null;
  const row = (await readChannels(sql, programId)).find((one) => one.channel === channel);
  if (!row?.secret) return null;
  const opened = secrets.open(row.secret, placeOfSecret(programId, channel));
  return isRefusal(opened) ? null : opened.reveal();
}

/** A delivery report, or a message the customer sent. Whoever does not sign as Twilio is told nothing. */
function smsHook(deps: PublicDeps): RequestHandler<{ programId: string }> {
  return async (req, res) => {
    const { programId } = req.params;
    const secret = await secretOf(deps, programId, 'sms');
    const params = Object.fromEntries(
      Object.entries((req.body ?? {}) as object).map(([k, v]) => [k, String(v)]),
    );
    const { MessageStatus, ErrorCode, From, MessageSid, Body = '' } = params;
    const base = deps.deployment.address ?? `${req.protocol}://${req.get('host') ?? ''}`;
    const signature = req.get('x-twilio-signature') ?? '';
    if (secret === null || !isSignedByTwilio(secret, `${base}${req.originalUrl}`, params, signature)) {
      deps.log.warn({ programId }, 'a report about an SMS was not signed by its provider');
      res.status(403).end();
      return;
    }
    const { message } = req.query;
    // Field by field: whoever signs for one program must not name another.
    if (isId(message)) await takeReport(deps, { programId, noteId: message, MessageStatus, ErrorCode });
    else if (From && MessageSid) {
      if (/^\s*(stop|stopall|unsubscribe|cancel|end|quit)\s*$/i.test(Body))
        await takeStop(deps, programId, From);
      const said = { conversation: From, text: Body, id: MessageSid };
      await takeReply(deps, { programId, channel: 'sms', ...said });
    }
    // No answer to the customer: an empty TwiML document.
    res.type('text/xml').send('<Response/>');
  };
}

function chatHook(deps: PublicDeps): RequestHandler<{ programId: string }> {
  return async (req, res) => {
    const { programId } = req.params;
    const body = typeof req.body === 'string' ? req.body : '';
    const secret = await secretOf(deps, programId, 'chat');
    const id = secret && readSignedWebhook(secret, (name) => req.get(name), body, deps.clock.now());
    if (!id) {
      deps.log.warn({ programId }, 'a chat’s webhook was not signed, or too old');
      res.status(403).end();
      return;
    }
    const reply = ChatReply.safeParse(jsonOf(body));
    if (!reply.success) {
      res
        .status(422)
        .json({ code: 'invalid', detail: 'Send {"type":"reply","data":{"conversation","text"}}.' });
      return;
    }
    const taken = await takeReply(deps, { programId, channel: 'chat', id, ...reply.data.data });
    res.status(taken ? 202 : 404).end();
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
