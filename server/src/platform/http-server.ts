import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { CannotStart } from './cannot-start.ts';

/** How long requests that are being answered, and sockets that are being closed, may take when the server stops, ms. */
const CLOSING_LIMIT_MS = 4_000;

export interface HttpServer {
  readonly server: Server;
  /** Answers the port. Throws CannotStart when the address is taken or may not be used. */
  listen(port: number, host: string | undefined): Promise<number>;
  /** Takes no more connections. */
  stopAccepting(): void;
  /** Resolves when every connection has ended; those that have not within the limit are cut. */
  closed(): Promise<void>;
}

export function createHttpServer(handler: RequestListener): HttpServer {
  const server = createServer(handler);
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  let closing: Promise<void> | null = null;

  function stopAccepting(): void {
    closing ??= new Promise((resolve) => server.close(() => resolve()));
  }

  return {
    server,
    stopAccepting,
    async listen(port, host) {
      server.listen({ port, host });
      await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
        throw new CannotStart(whyNot(error, port, host), { cause: error });
      });
      return (server.address() as { port: number }).port;
    },
    async closed() {
      stopAccepting();
      const cut = setTimeout(() => {
        for (const socket of sockets) socket.destroy();
      }, CLOSING_LIMIT_MS);
      await closing;
      clearTimeout(cut);
    },
  };
}

function whyNot(error: NodeJS.ErrnoException, port: number, host: string | undefined): string {
  const place = host === undefined ? `Port ${port}` : `Port ${port} of ${host}`;
  if (error.code === 'EADDRINUSE')
    return `${place} is already in use: stop what uses it, or set PORT to another one.`;
  if (error.code === 'EACCES') return `${place} may not be used by this account: set PORT to one above 1023.`;
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return `HOST is ${host}, which is not an address of this machine.`;
  return `${place} cannot be listened on: ${error.message}.`;
}
