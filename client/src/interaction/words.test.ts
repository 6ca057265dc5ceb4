import type { Interaction } from '@caseroom/shared/interaction';
import { expect, test } from 'vitest';
import { contactWords, elapsedText, localMinute, whenWords } from './words.ts';

const now = new Date(2026, 10, 22, 15, 0);
const at = (minutes: number) => new Date(2026, 10, 22, 14, minutes).toISOString();
const contact = (change: Partial<Interaction>): Interaction =>
  ({ channel: 'call', direction: 'inbound', startedAt: at(0), endedAt: at(12), ...change }) as Interaction;

test.each<[Partial<Interaction>, string, string]>([
  [{}, 'Inbound call, 12 min', 'Today 14:00–14:12'],
  [
    { endedAt: new Date(2026, 10, 22, 14, 0, 20).toISOString() },
    'Inbound call, under a minute',
    'Today 14:00',
  ],
  [{ endedAt: null }, 'Inbound call, going on', 'Today 14:00'],
  [{ channel: 'email', direction: 'outbound', endedAt: at(0) }, 'Outbound e-mail', 'Today 14:00'],
  [{ channel: 'sms', endedAt: at(0) }, 'Inbound SMS', 'Today 14:00'],
  [{ channel: 'walk-in', endedAt: at(75) }, 'Walk-in, 1 h 15', 'Today 14:00–15:15'],
])('%o', (change, words, when) => {
  expect(contactWords(contact(change))).toBe(words);
  expect(whenWords(contact(change), now)).toBe(when);
});

test.each([
  [0, '00:00'],
  [133_900, '02:13'],
  [3_849_000, '1:04:09'],
])('%i ms read %s', (length_ms, words) => expect(elapsedText(length_ms)).toBe(words));

test('a field of the browser reads back as the same minute', () => {
  expect(new Date(localMinute(now)).getTime()).toBe(now.getTime());
});
