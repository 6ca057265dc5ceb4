import type { TemplateContent } from '@caseroom/shared/template';
import { expect, it } from 'vitest';
import { linesOf } from './lines.ts';

const template = {
  sections: [
    {
      key: 'c',
      title: 'Complaint',
      fields: [{ key: 'f', type: 'text', label: 'Complaint about', required: false }],
    },
  ],
} as unknown as TemplateContent;

it('leaves out what came with the kind of note and with its template', () => {
  const text = 'Situation\nSituation is bad\n\nComplaint\nComplaint about: the bill: twice';
  expect(linesOf(text, 'case', template)).toEqual(['Situation is bad', 'the bill: twice']);
  expect(linesOf(text, 'of the future', null)).toEqual([
    'Situation',
    'Situation is bad',
    'Complaint',
    'Complaint about: the bill: twice',
  ]);
});
