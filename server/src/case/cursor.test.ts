import { expect, it } from 'vitest';
import { type Place, readCursor, writeCursor } from './cursor.ts';

const places: Place[] = [
  { sort: 'touched', order: 'desc', key: '2026-03-01T10:00:00.123Z', number: 1042 },
  { sort: 'priority', order: 'asc', key: 'P2', number: 7 },
  { sort: 'number', order: 'desc', key: 12, number: 12 },
  { sort: 'subject', order: 'asc', key: 'ünïcode "quoted"', number: 3 },
];

it.each(places)('reads back a place in $sort', (place) => {
  expect(readCursor(writeCursor(place), place.sort, place.order)).toEqual(place);
});

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
it.each([
  ['nonsense', 'zzzz'],
  ['other JSON', encode(null)],
  ['a time that is none', encode({ ...places[0], key: 'yesterday' })],
  ['a year Postgres has no room for', encode({ ...places[0], key: '+275760-09-13T00:00:00.000Z' })],
  ['the year 0', encode({ ...places[0], key: '0000-01-01T00:00:00.000Z' })],
  ['a number beyond its type', encode({ ...places[0], number: 1e300 })],
  ['a field nobody wrote', encode({ ...places[0], extra: 1 })],
  ['a control character', encode({ ...places[3], key: 'a\0b' })],
  ['another sort', encode(places[1])],
  ['another order', encode({ ...places[0], order: 'asc' })],
])('refuses %s', (_, cursor) => {
  const sort = cursor === encode({ ...places[3], key: 'a\0b' }) ? 'subject' : 'touched';
  expect(readCursor(cursor, sort, sort === 'subject' ? 'asc' : 'desc')).toMatchObject({
    refused: 'invalid',
    fields: [{ path: 'cursor' }],
  });
});
