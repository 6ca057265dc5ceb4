import type { DraftLine, OutcomeKind } from '@caseroom/shared/summary';
import { actWords, saysLittle } from './actions.ts';
import type { Act, ActKind } from './acts.ts';
import { line } from './line.ts';
import { type Said, wordsOf } from './read.ts';
import { type Reason, stemsOf } from './reason.ts';
import { quoted } from './third-person.ts';

export interface Outcome {
  readonly kind: OutcomeKind;
  readonly lines: readonly DraftLine[];
}

const FAR_TURNS = 14;
const MAX_ANSWER_SENTENCES = 3;
/** "Less than a week" is told with the question it answers, as a next step. */
const MIN_ANSWER_WORDS = 5;

const labels: Readonly<Record<Exclude<OutcomeKind, 'none'>, string>> = {
  resolved: 'Resolved',
  answered: 'Answered',
  declined: 'Declined',
  escalated: 'Escalated',
  pending: 'Pending',
  unresolved: 'Not resolved',
};

/** What came of it, by what was decided last; told in the words of whoever decided it. */
export function outcomeIn(said: readonly Said[], acts: readonly Act[], reasons: readonly Reason[]): Outcome {
  const last = (...kinds: ActKind[]) => acts.findLast(({ kind }) => kinds.includes(kind));
  const works = last('works');
  const fails = last('fails');
  const done = last('done');
  const escalated = last('escalated');
  const declined = last('declined');
  const isAfter = (a: Act | undefined, b: Act | undefined) =>
    a !== undefined && (!b || a.said.index > b.said.index);

  if (works && isAfter(works, fails) && isAfter(works, declined))
    return told('resolved', `the customer confirmed it: ${quoted(works.said)}.`, [
      ...turnsOf(doneBefore(works, acts)),
      works.said.turn,
    ]);
  const others = (kind: OutcomeKind, act: Act): Outcome =>
    told(kind, words(act, acts), [...turnsOf(meant(act, acts)), act.said.turn]);
  if (
    escalated &&
    !isAfter(
      done && !isSameEvent(done, escalated) && isAfter(done, escalated) && settles(done, reasons)
        ? done
        : undefined,
      escalated,
    )
  ) {
    const outcome = others('escalated', escalated);
    return declined && declined.said.index < escalated.said.index
      ? joined(others('declined', declined), outcome)
      : outcome;
  }
  const promised = last('promised');
  const settled = acts.findLast((act) => act.kind === 'done' && settles(act, reasons));
  if (
    settled &&
    declined &&
    isAfter(declined, settled) &&
    !settles(declined, reasons) &&
    isAfter(settled, fails)
  )
    return {
      kind: 'resolved',
      lines: [...others('resolved', settled).lines, ...others('declined', declined).lines],
    };
  if (done && isAfter(done, declined) && isAfter(done, fails)) {
    const outcome = others(
      'resolved',
      settled && isAfter(settled, declined) && isAfter(settled, fails) ? settled : done,
    );
    return declined && done.said.index - declined.said.index > 1 && !settles(done, reasons)
      ? joined(others('declined', declined), outcome)
      : outcome;
  }
  if (declined) return others('declined', declined);
  const answer = bestAnswer(said, acts, reasons);
  if (fails && (!answer || fails.said.index > answer.said.index))
    return promised && isAfter(promised, fails)
      ? others('pending', promised)
      : told('unresolved', `the customer said: ${quoted(fails.said)}.`, [fails.said.turn]);
  if (answer) return answer.kind === 'promised' ? others('pending', answer) : others('answered', answer);
  const left = last('instructed', 'offered', 'intends');
  if (left) return others(left.kind === 'instructed' ? 'answered' : 'pending', left);
  const end = said.at(-1);
  return end
    ? { kind: 'none', lines: [line('outcome', 'It ended without an outcome being named.', [end.turn])] }
    : { kind: 'none', lines: [] };
}

const told = (
  kind: Exclude<OutcomeKind, 'none'> | OutcomeKind,
  text: string,
  turns: readonly number[],
): Outcome => ({
  kind,
  lines: [line('outcome', `${kind === 'none' ? '' : `${labels[kind]}: `}${text}`, turns)],
});

/** What was asked for was refused, and something else came of it. */
const joined = (before: Outcome, after: Outcome): Outcome => ({
  kind: after.kind,
  lines: [...before.lines, ...after.lines],
});

const turnsOf = (act: Act | null | undefined): number[] => (act ? [act.said.turn] : []);

/** "All taken care of!" leads to what the tool says was done. */
function meant(act: Act, acts: readonly Act[]): Act | null {
  const isNews = act.kind !== 'done' || !saysLittle(act.said);
  return isNews ? null : doneBefore(act, acts);
}

const doneBefore = (act: Act, acts: readonly Act[]): Act | null =>
  acts.findLast(
    (other) =>
      other.said.index < act.said.index &&
      act.said.turn - other.said.turn <= FAR_TURNS &&
      (other.kind === 'done' ||
        other.kind === 'escalated' ||
        (other.kind === 'instructed' && act.kind === 'works')),
  ) ?? null;

function words(act: Act, acts: readonly Act[]): string {
  const other = meant(act, acts);
  const text = act.kind === 'told' ? inOneTurn(act, acts) : actWords((other ?? act).said);
  const [first] = (other ?? act).said.tokens;
  const isName = /^[A-Z]{2}|^I\b|\d/.test(text) || (first?.pos === 'PROPN' && text.startsWith(first.value));
  return isName ? text : `${text[0]?.toLowerCase()}${text.slice(1)}`;
}

/** An answer goes on for as long as its turn does. */
function inOneTurn(act: Act, acts: readonly Act[]): string {
  const all = acts.filter(({ kind, said }) => kind === 'told' && said.turn === act.said.turn);
  const near = all.filter(({ said }) => Math.abs(said.index - act.said.index) <= MAX_ANSWER_SENTENCES - 1);
  return near
    .slice(0, MAX_ANSWER_SENTENCES)
    .map(({ said }) => actWords(said))
    .join(' ');
}

const isSameEvent = (a: Act, b: Act): boolean => Math.abs(a.said.index - b.said.index) <= 2;

/** Whether what was done has to do with what was asked. */
const settles = (act: Act, reasons: readonly Reason[]): boolean => {
  const asked = new Set(reasons.flatMap(({ said }) => [...stemsOf(said)]));
  return (
    (act.said.role === 'system' && act.kind === 'done') ||
    [...stemsOf(act.said)].some((stem) => asked.has(stem))
  );
};

/** Of what the customer was told: what has figures in it, speaks of what they asked, and answers a question. */
function bestAnswer(said: readonly Said[], acts: readonly Act[], reasons: readonly Reason[]): Act | null {
  const asked = new Set(reasons.flatMap((reason) => [...stemsOf(reason.said)]));
  const from = Math.min(...reasons.map((reason) => reason.said.index), said.length);
  const worth = ({ said: one, kind }: Act): number => {
    const common = [...stemsOf(one)].filter((stem) => asked.has(stem)).length;
    const question = said
      .slice(Math.max(0, one.index - 4), one.index)
      .some(({ role, isQuestion }) => role === 'customer' && isQuestion);
    return (
      common * 1.2 +
      (/\d/.test(one.lower) ? 1.5 : 0) +
      (question ? 1.5 : 0) +
      Math.min(wordsOf(one.tokens).length, 16) * 0.12 +
      (kind === 'promised' ? 0.5 : 0) -
      (one.index < from ? 4 : 0)
    );
  };
  const answers = acts.filter(
    ({ kind, said: one }) =>
      (kind === 'told' && wordsOf(one.tokens).length >= MIN_ANSWER_WORDS) || kind === 'promised',
  );
  const [best] = [...answers].sort((a, b) => worth(b) - worth(a));
  return best ?? null;
}
