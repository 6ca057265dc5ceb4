import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { fieldsOf, TemplateContent, type TemplateContentInput, validateTemplate } from '../template.ts';
import { valueText } from './answers.ts';
import { fieldNodes, missingFields, templateDoc } from './fields.ts';
import { noteText, writeJson } from './text.ts';

const ana = '0b9d2f7e-3c1a-4d5e-8f60-718293a4b5c6 Ana Reis';
const content = TemplateContent.parse({
  sections: [
    {
      key: 'contact',
      title: 'Contact',
      fields: [
        { key: 'customer', label: 'Customer', type: 'text', required: true, fill: 'customer.name' },
        { key: 'channel', label: 'Channel', type: 'choice', options: ['Phone', 'Chat'], required: true },
        {
          key: 'reasons',
          label: 'Reasons',
          type: 'choices',
          options: ['Bill', 'Fault', 'Move'],
          required: true,
        },
        { key: 'at', label: 'Called at', type: 'date-time' },
        { key: 'owner', label: 'Owner', type: 'person' },
      ],
    },
    {
      key: 'money',
      title: 'Money',
      fields: [
        {
          key: 'refund',
          label: 'Refund',
          type: 'yes-no',
          required: true,
          ifYes: [{ key: 'sum', label: 'Sum', type: 'amount', currency: 'EUR', required: true }],
        },
        {
          key: 'checked',
          label: 'Checked',
          type: 'checklist',
          items: ['Identity', 'Address'],
          required: true,
        },
        { key: 'story', label: 'Story', type: 'rich', required: true },
      ],
    },
    { key: 'more', title: 'More' },
  ],
} satisfies TemplateContentInput);

function bodyOf(filled: Record<string, string> = {}): Y.XmlFragment {
  const body = new Y.Doc().getXmlFragment('body');
  body.doc?.transact(() => writeJson(body, templateDoc(content, new Map(Object.entries(filled)))));
  return body;
}
const node = (body: Y.XmlFragment, key: string): Y.XmlElement =>
  fieldNodes(body).get(key)?.[0] as Y.XmlElement;
const answer = (body: Y.XmlFragment, key: string, value: unknown) =>
  node(body, key).setAttribute('value', value as string);
const choose = (body: Y.XmlFragment, key: string, index: number) =>
  (node(body, key).get(index) as Y.XmlElement).setAttribute('chosen', true as never);
const items = (body: Y.XmlFragment, key: string) =>
  (node(body, key).get(0) as Y.XmlElement).toArray() as Y.XmlElement[];
const type = (body: Y.XmlFragment, key: string, text: string) => {
  const paragraph = node(body, key).get(0) as Y.XmlElement;
  const run = new Y.XmlText();
  paragraph.insert(0, [run]);
  run.insert(0, text);
};
const missing = (body: Y.XmlFragment) => missingFields(content, body).map(({ label }) => label);

describe('templateDoc', () => {
  it('lays out headings, fields with the parts of a question behind it, and room to write', () => {
    const { content: blocks = [] } = templateDoc(content, new Map());
    expect(blocks.map((block) => block.attrs?.key ?? block.content?.[0]?.text ?? block.type)).toEqual([
      'Contact',
      'customer',
      'channel',
      'reasons',
      'at',
      'owner',
      'Money',
      'refund',
      'sum',
      'checked',
      'story',
      'More',
      'paragraph',
    ]);
  });

  it.each([
    ['customer', 'Ana\n Reis ', 'Ana; Reis'],
    ['channel', 'phone', 'Phone'],
    ['channel', 'Fax', undefined],
    ['at', '2026-11-22T17:00:00.000Z', '2026-11-22T17:00:00.000Z'],
    ['at', 'yesterday', undefined],
    ['owner', ana, ana],
    ['owner', 'Ana Reis', undefined],
    ['story', 'One.\n\nTwo.', 'One.\nTwo.'],
    ['story', 'x'.repeat(2_000), `${'x'.repeat(1_499)}…`],
    ['customer', ' ', undefined],
  ])('fills %s with %j as %j', (key, fill, filled) => {
    expect(node(bodyOf({ [key]: fill }), key).getAttribute('filled')).toBe(filled);
  });
});

describe('missingFields', () => {
  it('names what is required and says nothing, in order, and no part of a question not answered yes', () => {
    expect(missing(bodyOf())).toEqual(['Customer', 'Channel', 'Reasons', 'Refund', 'Checked', 'Story']);
  });

  it('goes down to nothing as the fields are answered', () => {
    const body = bodyOf({ customer: 'Ana' });
    answer(body, 'channel', 'Chat');
    choose(body, 'reasons', 1);
    answer(body, 'refund', 'yes');
    type(body, 'story', 'She was charged twice.');
    for (const item of items(body, 'checked')) item.setAttribute('checked', true as never);
    expect(missing(body)).toEqual(['Sum']);
    answer(body, 'sum', '49.90 EUR');
    expect(missing(body)).toEqual([]);
    answer(body, 'refund', 'no');
    node(body, 'sum').removeAttribute('value');
    expect(missing(body)).toEqual([]);
  });

  it.each<[string, (body: Y.XmlFragment) => void, string]>([
    ['blank text', (body) => type(body, 'story', ' \u00a0'), 'Story'],
    ['a value of no such form', (body) => answer(body, 'refund', 'perhaps'), 'Refund'],
    [
      'one tick of two',
      (body) => items(body, 'checked')[0]?.setAttribute('checked', true as never),
      'Checked',
    ],
    ['a field taken out', (body) => body.delete(body.toArray().indexOf(node(body, 'channel'))), 'Channel'],
  ])('still misses a field with %s', (_what, change, label) => {
    const body = bodyOf();
    change(body);
    expect(missing(body)).toContain(label);
  });
});

describe('the text of fields', () => {
  it('has a line for each answer and none for what says nothing', () => {
    const body = bodyOf({ customer: 'Ana', owner: ana, at: '2026-11-22T17:00:00.000Z', story: 'One.\nTwo.' });
    choose(body, 'reasons', 2);
    choose(body, 'reasons', 0);
    items(body, 'checked')[1]?.setAttribute('checked', true as never);
    answer(body, 'refund', 'no');
    expect(noteText(body)).toBe(
      [
        'Contact',
        'Customer: Ana',
        'Reasons: Bill, Move',
        'Called at: 2026-11-22 17:00Z',
        'Owner: Ana Reis',
        'Money',
        'Refund: No',
        'Checked: Address',
        'Story: One.',
        'Two.',
        'More',
        '',
      ].join('\n'),
    );
  });

  it.each([
    ['amount', '49.9 EUR', '49.9 EUR'],
    ['amount', '49,90 EUR', ''],
    ['date-time', 12, ''],
    ['yes-no', 'yes', 'Yes'],
    ['person', ana, 'Ana Reis'],
    ['something newer', 'x', ''],
  ])('reads a %s of %j as %j', (type, value, text) => expect(valueText(type, value)).toBe(text));
});

describe('validateTemplate', () => {
  const withField = (...fields: unknown[]) =>
    validateTemplate(TemplateContent.parse({ sections: [{ key: 's', title: 'S', fields }] }));
  const text = { key: 'a', label: 'A', type: 'text' };
  it('finds nothing wrong with a good one', () => expect(validateTemplate(content)).toEqual([]));
  it.each<[string, readonly unknown[], string]>([
    ['two fields of one key', [text, text], 'sections.0.fields.1.key'],
    [
      'a part with the key of another field',
      [text, { key: 'q', label: 'Q', type: 'yes-no', ifYes: [text] }],
      'sections.0.fields.1.ifYes.0.key',
    ],
    [
      'an option twice',
      [{ key: 'c', label: 'C', type: 'choice', options: ['One', 'one'] }],
      'sections.0.fields.0.options.1',
    ],
    [
      'a time filled with a name',
      [{ ...text, type: 'date-time', fill: 'customer.name' }],
      'sections.0.fields.0.fill',
    ],
  ])('finds %s', (_what, fields, path) =>
    expect(withField(...fields).map((fault) => fault.path)).toEqual([path]),
  );

  it('finds a span that ends before it begins', () => {
    const upsideDown = TemplateContent.parse({
      sections: [{ key: 's', title: 'S' }],
      length: { sentences: { min: 5, max: 2 } },
    });
    expect(validateTemplate(upsideDown)).toEqual([
      { path: 'length.sentences', message: 'The least is more than the most.' },
    ]);
  });

  it('counts the fields of parts', () => expect(fieldsOf(content)).toHaveLength(9));
});

describe('two people in one note at the same moment', () => {
  /** Both have the note; what each did reaches the other only afterwards. */
  function together(first: (body: Y.XmlFragment) => void, second: (body: Y.XmlFragment) => void) {
    const [one, two] = [bodyOf().doc as Y.Doc, new Y.Doc()];
    Y.applyUpdate(two, Y.encodeStateAsUpdate(one));
    const bodies = [one, two].map((doc) => doc.getXmlFragment('body')) as [Y.XmlFragment, Y.XmlFragment];
    first(bodies[0]);
    second(bodies[1]);
    Y.applyUpdate(two, Y.encodeStateAsUpdate(one));
    Y.applyUpdate(one, Y.encodeStateAsUpdate(two));
    expect(noteText(bodies[0])).toBe(noteText(bodies[1]));
    return bodies[0];
  }
  const says = (key: string, words: string) => (body: Y.XmlFragment) => type(body, key, words);

  it('fill different fields, and both answers stand', () => {
    const body = together(says('story', 'She was billed twice.'), (other) => {
      answer(other, 'channel', 'Phone');
      says('customer', 'Ana Reis')(other);
    });
    expect(noteText(body)).toContain('Story: She was billed twice.');
    expect(noteText(body)).toContain('Customer: Ana Reis');
    const missing = missingFields(content, body).map(({ key }) => key);
    for (const key of ['story', 'customer', 'channel']) expect(missing).not.toContain(key);
  });

  it('write in the same field, and nobody’s words are lost', () => {
    const text = noteText(together(says('story', 'Twice.'), says('story', 'Since May.')));
    for (const words of ['Twice.', 'Since May.']) expect(text).toContain(words);
  });

  it('choose differently, and both see the same choice', () => {
    const body = together(
      (one) => answer(one, 'channel', 'Phone'),
      (other) => answer(other, 'channel', 'Chat'),
    );
    expect(['Phone', 'Chat']).toContain(node(body, 'channel').getAttribute('value'));
  });
});
