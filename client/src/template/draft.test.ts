import { TemplateContent } from '@caseroom/shared/template';
import { describe, expect, test } from 'vitest';
import {
  addField,
  addSection,
  changeField,
  type Draft,
  faultsBelow,
  faultsIn,
  freeKey,
  moveField,
  moveSection,
  removeField,
  settled,
  shapedAs,
} from './draft.ts';

const content = TemplateContent.parse({
  sections: [
    {
      key: 'contact',
      title: 'Contact',
      fields: [
        { key: 'channel', label: 'Channel', type: 'choice', options: ['Phone', 'E-mail'] },
        {
          key: 'verified',
          label: 'Verified',
          type: 'yes-no',
          ifYes: [{ key: 'how', label: 'How', type: 'text' }],
        },
      ],
    },
    { key: 'said', title: 'What was said', fields: [] },
  ],
});
const keys = (of: TemplateContent) => of.sections.map(({ fields }) => fields.map(({ key }) => key));
const part = { section: 0, field: 1, part: 0 };

describe('working on a draft', () => {
  test('sections and fields move, and stay where they cannot go on', () => {
    expect(moveSection(content, 0, 1).sections.map(({ key }) => key)).toEqual(['said', 'contact']);
    expect(moveSection(content, 0, -1)).toEqual(content);
    expect(keys(moveField(content, { section: 0, field: 0 }, 1))[0]).toEqual(['verified', 'channel']);
  });

  test('a new field gets a key that nothing else has, also in an “if yes” part', () => {
    const twice = addField(addField(content, { section: 1, field: 0 }, 'text'), part, 'text');
    expect(keys(twice)[1]).toEqual(['new-field']);
    expect(twice.sections[0]?.fields[1]).toMatchObject({ ifYes: [{ key: 'how' }, { key: 'new-field-2' }] });
  });

  test('what is new gets keys of its words once it is published, and what is not keeps its own', () => {
    const place = { section: 2, field: 0 };
    const added = addField(addField(addSection(content), place, 'date-time'), part, 'text');
    const named = changeField(added, place, (field) => ({ ...field, label: 'Café visit, 2nd' }));
    const inPart = changeField(named, { ...part, part: 1 }, (field) => ({ ...field, label: 'How' }));
    const done = settled(
      changeField(inPart, { section: 0, field: 0 }, (field) => ({ ...field, label: 'Medium' })),
    );
    expect(keys(done)).toEqual([['channel', 'verified'], [], ['cafe-visit-2nd']]);
    expect(done.sections[0]?.fields[1]).toMatchObject({ ifYes: [{ key: 'how' }, { key: 'how-2' }] });
    expect(done.sections.map(({ key }) => key)).toEqual(['contact', 'said', 'new-section-2']);
  });

  test('another type keeps what both types have', () => {
    const asChoices = changeField(content, { section: 0, field: 0 }, (field) => shapedAs('choices', field));
    expect(asChoices.sections[0]?.fields[0]).toMatchObject({
      type: 'choices',
      key: 'channel',
      options: ['Phone', 'E-mail'],
    });
    expect(removeField(content, part).sections[0]?.fields[1]).toMatchObject({ ifYes: [] });
  });
});

test.each([
  ['What they were told', [], 'what-they-were-told'],
  ['2nd visit', [], 'nd-visit'],
  ['価格', [], 'field'],
  ['Reason', ['reason', 'reason-2'], 'reason-3'],
  ['x'.repeat(80), [], 'x'.repeat(37)],
])('“%s” becomes a key', (words, taken, key) => {
  expect(freeKey(words, taken)).toBe(key);
});

describe('faults', () => {
  const draft: Draft = { name: 'Interaction note', content };
  test('a draft without fault can be published', () => {
    expect(faultsIn(draft).size).toBe(0);
  });

  test('are found where they are, in words', () => {
    const untitled = changeField(content, part, (field) => ({ ...field, label: '' }));
    expect([...faultsIn({ name: ' ', content: untitled })]).toEqual([
      ['name', 'Give it a name.'],
      ['sections.0.fields.1.ifYes.0.label', 'Write something here.'],
    ]);
    const twin = changeField(content, part, (field) => ({ ...field, key: 'channel' }));
    const faults = faultsIn({ ...draft, content: twin });
    expect(faults.get('sections.0.fields.1.ifYes.0.key')).toContain('twice');
    expect(faultsBelow(faults, 'sections.0.fields.1')).toBe(1);
    expect(faultsBelow(faults, 'sections.0.fields.10')).toBe(0);
  });
});
