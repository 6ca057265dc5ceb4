import { describe, expect, it } from 'vitest';
import {
  CONNECTING_MS,
  type Connection,
  type ConnectionEvent,
  decide,
  endReason,
  LATE_MS,
  MAX_BACKOFF_MS,
  QUIET_MS,
  reconnectDelay,
  STALLED_MS,
  startConnection,
  step,
  TOO_FAST_WAIT_MS,
} from './connection.ts';

type Timed = [at: number, event: ConnectionEvent];

const after = (...events: Timed[]): Connection =>
  events.reduce((c, [at, event]) => step(c, event, at), startConnection(0, true));
const live: Timed[] = [
  [10, { is: 'opened' }],
  [20, { is: 'delivered' }],
  [30, { is: 'synced' }],
];
const edited = (at: number): Timed => [at, { is: 'edited' }];
const asked = (at: number): Timed => [at, { is: 'asked' }];
const receipt = (at: number, k: number): Timed => [at, { is: 'receipt', k, seq: k }];

describe('the saved mark', () => {
  it('says connecting until the text has come, and then that there is trouble', () => {
    const c = startConnection(0, true);
    expect(decide(c, CONNECTING_MS - 1).mark).toEqual({ is: 'connecting' });
    expect(decide(c, CONNECTING_MS).mark).toEqual({ is: 'reconnecting', edits: 0 });
    expect(decide(after(...live), 40).mark).toEqual({ is: 'saved' });
  });

  it('is saved only once every edit is covered by a receipt', () => {
    const events: Timed[] = [...live, edited(100), asked(110), edited(120), asked(130)];
    expect(decide(after(...events), 140).mark).toEqual({ is: 'saving' });
    expect(decide(after(...events, receipt(140, 1)), 150).mark).toEqual({ is: 'saving' });
    expect(decide(after(...events, receipt(140, 1), receipt(150, 2)), 160).mark).toEqual({ is: 'saved' });
    expect(decide(after(...events, receipt(150, 2)), 160).mark).toEqual({ is: 'saved' });
  });

  it('never counts an edit as covered by a receipt that was asked for before it', () => {
    const c = after(...live, edited(100), asked(110), edited(115), receipt(120, 1));
    expect(decide(c, 121)).toMatchObject({ mark: { is: 'saving' }, ask: true });
  });

  it('says for how long an edit has not been saved', () => {
    const c = after(...live, edited(1_000), asked(1_010));
    expect(decide(c, 1_000 + LATE_MS).mark).toEqual({ is: 'late', seconds: 3 });
    expect(decide(c, 5_500)).toMatchObject({ mark: { is: 'late', seconds: 4 }, lookAgain_ms: 500 });
  });

  it('counts the edits kept here while offline or away', () => {
    const away = after(...live, edited(100), asked(110), [120, { is: 'lost' }], edited(200), edited(210));
    expect(decide(away, 220).mark).toEqual({ is: 'reconnecting', edits: 3 });
    expect(decide(step(away, { is: 'network', online: false }, 230), 240).mark).toEqual({
      is: 'offline',
      edits: 3,
    });
  });

  it('does not mention a blip with nothing at stake, but looks again when it lasts', () => {
    const away = after(...live, [100, { is: 'lost' }]);
    expect(decide(away, 100)).toMatchObject({ mark: { is: 'saved' }, lookAgain_ms: QUIET_MS });
    expect(decide(away, 100 + QUIET_MS)).toMatchObject({ mark: { is: 'reconnecting' }, lookAgain_ms: null });
  });

  it('keeps saying reconnecting through sockets that open and close without the text', () => {
    const c = after(...live, [100, { is: 'lost' }], [5_000, { is: 'opened' }]);
    expect(decide(c, 5_001).mark).toEqual({ is: 'reconnecting', edits: 0 });
  });
});

describe('receipts', () => {
  it('are asked for only once our step 2 has gone out', () => {
    const opened = after([10, { is: 'opened' }], edited(15));
    expect(decide(opened, 16).ask).toBe(false);
    expect(decide(step(opened, { is: 'delivered' }, 20), 20).ask).toBe(true);
  });

  it('that were owed by a lost socket are asked for again on the next, all edits together', () => {
    const back = after(...live, edited(100), asked(110), [120, { is: 'lost' }], edited(130), [
      200,
      { is: 'opened' },
    ]);
    expect(back.unsaved).toEqual([{ k: null, edits: 2, since: 100 }]);
    const delivered = step(back, { is: 'delivered' }, 210);
    expect(decide(delivered, 211).ask).toBe(true);
    const again = step(delivered, { is: 'asked' }, 212);
    expect(step(again, { is: 'receipt', k: 1, seq: 1 }, 213).unsaved).toHaveLength(1);
    expect(step(again, { is: 'receipt', k: 2, seq: 9 }, 214)).toMatchObject({ unsaved: [], seq: 9 });
  });

  it('that do not come make the page dial again', () => {
    const c = after(...live, edited(1_000), asked(1_010));
    expect(decide(c, 1_000 + STALLED_MS - 1).redial).toBe(false);
    expect(decide(c, 1_000 + STALLED_MS).redial).toBe(true);
  });

  it('are owed from the moment a socket opened, not from when the edit was made offline', () => {
    const c = after(
      ...live,
      [100, { is: 'lost' }],
      edited(200),
      [60_000, { is: 'opened' }],
      [60_010, { is: 'delivered' }],
      [60_020, { is: 'synced' }],
    );
    expect(decide(c, 60_030)).toMatchObject({ mark: { is: 'saving' }, redial: false });
  });

  it('do not matter to a quiet socket', () => {
    expect(decide(after(...live), 3_600_000)).toEqual({
      mark: { is: 'saved' },
      ask: false,
      redial: false,
      lookAgain_ms: null,
    });
  });

  it('a socket that opens and never brings the text is given up', () => {
    expect(decide(after([10, { is: 'opened' }]), 10 + STALLED_MS).redial).toBe(true);
  });
});

describe('an end', () => {
  it.each([
    [4401, 'session-ended'],
    [4403, 'no-access'],
    [4404, 'gone'],
    [4422, 'refused'],
    [4426, 'too-old'],
    [4429, 'too-fast'],
    [1009, 'refused'],
    [4499, 'refused'],
    [1012, undefined],
    [1013, undefined],
    [4205, undefined],
    [1006, undefined],
  ])('close code %i means %s', (code, why) => expect(endReason(code)).toBe(why));

  it('keeps the count of what was not saved, and does nothing by itself', () => {
    const c = after(...live, edited(100), asked(110), [120, { is: 'ended', why: 'refused', detail: 'No.' }]);
    expect(decide(c, 99_999)).toEqual({
      mark: { is: 'refused', edits: 1, detail: 'No.' },
      ask: false,
      redial: false,
      lookAgain_ms: null,
    });
  });

  it('for being too fast waits and dials again', () => {
    const c = after(...live, [100, { is: 'ended', why: 'too-fast', detail: '' }]);
    expect(decide(c, 100)).toMatchObject({ redial: false, lookAgain_ms: TOO_FAST_WAIT_MS });
    expect(decide(c, 100 + TOO_FAST_WAIT_MS).redial).toBe(true);
  });
});

describe('back-off', () => {
  it('doubles up to a ceiling and never leaves its jitter band', () => {
    expect(reconnectDelay(0, 0)).toBe(125);
    expect(reconnectDelay(0, 0.999_999)).toBe(250);
    expect(reconnectDelay(3, 0)).toBe(1_000);
    expect(reconnectDelay(30, 0.999_999)).toBe(MAX_BACKOFF_MS);
  });
});
