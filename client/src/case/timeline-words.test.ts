import type { CaseEvent, CaseEventData, CaseEventKind } from '@caseroom/shared/case';
import { describe, expect, it } from 'vitest';
import { wordsFor } from './timeline-words.ts';

const context = { noteTitle: (id: string) => (id === 'note-1' ? 'Case note' : undefined) };

function said<K extends CaseEventKind>(kind: K, data: CaseEventData[K]): string {
  const event: CaseEvent = {
    seq: 1,
    caseId: 'case-1',
    kind,
    actor: null,
    at: '',
    data: data as unknown as Record<string, unknown>,
  };
  return wordsFor(event, context)
    .map((part) => (typeof part === 'string' ? part : part.strong))
    .join('');
}
const change = (field: string, from: unknown, to: unknown) =>
  said('case.changed', { changes: [{ field, from, to }] });

describe('wordsFor', () => {
  it.each([
    [change('status', 'open', 'resolved'), 'resolved the case'],
    [change('status', 'resolved', 'open'), 'reopened the case'],
    [change('status', 'waiting', 'open'), 'set the case to open'],
    [change('status', 'open', 'waiting'), 'set the case to waiting'],
    [change('priority', 'P3', 'P1'), 'raised the priority from P3 to P1 critical'],
    [change('priority', 'P1', 'P4'), 'lowered the priority from P1 to P4 low'],
    [change('subject', 'a', 'b'), 'renamed the case to “b”'],
    [change('tags', ['a'], ['b', 'c']), 'added the tags b and c and removed the tag a'],
    [change('customer.email', null, 'x'), 'changed the customer’s e-mail'],
    [change('mood', 1, 2), 'changed the mood'],
    [
      said('note.added', { noteId: 'note-1', kind: 'supervisor', audience: 'leads', title: '' }),
      'added supervisor note',
    ],
    [
      said('note.version-named', { noteId: 'note-1', seq: 4, name: 'Before' }),
      'named a version of Case note “Before”',
    ],
    [said('note.restored', { noteId: 'gone', toSeq: 4, seq: 9 }), 'restored a note as it read at edit 4'],
    [
      said('note.edit-refused', { noteId: 'note-1', code: 'edit-foreign-author' }),
      'sent an edit to Case note that was refused (foreign author)',
    ],
  ])('%s', (actual, expected) => {
    expect(actual).toBe(expected);
  });

  it('says several changes of one act as one sentence', () => {
    const changes = [
      { field: 'priority', from: 'P3', to: 'P2' },
      { field: 'status', from: 'waiting', to: 'open' },
      { field: 'customer.phone', from: null, to: '1' },
      { field: 'customer.timeZone', from: null, to: '1' },
    ];
    expect(said('case.changed', { changes })).toBe(
      'raised the priority from P3 to P2 high, set the case to open and changed the customer’s phone and time zone',
    );
  });

  it('shows a kind of a newer server by its name', () => {
    expect(
      wordsFor({ seq: 1, caseId: '', kind: 'case.merged-away', actor: null, at: '', data: {} }, context),
    ).toEqual(['case merged away']);
  });
});
