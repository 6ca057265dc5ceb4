import { expect, test } from 'vitest';
import { guessColumns } from './fields.ts';

test('headings of other systems are understood, however they are written', () => {
  const header = ['Ticket ID', 'Title', 'Urgency', 'Requester', 'customer_email', 'PhoneNumber', 'Labels'];
  expect(guessColumns(header)).toEqual({
    reference: 0,
    subject: 1,
    priority: 2,
    name: 3,
    email: 4,
    phone: 5,
    tags: 6,
  });
});

test('a customer’s number is not taken for the case’s, and the telling heading goes before the bare one', () => {
  expect(guessColumns(['Customer ID', 'id', 'Reference'])).toEqual({ account: 0, reference: 2 });
  expect(guessColumns(['Name', 'Customer name'])).toEqual({ name: 1 });
});

test('each column is used once, and what nothing is known of stays unused', () => {
  expect(guessColumns(['Ticket', 'Colour', 'Ticket'])).toEqual({ reference: 0 });
  expect(guessColumns([])).toEqual({});
});
