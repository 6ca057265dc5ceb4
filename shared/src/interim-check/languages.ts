import { german } from './languages/de.ts';
import { english } from './languages/en.ts';
import { spanish } from './languages/es.ts';
import { french } from './languages/fr.ts';
import { italian } from './languages/it.ts';
import { dutch } from './languages/nl.ts';
import { polish } from './languages/pl.ts';
import { portuguese } from './languages/pt.ts';
import { type CheckWords, phrasesIn } from './words.ts';

/** Every language the check knows words of; another one is one more file, named here. */
export const checkLanguages: readonly CheckWords[] = [
  english,
  german,
  spanish,
  french,
  portuguese,
  italian,
  dutch,
  polish,
];

/** So many different little words of a language show that somebody writes in it. */
const MIN_COMMON = 3;

/** The languages of a text: the one it was said to be in, and any it is in; English where both are unknown. */
export function wordsFor(text: string, language: string): readonly CheckWords[] {
  const said = new Intl.Locale(language).language;
  const found = checkLanguages.filter((words) => words.language === said || isIn(text, words.common));
  return found.length > 0 ? found : [english];
}

/** The floor speaks English, whatever its customers are written to in. */
export const floorWords = english;

const isIn = (text: string, common: readonly string[]): boolean =>
  new Set(phrasesIn(text, common).map(({ quote }) => quote.toLowerCase())).size >= MIN_COMMON;
