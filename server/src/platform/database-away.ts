/**
 * Whether an error means that Postgres could not be reached, or was stopping, rather than that it refused what
 * was asked. The answer to it is "try again": 503 over HTTP, 1013 on a socket.
 */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as { code?: unknown; syscall?: unknown };
  // The missing socket of a local server; a missing file is another matter.
  if (code === 'ENOENT') return syscall === 'connect';
  return (
    typeof code === 'string' &&
    (connectionErrors.has(code) || awayStates.some((state) => code.startsWith(state)))
  );
}

/** Of the postgres client, and of the system calls below it. */
const connectionErrors = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** SQLSTATEs and classes: connection exceptions, out of resources, shutting down or starting, a read-only standby. */
const awayStates = ['08', '53', '57P0', '25006'];
