import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';

/** A request as a provider reads it. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string;
  readonly contentType: string;
  readonly ifModifiedSince: string;
  /** Parsed JSON, or the fields of a form; undefined without a body. */
  // biome-ignore lint/suspicious/noExplicitAny: what was sent is what is being checked
  readonly body: any;
}

export interface Reply {
  readonly status: number;
  readonly json?: unknown;
  /** A page for people instead. */
  readonly html?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * What may happen to a request: the provider is asked too often or is down, somebody else writes at that moment, the
 * token has ended, or the connection breaks after the work was done. Or something in between answers instead: a page
 * with status 200, or one that says when to come back.
 */
export type Mishap = 'limited' | 'away' | 'conflict' | 'expired' | 'lost' | 'page' | 'gateway';

/** One provider by its documentation: whatever that does not allow is refused the way it says. */
export interface Documented {
  answer(asked: Asked): Reply;
  /** Whether the request adds a note or asks what changed: mishaps happen to these. */
  mayFail(asked: Asked): boolean;
  readonly mishaps: Readonly<Record<Exclude<Mishap, 'lost' | 'page' | 'gateway'>, Reply>>;
}

export interface StrictServer {
  readonly base: string;
  /** "POST /crm/v8/Notes", in order. */
  readonly asked: readonly string[];
  /** Happens to the next requests that add a note or ask what changed, one each. */
  happen(...mishaps: Mishap[]): void;
  /** Runs at every request that mishaps may happen to: before it is done, or when it is done and not answered yet. */
  interrupt(run: (moment: 'asked' | 'done') => Promise<void>): void;
  close(): Promise<void>;
}

/** Serves a provider on a free port of this machine. */
export async function serve({ answer, mayFail, mishaps }: Documented): Promise<StrictServer> {
  const asked: string[] = [];
  const waiting: Mishap[] = [];
  let interrupt: (moment: 'asked' | 'done') => Promise<void> = async () => {};
  const server = createServer((request, response) => {
    void read(request).then(async (what) => {
      asked.push(`${what.method} ${what.path}`);
      const mishap = mayFail(what) ? waiting.shift() : undefined;
      if (mayFail(what)) await interrupt('asked');
      const failing = { ...mishaps, ...inBetween() };
      const reply = mishap && mishap !== 'lost' ? failing[mishap] : answer(what);
      if (mayFail(what)) await interrupt('done');
      if (mishap === 'lost') return void response.destroy();
      const text = reply.html ?? (reply.json === undefined ? '' : JSON.stringify(reply.json));
      response.writeHead(reply.status, {
        ...(text ? { 'content-type': reply.html ? 'text/html' : 'application/json' } : {}),
        ...reply.headers,
      });
      response.end(text);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  return {
    base: `http://127.0.0.1:${port}`,
    asked,
    happen: (...more) => void waiting.push(...more),
    interrupt: (run) => {
      interrupt = run;
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

const HTML = '<!doctype html><title>Maintenance</title><p>Back soon.';

/** Of whoever stands between us and a provider. */
const inBetween = (): Record<'page' | 'gateway', Reply> => ({
  page: { status: 200, html: HTML },
  gateway: {
    status: 503,
    headers: { 'retry-after': new Date(Date.now() + 120_000).toUTCString() },
    html: HTML,
  },
});

async function read(request: IncomingMessage): Promise<Asked> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString('utf8');
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://provider');
  const contentType = request.headers['content-type'] ?? '';
  return {
    method: request.method ?? 'GET',
    path: pathname,
    query: searchParams,
    authorization: request.headers.authorization ?? '',
    contentType,
    ifModifiedSince: String(request.headers['if-modified-since'] ?? ''),
    body: text === '' ? undefined : parsed(text, contentType),
  };
}

function parsed(text: string, contentType: string): unknown {
  if (contentType.startsWith('application/x-www-form-urlencoded'))
    return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A record as it is listed among those that changed. */
export interface Listed {
  readonly id: string;
  readonly at: string;
  readonly createdAt: string;
}

/** A page of those that changed at a moment or later, the oldest change first. */
export function changedSince(
  all: readonly Listed[],
  since: number,
  { from, size }: { readonly from: number; readonly size: number },
): Listed[] {
  const inOrder = all
    .filter(({ at }) => Date.parse(at) >= since)
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return inOrder.slice(from, from + size);
}

/** The keys of an object that are none of these. */
export const unknownKeys = (value: unknown, known: readonly string[]): string[] =>
  typeof value === 'object' && value !== null
    ? Object.keys(value).filter((key) => !known.includes(key))
    : ['(no object)'];

/** The text that a browser would show. */
export const shownBy = (html: string): string =>
  html
    .replaceAll('<br>', '\n')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

export const isHtml = (text: unknown): text is string =>
  typeof text === 'string' &&
  !/[<>]/.test(text.replaceAll('<br>', '')) &&
  !/&(?!(?:lt|gt|quot|amp|#39);)/.test(text);
