import { expect, test } from 'vitest';
import { inOlderWords } from './older-words.ts';

test('null and constants are said as OpenAPI 3.0 says them, everything else as it is', () => {
  const schema = {
    type: 'object',
    properties: { name: { type: ['string', 'null'], maxLength: 5 }, kind: { type: 'string', const: 'case' } },
    required: ['name'],
  };
  expect(inOlderWords({ openapi: '3.1.0', components: { schemas: { Thing: schema } } })).toEqual({
    openapi: '3.0.3',
    components: {
      schemas: {
        Thing: {
          type: 'object',
          properties: {
            name: { type: 'string', nullable: true, maxLength: 5 },
            kind: { type: 'string', const: 'case', enum: ['case'] },
          },
          required: ['name'],
        },
      },
    },
  });
});
