import { expect, test } from 'vitest';
import { sizeText } from './file-words.ts';

test.each([
  [812, '812 B'],
  [34_800, '34 kB'],
  [2_200_000, '2.1 MB'],
])('%i bytes read %s', (bytes, words) => expect(sizeText(bytes)).toBe(words));
