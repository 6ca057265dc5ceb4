import { type Customer, type Priority, priorityNames } from '@caseroom/shared/case';
import type { HandoverRecord, HandoverSection } from '@caseroom/shared/handover';
import type { DocJson } from '@caseroom/shared/note';
import { pauseReasonNames, timerNames } from '@caseroom/shared/timer';
import { zonedText } from '@caseroom/shared/zoned-text';

/** What the record knows about a case when its owner's shift ends. Lines are as they stand in its notes. */
export interface CaseFacts {
  readonly subject: string;
  readonly priority: Priority;
  readonly customer: Customer;
  /** The program's: times are written on its clock, and say so. */
  readonly timeZone: string;
  readonly situation: readonly string[];
  readonly tried: readonly string[];
  readonly told: readonly string[];
  /** What might go wrong, from the sentiment notes. */
  readonly risk: readonly string[];
  readonly record: HandoverRecord;
}

/**
 * What a handover note starts with. "What to know" stays empty when the record holds no promise, pause, risk or
 * escalation: what the next person must not do, only the giver knows, and a packet cannot be sent without it.
 */
export function prefill(facts: CaseFacts): DocJson {
  const sections: [HandoverSection, DocJson[]][] = [
    ['Severity', severityOf(facts).map(line)],
    ['Summary', summaryOf(facts)],
    ['Actions', actionsOf(facts)],
    ['What to know', [...knowOf(facts).map(line)]],
  ];
  const content = sections.flatMap(([title, blocks]) => [
    { type: 'heading', attrs: { level: 3 }, content: [{ type: 'text', text: title }] },
    ...(blocks.length > 0 ? blocks : [{ type: 'paragraph' }]),
  ]);
  return { type: 'doc', content };
}

function severityOf({ priority, timeZone, record: { timer, nextUpdateAt, pause } }: CaseFacts): string[] {
  const timeText = timeIn(timeZone);
  const nearest = timer?.dueAt ? [`${timerNames[timer.kind]} due ${timeText(timer.dueAt)}.`] : [];
  const next =
    nextUpdateAt !== null && timer?.kind !== 'next-update'
      ? [`Next update to the customer due ${timeText(nextUpdateAt)}.`]
      : [];
  const paused = pause ? [`The timers are paused: ${pauseWords(pause)}.`] : [];
  return [
    [`${priority} ${priorityNames[priority].toLowerCase()}.`, ...nearest, ...next, ...paused].join(' '),
  ];
}

const pauseWords = ({ reason, note }: NonNullable<HandoverRecord['pause']>): string =>
  reason === 'other' ? note : [pauseReasonNames[reason].toLowerCase(), note].filter(Boolean).join(', ');

function summaryOf({ subject, customer, situation, tried, told }: CaseFacts): DocJson[] {
  const who = [customer.name, customer.company, customer.account && `account ${customer.account}`];
  return [
    line(`${subject}. ${who.filter(Boolean).join(', ')}.`),
    ...situation.map(line),
    ...listed('What was tried:', tried),
    ...listed('What the customer was told:', told),
  ];
}

const actionsOf = ({ timeZone, record: { followUps } }: CaseFacts): DocJson[] =>
  followUps.length === 0
    ? [line('No open follow-ups.')]
    : [bullets(followUps.map((one) => followUpWords(one, timeIn(timeZone))))];

const followUpWords = (
  { text, owner, dueAt }: HandoverRecord['followUps'][number],
  timeText: (iso: string) => string,
): string => [text, owner && `(${owner.name})`, `due ${timeText(dueAt)}`].filter(Boolean).join(' ');

function knowOf({ timeZone, risk, record: { followUps, escalation } }: CaseFacts): string[] {
  const timeText = timeIn(timeZone);
  return [
    ...followUps
      .filter(({ promise }) => promise)
      .map(({ text, dueAt }) => `Promised to the customer for ${timeText(dueAt)}: ${text}`),
    ...(escalation ? [`Escalated to ${escalation.targetName}, not accepted yet: ${escalation.ask}`] : []),
    ...risk,
  ];
}

const listed = (title: string, items: readonly string[]): DocJson[] =>
  items.length === 0 ? [] : [line(title), bullets(items)];

/** Not tasks: those stand where they were written, and must not be due twice. */
const bullets = (items: readonly string[]): DocJson => ({
  type: 'bulletList',
  content: items.map((item) => ({ type: 'listItem', content: [line(item)] })),
});

const line = (text: string): DocJson => ({ type: 'paragraph', content: [{ type: 'text', text }] });

const timeIn = (timeZone: string) => (iso: string) => zonedText(new Date(iso), timeZone);
