import type { ChildProcess } from 'node:child_process';
import type { Logger } from 'pino';
import { type OwnerLock, takeOwnerLock } from './owner-lock.ts';
import { type StartOptions, startPostmaster, stopPostmaster } from './postmaster.ts';
import { DataFolderInUse, PREDECESSOR_WITHIN_MS, takeOver } from './predecessor.ts';
import { poll } from './processes.ts';

export interface SupervisedOptions extends StartOptions {
  readonly dataDir: string;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** The cluster cannot be brought back, or another process has it. */
  readonly onLost: () => void;
}

/** The backends of a postmaster that was killed live on for moments, and keep the next one from starting. */
const RETRY_START_FOR_MS = 15_000;

/** Nothing is held by a process that is told to stop while it brings the cluster up. */
const STOPPED: OwnerLock = { release: async () => {} };

/** One cluster that belongs to this process: whenever it dies or lets go of us, it is brought up and held again. */
export class Supervised {
  readonly #options: SupervisedOptions;
  #child: ChildProcess | null = null;
  #lock: OwnerLock | null = null;
  #mending: Promise<void> | null = null;
  #stopping = false;

  constructor(options: SupervisedOptions) {
    this.#options = options;
  }

  /** Resolves when PostgreSQL runs and this process holds the folder. */
  start(): Promise<void> {
    this.#mending ??= this.#bringUp().finally(() => {
      this.#mending = null;
    });
    return this.#mending;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#mending?.catch(() => {}); // Whoever asked for it was told.
    await this.#lock?.release();
    if (this.#child?.pid !== undefined && !hasEnded(this.#child)) await stopPostmaster(this.#child.pid);
  }

  async #bringUp(): Promise<void> {
    const attempt = await poll(PREDECESSOR_WITHIN_MS, async () => {
      if (this.#stopping) return STOPPED;
      if (hasEnded(this.#child)) await this.#launch();
      const answer = await takeOwnerLock(this.#options.socketFolder, () => this.#onTrouble());
      return typeof answer === 'object' ? answer : undefined;
    });
    if (!attempt || 'heldBy' in attempt) throw new DataFolderInUse(this.#options.dataDir, attempt?.heldBy);
    this.#lock = attempt;
  }

  async #launch(): Promise<void> {
    await takeOver(this.#options.folders.cluster, this.#options.dataDir);
    const child = await startPatiently(this.#options);
    this.#child = child;
    child.once('exit', () => {
      this.#options.onPid(null);
      this.#onTrouble();
    });
  }

  /**
   * The postmaster died, or a backend crashed, upon which it drops every connection, the one that holds the
   * folder too. Either way there is one cure, and one at a time.
   */
  #onTrouble(): void {
    this.#lock = null;
    if (this.#stopping || this.#mending) return;
    this.#options.log.warn('the embedded database went away; bringing it back');
    this.start().then(
      () => this.#options.log.info('the embedded database is back'),
      (error: unknown) => this.#giveUp(error),
    );
  }

  #giveUp(error: unknown): void {
    if (this.#stopping) return;
    this.#options.log.error({ err: error }, 'the embedded database is lost; stopping');
    this.#options.onLost();
  }
}

/** Tries again while what a killed predecessor left behind goes away. */
async function startPatiently(options: SupervisedOptions): Promise<ChildProcess> {
  const until = performance.now() + RETRY_START_FOR_MS;
  for (;;) {
    try {
      return await startPostmaster(options);
    } catch (error) {
      await takeOver(options.folders.cluster, options.dataDir);
      if (performance.now() > until) throw error;
    }
  }
}

const hasEnded = (child: ChildProcess | null): boolean =>
  child === null || child.exitCode !== null || child.signalCode !== null;
