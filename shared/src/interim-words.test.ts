import { describe, expect, it } from 'vitest';
import {
  docFromLines,
  fillVariables,
  interimBlocks,
  plainWords,
  promisedIn,
  smsSegments,
  timeWords,
} from './interim-words.ts';
import type { DocJson } from './note.ts';

const reader = { language: 'en-GB', timeZone: 'Europe/Lisbon' };
const text = (words: string): DocJson => ({ type: 'text', text: words });
const paragraph = (words: string): DocJson => ({ type: 'paragraph', content: words ? [text(words)] : [] });
const heading = (words: string): DocJson => ({
  type: 'heading',
  attrs: { level: 3 },
  content: [text(words)],
});
const wordsOf = (...content: DocJson[]) => plainWords(interimBlocks({ type: 'doc', content }, reader));

describe('a note as a letter', () => {
  it('leaves out headings that have nothing below them, and labels of fields', () => {
    const field = {
      type: 'field',
      attrs: { key: 'did', label: 'What we did' },
      content: [paragraph('We looked.')],
    };
    expect(wordsOf(heading('What we did'), field, heading('What happens next'), paragraph(''))).toBe(
      'What we did\nWe looked.',
    );
  });

  it('keeps lists and their numbers', () => {
    const item = (words: string) => ({ type: 'listItem', content: [paragraph(words)] });
    expect(
      wordsOf(
        paragraph('Next:'),
        { type: 'bulletList', content: [item('one'), item('two')] },
        { type: 'orderedList', attrs: { start: 3 }, content: [item('three')] },
      ),
    ).toBe('Next:\n\n• one\n• two\n3. three');
  });

  it('says times by the customer’s clock', () => {
    const due = { type: 'due', attrs: { at: '2026-11-22T17:00:00.000Z', promise: true } };
    expect(wordsOf({ type: 'paragraph', content: [text('By '), due, text('.')] })).toBe(
      `By ${timeWords(new Date('2026-11-22T17:00:00Z'), reader)}.`,
    );
    expect(timeWords(new Date('2026-11-22T17:00:00Z'), reader)).toMatch(/Sunday,? 22 November.*17:00/);
  });

  it('knows the time that a template’s field promises', () => {
    const field = {
      type: 'fieldValue',
      attrs: { key: 'hear-again', type: 'date-time', value: '2026-11-22T17:00:00Z' },
    };
    expect(promisedIn({ type: 'doc', content: [field] })).toBe('2026-11-22T17:00:00.000Z');
    expect(promisedIn({ type: 'doc', content: [] })).toBeNull();
  });
});

it('says nothing of a due time that is none', () => {
  const due = (at: unknown): DocJson => ({ type: 'due', attrs: { at } });
  const content = [text('By '), due('soon'), due(7), due('2026-11-22T09:30:00.000Z')];
  expect(wordsOf({ type: 'paragraph', content })).toBe('By Sunday 22 November at 09:30 WET');
});

describe('variables', () => {
  it('become values, and those without one are missing', () => {
    const values = { 'customer.first_name': 'Elena', next_update: null };
    expect(
      fillVariables('Hello {{customer.first_name}}, by {{ next_update }}, {{nonsense}}', values),
    ).toEqual({
      text: 'Hello Elena, by {{ next_update }}, {{nonsense}}',
      missing: ['next_update', 'nonsense'],
    });
  });

  it('are not looked for in values', () => {
    expect(fillVariables('{{customer.name}}', { 'customer.name': '{{program}}', program: 'x' }).text).toBe(
      '{{program}}',
    );
  });
});

it('looks for a variable’s end once, however many spaces come first', () => {
  const open = `{{${' '.repeat(20_000)}`;
  expect(fillVariables(open, {})).toEqual({ text: open, missing: [] });
});

it('makes a document of a template’s lines', () => {
  expect(plainWords(interimBlocks(docFromLines('# Hello\nWe looked.\n\n- one\n- two'), reader))).toBe(
    'Hello\nWe looked.\n\n• one\n• two',
  );
});

it.each([
  ['a'.repeat(160), 1],
  ['a'.repeat(161), 2],
  ['€'.repeat(80), 1],
  ['€'.repeat(81), 2],
  ['ł'.repeat(70), 1],
  ['ł'.repeat(71), 2],
])('counts the parts of an SMS (%#)', (words, parts) => {
  expect(smsSegments(words)).toBe(parts);
});
