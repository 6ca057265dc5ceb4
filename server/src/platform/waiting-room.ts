import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { refuse } from '@caseroom/shared/refusal';
import { createHttpServer, type HttpServer } from './http-server.ts';
import { answerRefusal } from './problem.ts';

/** Seconds after which a page or a client looks again. */
const LOOK_AGAIN_S = 3;

/** Stands in for the app while its database is away: alive, not ready, and saying so to everybody who asks. */
export function createWaitingRoom(): HttpServer {
  return createHttpServer(answer);
}

const answer: RequestListener = (req, res) => {
  const path = (req.url ?? '/').split('?')[0] ?? '/';
  const headers = { 'Cache-Control': 'no-store', Connection: 'close', 'Retry-After': String(LOOK_AGAIN_S) };
  const send = (status: number, type: string, body: string) =>
    res.writeHead(status, { ...headers, 'Content-Type': type }).end(req.method === 'HEAD' ? undefined : body);
  if (path === '/healthz') send(200, 'application/json', JSON.stringify({ status: 'ok' }));
  else if (path === '/readyz')
    send(503, 'application/json', JSON.stringify({ ready: false, reasons: [REASON] }));
  else if (path.startsWith('/api')) {
    const { status, body } = answerRefusal(refuse('unavailable'), randomUUID());
    send(status, 'application/problem+json', JSON.stringify(body));
  } else send(503, 'text/html; charset=utf-8', page);
};

const REASON = 'starting: the database does not answer';

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="refresh" content="${LOOK_AGAIN_S}">
<title>Caseroom is starting</title>
<h1>Caseroom is waiting for its database</h1>
<p>This page looks again every few seconds.</p>
</html>
`;
