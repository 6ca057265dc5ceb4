import { describe, expect, it } from 'vitest';
import { mentioned, mentionQuery, stillMentioned } from './mention-field.ts';

const ines = { id: 'ines', label: 'Inês Santos', colour: 1, about: 'Lead' };

describe('mentioning in a comment', () => {
  it.each([
    ['@', ''],
    ['ask @in', 'in'],
    ['ask (@Inês S', 'Inês S'],
    ['ask @ines\nand', null],
    ['mail ada@example', null],
    ['at @ noon', null],
  ])('looks for people in “%s”: %s', (text, query) => {
    expect(mentionQuery(text)).toBe(query);
  });

  it('writes the name out and keeps whose it is', () => {
    const { draft, caret } = mentioned({ body: 'ask @in about it', mentions: [] }, 7, ines);
    expect(draft).toEqual({
      body: 'ask @Inês Santos about it',
      mentions: [{ target: 'ines', label: 'Inês Santos' }],
    });
    expect(draft.body.slice(0, caret)).toBe('ask @Inês Santos ');
  });

  it('forgets whom the text no longer names', () => {
    expect(stillMentioned({ body: 'ask', mentions: [{ target: 'ines', label: 'Inês Santos' }] })).toEqual([]);
  });
});
