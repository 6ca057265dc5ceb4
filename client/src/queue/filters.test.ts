import type { CaseSummary } from '@caseroom/shared/case';
import { describe, expect, it } from 'vitest';
import { apiQuery, compareCases, matches, parseFilters, toggled, writeFilters } from './filters.ts';
import { summary } from './testing.ts';

const parse = (text: string) => parseFilters(new URLSearchParams(text));

describe('addresses', () => {
  it.each([
    '',
    'view=mine',
    'view=all&status=closed&priority=P1%2CP2&tag=churn+risk&q=double&sort=subject&order=desc',
  ])('reads and writes "%s" without loss', (text) => {
    expect(writeFilters(parse(text)).toString()).toBe(text);
  });

  it('leaves out what makes no sense', () => {
    const filters = parse('view=hidden&status=open,melted&sort=luck&order=up&priority=P9');
    expect(filters).toMatchObject({
      view: 'unresolved',
      status: ['open'],
      priority: [],
      sort: 'touched',
      order: 'desc',
    });
  });

  it('does not write an order that the sorting has by nature', () => {
    expect(writeFilters({ ...parse('sort=priority'), order: 'asc' }).toString()).toBe('sort=priority');
  });
});

describe('apiQuery', () => {
  it('adds what the view implies', () => {
    expect(apiQuery(parse('view=mine'))).toMatchObject({ status: 'open,waiting', owner: 'me' });
    expect(apiQuery(parse('view=all'))).toMatchObject({ status: undefined, owner: undefined });
  });

  it('lets a choice by hand go first', () => {
    expect(apiQuery(parse('view=mine&status=closed&owner=a,b'))).toMatchObject({
      status: 'closed',
      owner: 'a,b',
    });
  });
});

describe('matches', () => {
  const row = summary({
    status: 'open',
    priority: 'P2',
    tags: ['billing'],
    subject: 'Différence on the bill',
    customerName: 'Elena Ruiz',
  });

  it.each<[string, boolean]>([
    ['', true],
    ['view=mine', false],
    ['owner=owner-1', true],
    ['status=closed', false],
    ['priority=P1,P2', true],
    ['priority=P1', false],
    ['tag=billing,other', true],
    ['tag=other', false],
    ['program=program-2', false],
    ['q=difference+ELENA', true],
    ['q=elena+nobody', false],
  ])('judges "%s"', (text, expected) => {
    expect(matches(parse(text), row, 'me-1')).toBe(expected);
  });

  it('knows who "me" is', () => {
    expect(matches(parse('view=mine'), row, 'owner-1')).toBe(true);
  });
});

describe('compareCases', () => {
  const sorted = (rows: CaseSummary[], text: string) =>
    [...rows].sort((a, b) => compareCases(a, b, parse(text))).map((row) => row.number);

  it('sorts numbers as numbers and priorities from the top', () => {
    const rows = [
      summary({ number: 'C-999', priority: 'P3' }),
      summary({ number: 'C-1010', priority: 'P1' }),
      summary({ number: 'C-1002', priority: 'P2' }),
    ];
    expect(sorted(rows, 'sort=number')).toEqual(['C-1010', 'C-1002', 'C-999']);
    expect(sorted(rows, 'sort=priority')).toEqual(['C-1010', 'C-1002', 'C-999']);
    expect(sorted(rows, 'sort=priority&order=desc')).toEqual(['C-999', 'C-1002', 'C-1010']);
  });
});

it('sorts by deadline, what has none last', () => {
  const due = (number: string, dueAt: string | null) =>
    summary({ number, timer: dueAt === '' ? null : { kind: 'resolution', dueAt, soonAt: dueAt } });
  const rows = [
    due('C-1', ''),
    due('C-2', '2026-11-18T12:00:00.000Z'),
    due('C-3', null),
    due('C-4', '2026-11-18T09:00:00.000Z'),
  ];
  const sorted = [...rows].sort((a, b) => compareCases(a, b, parse('sort=due')));
  expect(sorted.map((row) => row.number)).toEqual(['C-4', 'C-2', 'C-1', 'C-3']);
});

it('toggled adds at the end and takes away', () => {
  expect(toggled(['a'], 'b')).toEqual(['a', 'b']);
  expect(toggled(['a', 'b'], 'a')).toEqual(['b']);
});
