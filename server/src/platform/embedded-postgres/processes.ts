import { setTimeout as pause } from 'node:timers/promises';

const LOOK_EVERY_MS = 20;

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Asks until `look` answers something other than undefined, or `withinMs` have passed (then undefined). */
export async function poll<T>(
  withinMs: number,
  look: () => Promise<T | undefined> | T | undefined,
): Promise<T | undefined> {
  const until = performance.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== undefined || performance.now() > until) return found;
    await pause(LOOK_EVERY_MS);
  }
}
