import { describe, expect, it } from 'vitest';
import { advance, keyCaps, nothingPending, SEQUENCE_MS, strokeOf } from './key-match.ts';

const press = (key: string, more: Partial<Parameters<typeof strokeOf>[0]> = {}) =>
  strokeOf({ key, ctrlKey: false, metaKey: false, altKey: false, ...more });
const known = ['j', 'g q', 'g a', 'q', 'mod+k'];

describe('strokeOf', () => {
  it('takes Ctrl and Cmd for the same modifier', () => {
    expect(press('k', { ctrlKey: true })).toBe('mod+k');
    expect(press('K', { metaKey: true })).toBe('mod+k');
  });

  it('leaves bare modifiers and Alt to the person', () => {
    expect(press('Shift')).toBeNull();
    expect(press('j', { altKey: true })).toBeNull();
  });

  it('goes by the place of a letter with Ctrl and Alt, and leaves AltGr to those who type with it', () => {
    const held = { ctrlKey: true, altKey: true, code: 'KeyM' };
    expect(press('µ', held)).toBe('mod+alt+m');
    expect(press('µ', { ...held, getModifierState: (name) => name === 'AltGraph' })).toBeNull();
  });
});

describe('advance', () => {
  it('matches a single stroke at once', () => {
    expect(advance(nothingPending, 'j', 0, known)).toEqual({ match: 'j', pending: nothingPending });
  });

  it('waits for the rest of a sequence', () => {
    const first = advance(nothingPending, 'g', 100, known);
    expect(first).toEqual({ match: null, pending: { strokes: 'g', at_ms: 100 } });
    expect(advance(first.pending, 'a', 100 + SEQUENCE_MS, known).match).toBe('g a');
  });

  it('forgets a sequence that took too long', () => {
    expect(advance({ strokes: 'g', at_ms: 0 }, 'a', SEQUENCE_MS + 1, known).match).toBeNull();
    expect(advance({ strokes: 'g', at_ms: 0 }, 'q', SEQUENCE_MS + 1, known).match).toBe('q');
  });

  it('counts the last stroke of a failed sequence on its own', () => {
    expect(advance({ strokes: 'g', at_ms: 0 }, 'j', 10, known).match).toBe('j');
  });
});

describe('keyCaps', () => {
  it('prints what the keyboard says', () => {
    expect(keyCaps('mod+k', true)).toEqual(['⌘', 'K']);
    expect(keyCaps('g q', false)).toEqual(['G', 'Q']);
  });
});
