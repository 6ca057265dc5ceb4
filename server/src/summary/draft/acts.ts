import {
  ALL_THE_SAME,
  ANNOUNCES,
  ASKS_TO,
  ASKS_YOU_TO,
  CONDITION,
  CUT_OFF,
  DECLINED,
  DONE,
  DURATION,
  ENTITLES,
  ESCALATED,
  FAILS,
  GIVES_SECRET,
  HISTORY,
  INSTRUCTED,
  INTENDS,
  LEFT_NOTE,
  LOG_WORKS,
  LOOKED_UP,
  NEGATED,
  NO_PROMISE,
  NOT_INTENDS,
  OFFERED,
  PROMISED,
  SEEN,
  TO_DO,
  TRIED,
  WHAT_IF,
  WILL,
  WORKS,
} from './act-words.ts';
import type { Said } from './read.ts';
import { NOBODY } from './roles.ts';

/** What a sentence does to the matter at hand. Named from the company's side. */
export type ActKind =
  /** Something was changed, sent, paid, arranged. */
  | 'done'
  | 'declined'
  | 'escalated'
  /** The customer was told a fact. */
  | 'told'
  /** The customer was asked to do something. */
  | 'instructed'
  | 'promised'
  /** Nobody took it up, as far as can be told. */
  | 'offered'
  /** Something was looked up or noted in a tool. */
  | 'looked-up'
  /** What the customer did, or will do. */
  | 'tried'
  | 'intends'
  | 'works'
  | 'fails';

export interface Act {
  readonly kind: ActKind;
  readonly said: Said;
}

/** Words of the customer's that are about the matter at all. */
const MIN_TOLD_WORDS = 4;

/** What each sentence does, in their order; sentences that do nothing are left out. */
export function actsIn(said: readonly Said[]): Act[] {
  return said.flatMap((one, i) => {
    const kind = one.kind === 'content' ? actOf(one, said, i) : kindOfOther(one);
    return kind ? [{ kind, said: one }] : [];
  });
}

/** A pleasantry may hold the news: "Thanks, it works now." */
function kindOfOther({ role, kind, lower }: Said): ActKind | null {
  if (role !== 'customer' || kind === 'identity-answer' || kind === 'closing') return null;
  return WORKS.test(lower) && !NEGATED.test(lower) ? 'works' : null;
}

function actOf(one: Said, said: readonly Said[], i: number): ActKind | null {
  if (one.role === 'system') return systemAct(one.lower);
  if (one.role === 'agent') return agentAct(one, said, i);
  return one.role === 'customer' ? customerAct(one, said, i) : null;
}

function systemAct(lower: string): ActKind {
  if (ESCALATED.test(lower)) return 'escalated';
  if (LOOKED_UP.test(lower)) return 'looked-up';
  if (/\b(?:declined|denied|rejected)\b/.test(lower)) return 'declined';
  return /\b(?:has|have|was|were|been|is|are)\b|\w{3,}ed\b|\b(?:sent|made|set|reset|paid)\b/.test(lower)
    ? 'done'
    : 'looked-up';
}

function agentAct(one: Said, said: readonly Said[], i: number): ActKind | null {
  const kind = agentsOwnAct(one, said, i);
  return (kind === 'promised' || kind === 'instructed') && isForTheCaseThat(one, said) ? 'told' : kind;
}

/** "And if he doesn't come?" "Then you'd get £30": said for a case that nobody expects. */
function isForTheCaseThat(one: Said, said: readonly Said[]): boolean {
  const sentence = said.slice(0, one.index + 1).filter(({ turn }) => turn === one.turn);
  const isFirst = sentence.slice(0, -1).every(({ whole }) => !/[.!?]$/.test(whole));
  const before = said.findLast(({ turn }) => turn < one.turn);
  return isFirst && before?.role === 'customer' && before.isQuestion && WHAT_IF.test(before.lower);
}

function agentsOwnAct(one: Said, said: readonly Said[], i: number): ActKind | null {
  const { lower, isQuestion, tokens } = one;
  if (CUT_OFF.test(lower)) return null;
  if (one.to === NOBODY) {
    if (TO_DO.test(lower)) return 'promised';
    if (FAILS.test(lower)) return 'fails';
    if (LOG_WORKS.test(lower) && !NEGATED.test(lower)) return 'works';
  }
  if (isQuestion && !ASKS_YOU_TO.test(lower))
    return OFFERED.test(lower) && tokens.length > MIN_TOLD_WORDS ? offer(said, i) : null;
  const conditional = CONDITION.test(lower);
  if (!conditional && ESCALATED.test(lower) && !WILL.test(lower.split(ESCALATED)[0] ?? ''))
    return 'escalated';
  if (DECLINED.test(lower)) return declining(one, said, i);
  if (LEFT_NOTE.test(lower)) return 'looked-up';
  if (GIVES_SECRET.test(lower)) return 'done';
  if (!conditional && isDone(lower) && !isHistory(one)) return 'done';
  if (ANNOUNCES.test(lower)) return null;
  if (conditional && OFFERED.test(lower)) return offer(said, i);
  const isToSomebody = one.to !== NOBODY;
  if (isToSomebody && (ASKS_TO.test(lower) || (isQuestion && ASKS_YOU_TO.test(lower)))) return 'instructed';
  if (!ENTITLES.test(lower)) {
    if (PROMISED.test(lower) && !NO_PROMISE.test(lower)) return 'promised';
    if (DURATION.test(lower) && said.slice(0, i + SOON_AFTER).some(isUnderWay)) return 'promised';
  }
  if (isToSomebody && INSTRUCTED.test(lower)) return 'instructed';
  if (OFFERED.test(lower)) return offer(said, i);
  const words = tokens.filter(({ lower: word }) => /\p{L}|\d/u.test(word)).length;
  const hasVerb = tokens.some(({ pos }) => pos === 'VERB' || pos === 'AUX');
  const isAnswer = /\d|^(?:less|more|about|around|within|up to|under)\b/.test(lower);
  if (isQuestion || NO_PROMISE.test(lower)) return null;
  const isReply = said[i - 1]?.isQuestion === true;
  if (!hasVerb && !isReply && !(words >= MIN_TOLD_WORDS && /\d/.test(lower))) return null;
  return words >= MIN_TOLD_WORDS || (isAnswer && words >= 2) ? 'told' : null;
}

/** Told of what was before, or taken back in the same breath: "I can't do that here, but I'll put you through." */
function declining(one: Said, said: readonly Said[], i: number): ActKind {
  if (ALL_THE_SAME.test(one.lower)) return offer(said, i);
  return isHistory(one) || / but$/.test(one.whole) ? 'told' : 'declined';
}

const isHistory = ({ lower, whole }: Said): boolean =>
  /\b(?:was|were)\b/.test(lower) && (HISTORY.test(lower) || SEEN.test(whole.toLowerCase()));

/** "They answer within ten days." "Do it, then." "I've sent it to them." */
const SOON_AFTER = 5;
const isUnderWay = ({ role, lower }: Said): boolean =>
  role !== 'customer' && (isDone(lower) || (ESCALATED.test(lower) && !NEGATED.test(lower)));

/** What is denied after it was done is another matter: "I've switched it off so it can't happen again." */
function isDone(lower: string): boolean {
  const done = DONE.exec(lower);
  return (
    done !== null &&
    !NEGATED.test(lower.slice(0, done.index + done[0].length)) &&
    !/\b(?:will|'ll|before|until|once)\b|'ll\b/.test(lower.slice(0, done.index))
  );
}

const YES =
  /^(?:yes|yeah|yep|yup|sure|ok(?:ay)?|please|that would|that'd|sounds good|perfect|great|go ahead|absolutely|definitely|of course|alright|fine|do it|deal)\b|^(?:where|how|when) (?:do|should|can) i\b/;

/** An offer the customer says yes to is what will be done. */
function offer(said: readonly Said[], i: number): ActKind {
  const answer = said.slice(i + 1).find(({ role }) => role === 'customer');
  return answer && YES.test(answer.whole.toLowerCase()) ? 'promised' : 'offered';
}

/** "That works" says yes to what was offered; only after something was tried does it say that it helped. */
function isYesTo(lower: string, said: readonly Said[], i: number): boolean {
  if (!/^(?:(?:yes|ok(?:ay)?|sure|great)[, ]+)*(?:that|it|this) works(?: for me| well| fine)?\b/.test(lower))
    return false;
  const before = said.slice(0, i).findLast(({ role, kind }) => role === 'agent' && kind === 'content');
  return before === undefined || !(INSTRUCTED.test(before.lower) || /\bnow\?/.test(before.lower));
}

function customerAct({ lower, isQuestion }: Said, said: readonly Said[], i: number): ActKind | null {
  if (isQuestion) return null;
  const wasServed = said.slice(0, i).some(({ role, kind }) => role === 'agent' && kind === 'content');
  if (wasServed && FAILS.test(lower)) return 'fails';
  if (wasServed && WORKS.test(lower) && !NEGATED.test(lower)) return isYesTo(lower, said, i) ? null : 'works';
  if (INTENDS.test(lower) && !NOT_INTENDS.test(lower) && wasServed) return 'intends';
  return TRIED.test(lower) ? 'tried' : null;
}
