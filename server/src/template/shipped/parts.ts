import { sentimentScale } from '@caseroom/shared/sentiment';
import {
  choice,
  type Field,
  type Plain,
  person,
  rich,
  type Section,
  section,
  text,
  when,
  yesNo,
} from './make.ts';

/**
 * What the trades have in common. Keys are the same wherever a field means the same: rules that look for what was
 * left out, and facts that later notes are filled with, find a field by its key.
 */

export const channel = choice(
  'channel',
  'Channel',
  ['Phone', 'E-mail', 'Chat', 'Messaging app', 'Social media', 'Video', 'In person', 'Letter'],
  { fill: 'channel' },
);
const happenedAt = when('happened-at', 'When', { fill: 'contact.startedAt', required: true });
export const direction = choice(
  'direction',
  'Who contacted whom',
  ['They contacted us', 'We contacted them'],
  {
    fill: 'contact.direction',
  },
);
export const product = (label = 'Product or service'): Field => text('product', label, { fill: 'product' });
export const sentiment = choice('sentiment', 'How they feel', sentimentScale);

export const told = (label = 'What the customer was told', help?: string): Field =>
  rich('told', label, {
    required: true,
    help: help ?? 'What they now expect, in the words that were used, with any time that was named.',
  });
export const toldSoFar = (label = 'What the customer was told'): Field =>
  rich('told', label, {
    required: true,
    fill: 'lastUpdateTold',
    help: 'Whoever takes over starts from what the customer already believes.',
  });
export const attempts = (label = 'What was tried, with what result'): Field =>
  rich('attempts', label, { fill: 'attempts', help: 'Failures too: they save the next person an hour.' });
export const nextSteps = (label = 'Next steps'): Field =>
  rich('next-steps', label, { help: 'A task a line: “[ ]”, a name with @, a time with @@.' });

export const contact = (...identity: readonly Field[]): Section =>
  section('contact', 'Contact', channel, happenedAt, direction, ...identity);

/** Identity was checked, and how. Never the answers themselves. */
export const verified = (label: string, how: readonly string[], ...more: readonly Plain[]): Field =>
  yesNo('verified', label, [choice('verified-by', 'How', how), ...more], {
    required: true,
    help: 'Say that and how it was checked. The answers to security questions stay out of notes.',
  });

/** Situation, background, assessment, recommendation, each with what the trade adds to it. */
export interface SbarExtras {
  readonly situation?: readonly Field[];
  readonly background?: readonly Field[];
  readonly assessment?: readonly Field[];
  readonly recommendation?: readonly Field[];
  readonly told?: string;
}
export const sbar = (extras: SbarExtras = {}): readonly Section[] => [
  section(
    'situation',
    'Situation',
    rich('situation', 'What is asked for, and what it affects', {
      required: true,
      help: 'Who is affected, how badly, since when, and what happens if nothing is done.',
    }),
    when('since', 'Since'),
    ...(extras.situation ?? []),
  ),
  section('background', 'Background', attempts(), toldSoFar(extras.told), ...(extras.background ?? [])),
  section(
    'assessment',
    'Assessment',
    rich('assessment', 'What we think is behind it', {
      help: 'Hypothesis and evidence, apart from each other.',
    }),
    choice('confidence', 'How sure', ['Certain', 'Likely', 'A guess', 'No idea yet']),
    ...(extras.assessment ?? []),
  ),
  section(
    'recommendation',
    'Recommendation',
    rich('recommendation', 'The decision or work that is needed', { required: true }),
    person('decided-by', 'By whom'),
    when('needed-by', 'By when', { required: true, fill: 'nextUpdateDue' }),
    ...(extras.recommendation ?? []),
  ),
];

/** A promise always has a time and an owner; `extra` is what a trade has to keep in mind about it. */
export const promise = (...extra: readonly Field[]): readonly Section[] => [
  section(
    'promised',
    'Promised',
    rich('promise', 'What was promised, in the words that were used', { required: true }),
    when('promised-for', 'By when', { required: true }),
    person('promised-by', 'Who keeps it', { required: true, fill: 'owner' }),
    choice('reach-by', 'How they want to be reached', ['Phone', 'E-mail', 'Chat', 'Text message', 'Letter']),
    ...extra,
  ),
  section('to-do', 'To do', nextSteps('What has to happen first')),
];

/** For leads: what they saw, what they decided, and what they agreed with the agent. */
export const supervision = (...extra: readonly Field[]): readonly Section[] => [
  section('seen', 'What I saw', rich('observation', 'Observation', { required: true })),
  section(
    'decided',
    'Decision',
    choice('decision', 'What kind of decision', [
      'Coaching',
      'Exception approved',
      'Exception refused',
      'Change of owner',
      'Watch, no action',
    ]),
    rich('decision-why', 'Why'),
    ...extra,
  ),
  section(
    'agreed',
    'Agreed with the agent',
    rich('coaching', 'Coaching points'),
    when('check-on', 'Look again on'),
  ),
];

export const feelings = (people: string, ...extra: readonly Field[]): readonly Section[] => [
  section(
    'feels',
    'How the customer feels',
    { ...sentiment, label: `How the ${people} feels`, required: true as const },
    choice('sentiment-trend', 'Compared with before', ['Better', 'The same', 'Worse', 'First contact']),
  ),
  section(
    'words',
    'In their words',
    rich('quote', 'Quote', { required: true, help: 'Their words, not a summary of them.' }),
  ),
  section('risk', 'Risk', ...extra),
];

/** A few sentences that can be read without the rest; `told` belongs into each of them. */
export const callSummary = (...extra: readonly Field[]): readonly Section[] => [
  section('reason', 'Reason', rich('reason', 'Why they called', { required: true })),
  section('outcome', 'Outcome', rich('outcome', 'What came of it', { required: true }), ...extra),
  section('next-steps', 'Next steps', nextSteps()),
];
export const interactionSummary = (...extra: readonly Field[]): readonly Section[] => [
  section(
    'summary',
    'Summary',
    when('covers-from', 'Covers contacts from', { fill: 'openedAt' }),
    rich('summary', 'What happened so far', { required: true, help: 'Oldest first. Two to five sentences.' }),
  ),
  section('outcome', 'Outcome', rich('outcome', 'Where it stands now', { required: true }), ...extra),
  section('open', 'Open questions', rich('open-questions', 'What nobody knows yet')),
];

/** Read by the customer: no names of systems, no blame, a time for the next word. */
export const interim = (...extra: readonly Field[]): readonly Section[] => [
  section('did', 'What we did', rich('did', 'What we did', { required: true })),
  section('happens', 'What happens next', rich('happens', 'What happens next', { required: true }), ...extra),
  section(
    'hear',
    'When you hear from us again',
    when('hear-again', 'When', { required: true, fill: 'nextUpdateDue' }),
    rich('hear-how', 'How, and from whom'),
  ),
];
