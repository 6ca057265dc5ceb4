import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';

export interface Listening {
  readonly server: Server;
  /** "http://127.0.0.1:port", without a slash. */
  readonly base: string;
  close(): Promise<void>;
}

/** Serves on a free port of this machine's own address. */
export async function listen(handler: RequestListener): Promise<Listening> {
  const server = createServer(handler).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  return {
    server,
    base: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
