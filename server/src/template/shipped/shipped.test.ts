import type { NoteKind } from '@caseroom/shared/note';
import { fieldsOf, Industry, TemplateContent, validateTemplate } from '@caseroom/shared/template';
import { describe, expect, test } from 'vitest';
import { shippedTemplates } from './all.ts';
import { shippedKinds } from './make.ts';

const all = Industry.options.flatMap((industry) =>
  shippedTemplates[industry].map((template) => ({ industry, ...template })),
);
const contentOf = (industry: Industry, kind: NoteKind) =>
  TemplateContent.parse(shippedTemplates[industry].find((one) => one.kind === kind)?.content);

test('every trade has one template of every kind', () => {
  for (const industry of Industry.options)
    expect(shippedTemplates[industry].map(({ kind }) => kind)).toEqual(shippedKinds);
});

test.each(all)('$industry: $kind is valid, asks for something and gives advice', ({ kind, content }) => {
  const parsed = TemplateContent.parse(content);
  expect(validateTemplate(parsed)).toEqual([]);
  expect(fieldsOf(parsed).some(({ required }) => required)).toBe(true);
  expect(parsed.dos.length).toBeGreaterThan(0);
  expect(parsed.donts.length).toBeGreaterThan(0);
  expect(Object.keys(parsed.length), kind).not.toEqual([]);
});

describe('what other parts of the product look for', () => {
  const has = (key: string) => (industry: Industry, kind: NoteKind) =>
    fieldsOf(contentOf(industry, kind)).some((field) => field.key === key);
  test.each([
    ['told', ['interaction', 'case', 'escalation', 'call-summary', 'interaction-summary']],
    ['cause', ['resolution']],
    ['promised-for', ['follow-up']],
    ['sentiment', ['interaction', 'sentiment']],
    ['hear-again', ['interim']],
  ] as const)('“%s” stands in %j', (key, kinds) => {
    for (const industry of Industry.options)
      for (const kind of kinds) expect(has(key)(industry, kind), `${industry} ${kind}`).toBe(true);
  });

  test('an escalation has its four parts, in their order', () => {
    for (const industry of Industry.options) {
      const titles = contentOf(industry, 'escalation').sections.map(({ title }) => title);
      expect(titles.slice(-4)).toEqual(['Situation', 'Background', 'Assessment', 'Recommendation']);
    }
  });
});

test('trades differ where their work does', () => {
  const shape = (industry: Industry, kind: NoteKind) =>
    JSON.stringify(fieldsOf(contentOf(industry, kind)).map(({ key, label }) => [key, label]));
  for (const kind of shippedKinds)
    expect(new Set(Industry.options.map((industry) => shape(industry, kind))).size, kind).toBe(6);
});
