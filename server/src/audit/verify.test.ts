import { describe, expect, test } from 'vitest';
import { headerOf, linkTo } from '../platform/chain.ts';
import { isBroken, type LedgerRow, nothingVerified, verifyEnd, verifyRows } from './verify.ts';

/** A ledger of `count` rows as the server writes them. */
function ledger(count: number): LedgerRow[] {
  const rows: LedgerRow[] = [];
  for (let seq = 1; seq <= count; seq++) {
    const header = headerOf('case', seq, 'kind', 'actor');
    const payload = `payload ${seq}`;
    rows.push({ seq, header, payload, ...linkTo(rows.at(-1)?.chain ?? new Uint8Array(), header, payload) });
  }
  return rows;
}

const flipped = (bytes: Uint8Array): Uint8Array =>
  Uint8Array.from(bytes, (byte, i) => (i === 0 ? byte ^ 1 : byte));
const headOf = (rows: readonly LedgerRow[]) => ({
  seq: rows.length,
  chain: rows.at(-1)?.chain ?? new Uint8Array(),
});
const verify = (rows: readonly LedgerRow[]) => verifyRows(nothingVerified, rows);

test('what the server wrote verifies, and ends where it was left', () => {
  const rows = ledger(5);
  const verified = verify(rows);
  expect(verified).toEqual({ seq: 5, chain: rows[4]?.chain, redacted: 0 });
  expect(isBroken(verified) ? verified : verifyEnd(verified, headOf(rows))).toBeNull();
});

test('an empty ledger verifies', () => {
  expect(verifyEnd(nothingVerified, { seq: 0, chain: new Uint8Array() })).toBeNull();
});

test('pages verify as the whole does', () => {
  const rows = ledger(7);
  const first = verifyRows(nothingVerified, rows.slice(0, 3));
  expect(isBroken(first) ? first : verifyRows(first, rows.slice(3))).toEqual(verify(rows));
});

describe('a change of one row is found at that row:', () => {
  test.each<[string, (row: LedgerRow) => Partial<LedgerRow>, string]>([
    ['content', () => ({ payload: 'payload 0' }), 'content'],
    ['salt', ({ salt }) => ({ salt: flipped(salt) }), 'content'],
    ['mac', ({ mac }) => ({ mac: flipped(mac) }), 'content'],
    [
      'content with the mac that belongs to it',
      ({ header }) => ({ ...linkTo(new Uint8Array(), header, 'forged'), payload: 'forged' }),
      'chain',
    ],
    ['header', () => ({ header: headerOf('case', 3, 'kind', 'somebody else') }), 'chain'],
    ['chain', ({ chain }) => ({ chain: flipped(chain) }), 'chain'],
    ['seq', () => ({ seq: 33 }), 'gap'],
    ['mac of a redacted row', ({ mac }) => ({ salt: new Uint8Array(), mac: flipped(mac) }), 'chain'],
  ])('%s', (_what, change, fault) => {
    const rows = ledger(5).map((row) => (row.seq === 3 ? { ...row, ...change(row) } : row));
    expect(verify(rows)).toEqual({ seq: 3, fault });
  });
});

test('a row whose content, mac and chain were all made anew breaks the one after it', () => {
  const rows = ledger(5);
  const { header = '' } = rows[2] ?? {};
  const forged = {
    seq: 3,
    header,
    payload: 'forged',
    ...linkTo(rows[1]?.chain ?? new Uint8Array(), header, 'forged'),
  };
  expect(verify(rows.with(2, forged))).toEqual({ seq: 4, fault: 'chain' });
});

test('a missing row and a doubled one are gaps', () => {
  const rows = ledger(5);
  expect(verify(rows.toSpliced(2, 1))).toEqual({ seq: 3, fault: 'gap' });
  expect(verify(rows.toSpliced(2, 0, rows[1] as LedgerRow))).toEqual({ seq: 3, fault: 'gap' });
});

test('a redacted row still holds its place, and is counted', () => {
  const rows = ledger(5).map((row) =>
    row.seq === 3 ? { ...row, payload: '', salt: new Uint8Array() } : row,
  );
  expect(verify(rows)).toMatchObject({ seq: 5, redacted: 1 });
});

test('a ledger cut short, continued or with another head does not end where it was left', () => {
  const rows = ledger(5);
  const verified = verify(rows.slice(0, 3));
  if (isBroken(verified)) throw new Error('the first three rows are as they were written');
  expect(verifyEnd(verified, headOf(rows))).toEqual({ seq: 4, fault: 'end' });
  expect(verifyEnd(verified, headOf(rows.slice(0, 2)))).toEqual({ seq: 3, fault: 'end' });
  expect(verifyEnd(verified, { seq: 3, chain: flipped(verified.chain) })).toEqual({ seq: 3, fault: 'end' });
});
