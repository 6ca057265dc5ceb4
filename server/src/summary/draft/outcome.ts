import type { DraftLine, OutcomeKind } from '@caseroom/shared/summary';
import {
  CUT_OFF,
  GIVES,
  INFORMS,
  MAKES_UP,
  PUTS_RIGHT,
  SET_GOING,
  STOPGAP,
  VISIT_TO_COME,
} from './act-words.ts';
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
  const [works, fails, done] = [last('works'), last('fails'), last('done')];
  const [escalated, declined] = [last('escalated'), last('declined')];
  const promised =
    acts.findLast(({ kind, said: one }) => kind === 'promised' && !OF_IT.test(one.lower)) ?? last('promised');
  const settled =
    acts.findLast((act) => act.kind === 'done' && VISIT_TO_COME.test(act.said.lower)) ??
    acts.findLast((act) => act.kind === 'done' && settles(act, reasons));
  const outcome = (kind: OutcomeKind, act: Act): Outcome =>
    told(kind, words(act, acts), [...turnsOf(meant(act, acts)), act.said.turn]);
  const finished = (act: Act): Outcome => outcome(isSetGoing(act) ? 'pending' : 'resolved', act);

  const cutOff = cutOffIn(said);
  if (cutOff && !isAfter(works, done)) return told('unresolved', 'the talk was cut off.', [cutOff.turn]);
  if (works && isAfter(works, fails) && isAfter(works, declined))
    return works.said.role === 'agent'
      ? outcome('resolved', works)
      : told('resolved', `the customer confirmed it: ${quoted(works.said)}.`, [
          ...turnsOf(doneBefore(works, acts)),
          works.said.turn,
        ]);
  if (escalated && !overtakes(settled, escalated)) {
    const passedOn = outcome('escalated', escalated);
    const isRefused = declined && declined.said.index < escalated.said.index;
    return isRefused ? joined(outcome('declined', declined), passedOn) : passedOn;
  }
  if (
    settled &&
    declined &&
    isAfter(declined, settled) &&
    !settles(declined, reasons) &&
    isAfter(settled, fails)
  ) {
    const first = finished(settled);
    return { kind: first.kind, lines: [...first.lines, ...outcome('declined', declined).lines] };
  }
  if (done && isAfter(done, declined) && isAfter(done, fails)) {
    const isBest = settled && isAfter(settled, declined) && isAfter(settled, fails);
    const ended = finished(isBest ? settled : done);
    const isOther = declined && done.said.index - declined.said.index > 1 && !settles(done, reasons);
    if (!declined || !isOther) return ended;
    const refused = outcome('declined', declined);
    return INFORMS.test(done.said.lower) ? refused : joined(refused, ended);
  }
  if (declined) return outcome('declined', declined);
  const answer = bestAnswer(said, acts, reasons);
  if (fails && (!answer || fails.said.index > answer.said.index))
    return promised && isAfter(promised, fails)
      ? outcome('pending', promised)
      : told('unresolved', `the customer said: ${quoted(fails.said)}.`, [fails.said.turn]);
  if (
    answer &&
    promised &&
    isAfter(promised, answer) &&
    PUTS_RIGHT.test(promised.said.lower) &&
    !isAsked(reasons)
  )
    return outcome('pending', promised);
  if (answer) return outcome(answer.kind === 'promised' ? 'pending' : 'answered', answer);
  const left = last('instructed', 'offered', 'intends');
  if (left) return outcome(left.kind === 'instructed' ? 'answered' : 'pending', left);
  const end = said.at(-1);
  return end
    ? { kind: 'none', lines: [line('outcome', endsWithout(said), [end.turn])] }
    : { kind: 'none', lines: [] };
}

const endsWithout = (said: readonly Said[]): string =>
  said.some(({ role }) => role === 'customer') && !said.some(({ role }) => role === 'agent')
    ? 'Nobody has answered yet.'
    : 'It ended without an outcome being named.';

/** "I'll send it tomorrow": what, was said before. */
const OF_IT = /(?:'ll|will)(?: \w+)? (?:send|do|issue|ship|post|check|fix|e-?mail) (?:it|that|this|them)\b/;

/** They only wanted to know. */
const isAsked = (reasons: readonly Reason[]): boolean =>
  reasons.every(({ said }) => said.isQuestion || /\b(?:know|ask|wonder\w*|question)\b/.test(said.lower)) &&
  !reasons.some(({ said }) => FAULT.test(said.lower));
const FAULT = /\b(?:outage|down|broken|dead|slow|error|fails?|not working|doesn't work|update on|news)\b/;

const isAfter = (a: Act | undefined, b: Act | undefined): boolean =>
  a !== undefined && (!b || a.said.index > b.said.index);

/** Somebody else was asked, and then it was done all the same. */
const overtakes = (done: Act | undefined, escalated: Act): boolean =>
  done !== undefined && !isSameEvent(done, escalated) && isAfter(done, escalated) && !isSetGoing(done);

/** Begun by us, and nobody has said that it is done. */
const isSetGoing = ({ said }: Act): boolean => SET_GOING.test(said.lower);

/** The last sentences are about the line, and nobody answers them. */
function cutOffIn(said: readonly Said[]): Said | null {
  if (!said.some(({ role }) => role === 'agent')) return null;
  const end = said.at(-1);
  const own = said.slice(-MAX_LAST_WORDS).filter(({ role }) => role === end?.role);
  const lost = own.find(({ lower }) => CUT_OFF.test(lower));
  return lost && said.slice(lost.index + 1).every(({ role }) => role === lost.role) ? lost : null;
}
const MAX_LAST_WORDS = 4;

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
  const isName =
    /^[A-Z]{2}|^I\b|\d/.test(text) ||
    (/^\p{Lu}/u.test(act.said.by) && text.startsWith(act.said.by)) ||
    (first?.pos === 'PROPN' && text.startsWith(first.value));
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
    !makesUp(act, reasons) &&
    !STOPGAP.test(act.said.lower) &&
    ((act.said.role === 'system' && act.kind === 'done') ||
      [...stemsOf(act.said)].some((stem) => asked.has(stem)))
  );
};

/** A voucher settles what was asked only where the price was what it was about. */
const makesUp = ({ said }: Act, reasons: readonly Reason[]): boolean =>
  MAKES_UP.test(said.lower) &&
  !reasons.some((reason) =>
    /\b(?:price|cheaper|expensive|less|discount|code|voucher|cost|coupon|lower)\b/.test(reason.said.lower),
  );

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
      (kind === 'promised' ? 0.5 : 0) +
      (GIVES.test(one.lower) ? 3 : 0) -
      (one.index < from ? 4 : 0)
    );
  };
  const why = reasons.map((reason) => reason.said);
  const answers = acts.filter(
    ({ kind, said: one }) =>
      !why.includes(one) &&
      ((kind === 'told' && (GIVES.test(one.lower) || wordsOf(one.tokens).length >= MIN_ANSWER_WORDS)) ||
        kind === 'promised'),
  );
  const [best] = [...answers].sort((a, b) => worth(b) - worth(a));
  return best ?? null;
}
