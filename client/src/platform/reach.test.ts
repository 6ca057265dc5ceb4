import { describe, expect, it } from 'vitest';
import { type ReachFacts, reachOf } from './reach.ts';

const fine: ReachFacts = { online: true, live: 'connected', http: 'fine' };

describe('reachOf', () => {
  it.each<[string, Partial<ReachFacts>, ReturnType<typeof reachOf>]>([
    ['all is well', {}, 'fine'],
    ['nobody has signed in yet', { live: 'off' }, 'fine'],
    ['the first connection is on its way', { live: 'connecting' }, 'fine'],
    ['the live socket is lost', { live: 'lost' }, 'server-away'],
    [
      'a request got no answer and there is no live socket',
      { live: 'off', http: 'no-answer' },
      'server-away',
    ],
    ['one request got no answer while the live socket speaks', { http: 'no-answer' }, 'fine'],
    ['the server cannot reach its database', { http: 'no-database' }, 'database-away'],
    [
      'the browser is offline, whatever else is wrong',
      { online: false, live: 'lost', http: 'no-database' },
      'offline',
    ],
  ])('%s', (_, change, expected) => {
    expect(reachOf({ ...fine, ...change })).toBe(expected);
  });
});
