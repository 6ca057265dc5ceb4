import type { PersonRef } from '@caseroom/shared/primitives';
import type { ChangedText } from '@caseroom/shared/seen';
import { listed, type Words, type WordsContext, wordsFor } from '../case/timeline-words.ts';
import { clockText, dateText } from '../platform/time.ts';
import type { Stop } from './stops.ts';

/** More people than this are counted, not named. */
const MAX_NAMED = 3;
/** Longest piece of a text that the list quotes, characters. */
const MAX_QUOTED = 60;
const DAY_MS = 86_400_000;

/** "at 09:12", "yesterday at 17:40", "on 18 Nov, 09:12"; by the person's own clock. */
export function leftText(leftAt: Date, now: Date): string {
  const time = clockText(leftAt);
  if (leftAt.toDateString() === now.toDateString()) return `at ${time}`;
  if (leftAt.toDateString() === new Date(now.getTime() - DAY_MS).toDateString())
    return `yesterday at ${time}`;
  return `on ${dateText(leftAt, now)}, ${time}`;
}

/** "3 changes by Tomasz and Inês". */
export function countText(changes: number, people: readonly PersonRef[]): string {
  const count = changes === 1 ? '1 change' : `${changes} changes`;
  return people.length === 0 ? count : `${count} by ${listed(namesOf(people))}`;
}

function namesOf(people: readonly PersonRef[]): string[] {
  const names = people.map(({ name }) => name.split(' ')[0] ?? name);
  if (names.length <= MAX_NAMED) return names;
  const rest = names.length - MAX_NAMED + 1;
  return [...names.slice(0, MAX_NAMED - 1), `${rest} others`];
}

/** What was done, after the name of who did it. */
export function stopWords(stop: Stop, context: WordsContext): Words {
  if (stop.at === 'event') return wordsFor(stop.event, context);
  const title = { strong: stop.note.title };
  if (stop.at === 'text') return [...changeWords(stop.change.parts), ' in ', title];
  return stop.note.isNew ? ['wrote a new note, ', title] : ['changed formatting or tasks in ', title];
}

function changeWords(parts: readonly ChangedText[]): Words {
  const text = (change: ChangedText['change']) =>
    quoted(
      parts
        .filter((part) => part.change === change)
        .map((part) => part.text)
        .join(' '),
    );
  const [wrote, deleted] = [text('inserted'), text('deleted')];
  if (deleted === '') return ['wrote ', { strong: wrote }];
  if (wrote === '') return ['deleted ', { strong: deleted }];
  return ['replaced ', { strong: deleted }, ' with ', { strong: wrote }];
}

function quoted(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line === '') return text === '' ? '' : 'a space';
  const characters = [...line];
  return characters.length > MAX_QUOTED
    ? `“${characters.slice(0, MAX_QUOTED).join('').trimEnd()}…”`
    : `“${line}”`;
}
