import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * Starts a module in a thread of its own, given the address of its source: `new URL('./worker.ts', import.meta.url)`.
 * Built, the address is that of the JavaScript beside it; from sources the thread learns TypeScript first, since
 * Node passes loaders on to threads only for what they import, not for their entry.
 */
export function startThread(entry: URL, options: WorkerOptions): Worker {
  if (!import.meta.url.endsWith('.ts'))
    return new Worker(new URL(entry.href.replace(/\.ts$/, '.js')), options);
  const register = "import('tsx/esm/api').then(({ register }) => register())";
  const start = `${register}.then(() => import(${JSON.stringify(entry.href)}))`;
  return new Worker(start, { ...options, eval: true, execArgv: ['--conditions=source'] });
}
