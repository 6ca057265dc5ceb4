import type { Log } from './log.ts';

/** Does `work` to one thing after another. What throws is logged as `failed`, and keeps none of the others from it. */
export async function eachApart<T>(
  items: readonly T[],
  work: (item: T) => Promise<unknown>,
  { log, failed }: { readonly log: Log; readonly failed: string },
): Promise<void> {
  for (const item of items)
    try {
      await work(item);
    } catch (err) {
      log.error({ err, item }, failed);
    }
}
