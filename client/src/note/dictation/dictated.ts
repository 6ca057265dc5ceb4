import type { RecognitionEvent } from './recognition.ts';

/** What an event says: phrases that are final, and words that may still become others. */
export function heardIn({ resultIndex, results }: RecognitionEvent): { final: string; interim: string } {
  const heard = { final: '', interim: '' };
  for (const result of Array.from(results).slice(resultIndex)) {
    const words = result[0]?.transcript ?? '';
    if (result.isFinal) heard.final = joined(heard.final, words);
    else heard.interim = joined(heard.interim, words);
  }
  return heard;
}

const joined = (before: string, words: string): string =>
  [before, words.trim()].filter((part) => part !== '').join(' ');

/**
 * A phrase as it goes in between these texts: a space between words, a capital where a sentence begins. Recognisers write
 * neither full stops nor spaces around what they heard.
 */
export function fitted(before: string, phrase: string, after = ''): string {
  const words = phrase.trim();
  if (words === '') return '';
  const beginsSentence = /(?:^|[.!?…:]\s*)$/.test(before);
  const cased = beginsSentence ? words.charAt(0).toUpperCase() + words.slice(1) : words;
  const fits = before === '' || /[\s(“"]$/.test(before) || /^[,.;:!?]/.test(cased);
  return `${fits ? '' : ' '}${cased}${/^[\p{L}\p{N}]/u.test(after) ? ' ' : ''}`;
}

/** What stopped it, and what to do. */
export function troubleOf(error: string): string | null {
  switch (error) {
    case 'no-speech':
    case 'aborted':
      return null;
    case 'not-allowed':
    case 'service-not-allowed':
      return 'The microphone is not allowed. Allow it beside the address of this page, then begin again.';
    case 'audio-capture':
      return 'No microphone was found.';
    case 'network':
      return 'The browser’s speech service does not answer. What was said before is in the note.';
    case 'language-not-supported':
      return 'The browser does not know this language. Choose another one.';
    default:
      return 'The browser stopped listening. Begin again.';
  }
}
