import { hashPassword } from '../auth/password.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sql, Tx } from '../platform/db.ts';
import type { Log } from '../platform/log.ts';
import { writeAnswers } from './answers.ts';
import { takeBackBulk } from './bulk.ts';
import { demoCases } from './cases/all.ts';
import { writeCast } from './cast.ts';
import { dealWithOldNews, deriveNotes } from './derive.ts';
import { finaliseNotes } from './finals.ts';
import { writeHandovers } from './handovers.ts';
import { writeMessageSettings } from './interims.ts';
import { leaveCases } from './leave.ts';
import { writePast } from './past/write.ts';
import { DEMO_PASSWORD, demoPeople } from './people.ts';
import { reviewCases } from './quality.ts';
import { releaseFigures } from './release.ts';
import { tagCases } from './tags.ts';
import { type WrittenCase, writeCase } from './write.ts';

export interface SeedDeps {
  /** The server's role is enough. */
  readonly sql: Sql;
  readonly clock: Clock;
  readonly log: Log;
}

/** The demo's people have worked here for this long, days. */
const HISTORY_DAYS = 90;
const DAY_MS = 86_400_000;

/**
 * Fills an empty deployment with the demo, in one transaction: all of it or nothing. Does nothing where anybody
 * exists already. Answers what it wrote, or null.
 */
export async function seedDemo({ sql, clock, log }: SeedDeps): Promise<readonly WrittenCase[] | null> {
  const started = performance.now();
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const now = clock.now();
  const cases = await sql.begin((tx) => seedInto(tx, passwordHash, now));
  if (cases) {
    const notes = cases.flatMap((written) => written.notes);
    const edits = notes.reduce((sum, { played }) => sum + played.edits.length, 0);
    const counts = { people: demoPeople.length, cases: cases.length, notes: notes.length, edits };
    log.info({ ...counts, ms: Math.round(performance.now() - started) }, 'demo data written');
  }
  return cases;
}

async function seedInto(tx: Tx, passwordHash: string, now: Date): Promise<WrittenCase[] | null> {
  if (!(await takeEmptyDeployment(tx))) return null;
  const cast = await writeCast(tx, passwordHash, new Date(now.getTime() - HISTORY_DAYS * DAY_MS));
  await writeMessageSettings(tx, cast, now);
  await writePast(tx, cast, now);
  // Side by side: the transaction has one connection, and their statements travel on it without waiting for each other.
  const cases = await Promise.all(demoCases.map((script) => writeCase(tx, cast, now, script)));
  await finaliseNotes(tx);
  await deriveNotes(tx, cases);
  await reviewCases(tx, cast, now);
  await writeHandovers(tx, cast, now);
  await tagCases(tx, cast, now);
  await takeBackBulk(tx, cast, now);
  await writeAnswers(tx, cast, now);
  await releaseFigures(tx, cast, now);
  await dealWithOldNews(tx, now);
  await leaveCases(tx);
  await tx`select nextval('case_number') from generate_series(1, ${demoCases.length})`;
  await tx`update deployment set demo = true`;
  return cases;
}

/** The row's lock makes a second process wait here, and then find the people that the first one wrote. */
async function takeEmptyDeployment(tx: Tx): Promise<boolean> {
  await tx`select from deployment for update`;
  const [someone] = await tx`select from person limit 1`;
  return someone === undefined;
}
