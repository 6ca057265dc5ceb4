import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { isPublicAddress } from './outside-rules.ts';

export interface OutsideRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
}

export type OutsideAnswer =
  | { readonly status: number; readonly retryAfter: string | null }
  /** The address is not one that we go to. */
  | { readonly refused: string }
  /** No answer came. */
  | { readonly failed: string };

export interface OutsideOptions {
  /** Private networks and plain http too: for systems beside this one, when the operator says so. */
  readonly allowPrivate: boolean;
}

/** Much of an answer is nothing to us: it is read, so that the connection ends well, up to so many bytes. */
const MAX_ANSWER_BYTES = 64 * 1024;
/** And for so long, ms: whoever lets it trickle would hold connections of ours for ever. */
const MAX_ANSWER_MS = 500;

/**
 * Posts to an address that somebody chose. Every address its name resolves to is judged, and the connection is made
 * to one of those, so that the name cannot mean another place a moment later. Redirects are not followed.
 */
export async function postOutside(
  { url, headers, body, signal }: OutsideRequest,
  { allowPrivate }: OutsideOptions,
): Promise<OutsideAnswer> {
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'https:' && !allowPrivate) return { refused: 'The address must begin with https://.' };
  const literal = hostname.replace(/^\[|\]$/g, '');
  if (!allowPrivate && isIP(literal) !== 0 && !isPublicAddress(literal)) return { refused: NOT_PUBLIC };
  const send = protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve) => {
    const request = send(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      signal,
      agent: false,
      ...(allowPrivate ? {} : { lookup: lookupPublic }),
    });
    request.on('response', (response) => readAnswer(request, response, resolve));
    request.on('error', (error) => resolve(failureOf(error)));
    // An answer that is none of HTTP, such as a switch to another protocol, ends without either.
    request.on('close', () => resolve({ failed: 'The connection ended without an answer.' }));
    request.end(body);
  });
}

const NOT_PUBLIC = 'The address leads to a private network.';

function readAnswer(
  request: ClientRequest,
  response: IncomingMessage,
  resolve: (answer: OutsideAnswer) => void,
): void {
  let bytes = 0;
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) request.destroy();
  });
  response.on('error', () => {});
  const enough = setTimeout(() => request.destroy(), MAX_ANSWER_MS);
  response.on('close', () => clearTimeout(enough));
  resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] ?? null });
}

class NotPublic extends Error {}

type LookupCallback = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

/** As `dns.lookup`, and refuses a name of which any address is not public. */
function lookupPublic(hostname: string, options: LookupOptions, callback: LookupCallback): void {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '');
    if (addresses.length === 0 || !addresses.every(({ address }) => isPublicAddress(address)))
      return callback(new NotPublic(), '');
    const [first] = addresses as [LookupAddress];
    return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
  });
}

function failureOf(error: Error): OutsideAnswer {
  if (error instanceof NotPublic) return { refused: NOT_PUBLIC };
  const { code } = error as NodeJS.ErrnoException;
  return { failed: `There was no answer (${code ?? error.name}).` };
}
