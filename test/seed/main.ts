import { parseArgs } from 'node:util';
import { randomFrom } from '@caseroom/server/demo/random';
import { seedDemo } from '@caseroom/server/demo/seed';
import { systemClock } from '@caseroom/server/platform/clock';
import { readConfig } from '@caseroom/server/platform/config';
import { connect, SERVER_ROLE } from '@caseroom/server/platform/db';
import { createLog } from '@caseroom/server/platform/log';
import { openDatabase } from '@caseroom/server/platform/open-database';
import { desksOf } from './desks.ts';
import { writeNotes } from './write.ts';

/** Fills the database that `DATABASE_URL` or `DATA_DIR` names with made-up cases; the demo's people write them. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { notes: { type: 'string', default: '10000' }, seed: { type: 'string', default: 'floor' } },
  });
  const log = createLog({ level: 'warn' });
  const database = await openDatabase(readConfig(process.env), log, { onAway: async () => {} });
  const sql = connect(database.url, { role: SERVER_ROLE });
  try {
    await seedDemo({ sql, clock: systemClock, log });
    const started = performance.now();
    const seconds = () => ((performance.now() - started) / 1_000).toFixed(0);
    await writeNotes(sql, randomFrom(values.seed), {
      desks: await desksOf(sql),
      notes: Number(values.notes),
      onWritten: (written) => process.stdout.write(`\r${written} notes, ${seconds()} s `),
    });
    process.stdout.write('\n');
  } finally {
    await sql.end();
    await database.stop();
  }
}

await main();
