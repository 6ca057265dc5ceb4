import { fold } from '@caseroom/shared/fold';
import { shortWords } from '../platform/long-words.ts';
import { type ReadLine, readPlainly, type Word } from './rules.ts';

/** Lines of fewer words than this are read as English without asking: a keyword has no stop words. */
const MIN_WORDS_TO_TELL = 5;
/** English prose is a third to a half of stop words; other languages share a few of them. */
const MIN_STOP_WORDS = 0.2;
/** Longer lines are read in part, characters: a word takes the model some 15 µs. */
const MAX_LINE_CHARS = 2_000;

/**
 * Reads English with wink-nlp: stems, so that "refunds" and "refunded" are "refund", and what is negated ("no
 * complaint was made"). A line of another language is read plainly. The model, some 40 MB, is loaded when first asked
 * for, and stays.
 */
export const loadEnglish = once(async (): Promise<ReadLine> => {
  const [{ default: winkNLP }, { default: model }] = await Promise.all([
    import('wink-nlp'),
    import('wink-eng-lite-web-model'),
  ]);
  const nlp = winkNLP(model, ['sbd', 'negation']);
  const { its } = nlp;
  return (line) => {
    const tokens = nlp.readDoc(shortWords(line.slice(0, MAX_LINE_CHARS))).tokens();
    const types = tokens.out(its.type) as string[];
    const isWord = (_: unknown, index: number) => types[index] === 'word' || types[index] === 'number';
    const stops = (tokens.out(its.stopWordFlag) as unknown as boolean[]).filter(isWord);
    if (!isEnglish(stops)) return readPlainly(line);
    const values = tokens.out(its.value) as string[];
    const stems = tokens.out(its.stem as unknown as typeof its.value) as string[];
    const negated = tokens.out(its.negationFlag) as unknown as boolean[];
    return values
      .map((value, index) => wordOf(value, stems[index] ?? value, negated[index] === true))
      .filter(isWord);
  };
});

const wordOf = (value: string, stem: string, negated: boolean): Word => ({
  forms: [...new Set([fold(value), fold(stem)])],
  negated,
});

const isEnglish = (stops: readonly boolean[]): boolean =>
  stops.length < MIN_WORDS_TO_TELL || stops.filter(Boolean).length / stops.length >= MIN_STOP_WORDS;

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
