import type { ThreadAudience } from '@caseroom/shared/comment';
import { INLINE_NODE } from '@caseroom/shared/editor/anchor';
import type { Role } from '@caseroom/shared/people';
import { isRefusal } from '@caseroom/shared/refusal';
import { describe, expect, it } from 'vitest';
import {
  ACCEPTING_LIMIT_MS,
  betweenOf,
  isMarked,
  judgeAccept,
  judgeComment,
  judgeDismiss,
  judgeSuggest,
  maySee,
  participantsOf,
  type Reader,
  rightsIn,
  type SuggestionFacts,
  saidIn,
} from './rules.ts';

const reader = (role: Role, more: Partial<Reader> = {}): Reader => ({
  personId: role,
  role,
  write: role !== 'qa',
  closed: false,
  ...more,
});
const coaching = { audience: 'coaching', openedBy: 'lead', coachedId: 'agent' } as const;
const everyone = { audience: 'everyone', openedBy: 'agent', coachedId: null } as const;
const now = new Date('2026-11-22T12:00:00.000Z');
const open: SuggestionFacts = { byId: 'lead', state: 'open', settledBy: null, settledAt: null };
const by = (id: string, state: SuggestionFacts['state'], ago_ms = 0): SuggestionFacts => ({
  ...open,
  state,
  settledBy: { id, name: 'Maya' },
  settledAt: new Date(now.getTime() - ago_ms),
});
const outcome = (verdict: unknown) =>
  isRefusal(verdict as object | null) ? (verdict as { refused: string }).refused : verdict;

describe('who sees a thread', () => {
  it.each([
    [coaching, 'lead', true],
    [coaching, 'agent', true],
    [coaching, 'another lead', false],
    [everyone, 'anybody who reads the note', true],
  ])('%j: %s %s', (thread, personId, sees) => expect(maySee(thread, personId)).toBe(sees));
  it('is said in the ledger of coaching alone', () =>
    expect([betweenOf(coaching), betweenOf(everyone)]).toEqual([['lead', 'agent'], null]));
});

describe('the mark in the shared text', () => {
  it.each<[ThreadAudience, Role, boolean]>([
    ['everyone', 'agent', true],
    ['everyone', 'qa', false],
    ['coaching', 'lead', false],
  ])('of a thread for %s by %s: %s', (audience, role, marked) =>
    expect(isMarked(audience, reader(role))).toBe(marked),
  );
});

describe('a closed case', () => {
  it.each<[ThreadAudience, Role, string | null]>([
    ['everyone', 'agent', 'conflict'],
    ['everyone', 'senior', 'conflict'],
    ['everyone', 'lead', null],
    ['everyone', 'qa', null],
    ['coaching', 'agent', null],
  ])('takes a comment for %s by %s: %s', (audience, role, expected) =>
    expect(outcome(judgeComment(audience, reader(role, { closed: true })))).toBe(expected),
  );
  it('takes no suggestion, made or accepted', () => {
    expect(outcome(judgeSuggest('x', reader('lead', { closed: true }), null))).toBe('conflict');
    expect(outcome(judgeAccept(open, reader('agent', { closed: true }), now))).toBe('conflict');
  });
});

describe('making a suggestion', () => {
  it.each<[string, string, Role, SuggestionFacts | null, string | null]>([
    ['a first one', 'by Friday', 'lead', null, null],
    ['a senior’s', 'by Friday', 'senior', null, null],
    ['an agent’s', 'by Friday', 'agent', null, 'no-access'],
    ['a reviewer’s', 'by Friday', 'qa', null, 'no-access'],
    ['over two lines', 'by\nFriday', 'lead', null, 'invalid'],
    ['over a mention', `by ${INLINE_NODE}`, 'lead', null, 'invalid'],
    ['over too much', 'x'.repeat(2_001), 'lead', null, 'too-large'],
    ['in place of one’s own', 'by Friday', 'lead', open, null],
    ['in place of somebody else’s', 'by Friday', 'senior', open, 'conflict'],
    ['after one was dismissed', 'by Friday', 'senior', by('agent', 'dismissed'), null],
    ['after one was accepted', 'by Friday', 'lead', by('agent', 'accepted'), 'conflict'],
    ['while one is being accepted', 'by Friday', 'lead', by('agent', 'accepting'), 'conflict'],
  ])('%s', (_what, words, role, before, expected) =>
    expect(outcome(judgeSuggest(words, reader(role), before))).toBe(expected),
  );
});

describe('accepting a suggestion', () => {
  const late = ACCEPTING_LIMIT_MS + 1;
  it.each<[string, SuggestionFacts, Role, string]>([
    ['that is open', open, 'agent', 'accept'],
    ['as who only reads', open, 'qa', 'read-only'],
    ['of one’s own', open, 'lead', 'no-access'],
    ['twice', by('agent', 'accepted'), 'agent', 'done'],
    ['after somebody else', by('senior', 'accepted'), 'agent', 'conflict'],
    ['after it was dismissed', by('agent', 'dismissed'), 'agent', 'conflict'],
    ['while one’s own first click is on its way', by('agent', 'accepting'), 'agent', 'resume'],
    ['while somebody else’s is', by('senior', 'accepting'), 'agent', 'conflict'],
    ['when somebody else’s was left behind', by('senior', 'accepting', late), 'agent', 'resume'],
  ])('%s', (_what, facts, role, expected) =>
    expect(outcome(judgeAccept(facts, reader(role), now))).toBe(expected),
  );
});

it('dismissing is for who writes, and for who suggested, while it is open', () => {
  expect(judgeDismiss(open, reader('agent'))).toBeNull();
  expect(judgeDismiss(open, reader('lead', { write: false }))).toBeNull();
  expect(outcome(judgeDismiss(open, reader('qa')))).toBe('read-only');
  expect(outcome(judgeDismiss(by('agent', 'accepting'), reader('lead')))).toBe('conflict');
});

it('rights offer what would be accepted', () => {
  const thread = { ...coaching, quote: 'by Friday' };
  const offered = (suggestion: SuggestionFacts | null, role: Role) =>
    Object.entries(rightsIn(thread, suggestion, reader(role), now)).flatMap(([right, is]) =>
      is ? [right] : [],
    );
  expect(offered(null, 'lead')).toEqual(['reply', 'suggest', 'evidence']);
  expect(offered(open, 'lead')).toEqual(['reply', 'suggest', 'dismiss', 'evidence']);
  expect(offered(open, 'agent')).toEqual(['reply', 'accept', 'dismiss']);
  expect(offered(by('agent', 'accepted'), 'agent')).toEqual(['reply']);
});

it('participants are all who said something, and who is coached, each once', () =>
  expect(participantsOf(coaching, 'senior', ['lead', 'agent', 'lead'])).toEqual(['lead', 'agent', 'senior']));

it('mentions that the words do not say, or say of somebody twice, are dropped', () => {
  const mention = (target: string, label: string) => ({ target, label });
  expect(
    saidIn('@Maya, and @every lead', [
      mention('1', 'Maya'),
      mention('1', 'Maya'),
      mention('2', 'Raj'),
      mention('role:lead', 'every lead'),
    ]),
  ).toEqual([mention('1', 'Maya'), mention('role:lead', 'every lead')]);
});
