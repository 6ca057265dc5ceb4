import type { Comment, NoteThreads, Thread } from '@caseroom/shared/comment';
import type { Note } from '@caseroom/shared/note';
import { describe, expect, it } from 'vitest';
import { DRAFT_ID } from './active.ts';
import type { ThreadDraft } from './drafts.ts';
import { countSettled, entriesOf } from './margin-items.ts';
import { isSettled, type Place, reacted, unreadFrom } from './threads.ts';

const person = (id: string) => ({ id, name: id, colour: 1 });
const comment = (id: string, author: string, more: Partial<Comment> = {}): Comment => ({
  id,
  author: person(author),
  at: '2026-11-22T09:00:00.000Z',
  body: id,
  mentions: [],
  editedAt: null,
  deletedAt: null,
  reactions: [],
  ...more,
});
const thread = (id: string, more: Partial<Thread> = {}): Thread => ({
  id,
  caseId: 'case',
  noteId: 'a',
  audience: 'everyone',
  openedBy: person('maya'),
  openedAt: '2026-11-22T09:00:00.000Z',
  coached: null,
  quote: 'refund today',
  prefix: '',
  suffix: '',
  anchor: null,
  resolvedBy: null,
  resolvedAt: null,
  evidence: false,
  suggestion: null,
  comments: [comment('one', 'maya')],
  unread: 0,
  rights: { reply: true, suggest: false, accept: false, dismiss: false, evidence: false },
  ...more,
});
const now = '2026-11-22T10:00:00.000Z';
const at = (from: number): Place => ({ from, to: from + 5, words: 'words' });

describe('what stands in the margin', () => {
  const notes = [{ id: 'a' }, { id: 'b' }] as Note[];
  const threads = (items: Thread[]): NoteThreads => ({
    items,
    rights: { comment: true, coach: false, suggest: false },
  });
  const byNote = new Map([
    ['a', threads([thread('late'), thread('gone'), thread('early'), thread('done', { resolvedAt: now })])],
    ['b', threads([thread('other', { noteId: 'b' })])],
  ]);
  const places = new Map([
    ['late', at(40)],
    ['gone', null],
    ['early', at(3)],
    ['done', at(1)],
    ['other', at(0)],
    [DRAFT_ID, at(12)],
  ]);
  const draft = { noteId: 'a' } as ThreadDraft;
  const base = { notes, byNote, places, draft: null, activeId: null, settledShown: false };
  const ids = (more: Partial<Parameters<typeof entriesOf>[0]> = {}) =>
    entriesOf({ ...base, ...more }).map(({ id }) => id);

  it('goes note by note in the order of the text, those whose text is gone last', () => {
    expect(ids()).toEqual(['early', 'late', 'gone', 'other']);
  });

  it('has the thread that is being begun at its own place', () => {
    expect(ids({ draft })).toEqual(['early', DRAFT_ID, 'late', 'gone', 'other']);
  });

  it('folds away what is dealt with, until somebody asks or is at it', () => {
    expect(countSettled(byNote)).toBe(1);
    expect(ids({ settledShown: true })).toEqual(['done', 'early', 'late', 'gone', 'other']);
    expect(ids({ activeId: 'done' })).toContain('done');
  });

  it('folds away what was taken back as a whole, unless words are suggested in it', () => {
    const deleted = thread('x', { comments: [comment('one', 'maya', { deletedAt: now })] });
    const suggestion = {
      by: person('ines'),
      at: now,
      replaces: '',
      text: '',
      state: 'open',
      settledBy: null,
      settledAt: null,
    } as const;
    expect([isSettled(deleted), isSettled({ ...deleted, suggestion })]).toEqual([true, false]);
  });
});

describe('what is new in a thread', () => {
  const comments = [comment('1', 'ines'), comment('2', 'maya'), comment('3', 'ines'), comment('4', 'tomasz')];
  it.each([
    [0, null],
    [1, '4'],
    [2, '3'],
    [3, '1'],
  ])('begins, with %i unread, at %s', (unread, id) => {
    expect(unreadFrom(thread('t', { comments, unread }), 'maya')).toBe(id);
  });
});

describe('a reaction', () => {
  const kept = (one: Thread) =>
    one.comments[0]?.reactions.map(({ reaction, people }) => [reaction, people.length]);
  it('is put on once and taken off without a trace', () => {
    const once = reacted(thread('t'), 'one', '👍', person('ines'), true);
    const twice = reacted(once, 'one', '👍', person('ines'), true);
    expect([kept(once), kept(twice)]).toEqual([[['👍', 1]], [['👍', 1]]]);
    expect(kept(reacted(twice, 'one', '👍', person('ines'), false))).toEqual([]);
  });
});
