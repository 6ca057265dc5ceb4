import { describe, expect, it } from 'vitest';
import { chipOf, dueTone, dueWords } from './due-words.ts';

const now = new Date(2026, 10, 22, 11, 48);
const at = (day: number, hour: number, minute = 0, month = 10) => new Date(2026, month, day, hour, minute);

describe('a due time in words', () => {
  it.each([
    [at(22, 17), 'today 17:00', 'near'],
    [at(22, 9), 'today 09:00', 'overdue'],
    [at(23, 15), 'tomorrow 15:00', 'later'],
    [at(21, 15), 'yesterday 15:00', 'overdue'],
    [at(27, 9, 30), 'Fri 09:30', 'later'],
    [at(24, 9, 0, 11), '24 Dec 09:00', 'later'],
  ])('says %s as %s, %s', (due, words, tone) => {
    expect(dueWords(due, now)).toBe(words);
    expect(dueTone(due, now)).toBe(tone);
  });

  it('is near within two hours, over midnight too', () => {
    const late = at(22, 23, 30);
    expect(dueTone(at(23, 1), late)).toBe('near');
    expect(dueTone(at(23, 2), late)).toBe('later');
  });

  it('says which are promised, and reads nothing into what is no time', () => {
    expect(chipOf({ at: at(22, 17).toISOString(), promise: true }, now)?.words).toBe('promised today 17:00');
    expect(chipOf({ at: at(22, 17).toISOString(), promise: 'yes' }, now)?.promise).toBe(false);
    expect(chipOf({ at: 'soon' }, now)).toBeNull();
    expect(chipOf({}, now)).toBeNull();
  });
});
