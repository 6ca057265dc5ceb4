import type { NewCase } from '@caseroom/shared/case';
import { expect, it } from 'vitest';
import { fieldMessages } from './new-case-messages.ts';

const whole: NewCase = {
  programId: '0f8fad5b-d9cb-469f-a165-70867728950e',
  subject: 'A',
  priority: 'P3',
  customer: { name: 'B' },
  tags: [],
};

it('has nothing to say about a whole case', () => {
  expect(fieldMessages({ ...whole, tags: ['billing'] })).toEqual({});
});

it('says what is missing, where it is missing', () => {
  expect(fieldMessages({ ...whole, subject: ' ', customer: { name: '' } })).toEqual({
    subject: 'A case needs a subject.',
    'customer.name': 'A case needs a customer’s name.',
  });
});

it('puts a faulty tag at the tags field', () => {
  expect(Object.keys(fieldMessages({ ...whole, tags: ['fine', 'a,b'] }))).toEqual(['tags']);
});
