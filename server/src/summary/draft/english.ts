import { shortWords } from '../../platform/long-words.ts';
import { withoutEndless } from './clean.ts';
import type { Language, Token } from './read.ts';

/** Longer stretches are read in part, characters: a word takes the model some 15 µs. */
const MAX_CHARS = 10_000;
/** Fewer words than this are taken for English without asking. */
const MIN_WORDS_TO_TELL = 12;
/** English talk is a third to a half of stop words; other languages share a few of them. */
const MIN_STOP_WORDS = 0.22;

export interface English extends Language {
  readonly isEnglish: (texts: readonly string[]) => boolean;
}

let loaded: Promise<English> | undefined;

/** Reads English with wink-nlp. The model, some 40 MB, is loaded when first asked for, and stays. */
export function loadEnglish(): Promise<English> {
  loaded ??= load();
  return loaded;
}

/** The model takes "I'm" for a name, and every other contraction apart. */
function splitIm(token: Token): Token[] {
  if (token.lower !== "i'm") return [token];
  return [
    {
      ...token,
      value: token.value[0] as string,
      lower: 'i',
      pos: 'PRON',
      lemma: 'i',
      stem: 'i',
      isStop: true,
    },
    {
      ...token,
      value: "'m",
      lower: "'m",
      pos: 'AUX',
      lemma: 'be',
      stem: "'m",
      isStop: true,
      spaceBefore: '',
    },
  ];
}

async function load(): Promise<English> {
  const [{ default: winkNLP }, { default: model }] = await Promise.all([
    import('wink-nlp'),
    import('wink-eng-lite-web-model'),
  ]);
  const nlp = winkNLP(model, ['sbd', 'pos']);
  const { its } = nlp;
  const read = (text: string) => nlp.readDoc(shortWords(text.slice(0, MAX_CHARS)));
  const strings = (tokens: { out(f: unknown): unknown }, property: unknown) =>
    tokens.out(property) as string[];

  function tokens(sentence: string): Token[] {
    const all = read(sentence).tokens() as unknown as { out(f: unknown): unknown };
    const values = strings(all, its.value);
    const [pos, lemma, stem, spaces] = [its.pos, its.lemma, its.stem, its.precedingSpaces].map((property) =>
      strings(all, property),
    ) as [string[], string[], string[], string[]];
    const stops = all.out(its.stopWordFlag) as boolean[];
    return values
      .map((value, i) => ({
        value,
        lower: value.toLowerCase(),
        pos: pos[i] ?? 'X',
        lemma: lemma[i] ?? value,
        stem: stem[i] ?? value,
        isStop: stops[i] === true,
        spaceBefore: spaces[i] ?? '',
      }))
      .flatMap(splitIm);
  }

  return {
    sentences: (text) => read(text).sentences().out() as string[],
    tokens,
    isEnglish: (texts) => {
      const words = tokens(withoutEndless(texts.join(' ').slice(0, MAX_CHARS))).filter(({ lower }) =>
        /\p{L}/u.test(lower),
      );
      const stops = words.filter(({ isStop }) => isStop).length;
      return words.length < MIN_WORDS_TO_TELL || stops / words.length >= MIN_STOP_WORDS;
    },
  };
}
