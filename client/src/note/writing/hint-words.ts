import type { WritingHint } from '@caseroom/shared/writing';

/** As much of a sentence is quoted as tells which one it is, characters. */
const MAX_QUOTE_CHARS = 60;

/** A hint as a person would give it. */
export function hintWords(hint: WritingHint): string {
  switch (hint.is) {
    case 'too-short':
      return `${sentences(hint.sentences)}; ${hint.min} or more read better`;
    case 'too-long':
      return `${sentences(hint.sentences)}; usually ${hint.max} at most`;
    case 'few-words':
      return `${words(hint.words)}; usually ${hint.min} or more`;
    case 'many-words':
      return `${words(hint.words)}; usually ${hint.max} at most`;
    case 'hard-to-read':
      return `Hard to read. Begin with “${quoted(hint.sentence)}”`;
    case 'jargon':
      return hint.instead ? `“${hint.term}”: say “${hint.instead}”` : `“${hint.term}” may not be understood`;
  }
}

const sentences = (count: number): string => `${count} ${count === 1 ? 'sentence' : 'sentences'}`;
const words = (count: number): string => `${count} ${count === 1 ? 'word' : 'words'}`;
const quoted = (sentence: string): string =>
  sentence.length > MAX_QUOTE_CHARS ? `${sentence.slice(0, MAX_QUOTE_CHARS).trimEnd()}…` : sentence;
