/** Letters that Unicode does not take apart into a base letter and an accent, and typographic quotes. */
const folded: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  '’': "'",
  '‘': "'",
};
const foldable = new RegExp(`[${Object.keys(folded).join('')}]`, 'gu');

/** Text as the queue's search compares it: lower case, without accents, single spaces. */
export function fold(text: string): string {
  const bare = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\p{M}/gu, '');
  return bare
    .replace(foldable, (letter) => folded[letter] ?? letter)
    .replace(/\s+/gu, ' ')
    .trim();
}

export const caseNumber = (number: number): string => `C-${number}`;

/** What the queue's search looks at in a case. */
export const haystackOf = (facts: { number: number; subject: string; customerName: string }): string =>
  fold(`${caseNumber(facts.number)} ${facts.subject} ${facts.customerName}`);

/** One LIKE pattern a word; a case matches when every one of them does. */
export const patternsOf = (q: string): string[] =>
  fold(q)
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
