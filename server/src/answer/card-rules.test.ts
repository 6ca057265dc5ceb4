import type { AnswerAct, AnswerActName, AnswerState } from '@caseroom/shared/answer';
import type { Role } from '@caseroom/shared/people';
import { isRefusal } from '@caseroom/shared/refusal';
import { describe, expect, it } from 'vitest';
import { type CardFacts, judgeAct, mayEdit, nextReview, rightsIn, staleOf } from './card-rules.ts';

const card = (state: AnswerState, more: Partial<CardFacts> = {}): CardFacts => ({
  state,
  version: 2,
  authorId: 'author',
  findings: [],
  ...more,
});
const act = (name: AnswerActName, version = 2): AnswerAct =>
  name === 'submit'
    ? { do: name, version, despite: false }
    : name === 'return' || name === 'retire'
      ? { do: name, version, reason: 'Because' }
      : { do: name, version };
const seat = (role: Role, personId: string = role) => ({ role, personId });
const author = seat('agent', 'author');

describe('who may do what with a card, and where it goes', () => {
  it.each<[string, AnswerState, ReturnType<typeof seat>, string, boolean]>([
    ['its author', 'draft', author, 'submit→review retire→retired', true],
    ['its author', 'review', author, 'return→draft retire→retired', true],
    ['its author', 'published', author, '', false],
    ['its author', 'retired', author, '', false],
    ['another agent', 'draft', seat('agent'), '', false],
    ['a senior', 'review', seat('senior'), '', false],
    ['a lead', 'draft', seat('lead'), 'submit→review retire→retired', true],
    ['a lead', 'review', seat('lead'), 'publish→published return→draft retire→retired', true],
    ['quality', 'review', seat('qa'), 'publish→published return→draft retire→retired', true],
    ['quality', 'published', seat('qa'), 'confirm→published retire→retired', true],
    ['a lead', 'retired', seat('lead'), 'restore→review', false],
    ['the lead who wrote it', 'review', seat('lead', 'author'), 'return→draft retire→retired', true],
  ])('%s, %s', (_, state, who, expected, edits) => {
    const all: AnswerActName[] = ['submit', 'publish', 'confirm', 'restore', 'return', 'retire'];
    const done = all.flatMap((name) => {
      const to = judgeAct(card(state), act(name), who);
      return isRefusal(to) ? [] : [`${name}→${to}`];
    });
    expect(done.join(' ')).toBe(expected);
    expect(mayEdit(card(state), who)).toBe(edits);
    expect(rightsIn(card(state), who)).toEqual({
      edit: edits,
      acts: done.map((one) => one.split('→')[0]),
    });
  });

  it('nobody acts on a version they have not seen', () => {
    expect(judgeAct(card('review'), act('publish', 1), seat('lead'))).toMatchObject({ refused: 'conflict' });
  });

  it('what looks like a customer’s is let through knowingly, a card’s number never', () => {
    const [mail, number] = [
      { kind: 'e-mail' as const, text: 'a@b.example' },
      { kind: 'card-number' as const, text: '•••• 1111' },
    ];
    const submit = (despite: boolean): AnswerAct => ({ do: 'submit', version: 2, despite });
    expect(judgeAct(card('draft', { findings: [mail] }), submit(false), author)).toMatchObject({
      refused: 'invalid',
      detail: 'It has what looks like an e-mail address: a@b.example.',
    });
    expect(judgeAct(card('draft', { findings: [mail] }), submit(true), author)).toBe('review');
    expect(judgeAct(card('draft', { findings: [number, mail] }), submit(true), author)).toMatchObject({
      refused: 'invalid',
    });
  });
});

describe('a card is stale', () => {
  const now = new Date('2026-11-22T12:00:00Z');
  const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
  it.each([
    ['published lately', { publishedAt: daysAgo(5), lastUsedAt: null }, null],
    ['published long ago and used since', { publishedAt: daysAgo(200), lastUsedAt: daysAgo(3) }, null],
    ['unused for sixty days', { publishedAt: daysAgo(200), lastUsedAt: daysAgo(60) }, 'unused'],
    [
      'whose day has come',
      { publishedAt: daysAgo(5), lastUsedAt: null, reviewOn: '2026-11-22' },
      'review-due',
    ],
    ['a draft', { state: 'draft' as const, publishedAt: null, lastUsedAt: null }, null],
  ])('%s', (_, more, expected) => {
    expect(staleOf({ state: 'published', reviewOn: '2027-01-01', ...more }, now)).toBe(expected);
  });

  it('half a year after it was found right', () => {
    expect(nextReview(now)).toBe('2027-05-21');
  });
});
