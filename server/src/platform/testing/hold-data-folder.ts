import { startEmbeddedPostgres } from '../embedded-postgres/start.ts';

/**
 * A process that opens the data folder in its first argument, prints the database's URL as one line and stays
 * until SIGTERM. What it logs goes to stderr.
 */
const [dataDir = ''] = process.argv.slice(2);
const say = (...said: unknown[]) => console.error(...said);

try {
  const postgres = await startEmbeddedPostgres({ dataDir, log: { info: say, warn: say, error: say } });
  process.once('SIGTERM', () => void postgres.stop());
  process.stdout.write(`${postgres.url}\n`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
