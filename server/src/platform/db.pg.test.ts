import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { isDatabaseAway } from './database-away.ts';
import { connect, type Sql, type Tx } from './db.ts';
import { type FreshDatabase, freshDatabase } from './testing/fresh-database.ts';

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await database.owner`create table said (words text)`;
});
afterAll(() => database.drop());

/** A pool of one connection: whatever happens to it, the next query has to do with it. */
let sql: Sql;
beforeEach(() => {
  sql = connect(database.url, { max: 1 });
});
afterEach(() => sql.end({ timeout: 1 }));

const pidOf = async (db: Pick<Sql, 'unsafe'>): Promise<number> => {
  const [row] = await db.unsafe<{ pid: number }[]>('select pg_backend_pid() as pid');
  return row?.pid ?? 0;
};
const cut = (pid: number) => database.owner`select pg_terminate_backend(${pid})`;

async function isGone(pid: number): Promise<boolean> {
  return (await database.owner`select 1 from pg_stat_activity where pid = ${pid}`).length === 0;
}

test('a transaction whose connection is cut fails, and what it still says is said to nobody', async () => {
  let late: Promise<unknown> = Promise.resolve();
  const transaction = sql.begin(async (tx) => {
    await tx`insert into said values ('in time')`;
    late = sayLate(tx);
    await late;
  });
  await expect(transaction).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' });
  await expect(late).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' });
  expect([...(await sql`select words from said`)]).toEqual([]);
});

/** Goes on after its connection was cut and the pool has connected anew, for somebody else. */
async function sayLate(tx: Tx): Promise<void> {
  const pid = await pidOf(tx);
  await cut(pid);
  while (!(await isGone(pid))) await turn();
  await sql`select 1`;
  await tx`insert into said values ('too late')`;
}

test('a connection that is cut while something is being said on it answers all of it, and is opened again', async () => {
  let pid = await pidOf(sql);
  for (let round = 0; round < 10; round++) {
    let isCut = false;
    const cutting = cut(pid).then(() => {
      isCut = true;
    });
    const said: Promise<unknown>[] = [];
    for (let after = 0; after < 20; after += isCut ? 1 : 0) {
      said.push(sql`select 1`.catch(onlyAway));
      await turn();
    }
    await cutting;
    await Promise.all(said);
    const before = pid;
    while (pid === before) pid = (await pidOf(sql).catch(onlyAway)) ?? before;
  }
});

function onlyAway(error: unknown): undefined {
  expect(isDatabaseAway(error)).toBe(true);
}
