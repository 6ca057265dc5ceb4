import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { DocJson } from '../note.ts';
import { linesUnder, missingSections } from './sections.ts';
import { writeJson } from './text.ts';

const text = (words: string): DocJson[] => (words === '' ? [] : [{ type: 'text', text: words }]);
const heading = (words: string): DocJson => ({ type: 'heading', attrs: { level: 3 }, content: text(words) });
const line = (words: string): DocJson => ({ type: 'paragraph', content: text(words) });
const list = (...items: string[]): DocJson => ({
  type: 'bulletList',
  content: items.map((item) => ({ type: 'listItem', content: [line(item)] })),
});

function bodyOf(...content: DocJson[]): Y.XmlFragment {
  const doc = new Y.Doc();
  const body = doc.getXmlFragment('body');
  doc.transact(() => writeJson(body, { type: 'doc', content }));
  return body;
}

describe('linesUnder', () => {
  it('reads everything up to the next heading, lists and all', () => {
    const body = bodyOf(
      line('before'),
      heading('Tried'),
      line('one'),
      list('two', 'three'),
      heading('Next'),
      line('four'),
    );
    expect(linesUnder(body, 'Tried')).toEqual(['one', 'two', 'three']);
  });
  it('knows a heading whatever its case, and goes on where the title comes again', () => {
    expect(
      linesUnder(
        bodyOf(heading(' TRIED '), line('one'), heading('x'), heading('tried'), line('two')),
        'Tried',
      ),
    ).toEqual(['one', 'two']);
  });
  it('finds nothing without the heading', () => {
    expect(linesUnder(bodyOf(line('Tried')), 'Tried')).toEqual([]);
  });
});

describe('missingSections', () => {
  it('names what is empty or blank, in the order of the form', () => {
    const body = bodyOf(
      heading('Recommendation'),
      line('  '),
      heading('Situation'),
      line('Down.'),
      heading('Background'),
    );
    expect(missingSections(body)).toEqual(['Background', 'Assessment', 'Recommendation']);
  });
  it('is satisfied with a line in each', () => {
    const body = bodyOf(
      ...['Situation', 'Background', 'Assessment', 'Recommendation'].flatMap((title) => [
        heading(title),
        line('x'),
      ]),
    );
    expect(missingSections(body)).toEqual([]);
  });
});
