import { type LookupAddress, type LookupOptions, lookup as lookUp } from 'node:dns';
import {
  type ClientRequest,
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
} from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { isPublicAddress } from './outside-rules.ts';

export interface OutsideRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
}

export interface OutsideAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Its beginning; "" unless it was asked for. */
  readonly text: string;
}

export type OutsideFailure =
  /** The address is not one that we go to. */
  | { readonly refused: string }
  /** No answer came. `connected`: the request may have arrived all the same. */
  | { readonly failed: string; readonly connected: boolean };

export interface OutsideOptions {
  /** Private networks and plain http too: for systems beside this one, when the operator says so. */
  readonly allowPrivate: boolean;
  /** Wait for the text of the answer, for as long as the signal lets it. */
  readonly wantsText?: boolean;
  /** What names mean; the system's own unless a test says otherwise. */
  readonly lookup?: typeof lookUp;
}

/** Much of an answer is nothing to us: it is read, so that the connection ends well, up to so many bytes. */
const MAX_ANSWER_BYTES = 64 * 1024;
/** And for so long, ms, unless it is wanted: whoever lets it trickle would hold connections of ours for ever. */
const MAX_ANSWER_MS = 500;

/**
 * Posts to an address that somebody chose. Every address its name resolves to is judged, and the connection is made
 * to one of those, so that the name cannot mean another place a moment later. Redirects are not followed.
 */
export async function postOutside(
  { url, headers, body, signal }: OutsideRequest,
  options: OutsideOptions,
): Promise<OutsideAnswer | OutsideFailure> {
  const refused = refuseAddress(url, options);
  if (refused !== null) return { refused };
  const isEncrypted = new URL(url).protocol === 'https:';
  const send = isEncrypted ? httpsRequest : httpRequest;
  return new Promise((resolve) => {
    let connected = false;
    const request = send(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      signal,
      agent: false,
      ...(options.allowPrivate ? {} : { lookup: publicOnly(options) }),
    });
    request.on('socket', (socket) =>
      socket.once(isEncrypted ? 'secureConnect' : 'connect', () => {
        connected = true;
      }),
    );
    request.on('response', (response) => readAnswer(request, response, options, resolve));
    request.on('error', (error) => resolve(failureOf(error, connected)));
    // An answer that is none of HTTP, such as a switch to another protocol, ends without either.
    request.on('close', () => resolve({ failed: 'The connection ended without an answer.', connected }));
    request.end(body);
  });
}

const NOT_PUBLIC = 'The address leads to a private network.';

/** Why an address is not gone to, as far as it says so itself; what its name means is judged on the way. */
export function refuseAddress(url: string, { allowPrivate }: OutsideOptions): string | null {
  if (allowPrivate) return null;
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'https:') return 'The address must begin with https://.';
  const literal = hostname.replace(/^\[|\]$/g, '');
  return isIP(literal) !== 0 && !isPublicAddress(literal) ? NOT_PUBLIC : null;
}

/** The address that a name means now, for connections that are not made here; every one it has is judged. */
export function resolveOutside(hostname: string, options: OutsideOptions): Promise<string | OutsideFailure> {
  if (options.allowPrivate) return Promise.resolve(hostname);
  return new Promise((resolve) => {
    publicOnly(options)(hostname, {}, (error, address) =>
      resolve(error ? failureOf(error, false) : String(address)),
    );
  });
}

function readAnswer(
  request: ClientRequest,
  response: IncomingMessage,
  { wantsText = false }: OutsideOptions,
  resolve: (answer: OutsideAnswer) => void,
): void {
  const parts: Buffer[] = [];
  let bytes = 0;
  const answer = () => ({
    status: response.statusCode ?? 0,
    headers: response.headers,
    text: Buffer.concat(parts).toString('utf8'),
  });
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) request.destroy();
    else if (wantsText) parts.push(chunk);
  });
  response.on('error', () => {});
  if (wantsText) {
    response.on('close', () => resolve(answer()));
    return;
  }
  const enough = setTimeout(() => request.destroy(), MAX_ANSWER_MS);
  response.on('close', () => clearTimeout(enough));
  resolve(answer());
}

class NotPublic extends Error {}

type LookupCallback = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

/** As `dns.lookup`, and refuses a name of which any address is not public. */
const publicOnly =
  ({ lookup = lookUp }: OutsideOptions) =>
  (hostname: string, options: LookupOptions, callback: LookupCallback): void =>
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '');
      if (addresses.length === 0 || !addresses.every(({ address }) => isPublicAddress(address)))
        return callback(new NotPublic(), '');
      const [first] = addresses as [LookupAddress];
      return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
    });

function failureOf(error: Error, connected: boolean): OutsideFailure {
  if (error instanceof NotPublic) return { refused: NOT_PUBLIC };
  const { code } = error as NodeJS.ErrnoException;
  return { failed: `There was no answer (${code ?? error.name}).`, connected };
}
