import { dateText } from '../../platform/time.ts';
import type { Credit } from './credits.ts';

const toTheSecond = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** "11:29:04" today, "18 Nov, 11:29:04" otherwise; by the person's own clock. */
export function momentText(at: string, now: Date): string {
  const date = new Date(at);
  const time = toTheSecond.format(date);
  return date.toDateString() === now.toDateString() ? time : `${dateText(date, now)}, ${time}`;
}

/** What the card of a stretch of text says under its author: who moved it, and the edit that holds it. */
export function provenanceText({ movedBy, seq }: Credit, now: Date): string {
  const moved = movedBy ? `moved by ${movedBy.name}, ${momentText(movedBy.at, now)}` : '';
  const edit = seq === null ? 'not in the history yet' : `edit ${movedBy?.seq ?? seq}`;
  return [moved, edit].filter(Boolean).join(' · ');
}

/** "Written by Maya Okafor"; accepted words have two people behind them. */
export function authorWords({ author, suggestedBy }: Credit): [before: string, name: string, after: string] {
  if (!suggestedBy) return ['Written by ', author.name, ''];
  return ['Suggested by ', suggestedBy.name, `, accepted by ${author.name}`];
}

/** The same in one sentence, for those who hear it. */
export function creditSentence(credit: Credit, now: Date): string {
  const when = credit.at === null ? 'just now' : momentText(credit.at, now);
  return `${authorWords(credit).join('')}, ${when} · ${provenanceText(credit, now)}`;
}
