import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** How long a browser that came over TLS insists on it, in seconds: half a year. */
const TLS_REMEMBERED_S = 15_552_000;

/**
 * Headers for every answer. Scripts come only from our own files. Styles may be inline because the component
 * library and the editor set `style` attributes. TLS is not insisted on for neighbouring hosts, nor turned on
 * by the page itself: on a floor without TLS the page must still work.
 */
export const securityHeaders: RequestHandler = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      scriptSrcAttr: ["'none'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      fontSrc: ["'self'", 'data:'],
      connectSrc: ["'self'", socketsOf],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  strictTransportSecurity: { maxAge: TLS_REMEMBERED_S, includeSubDomains: false },
  xFrameOptions: { action: 'deny' },
  // An invitation's link holds a secret: it must not travel to other sites.
  referrerPolicy: { policy: 'same-origin' },
}) as RequestHandler;

/** Not every browser counts web sockets of the page's own host as 'self'. */
function socketsOf(req: IncomingMessage): string {
  const host = req.headers.host ?? '';
  // The header is the client's to choose; only what can be a host may enter the policy.
  return /^[\w.-]+(:\d+)?$|^\[[\da-f:]+\](:\d+)?$/i.test(host) ? `ws://${host} wss://${host}` : "'self'";
}
