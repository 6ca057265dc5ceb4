import { createHash, randomUUID } from 'node:crypto';
import { isRefusal } from '@caseroom/shared/refusal';
import { MAX_SATISFACTION_COMMENT_CHARS } from '@caseroom/shared/summary';
import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import { hintCase } from '../case/events.ts';
import { hintInbox } from '../case/notify.ts';
import type { Tx } from '../platform/db.ts';
import { factsOf } from '../platform/http-request.ts';
import type { Log } from '../platform/log.ts';
import { Secret } from '../platform/secret.ts';
import type { SecretBox } from '../platform/secrets.ts';
import { verifyWebhook } from '../platform/webhook-signature.ts';
import { isSignedByTwilio } from './channels/sms.ts';
import { HOOKS } from './hook-address.ts';
import { portalGone, portalPage, portalTooFast, Said } from './portal/page.ts';
import { caseOfKey, isSettled, openPortal, readPortal, takesReplies } from './portal/portal.ts';
import { PORTAL_STYLE } from './portal/style.ts';
import { ChatReply, MAX_REPLY_CHARS, type ReplyDeps, takeReply, takeReplyIn, tellRating } from './replies.ts';
import { takeReport, takeWish } from './reports.ts';
import { type Deployment, placeOfSecret, readChannels } from './settings.ts';
import { createThrottle, type Throttle } from './throttle.ts';

/** Writes down how satisfied a customer says they are, and answers the entry's seq. */
export type Rate = (
  tx: Tx,
  act: { readonly caseId: string; readonly actorId: null; readonly at: Date },
  said: { readonly score: number; readonly comment: string },
) => Promise<number>;

export interface PublicDeps extends ReplyDeps {
  readonly rate: Rate;
  readonly log: Log;
  readonly secrets: SecretBox;
  readonly deployment: Deployment;
}

/** Largest body a provider may send, bytes. */
const MAX_HOOK_BYTES = 64 * 1024;
/** Of one address: pages a minute; who tries keys gets no further. */
const PAGES_A_MINUTE = 60;
const WORDS_A_MINUTE = 10;
const MINUTE_MS = 60_000;

/**
 * What is reached without signing in: the customer's page, and what providers report. They stand outside of the API:
 * a page for a stranger has a policy of its own, and a provider's signature is over the bytes it sent.
 */
export function interimPublicRoutes(deps: PublicDeps): RequestHandler {
  const router = Router();
  const pages = createThrottle({ most: PAGES_A_MINUTE, every_ms: MINUTE_MS });
  const words = createThrottle({ most: WORDS_A_MINUTE, every_ms: MINUTE_MS });
  router.use('/u', portalGate(deps, pages));
  router.get('/u/:key', named('portal'), portalHandler(deps));
  router.post('/u/:key/reply', named('portal-reply'), portalGate(deps, words), form, replyHandler(deps));
  router.post('/u/:key/rating', named('portal-rating'), portalGate(deps, words), form, ratingHandler(deps));
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
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex, nofollow, noarchive',
  'Cache-Control': 'private, no-store',
};

/** The headers of every answer, and no more than so many of one address. */
function portalGate({ clock }: PublicDeps, throttle: Throttle): RequestHandler {
  return (req, res, next) => {
    res.set(portalHeaders).type('html');
    if (throttle.takes(req.ip ?? '', clock.now().getTime())) next();
    else
      res
        .status(429)
        .set('Retry-After', '60')
        .send(portalTooFast(languageOf(req.get('accept-language'))));
  };
}

const gone = (req: Request, res: Response): void => {
  res.status(404).send(portalGone(languageOf(req.get('accept-language'))));
};

type ByKey = { key: string };

function portalHandler({ sql, clock }: PublicDeps): RequestHandler<ByKey> {
  return async (req, res) => {
    const now = clock.now();
    const portal = await openPortal(sql, req.params.key, now);
    const said = Said.safeParse(req.query.said).data ?? null;
    if (portal) res.send(portalPage(portal, { now, key: req.params.key, said, form: randomUUID() }));
    else gone(req, res);
  };
}

/** `form` names the form they filled in: sent twice, it is taken once. */
const Written = z.object({ form: z.uuid(), text: z.string().trim().min(1).max(MAX_REPLY_CHARS) });
const Rating = z.object({
  score: z.coerce.number().int().min(1).max(5),
  comment: z.string().trim().max(MAX_SATISFACTION_COMMENT_CHARS).default(''),
});

function replyHandler(deps: PublicDeps): RequestHandler<ByKey> {
  return async (req, res) => {
    const { key } = req.params;
    const now = deps.clock.now();
    const found = await caseOfKey(deps.sql, key, now);
    if (!found) return gone(req, res);
    const written = Written.safeParse(req.body);
    if (!written.success) return back(res, key, null);
    if (!(await takesReplies(deps.sql, found.caseId, now))) {
      res.status(429).send(portalTooFast(languageOf(req.get('accept-language'))));
      return;
    }
    const { form: id, text } = written.data;
    await takeReplyIn(deps, found.caseId, { channel: 'portal', sender: found.customerName, text, id });
    back(res, key, 'reply');
  };
}

function ratingHandler({ sql, bus, clock, rate }: PublicDeps): RequestHandler<ByKey> {
  return async (req, res) => {
    const { key } = req.params;
    const at = clock.now();
    const found = await caseOfKey(sql, key, at);
    if (!found) return gone(req, res);
    const rating = Rating.safeParse(req.body);
    const { caseId } = found;
    const portal = await readPortal(sql, caseId);
    if (!rating.success || !portal || !isSettled(portal)) return back(res, key, null);
    const told = await sql.begin(async (tx) => {
      const eventSeq = await rate(tx, { caseId, actorId: null, at }, rating.data);
      return tellRating(tx, { caseId, eventSeq, at, ...rating.data });
    });
    hintCase(bus, caseId);
    hintInbox(bus, told);
    back(res, key, 'rating');
  };
}

/** See other: reloading the page sends nothing again. */
const back = (res: Response, key: string, said: Said | null): void =>
  res.redirect(303, `/u/${encodeURIComponent(key)}${said ? `?said=${said}` : ''}`);

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
    if (isId(message))
      await takeReport(deps, { programId, noteId: message, MessageSid, MessageStatus, ErrorCode });
    else if (From && MessageSid) {
      await takeWish(deps, programId, { recipient: From, text: Body });
      await takeReply(deps, { programId, channel: 'sms', sender: From, text: Body, id: MessageSid });
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
    const id =
      secret && verifyWebhook(new Secret(secret), { headers: req.headers, body, now: deps.clock.now() });
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
    const { conversation, text } = reply.data.data;
    const taken = await takeReply(deps, { programId, channel: 'chat', id, sender: conversation, text });
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
