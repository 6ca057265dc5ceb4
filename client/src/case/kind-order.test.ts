import { NoteKind } from '@caseroom/shared/note';
import { describe, expect, it } from 'vitest';
import { kindOrder, quickKinds } from './kind-order.ts';

describe('kindOrder', () => {
  it('offers every kind once, recent ones first', () => {
    const order = kindOrder(['technical', 'unheard-of', 'case'], true);
    expect(order.slice(0, 3)).toEqual(['technical', 'case', 'interaction']);
    expect([...order].sort()).toEqual([...NoteKind.options].sort());
  });

  it('keeps leads’ kinds from those who cannot write them', () => {
    expect(kindOrder(['supervisor'], false)).not.toContain('supervisor');
  });
});

it('quickKinds are three, none of them restricted', () => {
  expect(quickKinds(['supervisor', 'sentiment'])).toEqual(['sentiment', 'case', 'interaction']);
});
