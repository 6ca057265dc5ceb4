import type { HandoverPart } from '@caseroom/shared/handover';
import { describe, expect, it } from 'vitest';
import { isCaption, keysReadWith, progressOf } from './packet.ts';
import { toSend, withMarks, without } from './read-back.ts';
import { parseDraft } from './read-back-drafts.ts';

const at = '2026-11-22T17:22:00.000Z';
const line = (key: string, text: string, read = false) => ({
  key,
  text,
  readBack: read ? { at, comment: null } : null,
});
const parts: HandoverPart[] = [
  { section: 'Severity', filled: true, lines: [line('a', 'P2 high.', true)] },
  {
    section: 'Summary',
    filled: false,
    lines: [line('b', 'Charged twice.'), line('c', 'What was tried:'), line('d', 'Ledger checked.')],
  },
];

describe('a read-back', () => {
  it('shows what was ticked or said before the server has it', () => {
    const shown = withMarks(parts, { a: { read: false }, b: { read: true, comment: 'Two charges.' } }, at);
    expect(shown[0]?.lines[0]?.readBack).toBeNull();
    expect(shown[1]?.lines[0]?.readBack).toEqual({ at, comment: 'Two charges.' });
    expect(shown[1]?.lines[2]?.readBack).toBeNull();
  });

  it('sends no mark of a line that was reworded since', () => {
    expect(toSend({ b: { read: true, comment: 'Two' }, gone: { read: true } }, parts)).toEqual([
      { key: 'b', read: true, comment: 'Two' },
    ]);
  });

  it('keeps a mark that was changed while the first one was on its way', () => {
    const sent = { a: { read: true }, b: { read: true } };
    const now = { ...sent, b: { read: false } };
    expect(without(now, sent)).toEqual({ b: { read: false } });
  });

  it('reads a caption back with the line below it, and does not count it', () => {
    const lines = parts[1]?.lines ?? [];
    expect(lines.map((_, i) => isCaption(lines, i))).toEqual([false, true, false]);
    expect(keysReadWith(lines, 2)).toEqual(['c', 'd']);
    expect(keysReadWith(lines, 0)).toEqual(['b']);
    expect(progressOf({ parts })).toEqual({ read: 1, of: 3 });
  });

  it('gives a caption its own tick when it was reworded after the line below was read, or stands last', () => {
    expect(isCaption([line('c', 'Tried in vain:'), line('d', 'Ledger checked.', true)], 0)).toBe(false);
    expect(isCaption([line('c', 'If billing has no date:')], 0)).toBe(false);
  });

  it.each([null, '', '{', '[]', '{"marks":1,"words":"x","question":7}'])(
    'counts an unreadable draft as never written: %s',
    (stored) => expect(parseDraft(stored)).toEqual({ marks: {}, words: {}, question: '' }),
  );
});
