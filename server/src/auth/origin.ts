import type { Config } from '../platform/config.ts';

export interface From {
  /** As the browser sent it: "https://desk.example", or "null". */
  readonly origin: string;
  /** The request's Host header, with its port when that is not the default one. */
  readonly host: string;
  /** How the request came: "http" or "https". */
  readonly protocol: string;
}

/**
 * Whether a page of that origin may write, or open a socket, with its visitor's cookie: our own pages, and
 * those of `allowedOrigins`. An https page of our host counts as ours when the request came by http, because
 * only a proxy that ends TLS in front of us makes the two differ; an http page never counts for https.
 */
export function isAllowedOrigin(
  config: Pick<Config, 'allowedOrigins'>,
  { origin, host, protocol }: From,
): boolean {
  const page = originOf(origin);
  if (!page) return false;
  if (config.allowedOrigins.some((allowed) => originOf(allowed)?.origin === page.origin)) return true;
  return [protocol, 'https'].some((scheme) => originOf(`${scheme}://${host}`)?.origin === page.origin);
}

/** Null for anything that is not exactly an http or https origin. */
function originOf(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const isBare =
    url.pathname === '/' && !text.endsWith('/') && !url.search && !url.hash && !url.username && !url.password;
  return isBare && (url.protocol === 'http:' || url.protocol === 'https:') ? url : null;
}
