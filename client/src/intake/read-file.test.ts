import { expect, test } from 'vitest';
import { decode, MAX_ROWS, readTable } from './read-file.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

test('a text is read in the encoding it was written in', () => {
  expect(decode(utf8('Zoë'))).toEqual({ text: 'Zoë', encoding: 'UTF-8' });
  expect(decode(utf8('\uFEFFZoë')).text).toBe('Zoë');
  expect(decode(new Uint8Array([0x5a, 0x6f, 0xeb]))).toEqual({
    text: 'Zoë',
    encoding: 'Windows-1252',
  });
  expect(decode(new Uint8Array([0xff, 0xfe, 0x5a, 0, 0xeb, 0]))).toEqual({ text: 'Zë', encoding: 'UTF-16' });
  expect(decode(new Uint8Array([0xfe, 0xff, 0, 0x5a, 0, 0xeb])).text).toBe('Zë');
  const unmarked = new Uint8Array([...'id,subject'].flatMap((letter) => [letter.charCodeAt(0), 0]));
  expect(decode(unmarked)).toEqual({ text: 'id,subject', encoding: 'UTF-16' });
});

test('rows are counted as a spreadsheet does, empty lines and line breaks in cells too', () => {
  expect(readTable('id;subject\r\n1;"a;b"\r\n\r\n;\r\n2;"c\nd"\r\n')).toEqual({
    delimiter: ';',
    header: ['id', 'subject'],
    rows: [
      { line: 2, cells: ['1', 'a;b'] },
      { line: 5, cells: ['2', 'c\nd'] },
    ],
  });
  expect(readTable('id\tsubject\n1\tx')).toMatchObject({ delimiter: '\t' });
});

test('a first line that says what parts the cells counts as a line and is none of the table', () => {
  expect(readTable('sep=;\r\nid;a,b\r\n1;x')).toEqual({
    delimiter: ';',
    header: ['id', 'a,b'],
    rows: [{ line: 3, cells: ['1', 'x'] }],
  });
});

test('what cannot be imported says why', () => {
  expect(readTable(' \n')).toEqual({ unreadable: 'This file is empty.' });
  expect(readTable('id,subject\n')).toHaveProperty('unreadable');
  expect(readTable('PK\0\0')).toHaveProperty('unreadable');
  expect(readTable('id,subject\n1,"open\n2,x')).toEqual({
    unreadable: 'A quotation mark in row 2 does not match another.',
  });
  expect(readTable(`id\n${'1\n'.repeat(MAX_ROWS + 1)}`)).toHaveProperty('unreadable');
});
