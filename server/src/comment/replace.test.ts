import { isRefusal } from '@caseroom/shared/refusal';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { bodyOf, createNoteDoc } from '../note/doc.ts';
import { placeIn } from './place.ts';
import { difference, replaceWords } from './replace.ts';

const THREAD = '5f0c9a52-4f6e-4b7e-9a53-8a5a8d2f3b11';

function line(...parts: [words: string, marks?: object][]): Y.Doc {
  const doc = createNoteDoc();
  const text = new Y.XmlText();
  text.applyDelta(parts.map(([insert, attributes]) => ({ insert, ...(attributes ? { attributes } : {}) })));
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [text]);
  bodyOf(doc).insert(0, [paragraph]);
  return doc;
}
const delta = (doc: Y.Doc) =>
  (
    ((bodyOf(doc).get(0) as Y.XmlElement).get(0) as Y.XmlText).toDelta() as {
      insert: string;
      attributes?: object;
    }[]
  )
    .map(({ insert, attributes }) => {
      const names = Object.keys(attributes ?? {}).map((key) => key.split('--')[0]);
      return names.length > 0 ? `[${names.sort().join()}: ${insert}]` : insert;
    })
    .join('');

function replaced(doc: Y.Doc, replaces: string, text: string, mark = true): string {
  const placed = placeIn(doc, { quote: replaces, prefix: '', suffix: '' }, mark ? THREAD : null);
  const thread = { id: THREAD, ...placed };
  let outcome: unknown;
  doc.transact(() => {
    outcome = replaceWords(doc, { thread, replaces, text, suggestedBy: 'Inês' });
  });
  return isRefusal(outcome as object) ? (outcome as { detail: string }).detail : delta(doc);
}

describe('suggested words', () => {
  it.each([
    ['in the middle', 'the refund', 'a refund', 'Promise [comment: a refund] today'],
    ['at the beginning', 'refund', 'the refund', 'Promise the [comment: the refund] today'],
    ['at the end', 'refund', 'refunds', 'Promise the [comment: refunds] today'],
    ['all of them', 'the refund', 'nothing', 'Promise [comment: nothing] today'],
    ['none', 'the refund', '', 'Promise  today'],
  ])('take their place with its mark: %s', (_where, replaces, text, expected) =>
    expect(replaced(line(['Promise the refund today']), replaces, text)).toBe(expected),
  );
  it('look like those they replace', () =>
    expect(replaced(line(['Call '], ['Elena', { bold: {} }], [' now']), 'Elena', 'Ana')).toBe(
      'Call [bold,comment: Ana] now',
    ));
  it('do not take on what stands before the range', () =>
    expect(
      replaced(line(['Call ', { link: { href: 'https://a.example' } }], ['Elena']), 'Elena', 'Ms Elena'),
    ).toBe('[link: Call ][comment: Ms Elena]'));
  it('find their place without a mark', () =>
    expect(replaced(line(['Promise the refund today']), 'the refund', 'a refund', false)).toBe(
      'Promise a refund today',
    ));
});

describe('the difference of two texts', () => {
  it.each([
    ['the refund', 'the full refund', { from: 4, to: 4, words: 'full ' }],
    ['aa', 'aaa', { from: 2, to: 2, words: 'a' }],
    ['same', 'same', { from: 4, to: 4, words: '' }],
    ['👍🏽 yes', '👍🏿 yes', { from: 2, to: 4, words: '🏿' }],
  ])('“%s”, “%s”', (now, text, expected) => expect(difference(now, text)).toEqual(expected));
});
