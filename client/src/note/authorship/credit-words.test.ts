import { describe, expect, it } from 'vitest';
import { creditSentence, momentText } from './credit-words.ts';

const now = new Date(2026, 10, 18, 12, 0, 0);
const at = (hour: number, minute: number, second: number) =>
  new Date(2026, 10, 18, hour, minute, second).toISOString();
const author = { id: 't', name: 'Tomasz Król', colour: 1 };

describe('what is said of a stretch of text', () => {
  it('names the author, who moved it and the edit', () => {
    const movedBy = { id: 'm', name: 'Maya Okafor', colour: 0, at: at(11, 30, 51), seq: 318 };
    expect(creditSentence({ author, at: at(11, 29, 4), seq: 300, movedBy }, now)).toBe(
      'Written by Tomasz Król, 11:29:04 · moved by Maya Okafor, 11:30:51 · edit 318',
    );
  });
  it('says that text is too young to be in the history', () => {
    expect(creditSentence({ author, at: null, seq: null }, now)).toBe(
      'Written by Tomasz Król, just now · not in the history yet',
    );
  });
  it('adds the day when it is not today, and the year when it is not this one', () => {
    expect(momentText(new Date(2026, 10, 17, 9, 5, 0).toISOString(), now)).toBe('17 Nov, 09:05:00');
    expect(momentText(new Date(2025, 0, 2, 9, 5, 0).toISOString(), now)).toBe('2 Jan 2025, 09:05:00');
  });
});
