import type { Jargon } from '@caseroom/shared/writing';

/** "port-in = moving your number", one a line; without "=" nothing better is known. */
export const jargonText = (jargon: readonly Jargon[]): string =>
  jargon.map(({ term, instead }) => (instead ? `${term} = ${instead}` : term)).join('\n');

export const readJargon = (text: string): Jargon[] =>
  text.split('\n').flatMap((line) => {
    const [term = '', ...rest] = line.split('=');
    return term.trim() === '' ? [] : [{ term: term.trim(), instead: rest.join('=').trim() }];
  });
