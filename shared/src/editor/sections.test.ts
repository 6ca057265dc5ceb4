import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { DocJson } from '../note.ts';
import { TemplateContent } from '../template.ts';
import { fieldJson } from './fields.ts';
import { escalationGaps, linesUnder } from './sections.ts';
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

describe('escalationGaps', () => {
  it('names what is empty or blank, in the order of the form', () => {
    const body = bodyOf(
      heading('Recommendation'),
      line('  '),
      heading('Situation'),
      line('Down.'),
      heading('Background'),
    );
    expect(escalationGaps(body, null).map(({ label }) => label)).toEqual([
      'Background',
      'Assessment',
      'Recommendation',
    ]);
  });
  it('is satisfied with a line in each', () => {
    const body = bodyOf(
      ...['Situation', 'Background', 'Assessment', 'Recommendation'].flatMap((title) => [
        heading(title),
        line('x'),
      ]),
    );
    expect(escalationGaps(body, null)).toEqual([]);
  });

  const field = (key: string, label: string, required = false) => ({
    key,
    label,
    type: 'rich' as const,
    required,
  });
  const content = TemplateContent.parse({
    sections: [
      { key: 'situation', title: 'Situation', fields: [field('asked', 'What is asked', true)] },
      {
        key: 'assessment',
        title: 'Assessment',
        fields: [field('behind', 'What is behind it'), field('sure', 'How sure')],
      },
      {
        key: 'recommendation',
        title: 'Recommendation',
        fields: [field('work', 'The work', true), field('when', 'By when', true)],
      },
      { key: 'client', title: 'For the client', fields: [field('ticket', 'Ticket', true)] },
    ],
  });
  const noteOf = (said: Readonly<Record<string, string>>) =>
    bodyOf(
      ...content.sections.flatMap(({ title, fields }) => [
        heading(title),
        ...fields.map((one) => fieldJson(one, said[one.key])),
      ]),
    );

  it('names the required fields of a template, and a part that says nothing though none of its fields is required', () => {
    expect(escalationGaps(noteOf({ asked: 'Help', when: 'Monday' }), content)).toEqual([
      { key: 'behind', label: 'Assessment', section: 'Assessment' },
      { key: 'work', label: 'The work', section: 'Recommendation' },
      { key: 'ticket', label: 'Ticket', section: 'For the client' },
    ]);
  });
  it('is satisfied with any word in a part whose fields are not required', () => {
    const said = { asked: 'Help', sure: 'A guess', work: 'Move it', when: 'Monday', ticket: '4711' };
    expect(escalationGaps(noteOf(said), content)).toEqual([]);
  });
});
