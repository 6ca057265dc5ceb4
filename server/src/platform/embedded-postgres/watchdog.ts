import { spawn } from 'node:child_process';

/** A process of its own that stops PostgreSQL and removes what is temporary when this process dies, even by kill -9. */
export interface Watchdog {
  /** Which postmaster to stop; null: none. */
  guard(pid: number | null): void;
  /** Ends the watchdog, which removes the temporary folders as its last act. */
  close(): void;
}

/**
 * Its standard input closes when the writer dies, however that happens. Every line before says which
 * process to stop; 0 is none. A fast shutdown (INT) first, an immediate one (QUIT) after 30 s.
 */
const script = `
pid=0
while read -r line; do pid=$line; done
if [ "$pid" -gt 0 ]; then
  kill -INT "$pid"
  n=0
  while kill -0 "$pid" && [ $n -lt 300 ]; do sleep 0.1; n=$((n + 1)); done
  kill -QUIT "$pid"
fi 2>/dev/null
rm -rf "$@"`;

export function startWatchdog(remove: readonly string[]): Watchdog {
  const child = spawn('sh', ['-c', script, 'caseroom-watchdog', ...remove], {
    // A session of its own: Ctrl-C at the terminal must not reach it.
    detached: true,
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.unref();
  const input = child.stdin;
  if (!input) throw new Error('the watchdog has no standard input');
  input.on('error', () => {}); // The watchdog was killed: nothing to guard with, and no reason to stop serving.
  return {
    guard: (pid) => void input.write(`${pid ?? 0}\n`),
    close: () => void input.end(),
  };
}
