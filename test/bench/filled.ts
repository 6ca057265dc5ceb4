import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomFrom } from '@caseroom/server/demo/random';
import { seedDemo } from '@caseroom/server/demo/seed';
import { systemClock } from '@caseroom/server/platform/clock';
import { readConfig } from '@caseroom/server/platform/config';
import { connect, SERVER_ROLE, type Sql } from '@caseroom/server/platform/db';
import { createLog, type Log } from '@caseroom/server/platform/log';
import { openDatabase } from '@caseroom/server/platform/open-database';
import { desksOf } from '../seed/desks.ts';
import { writeNotes } from '../seed/write.ts';

/** A database with the demo and so many made-up notes in it. */
export interface Filled {
  readonly url: string;
  /** As the server's role. */
  readonly sql: Sql;
  readonly owner: Sql;
  readonly log: Log;
  idOf(email: string): Promise<string>;
  close(): Promise<void>;
}

/** That of `DATABASE_URL` or `DATA_DIR`, filled up to `notes`; without either one that is thrown away afterwards. */
export async function openFilled(notes: number): Promise<Filled> {
  const kept = process.env.DATA_DIR;
  const folder = kept ?? (await mkdtemp(join(tmpdir(), 'caseroom-bench-')));
  const log = createLog({ level: 'warn' });
  const database = await openDatabase(readConfig({ ...process.env, DATA_DIR: folder }), log, {
    onAway: async () => {},
  });
  const owner = connect(database.url, { max: 2 });
  const sql = connect(database.url, { role: SERVER_ROLE, max: 4 });
  await seedDemo({ sql, clock: systemClock, log });
  await fill(sql, notes);
  return {
    url: database.url,
    sql,
    owner,
    log,
    async idOf(email) {
      const [row] = await sql<{ id: string }[]>`select id from person where email = ${email}`;
      return row?.id as string;
    },
    async close() {
      await Promise.all([sql.end(), owner.end()]);
      await database.stop();
      if (!kept) await rm(folder, { recursive: true, force: true });
    },
  };
}

async function fill(sql: Sql, notes: number): Promise<void> {
  const [row] = await sql<{ count: number }[]>`select count(*) from note`;
  const missing = notes - (row?.count ?? 0);
  if (missing <= 0) return;
  const started = performance.now();
  const random = randomFrom('floor');
  await writeNotes(sql, random, { desks: await desksOf(sql), notes: missing, onWritten: () => {} });
  console.log(`${missing} notes written and indexed in ${seconds(started)} s`);
}

export const seconds = (since: number): string => ((performance.now() - since) / 1_000).toFixed(0);

export function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
