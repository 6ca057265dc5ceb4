import type { NoteSince, Since } from '@caseroom/shared/seen';
import { describe, expect, it } from 'vitest';
import { countText, leftText, stopWords } from './since-words.ts';
import { peopleBehind, type Stop, stepTo, stopsOf, timeOf } from './stops.ts';

const tomasz = { id: 'tomasz', name: 'Tomasz Król', colour: 1 };
const ines = { id: 'ines', name: 'Inês Santos', colour: 2 };
const at = '2026-11-22T09:40:00.000Z';

const inserted = (text: string) => ({
  change: 'inserted' as const,
  text,
  client: 1,
  clock: 0,
  length: text.length,
});
const deleted = (text: string) => ({
  change: 'deleted' as const,
  text,
  client: 1,
  clock: 0,
  length: text.length,
});

const note = (noteId: string, more: Partial<NoteSince>): NoteSince => ({
  noteId,
  kind: 'case',
  title: 'Case note',
  seenSeq: 3,
  headSeq: 9,
  isNew: false,
  changes: [],
  bursts: [
    { author: tomasz, fromSeq: 4, toSeq: 9, from: at, to: at, edits: 6, inserted: 6, deleted: 0, moved: 0 },
  ],
  ...more,
});
const event = (seq: number, kind: string, data: Record<string, unknown> = {}) => ({
  seq,
  caseId: 'c',
  kind,
  actor: ines,
  at,
  data,
});
const since = (notes: NoteSince[], events: ReturnType<typeof event>[] = []): Since => ({
  leftAt: at,
  eventSeq: 9,
  notes,
  events,
});

describe('what others did, as stops to walk through', () => {
  it('goes through the text of each note first, then through the ledger', () => {
    const changes = [
      { by: tomasz, at, seq: 4, parts: [inserted('batch')] },
      { by: ines, at, seq: 9, parts: [deleted('today')] },
    ];
    const stops = stopsOf(since([note('a', { changes }), note('b', {})], [event(7, 'case.changed')]));
    expect(stops.map((stop) => [stop.at, stop.at === 'text' ? stop.index : null])).toEqual([
      ['text', 0],
      ['text', 1],
      ['note', null],
      ['event', null],
    ]);
    expect(peopleBehind(stops).map(({ id }) => id)).toEqual(['tomasz', 'ines']);
    expect(stops.map(timeOf)).toEqual([at, at, at, at]);
  });

  it('says of a new note once that it is there', () => {
    const added = event(5, 'note.added', { noteId: 'a', kind: 'case', audience: 'team', title: 'Case note' });
    const other = event(6, 'note.added', { noteId: 'blank', kind: 'case', audience: 'team', title: 'Blank' });
    const stops = stopsOf(since([note('a', { isNew: true })], [added, other]));
    expect(stops.map((stop) => (stop.at === 'event' ? stop.event.seq : stop.at))).toEqual(['note', 6]);
  });

  it('walks round and round, forwards from the first and backwards from the last', () => {
    expect([stepTo(-1, 1, 3), stepTo(2, 1, 3), stepTo(-1, -1, 3), stepTo(0, -1, 3)]).toEqual([0, 0, 2, 2]);
  });
});

describe('the words of the banner', () => {
  it.each([
    [1, [tomasz], '1 change by Tomasz'],
    [3, [tomasz, ines], '3 changes by Tomasz and Inês'],
    [4, [tomasz, ines, tomasz, ines], '4 changes by Tomasz, Inês and 2 others'],
  ])('count %i', (count, people, words) => {
    expect(countText(count, people)).toBe(words);
  });

  it('tells today, yesterday and any other day apart', () => {
    const now = new Date(2026, 10, 22, 14, 0);
    expect(leftText(new Date(2026, 10, 22, 9, 12), now)).toBe('at 09:12');
    expect(leftText(new Date(2026, 10, 21, 17, 40), now)).toBe('yesterday at 17:40');
    expect(leftText(new Date(2026, 10, 18, 17, 40), now)).toBe('on 18 Nov, 17:40');
  });

  it('quotes what came and what went, shortened', () => {
    const words = (stop: Stop) =>
      stopWords(stop, { noteTitle: () => undefined })
        .map((part) => (typeof part === 'string' ? part : part.strong))
        .join('');
    const text = (...parts: (ReturnType<typeof inserted> | ReturnType<typeof deleted>)[]): Stop => ({
      at: 'text',
      note: note('a', {}),
      index: 0,
      change: { by: tomasz, at, seq: 4, parts },
    });
    expect(words(text(deleted('will refund'), inserted('confirm')))).toBe(
      'replaced “will refund” with “confirm” in Case note',
    );
    expect(words(text(deleted(' ')))).toBe('deleted a space in Case note');
    expect(words(text(inserted('x'.repeat(80))))).toBe(`wrote “${'x'.repeat(60)}…” in Case note`);
    expect(words({ at: 'note', note: note('a', {}) })).toBe('changed formatting or tasks in Case note');
  });
});
