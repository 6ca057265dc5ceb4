import { once } from 'node:events';
import { connect as connectTo, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';

const HOST = '127.0.0.1';

/** An address at which a database is as long as it is plugged in; the address stays the same. */
export class Plug {
  readonly #port: number;
  readonly #sockets = new Set<Socket>();
  #proxy: Server | null = null;

  private constructor(port: number) {
    this.#port = port;
  }

  /** On a free port, in nothing yet. */
  static async make(): Promise<Plug> {
    const reserved = createServer().listen(0, HOST);
    await once(reserved, 'listening');
    const { port } = reserved.address() as { port: number };
    reserved.close();
    await once(reserved, 'close');
    return new Plug(port);
  }

  /** The URL of a database, as it is through this plug. */
  through(url: string): string {
    const plugged = new URL(url);
    plugged.host = `${HOST}:${this.#port}`;
    plugged.searchParams.delete('host');
    return plugged.href;
  }

  /** Leads to the PostgreSQL of this URL, whichever of its databases the URL names. */
  async putInto(url: string): Promise<void> {
    const { hostname, port, searchParams } = new URL(url);
    const folder = searchParams.get('host');
    const reach = () =>
      folder ? connectTo(join(folder, '.s.PGSQL.5432')) : connectTo(Number(port || '5432'), hostname);
    this.#proxy = createServer((here) => this.#join(here, reach())).listen(this.#port, HOST);
    await once(this.#proxy, 'listening');
  }

  /** Cuts every connection, mid-sentence, and refuses new ones. */
  async pull(): Promise<void> {
    const proxy = this.#proxy;
    if (!proxy) return;
    this.#proxy = null;
    const closed = once(proxy, 'close');
    proxy.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #join(here: Socket, there: Socket): void {
    for (const [socket, other] of [
      [here, there],
      [there, here],
    ] as const) {
      this.#sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  }
}
