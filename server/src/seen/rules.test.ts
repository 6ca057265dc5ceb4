import { WITHHELD_EVENT } from '@caseroom/shared/case';
import { describe, expect, it } from 'vitest';
import { baselineOf, isNewsTo } from './rules.ts';

const person = (id: string) => ({ id, name: id, colour: 0 });

describe('what is news', () => {
  it.each([
    ['another person’s act', { kind: 'case.changed', actor: person('tomasz') }, true],
    ['an act of a kind this build does not know', { kind: 'thread.opened', actor: person('tomasz') }, true],
    ['one’s own act', { kind: 'case.changed', actor: person('maya') }, false],
    ['what the system did by itself', { kind: 'timer.warned', actor: null }, false],
    ['what is withheld', { kind: WITHHELD_EVENT, actor: null }, false],
    ['what the text of a note says already', { kind: 'note.mentioned', actor: person('tomasz') }, false],
    ['an edit that never came in', { kind: 'note.edit-refused', actor: person('tomasz') }, false],
  ])('%s', (_name, event, isNews) => {
    expect(isNewsTo('maya', event)).toBe(isNews);
  });
});

describe('the version that changes are counted from', () => {
  it.each([
    ['the one that was read', { seenSeq: 7, firstSeq: 3, addedSince: false }, { seq: 7, isNew: false }],
    ['that of the first visit', { seenSeq: null, firstSeq: 3, addedSince: false }, { seq: 3, isNew: false }],
    [
      'nothing, of a note added since',
      { seenSeq: null, firstSeq: 0, addedSince: true },
      { seq: 0, isNew: true },
    ],
    ['the empty note one found', { seenSeq: null, firstSeq: 0, addedSince: false }, { seq: 0, isNew: false }],
  ])('is %s', (_name, facts, baseline) => {
    expect(baselineOf(facts)).toEqual(baseline);
  });
});
