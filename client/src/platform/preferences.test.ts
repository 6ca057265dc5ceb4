import { describe, expect, it } from 'vitest';
import { parsePreferences, withRecent } from './preferences.ts';

describe('parsePreferences', () => {
  it('keeps what it knows and ignores the rest', () => {
    expect(parsePreferences('{"queueStart":"mine","recentKinds":["case",3],"sideOpen":false,"x":1}')).toEqual(
      {
        queueStart: 'mine',
        recentKinds: ['case'],
        sideOpen: false,
        knowsWhoListens: false,
        dictationLanguage: null,
      },
    );
  });

  it.each([null, '', '{', 'null', '3'])('falls back on %j', (stored) => {
    expect(parsePreferences(stored)).toEqual({
      queueStart: 'everyone',
      recentKinds: [],
      sideOpen: true,
      knowsWhoListens: false,
      dictationLanguage: null,
    });
  });
});

describe('withRecent', () => {
  it('puts the newest first, once, and keeps three', () => {
    expect(withRecent(['a', 'b', 'c'], 'b')).toEqual(['b', 'a', 'c']);
    expect(withRecent(['a', 'b', 'c'], 'd')).toEqual(['d', 'a', 'b']);
  });
});
