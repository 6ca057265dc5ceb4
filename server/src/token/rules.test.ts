import { expect, it } from 'vitest';
import { formatToken, parseToken, unknownScopes } from './rules.ts';

const id = '7a1c6f0e-6f0b-4c1e-9a55-0d8f3f0e4b11';
const secret = 'Ab_-'.repeat(11).slice(0, 43);

it('finds id and secret again in what it wrote', () => {
  expect(parseToken(formatToken(id, secret))).toEqual({ id, secret });
});

it.each([
  '',
  'caseroom_',
  `${id}.${secret}`,
  `caseroom_${id}.${secret}`,
  `${formatToken(id, secret)}x`,
  formatToken(id, 'short'),
])('does not take %j for a token', (text) => {
  expect(parseToken(text)).toBeNull();
});

it('knows the scopes that some route asks for, and no others', () => {
  const areas = [
    { area: 'cases', name: 'Cases', reads: ['List'], writes: ['Open'] },
    { area: 'floor', name: 'Floor', reads: ['Look'], writes: [] },
  ];
  const asked = ['cases:read', 'cases:write', 'floor:write', 'case:read'];
  expect(unknownScopes(asked, areas)).toEqual(['floor:write', 'case:read']);
});
