import type { CaseEvent } from '@caseroom/shared/case';
import { describe, expect, it } from 'vitest';
import { emptyLedger, receive } from './ledger.ts';

const event = (seq: number): CaseEvent => ({
  seq,
  caseId: 'case-1',
  kind: 'case.changed',
  actor: null,
  at: '',
  data: {},
});
const events = (...seqs: number[]) => seqs.map(event);
const held = receive(emptyLedger, events(1, 2, 3)).ledger;
const seqs = (list: readonly CaseEvent[]) => list.map(({ seq }) => seq);

describe('receive', () => {
  it('appends what follows', () => {
    const { ledger, added, gap } = receive(held, events(4, 5));
    expect(seqs(ledger.events)).toEqual([1, 2, 3, 4, 5]);
    expect(seqs(added)).toEqual([4, 5]);
    expect(gap).toBe(false);
  });

  it('skips repeats, also inside one message, and keeps the same object when nothing is new', () => {
    expect(receive(held, events(2, 3)).ledger).toBe(held);
    expect(seqs(receive(held, events(3, 4, 4)).ledger.events)).toEqual([1, 2, 3, 4]);
  });

  it('puts a message that came out of order in order', () => {
    expect(seqs(receive(held, events(5, 4)).ledger.events)).toEqual([1, 2, 3, 4, 5]);
  });

  it('stops at a gap and takes what came before it', () => {
    const { ledger, gap } = receive(held, events(4, 6));
    expect(gap).toBe(true);
    expect(ledger.head).toBe(4);
  });

  it('is whole again once the missing part is asked for, whichever way the messages cross', () => {
    const live = receive(held, events(6));
    expect(live).toEqual({ ledger: held, added: [], gap: true });
    const { ledger } = receive(live.ledger, events(4, 5, 6));
    expect(seqs(receive(ledger, events(6, 7)).ledger.events)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });
});
