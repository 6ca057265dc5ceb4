const MIN_DIGITS = 5;
/** E.164. */
const MAX_DIGITS = 15;

/** The number without its spaces and brackets, "00" written as "+"; null when it is none. */
export function phoneNumber(text: string | null): string | null {
  const plain = (text ?? '').replaceAll(/[\s().\-/]/g, '').replace(/^00/, '+');
  const digits = plain.replace(/^\+/, '');
  return /^\d+$/.test(digits) && digits.length >= MIN_DIGITS && digits.length <= MAX_DIGITS ? plain : null;
}

/** E.164 with its "+", as providers want it; null when the country is not said. */
export const internationalNumber = (text: string | null): string | null => {
  const number = phoneNumber(text);
  return number?.startsWith('+') ? number : null;
};
