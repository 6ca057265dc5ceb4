import { fold } from '@caseroom/shared/fold';

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
