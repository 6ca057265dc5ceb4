import { describe, expect, it } from 'vitest';
import { htmlOf, MAX_PARTS, partsOf, utf8Bytes } from './parts-rules.ts';

const note = (text: string) => ({ title: 'Technical note', text, from: 'Caseroom C-1042', ref: 'k3f9a2bc' });
const bytes = (max: number) => ({ max, size: utf8Bytes });
const chunk = (body: string) => body.split('\n').slice(2, -2).join('\n');

describe('a note for a record', () => {
  it('stays whole where it fits, with its mark at the end', () => {
    const [part, ...more] = partsOf(note('One line.'), bytes(4_000));
    expect(more).toEqual([]);
    expect(part?.body).toBe('Technical note\n\nOne line.\n\nCaseroom C-1042 · ref k3f9a2bc');
    expect(part?.mark).toBe('ref k3f9a2bc');
  });

  it('is cut between lines and numbered, each part with a mark of its own', () => {
    const lines = Array.from({ length: 40 }, (_, i) => `Step ${i}: restarted the router.`);
    const parts = partsOf(note(lines.join('\n')), bytes(400));
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.map(({ body }) => chunk(body)).join('\n')).toBe(lines.join('\n'));
    for (const [i, { body, mark }] of parts.entries()) {
      expect(utf8Bytes(body)).toBeLessThanOrEqual(400);
      expect(body.startsWith(`Technical note (${i + 1}/${parts.length})\n`)).toBe(true);
      expect(parts.filter((other) => other.body.includes(mark))).toHaveLength(1);
    }
  });

  it('is cut between words, and between characters only where there are none, never within one', () => {
    const words = partsOf(note('restarted '.repeat(100).trim()), bytes(300));
    for (const { body } of words) expect(chunk(body)).toMatch(/^(?:restarted ?)+$/);
    const signs = partsOf(note('👩🏽‍💻'.repeat(400)), bytes(300));
    for (const { body } of signs) {
      expect(utf8Bytes(body)).toBeLessThanOrEqual(300);
      expect(chunk(body)).toMatch(/^(?:👩🏽‍💻)+$/u);
    }
    expect(signs.map(({ body }) => chunk(body)).join('')).toBe('👩🏽‍💻'.repeat(400));
  });

  it('is cut by what the provider counts', () => {
    const html = { max: 500, size: (text: string) => htmlOf(text).length };
    const parts = partsOf(note('a & b < c\n'.repeat(60)), html);
    for (const { body } of parts) expect(htmlOf(body).length).toBeLessThanOrEqual(500);
  });

  it('says so where it is too long for any number of notes', () => {
    const parts = partsOf(note('x'.repeat(100_000)), bytes(200));
    expect(parts).toHaveLength(MAX_PARTS);
    expect(parts.at(-1)?.body).toContain('Read it in Caseroom');
  });
});

it('shows text in HTML as it is', () => {
  expect(htmlOf(`<b>"A" & 'B'</b>\nnext`)).toBe('&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt;<br>next');
});
