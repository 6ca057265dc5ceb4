import { setTimeout as pause } from 'node:timers/promises';

/** Between two looks, ms: looking at every turn of the event loop takes the whole processor from what is waited for. */
const LOOK_EVERY_MS = 1;

/** Looks again and again until it is so; the test's time limit ends a wait in vain. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await pause(LOOK_EVERY_MS);
}
