import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedRequest {
  readonly method: string;
  /** With its query string. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface ProviderAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text as it is, anything else as JSON. */
  readonly body?: unknown;
}

export interface Provider {
  readonly origin: string;
  /** Everything that arrived whole, in order; what has been sent to a provider is what is in here. */
  readonly received: readonly ReceivedRequest[];
  stop(): Promise<void>;
}

/**
 * A system outside, as far as HTTP goes. `answer` judges each request that has arrived whole; null breaks the
 * connection off. To kill the server between "sent" and "recorded", kill it in here, before or after answering:
 *
 *     const provider = await startProvider(async () => { await server.kill(); return null; });
 */
export async function startProvider(
  answer: (request: ReceivedRequest) => ProviderAnswer | null | Promise<ProviderAnswer | null>,
): Promise<Provider> {
  const received: ReceivedRequest[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = '', url: path = '', headers } = request;
    const whole = { method, path, headers, body: Buffer.concat(chunks).toString('utf8') };
    received.push(whole);
    const said = await answer(whole);
    if (said === null) return void response.destroy();
    const isText = typeof said.body === 'string';
    response.writeHead(said.status, {
      ...(isText ? {} : { 'content-type': 'application/json' }),
      ...said.headers,
    });
    response.end(isText ? said.body : JSON.stringify(said.body ?? {}));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    received,
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
