import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CannotStart } from './cannot-start.ts';
import { readConfig } from './config.ts';
import { createLog, silentLog } from './log.ts';
import { openDatabase } from './open-database.ts';
import { type FreshDatabase, freshDatabase } from './testing/fresh-database.ts';

const AWAY = 'postgres://caseroom:hunter2@127.0.0.1:1/caseroom';
const quickly = { wait_ms: 500, every_ms: 200 };

describe('a database of the operator', () => {
  let database: FreshDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());

  test('that is there is used at once, and left running', async () => {
    let away = 0;
    const onAway = async () => void away++;
    const opened = await openDatabase(readConfig({ DATABASE_URL: database.url }), silentLog, { onAway });
    await opened.stop();
    expect([opened.url, away]).toEqual([database.url, 0]);
    expect(await database.sql`select 1 as one`).toEqual([{ one: 1 }]);
  });

  test('that is away is waited for, within bounds, and said without its password', async () => {
    const lines: { msg: string }[] = [];
    const log = createLog({ level: 'warn', to: { write: (line) => void lines.push(JSON.parse(line)) } });
    let away = 0;
    const onAway = async () => void away++;
    const opening = openDatabase(readConfig({ DATABASE_URL: AWAY }), log, { onAway, ...quickly });
    await expect(opening).rejects.toThrow(
      new CannotStart(
        'PostgreSQL at 127.0.0.1:1 did not answer for 0.5 s: check that it runs and that DATABASE_URL is right.',
      ),
    );
    expect(away).toBe(1);
    expect(lines[0]?.msg).toBe(
      'PostgreSQL at 127.0.0.1:1 does not answer (ECONNREFUSED); trying again in 0.2 s',
    );
    expect(JSON.stringify(lines)).not.toContain('hunter2');
  });

  test('that does not exist is not waited for', async () => {
    const url = new URL(database.url);
    url.pathname = '/no_such_database';
    const onAway = () => Promise.reject(new Error('it is there, and says no'));
    const opening = openDatabase(readConfig({ DATABASE_URL: url.href }), silentLog, { onAway, ...quickly });
    await expect(opening).rejects.toThrow(
      /^The database cannot be used\. .*no_such_database.*does not exist/,
    );
  });
});
