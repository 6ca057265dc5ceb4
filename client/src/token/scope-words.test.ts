import { expect, it } from 'vitest';
import { scopesInWords } from './scope-words.ts';

const areas = ['Cases', 'Notes', 'Follow-ups', 'Floor', 'Search'].map((name) => ({
  area: name.toLowerCase(),
  name,
  reads: [],
  writes: [],
}));

it.each([
  [['cases:read'], 'reads cases'],
  [['cases:read', 'cases:write'], 'writes cases'],
  [['cases:read', 'follow-ups:read', 'notes:write'], 'writes notes; reads cases and follow-ups'],
  [areas.map(({ area }) => `${area}:read`), 'reads cases, notes, follow-ups, floor and 1 more'],
  [['gone:read'], 'reads gone'],
])('%j: %s', (scopes, words) => {
  expect(scopesInWords(scopes, areas)).toBe(words);
});
