import { isDatabaseAway } from './database-away.ts';
import type { Log } from './log.ts';

/** One thing to end, in the order in which a drain needs it. */
export interface DrainStep {
  readonly name: string;
  run(): Promise<void> | void;
}

/** The longest a whole drain may take, ms; what has not ended by then is abandoned. Below the usual 30 s of orchestrators. */
const DRAIN_LIMIT_MS = 15_000;
/** The longest one step may hold up those after it, ms. */
const DRAIN_STEP_LIMIT_MS = 5_000;
/**
 * Signals closer together than this, ms, are one: at Ctrl-C the terminal tells everybody in the foreground, and
 * npm, being told as well, tells us again.
 */
export const SAME_SIGNAL_MS = 1_000;

/**
 * Runs the steps one after the other. A step that fails or takes too long is logged and the next one runs:
 * later steps (committing what waits, stopping the database) matter more than tidy earlier ones. Answers
 * whether all of them ended well.
 */
export async function drainInOrder(
  steps: readonly DrainStep[],
  log: Log,
  stepLimit_ms = DRAIN_STEP_LIMIT_MS,
): Promise<boolean> {
  let clean = true;
  for (const step of steps) {
    try {
      await withinLimit(step, stepLimit_ms);
    } catch (err) {
      clean = false;
      log.error({ err, step: step.name }, 'a step of the shutdown failed');
    }
  }
  return clean;
}

async function withinLimit(step: DrainStep, limit_ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${step.name} did not end within ${limit_ms} ms`)), limit_ms);
  });
  await Promise.race([Promise.resolve().then(() => step.run()), late]).finally(() => clearTimeout(timer));
}

/** The parts of `process` that matter here; tests pass their own. */
export interface ProcessLike {
  on(event: string, listener: (...args: never[]) => void): unknown;
  exit(code: number): void;
}

/**
 * SIGINT and SIGTERM drain and exit 0; a second one exits at once. An error nobody caught is logged, and the
 * process drains and exits 1: its state can no longer be trusted. Answers the function that asks for the same.
 */
export function drainOnSignals(
  drain: () => Promise<void>,
  log: Log,
  proc: ProcessLike = process,
  now: () => number = () => performance.now(),
): (code: number) => void {
  let draining = false;
  let asked = Number.NEGATIVE_INFINITY;
  function stop(code: number): void {
    draining = true;
    const overdue = setTimeout(() => {
      log.error('the shutdown took too long; leaving');
      proc.exit(1);
    }, DRAIN_LIMIT_MS);
    drain()
      .catch((err: unknown) => log.error({ err }, 'the shutdown failed'))
      .finally(() => {
        clearTimeout(overdue);
        proc.exit(code);
      });
  }
  const onSignal = (signal: string): void => {
    const again = now() - asked > SAME_SIGNAL_MS;
    asked = now();
    if (draining && !again) return;
    if (draining) {
      log.warn({ signal }, 'asked again: leaving at once');
      proc.exit(1);
    } else {
      log.info({ signal }, 'draining');
      stop(0);
    }
  };
  const onCrash = (err: unknown): void => {
    log.fatal({ err }, 'an error nobody caught');
    if (!draining) stop(1);
  };
  for (const signal of ['SIGINT', 'SIGTERM']) proc.on(signal, () => onSignal(signal));
  // The postgres client asks each new connection for its types with a promise that nobody holds. When Postgres
  // stops at that moment the query behind it is tried again; nothing is lost and nothing is in doubt.
  const onRejection = (err: unknown): void => {
    if (isDatabaseAway(err)) log.warn({ err }, 'the database went away while a connection was opened');
    else onCrash(err);
  };
  proc.on('uncaughtException', onCrash);
  proc.on('unhandledRejection', onRejection);
  return (code) => {
    if (!draining) stop(code);
  };
}
