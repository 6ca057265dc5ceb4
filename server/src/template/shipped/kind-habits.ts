import type { TemplateContentInput } from '@caseroom/shared/template';
import type { ShippedKind } from './make.ts';

/** What makes a good note of a kind in every trade, and how long one usually is. */
interface Habits {
  readonly dos: readonly string[];
  readonly donts: readonly string[];
  readonly length: NonNullable<TemplateContentInput['length']>;
}

export const kindHabits: Readonly<Record<ShippedKind, Habits>> = {
  interaction: {
    dos: ['Write while it is fresh, in the order it happened.'],
    donts: ['Don’t copy a whole transcript: write what matters.'],
    length: { words: { min: 30, max: 300 } },
  },
  case: {
    dos: ['Write so that a stranger could take over in two minutes.', 'Date what changes.'],
    donts: ['Don’t repeat what the record shows already.'],
    length: { words: { min: 40, max: 600 } },
  },
  escalation: {
    dos: ['Begin with what you need, from whom and by when.', 'List every attempt with its result.'],
    donts: ['Don’t escalate blame: write what happened.'],
    length: { words: { min: 60, max: 500 } },
  },
  'follow-up': {
    dos: ['Give every promise a time and one owner.'],
    donts: ['Don’t write “soon” or “as soon as possible”.'],
    length: { words: { min: 10, max: 150 } },
  },
  resolution: {
    dos: ['Write the cause, not only the cure.', 'Say how you know that it is solved.'],
    donts: ['Don’t write “fixed” without what was changed.'],
    length: { words: { min: 30, max: 400 } },
  },
  supervisor: {
    dos: ['Coach on what can be seen in the notes, with a place to look at.'],
    donts: ['Don’t write here what the agent should read: comment in their note.'],
    length: { words: { min: 15, max: 300 } },
  },
  technical: {
    dos: ['Write steps that somebody else can follow without asking.'],
    donts: ['Don’t skip what did not work.'],
    length: { words: { min: 40, max: 1_000 } },
  },
  sentiment: {
    dos: ['Quote: their words weigh more than our summary.'],
    donts: ['Don’t explain their feelings away.'],
    length: { words: { min: 10, max: 200 } },
  },
  'call-summary': {
    dos: ['Reason, outcome, next step: in two to five sentences.'],
    donts: ['Don’t use words that only the floor knows.'],
    length: { words: { min: 20, max: 140 } },
  },
  'interaction-summary': {
    dos: ['Oldest first, in two to five sentences.', 'Keep to what is still true.'],
    donts: ['Don’t leave out promises that are still open.'],
    length: { words: { min: 20, max: 140 } },
  },
  interim: {
    dos: [
      'Say what was done, what comes next, and when they hear again.',
      'Read it aloud once before it goes.',
    ],
    donts: [
      'Don’t say “we apologise for any inconvenience”: say what went wrong.',
      'Don’t name internal systems.',
    ],
    length: { sentences: { min: 3, max: 10 } },
  },
};
