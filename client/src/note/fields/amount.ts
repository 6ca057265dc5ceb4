/** "49.90 EUR": digits, at most four decimals, an ISO 4217 code. */
const MAX_DECIMALS = 4;
const MAX_DIGITS = 12;
const signs: Readonly<Record<string, string>> = { '€': 'EUR', $: 'USD', '£': 'GBP', '¥': 'JPY' };

/**
 * Reads an amount as people write it: "49,90", "1.234,50", "$1,234.5", "20 usd". `currency` stands where none is
 * written. Null when there is no amount in it.
 */
export function readAmount(typed: string, currency: string): string | null {
  const sign = Object.keys(signs).find((one) => typed.includes(one));
  const code = /[a-z]{3}/i.exec(typed)?.[0].toUpperCase() ?? (sign ? signs[sign] : currency);
  const digits = typed.replace(/[a-z]{3}/i, '').replace(/[€$£¥\s'’]/g, '');
  if (!/^-?[\d.,]*\d[\d.,]*$/.test(digits)) return null;
  const number = plainNumber(digits);
  return number === null ? null : `${number} ${code}`;
}

/** The last point or comma begins the decimals, unless three digits follow it or it comes again. */
function plainNumber(digits: string): string | null {
  const last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
  const mark = last < 0 ? '' : (digits[last] as string);
  const after = last < 0 ? '' : digits.slice(last + 1);
  const isGrouping = after.length === 3 || digits.split(mark).length > 2;
  const isDecimal = mark !== '' && (!isGrouping || /[.,]/.test(digits.slice(0, last).replaceAll(mark, '')));
  const whole = (isDecimal ? digits.slice(0, last) : digits).replace(/[.,]/g, '');
  const decimals = isDecimal ? after : '';
  if (decimals.length > MAX_DECIMALS || whole.length > MAX_DIGITS) return null;
  const trimmed = whole.replace(/^(-?)0+(?=\d)/, '$1') || '0';
  return decimals === '' ? trimmed : `${trimmed}.${decimals}`;
}
