import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '@caseroom/server/platform/embedded-postgres/start';
import { migrate } from '@caseroom/server/platform/migrate';
import { Plug } from './plug.ts';

const quiet = { info: () => {}, warn: () => {}, error: console.error };

/**
 * A real PostgreSQL of a test's own, migrated, that goes away and comes back as the test says. Behind a port that
 * stays the same, as a database's address does.
 */
export class OwnDatabase {
  readonly url: string;
  readonly #dataDir: string;
  readonly #plug: Plug;
  #postgres: EmbeddedPostgres | null = null;

  private constructor(dataDir: string, plug: Plug, url: string) {
    this.#dataDir = dataDir;
    this.#plug = plug;
    this.url = url;
  }

  /** Made and migrated, and not there yet. */
  static async make(): Promise<OwnDatabase> {
    const dataDir = await mkdtemp(join(tmpdir(), 'caseroom-own-'));
    const postgres = await startEmbeddedPostgres({ dataDir, log: quiet });
    await migrate(postgres.url);
    await postgres.stop();
    const plug = await Plug.make();
    return new OwnDatabase(dataDir, plug, plug.through(postgres.url));
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
  unplug(): Promise<void> {
    return this.#plug.pull();
  }

  async plugIn(): Promise<void> {
    await this.#plug.putInto(this.#postgres?.url ?? '');
  }

  async remove(): Promise<void> {
    await this.stop();
    await rm(this.#dataDir, { recursive: true, force: true });
  }
}
