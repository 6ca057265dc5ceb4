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
export const fold = (text: string): string => plainly(text, /\p{M}/gu);

/** As the database's `folded_words`: marks that are no accents, such as the vowel signs of Hindi, stay. */
export const foldName = (text: string): string => plainly(text, /[\u0300-\u036f]/gu);

function plainly(text: string, marks: RegExp): string {
  const bare = text.normalize('NFKD').replace(marks, '').toLowerCase().replace(marks, '');
  return bare
    .replace(foldable, (letter) => folded[letter] ?? letter)
    .replace(/\s+/gu, ' ')
    .trim();
}
