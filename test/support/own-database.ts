import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect as connectTo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '@caseroom/server/platform/embedded-postgres/start';
import { migrate } from '@caseroom/server/platform/migrate';

const HOST = '127.0.0.1';
const quiet = { info: () => {}, warn: () => {}, error: console.error };

/**
 * A real PostgreSQL of a test's own, migrated, that goes away and comes back as the test says. Behind a port that
 * stays the same, as a database's address does.
 */
export class OwnDatabase {
  readonly url: string;
  readonly #dataDir: string;
  readonly #port: number;
  readonly #sockets = new Set<Socket>();
  #postgres: EmbeddedPostgres | null = null;
  #proxy: Server | null = null;

  private constructor(dataDir: string, port: number) {
    this.#dataDir = dataDir;
    this.#port = port;
    this.url = `postgres://caseroom@${HOST}:${port}/caseroom`;
  }

  /** Made and migrated, and not there yet. */
  static async make(): Promise<OwnDatabase> {
    const dataDir = await mkdtemp(join(tmpdir(), 'caseroom-own-'));
    const postgres = await startEmbeddedPostgres({ dataDir, log: quiet });
    await migrate(postgres.url);
    await postgres.stop();
    const reserved = createServer().listen(0, HOST);
    await once(reserved, 'listening');
    const { port } = reserved.address() as { port: number };
    reserved.close();
    await once(reserved, 'close');
    return new OwnDatabase(dataDir, port);
  }

  async start(): Promise<void> {
    this.#postgres = await startEmbeddedPostgres({ dataDir: this.#dataDir, log: quiet });
    await this.plugIn();
  }

  /** As an administrator stops it. */
  async stop(): Promise<void> {
    await this.#postgres?.stop();
    this.#postgres = null;
    await this.unplug();
  }

  /** kill -9 of the postmaster; what looks after it brings it back. */
  async kill(): Promise<void> {
    const lock = await readFile(join(this.#dataDir, 'postgres', 'cluster', 'postmaster.pid'), 'utf8');
    process.kill(Number(lock.split('\n')[0]), 'SIGKILL');
  }

  /** The network between server and database is cut, mid-sentence. */
  async unplug(): Promise<void> {
    const proxy = this.#proxy;
    if (!proxy) return;
    this.#proxy = null;
    const closed = once(proxy, 'close');
    proxy.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  async plugIn(): Promise<void> {
    const folder = new URL(this.#postgres?.url ?? '').searchParams.get('host') ?? '';
    this.#proxy = createServer((here) => {
      const there = connectTo(join(folder, '.s.PGSQL.5432'));
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
    }).listen(this.#port, HOST);
    await once(this.#proxy, 'listening');
  }

  async remove(): Promise<void> {
    await this.stop();
    await rm(this.#dataDir, { recursive: true, force: true });
  }
}
