import { describe, expect, it, test } from 'vitest';
import { findForbiddenDigits, maskForbiddenDigits, maskForbiddenLines } from './forbidden-digits.ts';

describe('card numbers', () => {
  it.each([
    ['4111111111111111', '••••••••••••••••'],
    ['card 4111 1111 1111 1111 please', 'card •••• •••• •••• •••• please'],
    ['5555-5555-5555-4444', '••••-••••-••••-••••'],
    ['amex 3782 822463 10005.', 'amex •••• •••••• •••••.'],
    ['4111.1111.1111.1111', '••••.••••.••••.••••'],
    ['4111 1111 1111 1111 12/27', '•••• •••• •••• •••• 12/27'],
    ['my ref 12 4111 1111 1111 1111', 'my ref 12 •••• •••• •••• ••••'],
    ['４１１１ １１１１ １１１１ １１１１', '•••• •••• •••• ••••'],
    ['٤١١١ ١١١١ ١١١١ ١١١١', '•••• •••• •••• ••••'],
    ['4111\u200b1111\u200b1111\u200b1111', '••••\u200b••••\u200b••••\u200b••••'],
    ['𝟒𝟏𝟏𝟏 𝟏𝟏𝟏𝟏 𝟏𝟏𝟏𝟏 𝟏𝟏𝟏𝟏', '•••••••• •••••••• •••••••• ••••••••'],
    ['4111‑1111‑1111‑1111', '••••‑••••‑••••‑••••'],
    ['4111:1111:1111:1111, 5 items', '••••:••••:••••:••••, 5 items'],
    ['4111_1111 | 1111_1111', '••••_•••• | ••••_••••'],
    ['4111 1111\n\n1111 1111', '•••• ••••\n\n•••• ••••'],
    ['6011000990139424 and 4222222222222', '•••••••••••••••• and •••••••••••••'],
  ])('masks %s', (text, masked) => expect(maskForbiddenDigits(text)).toBe(masked));

  it.each([
    ['an order', '7916676427'],
    ['a number that fails the check', '4111 1111 1111 1112'],
    ['a phone number', '+44 7911 123456 789'],
    ['an account of ten digits and a date', 'Account 9012 3456 78, 2026-11-22'],
    ['an amount', 'EUR 1,234,567.89'],
    ['a number of the same digit', '0000 0000 0000 0000'],
    ['a telephone (IMEI)', '490154203237518'],
    ['amounts in a row', '41111, 11111, 111111'],
    ['a tracking number', '1Z999AA10123456784'],
  ])('leaves %s', (_, text) => expect(maskForbiddenDigits(text)).toBe(text));

  it('masks a number read out over several lines, and leaves two references below each other', () => {
    expect(maskForbiddenLines(['It is 4111', '1111', '1111', '1111', 'thanks'])).toEqual([
      'It is ••••',
      '••••',
      '••••',
      '••••',
      'thanks',
    ]);
    const references = ['41111111', '11111111'];
    expect(maskForbiddenLines(references)).toEqual(references);
  });
});

describe('security codes', () => {
  it.each([
    ['CVV 123', 'CVV •••'],
    ['CVV：１２３', 'CVV：•••'],
    ['the security code is 9876.', 'the security code is ••••.'],
    ['cvc: 042, expires 12/27', 'cvc: •••, expires 12/27'],
    ['three digits on the back? 321', 'three digits on the back? •••'],
    ['CVV: 9 8 7, and 450 euros', 'CVV: • • •, and 450 euros'],
    ['Sicherheitscode 987', 'Sicherheitscode •••'],
    ['código de segurança 111', 'código de segurança •••'],
  ])('masks %s', (text, masked) => expect(maskForbiddenDigits(text)).toBe(masked));

  it('masks the answer to a question for it', () =>
    expect(maskForbiddenLines(['What is the CVV?', 'it is 123'])).toEqual(['What is the CVV?', 'it is •••']));
  it('masks no more when it looks again', () => {
    const masked = maskForbiddenDigits('CVV 123, and the bill is 450 euros');
    expect(masked).toBe('CVV •••, and the bill is 450 euros');
    expect(maskForbiddenDigits(masked)).toBe(masked);
    expect(maskForbiddenDigits('CVV • • •, and 450 euros')).toBe('CVV • • •, and 450 euros');
  });
  it.each(['3 items for $123', 'your code is 123', 'the security code is wrong, it cost 99.90'])(
    'leaves %s',
    (text) => expect(maskForbiddenDigits(text)).toBe(text),
  );
  it.each(['cvv ', 'cvv 123 '])('reads 400 kB of %j in one walk', (words) => {
    const text = words.repeat(400_000 / words.length);
    expect(maskForbiddenDigits(text)).toBe(text.replaceAll('123', '•••'));
  });
});

/** Lehmer's generator: the same numbers for the same seed. */
function* randomBelow(seed: number): Generator<number, never, number> {
  for (let state = seed, below = 1; ; ) {
    state = (state * 48_271) % 2_147_483_647;
    below = yield state % below;
  }
}

test('any text keeps its length and its lines, and a second look finds no card (seed 5)', () => {
  const random = randomBelow(5);
  random.next();
  const pick = (from: string) => from[random.next(from.length).value] as string;
  for (let run = 0; run < 300; run++) {
    const lines = Array.from({ length: 4 }, () =>
      Array.from({ length: 24 }, () => pick('01234567890123456789 -cv')).join(''),
    );
    const masked = maskForbiddenLines(lines);
    expect(masked.map(({ length }) => length)).toEqual(lines.map(({ length }) => length));
    expect(findForbiddenDigits(masked.join('\n')).filter(({ kind }) => kind === 'card-number')).toEqual([]);
  }
});
