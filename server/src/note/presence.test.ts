import { closeCode } from '@caseroom/shared/wire';
import * as decoding from 'lib0/decoding';
import { describe, expect, test } from 'vitest';
import { type AwarenessEntry, readAwareness, writeAwareness } from './awareness.ts';
import { AWARENESS_WINDOW_MS, MAX_AWARENESS_BYTES, REMOTE_PRESENCE_MS } from './limits.ts';
import { Presence } from './presence.ts';
import { ClientInMemory } from './testing/client-in-memory.ts';

type Told = AwarenessEntry & { personId: string };

function scene(...names: string[]) {
  const clock = { now: 1_000_000 };
  const told: Told[] = [];
  const members = names.map((name) => new ClientInMemory(name));
  const bindings = new Map<number, string>();
  const presence = new Presence({
    members: () => members,
    tell: (entries) => told.push(...entries),
    boundTo: (client) => bindings.get(client),
    now: () => clock.now,
  });
  const say = (member: ClientInMemory, ...entries: AwarenessEntry[]) =>
    presence.say(member, writeAwareness(entries));
  return { clock, told, members, bindings, presence, say };
}

/** What a member has been sent about others, newest last. */
function heard(member: ClientInMemory): AwarenessEntry[] {
  return member.received.flatMap((frame) => {
    const decoder = decoding.createDecoder(frame);
    decoding.readVarUint(decoder);
    return readAwareness(decoding.readVarUint8Array(decoder)) ?? [];
  });
}

const at = (client: number, cursor: unknown, clock = 1): AwarenessEntry => ({
  client,
  clock,
  state: JSON.stringify({ cursor }),
});

describe('presence of a room', () => {
  test('[N17] others are told who somebody is by the session, whatever the client says', () => {
    const { members, say } = scene('maya', 'tomasz');
    const [maya, tomasz] = members as [ClientInMemory, ClientInMemory];
    say(maya, {
      client: 1,
      clock: 1,
      state: JSON.stringify({ user: { id: 'ines', name: 'Inês' }, cursor: 3 }),
    });
    expect(heard(tomasz).map((entry) => JSON.parse(entry.state))).toEqual([{ user: maya.user, cursor: 3 }]);
    expect(maya.received).toEqual([]);
  });

  test('[N4] a client id stays with who first spoke for it, also while they are gone', () => {
    const { members, presence, say } = scene('maya', 'mallory', 'maya');
    const [maya, mallory, mayaAgain] = members as [ClientInMemory, ClientInMemory, ClientInMemory];
    say(maya, at(1, 'reading'));
    presence.leave(maya);
    expect(say(mallory, at(1, 'squatting'))).toBe('foreign');
    expect(presence.claimedBy(1)).toBe('maya');
    expect(say(mayaAgain, at(1, 'back'))).toBe('own');
  });

  test('[N16] entries for other people’s client ids are passed over', () => {
    const { members, say } = scene('maya', 'mallory', 'tomasz');
    const [maya, mallory, tomasz] = members as [ClientInMemory, ClientInMemory, ClientInMemory];
    say(maya, at(1, 'here'));
    expect(say(mallory, at(1, 'moved by mallory', 99))).toBe('foreign');
    expect(say(mallory, at(2, 'own'), at(1, 'again', 100), at(3, 'a third'))).toBe('own');
    expect(heard(tomasz).map(({ client }) => client)).toEqual([1]);
    expect([mallory.awarenessClient, mallory.closed]).toEqual([2, null]);
  });

  test('[N4] an id bound to somebody in the journal cannot be claimed by presence', () => {
    const { members, bindings, presence, say } = scene('maya', 'mallory');
    bindings.set(7, 'maya');
    expect(say(members[1] as ClientInMemory, at(7, 'x'))).toBe('foreign');
    expect(presence.claimedBy(7)).toBeUndefined();
  });

  test('[N18] a person who comes back with the same id and clock is seen at once', () => {
    const { clock, members, presence, say } = scene('maya', 'tomasz');
    const [maya, tomasz] = members as [ClientInMemory, ClientInMemory];
    say(maya, at(1, 'before', 5));
    presence.leave(maya);
    const again = new ClientInMemory('maya');
    members.push(again);
    clock.now += AWARENESS_WINDOW_MS;
    say(again, at(1, 'after', 5));
    const entries = heard(tomasz);
    expect(entries.map(({ state }) => JSON.parse(state)?.cursor ?? null)).toEqual(['before', null, 'after']);
    const clocks = entries.map(({ clock }) => clock);
    expect(clocks).toEqual([...clocks].sort((a, b) => a - b));
    expect(new Set(clocks).size).toBe(3);
  });

  test('in a busy room everybody’s latest state goes out once a window, and nobody gets their own', () => {
    const { clock, members, presence, say } = scene('maya', 'tomasz', 'ines');
    const [maya, tomasz, ines] = members as [ClientInMemory, ClientInMemory, ClientInMemory];
    say(maya, at(1, 0));
    for (let cursor = 1; cursor <= 50; cursor++) {
      say(maya, at(1, cursor, 1 + cursor));
      say(tomasz, at(2, cursor, cursor));
    }
    expect(heard(ines)).toHaveLength(1);
    clock.now += AWARENESS_WINDOW_MS;
    say(tomasz, at(2, 51, 51));
    presence.close();
    expect(heard(ines).length).toBeLessThanOrEqual(3);
    expect(heard(maya).every(({ client }) => client !== 1)).toBe(true);
  });

  test.each([
    [
      'a state beyond the limit',
      { client: 1, clock: 1, state: JSON.stringify({ big: 'x'.repeat(MAX_AWARENESS_BYTES) }) },
    ],
    ['a clock no person reaches', { client: 1, clock: 2 ** 40, state: '{}' }],
    ['a state that is no object', { client: 1, clock: 1, state: '"hello"' }],
    ['a state that is no JSON', { client: 1, clock: 1, state: '{' }],
  ])('[N16] %s is passed over', (_, entry) => {
    const { members, say } = scene('maya', 'tomasz');
    say(members[0] as ClientInMemory, entry);
    expect(heard(members[1] as ClientInMemory)).toEqual([]);
  });

  test('bytes that are not presence are malformed', () => {
    const { members, presence } = scene('maya');
    expect(presence.say(members[0] as ClientInMemory, Uint8Array.from([5, 1]))).toBe('malformed');
    expect((members[0] as ClientInMemory).closed?.code).not.toBe(closeCode.tooFast);
  });

  test('people of another process are shown, reserve their ids, and are forgotten when it falls silent', () => {
    const { clock, members, presence, say } = scene('tomasz', 'mallory');
    const [tomasz, mallory] = members as [ClientInMemory, ClientInMemory];
    presence.heard([{ ...at(1, 'there'), personId: 'maya' }]);
    expect(heard(tomasz)).toHaveLength(1);
    expect(presence.claimedBy(1)).toBe('maya');
    expect(say(mallory, at(1, 'x'))).toBe('foreign');
    clock.now += REMOTE_PRESENCE_MS + 1;
    presence.sweep();
    expect(heard(tomasz).at(-1)?.state).toBe('null');
    expect(presence.claimedBy(1)).toBe('maya');
  });
});
