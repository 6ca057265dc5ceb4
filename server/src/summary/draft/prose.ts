import {
  type DraftLine,
  MAX_PROSE_SENTENCES,
  MIN_PROSE_SENTENCES,
  type SummarySection,
} from '@caseroom/shared/summary';
import type { Action } from './actions.ts';
import { line } from './line.ts';
import { sameWords } from './reason.ts';

/** What was looked up is in the structure for whoever wants to know. */
const MIN_WEIGHT = 3;

/** A summary in two to five sentences, from the lines of the structure: what a reader needs who reads nothing else. */
export function proseOf(lines: readonly DraftLine[], actions: readonly Action[]): DraftLine[] {
  const of = (section: SummarySection) => lines.filter((one) => one.section === section);
  const reasons = of('reason');
  const outcomes = of('outcome');
  const steps = of('next-steps').filter(({ step }) => step !== undefined);
  const said = new Set([...reasons, ...outcomes, ...steps].flatMap((one) => one.turns));
  const told = actions.filter(({ turns }) => outcomes.some((one) => one.turns.at(-1) === turns.at(-1)));
  const action = actions.findLast(
    (one) =>
      one.weight >= MIN_WEIGHT &&
      one.said.role !== 'customer' &&
      one.turns.every((turn) => !said.has(turn)) &&
      !told.some((other) => sameWords(other.said, one.said, 0.5)),
  );
  const outcome = outcomes.map((one) => ({ ...one, text: withoutLabel(one.text) }));
  const isSaid = (one: DraftLine) => outcome.some(({ turns }) => turns.at(-1) === one.turns.at(-1));
  const step = steps.find((one) => !isSaid(one));
  const chosen = [
    ...reasons,
    ...(action ? [line('actions', action.text, action.turns)] : []),
    ...outcome.slice(-2),
    ...(step ? [asSentence(step)] : []),
    ...of('questions').slice(0, 1),
  ];
  const prose = chosen
    .filter(({ text }, i) => chosen.findIndex((other) => other.text === text) === i)
    .slice(0, MAX_PROSE_SENTENCES);
  const more = lines.filter(
    ({ section }) => section === 'next-steps' || section === 'actions' || section === 'sentiment',
  );
  for (const one of more) {
    if (prose.length >= MIN_PROSE_SENTENCES) break;
    if (!prose.some(({ text }) => text === one.text)) prose.push(one);
  }
  return prose.map(({ text, turns }) => line('summary', text, turns));
}

/** "Declined: unfortunately …" is read on its own in the structure; in a sentence the label is in the way. */
const withoutLabel = (text: string): string => {
  const plain = text
    .replace(/^(?:Resolved|Answered|Declined|Escalated|Pending|Not resolved): /, '')
    .replace(/^nope\b/, 'no');
  return `${plain[0]?.toUpperCase() ?? ''}${plain.slice(1)}`;
};

function asSentence({ text, step, ...rest }: DraftLine): DraftLine {
  const isTask = step?.owner === 'agent' && !/^(?:The|We|It|They|As|Once|If|When|Since)\b/.test(text);
  const words = isTask
    ? `The agent will ${text[0]?.toLowerCase()}${text.slice(1)}`
    : text
        .replace(/^Customer (?=to|may)/, 'The customer ')
        .replace(/^The customer to /, 'The customer is to ')
        .replace(/^The customer {1,2}to /, 'The customer is to ');
  return { ...rest, text: words, ...(step && { step }) };
}
