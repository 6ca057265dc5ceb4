import { expect, it } from 'vitest';
import { initialsOf } from './initials.ts';

it.each([
  ['Maya Okafor', 'MO'],
  ['Inês', 'I'],
  ['Jan van der Berg', 'JB'],
  ['  élodie   ñandú ', 'ÉÑ'],
  ['𝒜lice 𝒵', '𝒜𝒵'],
  ['', '?'],
])('%j has the initials %j', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
