import { expect, test } from 'vitest';
import { isDatabaseAway } from './database-away.ts';
import { connect } from './db.ts';

test.each(['57P01', '57P03', '53300', '08006', '25006', 'CONNECTION_CLOSED', 'ECONNREFUSED'])(
  '%s: away',
  (code) => {
    expect(isDatabaseAway(Object.assign(new Error(), { code }))).toBe(true);
  },
);

test.each(['23505', '42P01', '57014', '22P02', 'UNDEFINED_VALUE', 'ENOENT', undefined])(
  '%s: a refusal or a bug',
  (code) => {
    expect(isDatabaseAway(Object.assign(new Error(), { code }))).toBe(false);
  },
);

test.each([
  ['nobody listens', 'postgres://x@127.0.0.1:1/x'],
  ['its socket is gone', 'postgres://x@localhost/x?host=%2Fnonexistent'],
])('what the client really says when %s, again and again', async (_why, url) => {
  const sql = connect(url, { max: 1 });
  const ask = () =>
    sql`select 1`.then(
      () => null,
      (error: unknown) => error,
    );
  for (let i = 0; i < 3; i++) expect(isDatabaseAway(await ask())).toBe(true);
  await sql.end({ timeout: 0 });
});
