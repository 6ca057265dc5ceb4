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
