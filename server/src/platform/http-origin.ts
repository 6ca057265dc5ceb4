import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import type { Express } from 'express';

/** Where a request says it comes from, and where it believes it went. */
export interface CameFrom {
  readonly origin: string;
  readonly host: string;
  readonly protocol: string;
}

/**
 * The same for an upgrade request, which never passes through Express: X-Forwarded-* counts when it comes from
 * a proxy the app trusts. Null without an Origin.
 */
export function cameFrom(app: Express, { headers, socket }: IncomingMessage): CameFrom | null {
  const { origin, host = '' } = headers;
  if (origin === undefined) return null;
  const trusts = app.get('trust proxy fn') as (address: string | undefined, hop: number) => boolean;
  const forwarded = (name: string) =>
    trusts(socket.remoteAddress, 0)
      ? String(headers[name] ?? '')
          .split(',')[0]
          ?.trim() || undefined
      : undefined;
  const ownProtocol = (socket as TLSSocket).encrypted ? 'https' : 'http';
  return {
    origin,
    host: forwarded('x-forwarded-host') ?? host,
    protocol: forwarded('x-forwarded-proto') ?? ownProtocol,
  };
}
