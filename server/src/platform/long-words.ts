/** Longer is no word that anybody reads, characters: encoded files, rows of signs, addresses with everything in them. */
const MAX_WORD_CHARS = 120;
const LONG = new RegExp(`\\S{${MAX_WORD_CHARS + 1},}`, 'g');

/**
 * The text with what has no space for long cut short. Readers of language look for addresses and numbers from every
 * character on: two thousand characters in one word cost them seconds, in many words milliseconds.
 */
export const shortWords = (text: string): string =>
  text.replace(LONG, (word) => word.slice(0, MAX_WORD_CHARS).replace(/[\uD800-\uDBFF]$/, ''));
