import { maskForbiddenTalk, spokenOf } from '@caseroom/shared/forbidden-talk';
import type { DraftLine, SummaryDraft } from '@caseroom/shared/summary';
import type { Turn } from '@caseroom/shared/transcript';
import { sentencesOf, withoutMail } from './clean.ts';
import { deadlineIn, type SaidAt, workingDaysLater } from './deadline.ts';
import { line } from './line.ts';
import { rolesOf } from './roles.ts';
import { withoutSecrets } from './secret.ts';
import { clipped } from './third-person.ts';

/** A greeting is shorter than this in most languages, characters. */
const MIN_CHARS = 24;
const MAX_QUOTE_CHARS = 260;
const MAX_ACTIONS = 6;
const MAX_QUESTIONS = 3;

interface Plain {
  readonly turn: number;
  readonly role: string;
  readonly text: string;
  readonly isQuestion: boolean;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'sentence' });

/**
 * A draft of a talk whose language is not understood: who said what that is likely to matter, in their own words.
 * Nothing is told of how they feel.
 */
export function draftPlainly(turns: readonly Turn[], at: SaidAt): SummaryDraft {
  const all = plainSentences(turns);
  const customer = all.filter(({ role }) => role === 'customer');
  const agent = all.filter(({ role }) => role === 'agent');
  const reason = customer.find(({ text }) => text.length >= MIN_CHARS) ?? customer[0] ?? all[0];
  const isAfter = (one: Plain) => reason === undefined || one.turn > reason.turn;
  const telling = agent.filter((one) => isAfter(one) && !one.isQuestion && one.text.length >= MIN_CHARS);
  const outcome = telling.find(hasFigures) ?? telling.at(-1) ?? agent.at(-1);
  const step = telling.findLast((one) => one !== outcome && hasFigures(one));
  const done = all.filter(({ role }) => role === 'system').slice(0, MAX_ACTIONS);
  const open = customer.filter((one) => one.isQuestion && !agent.some(({ turn }) => turn > one.turn));
  const lines: DraftLine[] = [
    ...(reason ? [line('reason', `Customer: ${quote(reason)}`, [reason.turn])] : []),
    ...done.map((one) => line('actions', one.text, [one.turn])),
    ...(outcome ? [line('outcome', `Agent: ${quote(outcome)}`, [outcome.turn])] : []),
    ...(step ? [stepLine(step, at)] : []),
    ...open.slice(-MAX_QUESTIONS).map((one) => line('questions', quote(one), [one.turn])),
  ];
  const prose = lines
    .filter(({ section }) => section === 'reason' || section === 'outcome' || section === 'next-steps')
    .map(({ text, turns: places }) => line('summary', text, places));
  return {
    lines: [...prose, ...lines],
    outcome: outcome ? 'answered' : 'none',
    sentiment: null,
    isEnglish: false,
  };
}

function plainSentences(turns: readonly Turn[]): Plain[] {
  const texts = maskForbiddenTalk(turns.map(spokenOf)).map(withoutSecrets);
  const roles = rolesOf(turns);
  return texts.flatMap((text, turn) =>
    sentencesOf(withoutMail(text), (block) =>
      [...segmenter.segment(block)].map(({ segment }) => segment),
    ).map((sentence) => ({
      turn,
      role: roles[turn] ?? 'other',
      text: sentence,
      isQuestion: /[?？؟;]\s*$/.test(sentence) && !/;$/.test(sentence),
    })),
  );
}

const hasFigures = ({ text }: Plain): boolean => /\d/.test(text);
const quote = ({ text }: Plain): string => `“${clipped(text, MAX_QUOTE_CHARS)}”`;

function stepLine(one: Plain, at: SaidAt): DraftLine {
  const named = deadlineIn(one.text, at);
  const dueAt = (named?.at ?? workingDaysLater(at, 1)).toISOString();
  const duty = { owner: 'company' as const, dueAt, dueWords: named?.words ?? null, promise: false };
  return line('next-steps', `Agent: ${quote(one)}`, [one.turn], duty);
}
