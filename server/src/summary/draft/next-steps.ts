import type { DraftLine, NextStep, StepOwner } from '@caseroom/shared/summary';
import { isDoneNext } from './actions.ts';
import type { Act } from './acts.ts';
import { type Deadline, deadlineIn, type SaidAt, workingDaysLater } from './deadline.ts';
import { line } from './line.ts';
import type { Said } from './read.ts';
import { sameWords } from './reason.ts';
import { NOBODY } from './roles.ts';
import { intentWords, ourWords, theirWords } from './step-words.ts';
import { bare, reported } from './third-person.ts';

const MAX_STEPS = 5;
/** What is proposed where nobody named a time, in working days: for us, and to look whether the customer has done theirs. */
const OURS_WITHIN_DAYS = 1;
const THEIRS_WITHIN_DAYS = 3;
/** An instruction this far from the end was meant for the call itself, sentences. */
const STILL_TO_DO = 8;
/** A customer who answers so has done it already. */
const DONE_IT =
  /\b(?:done|did (?:that|it|this)|i(?:'ve| have)? (?:just )?(?:restarted|tried|cleared|checked|clicked|opened|logged|reset|unplugged|entered|sent|done|did|turned|pressed|plugged|put)|it(?:'s| is) (?:on|off|back|blinking|loading|restarting|working)|work(?:s|ed|ing)?|went through|still (?:not|no|the same|doesn't|isn't|red|blinking|nothing|getting|slow|down|can't|won't)|same (?:thing|error|problem)|no luck|nothing|here (?:it is|you go))\b/;
/** Said for good manners, and over once the talk is. */
const OVER_WITH_THE_TALK =
  /\b(?:wait|hold|stay on|look forward|be (?:happy|glad)|help you|check (?:that|this|it)(?: now| for you)?$|let me|one moment|take a (?:look|moment|minute|second)|now|right away|(?:pull|bring|look) (?:\w+ )?up|just need|need your|ask you|be all|place you on hold|go ahead and (?:check|look|pull)|have a (?:great|good|nice)|anything else|stay tuned|in the meantime)\b/;
const LATER =
  /\b(?:tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday|within|by|next|hours?|days?|weeks?|call(?:ing)? (?:you )?back|get back|contact|e-?mail|text|follow|notify|update you|let you know|receive|arrive|refund|credit|ship|send|process|review|team|manager|shortly|soon|technician|engineer|visit)\b/;

interface Step {
  readonly said: Said;
  readonly text: string;
  readonly owner: StepOwner;
  readonly promise: boolean;
  readonly turns: readonly number[];
}

/** What is to be done after the talk, each with who does it and by when; where nothing is, the line says so. */
export function nextStepsIn(said: readonly Said[], acts: readonly Act[], at: SaidAt): DraftLine[] {
  const steps: Step[] = [];
  const found = [
    ...acts.flatMap((act) => stepOf(act, said, acts, at)),
    ...answersOfHowLong(said),
    ...askedOfNobody(said),
  ];
  for (const step of found.sort((a, b) => a.said.index - b.said.index)) {
    const same = steps.findIndex(
      (other) => other.owner === step.owner && sameWords(other.said, step.said, 0.7),
    );
    if (same < 0) steps.push(step);
    else if (deadlineIn(step.said.text, at) || step.text.length > (steps[same] as Step).text.length) {
      const earlier = steps[same] as Step;
      steps[same] = { ...step, turns: [...earlier.turns, ...step.turns] };
    }
  }
  if (steps.length === 0) return nothingAgreed(said);
  return steps
    .slice(-MAX_STEPS)
    .map((step) => line('next-steps', step.text, step.turns, duty(step, said, at)));
}

function duty({ said: one, owner, promise }: Step, said: readonly Said[], at: SaidAt): NextStep {
  const named = deadlineIn(whatFollows(one), at) ?? deadlineIn(one.text, at) ?? deadlineBeside(one, said, at);
  const proposed = workingDaysLater(at, owner === 'customer' ? THEIRS_WITHIN_DAYS : OURS_WITHIN_DAYS);
  return { owner, dueAt: (named?.at ?? proposed).toISOString(), dueWords: named?.words ?? null, promise };
}

/** "If I have it by two, it is paid tomorrow": due is what follows, not the condition. */
const whatFollows = ({ text }: Said): string =>
  /^(?:if|once|when|as soon as)\b[^,]*,(.+)$/i.exec(text)?.[1] ?? '';

/** "The driver rings half an hour before": before what was said last of a day. */
const BEFOREHAND = /\b(?:before(?:hand)?|in advance|on the day|that (?:day|morning))\b[.!]?$/;
/** "It takes five working days, and I'll e-mail you the result": by then. */
const ONCE_KNOWN = /\b(?:the (?:result|outcome|answer|decision)|let you know|know more|update you)\b/;
const LEAVES_NO_DAY = /\bthe day before\b/;
const FAR_SENTENCES = 4;
const DAY_MS = 86_400_000;

/** The time that the sentences before one name, where it leans on them. */
function deadlineBeside(one: Said, said: readonly Said[], at: SaidAt): Deadline | null {
  const isBefore = BEFOREHAND.test(one.lower);
  const near = said
    .slice(Math.max(0, one.index - (isBefore ? FAR_SENTENCES : 1)), one.index)
    .filter(({ role, turn }) => isBefore || (role === one.role && turn === one.turn))
    .reverse();
  if (!isBefore && !ONCE_KNOWN.test(one.lower)) return null;
  const found = near.map(({ text }) => deadlineIn(text, at)).find((deadline) => deadline !== null);
  if (!found) return null;
  return LEAVES_NO_DAY.test(one.lower) ? { ...found, at: new Date(found.at.getTime() - DAY_MS) } : found;
}

function stepOf({ kind, said: one }: Act, said: readonly Said[], acts: readonly Act[], at: SaidAt): Step[] {
  const step = (text: string, owner: StepOwner, promise: boolean): Step[] => [
    { said: one, text, owner, promise, turns: [one.turn] },
  ];
  if (kind === 'promised' || kind === 'escalated') {
    if (kind === 'escalated' && !/\b(?:will|'ll|going to)\b/.test(one.lower) && one.role === 'agent')
      return [];
    if (one.role === 'system') return [];
    if (OVER_WITH_THE_TALK.test(one.lower) && !LATER.test(one.lower)) return [];
    if (AT_ONCE_WORDS.test(one.lower) && said.length - one.index > AT_ONCE) return [];
    if (isKept(one, said) || isDoneAtOnce(one, acts, at)) return [];
    if (UP_TO_THEM.test(one.lower)) return step(ourWords(one, said), 'customer', false);
    return step(ourWords(one, said), ownerOf(one), true);
  }
  const isOver = acts.some((act) => act.kind === 'works' && act.said.index > one.index);
  if (kind === 'instructed' && !isOver && isStillToDo(one, said))
    return step(theirWords(one), 'customer', false);
  if (
    kind === 'intends' &&
    !OVER_WITH_THE_TALK.test(one.lower) &&
    !isThreat(one.lower) &&
    !saysYes(one, acts)
  )
    return step(intentWords(one, said), 'customer', false);
  return [];
}

/** "If you upload the receipt, it is paid within 14 days": the next to act is the customer. */
const UP_TO_THEM =
  /^(?:then )?(?:if|once|when|as soon as) you(?:'ve| have| can)?(?: just| please| could)? (?:(?:re)?sen[dt]|upload|e-?mail|sign|bring|(?:re)?turn|post|fill|provide|give|confirm|reply|pay|complete)/;
const AT_ONCE_WORDS = /\b(?:right|straight) away\b|\bimmediately\b/;
/** How far from a promise the tool tells that it was done, sentences. */
const AT_ONCE = 5;

/** "I'll send another one", and the tool says that the order was updated: nothing is left to do. */
function isDoneAtOnce(promise: Said, acts: readonly Act[], at: SaidAt): boolean {
  const isOwn =
    promise.isQuestion || ownerOf(promise) === 'agent' || /^(?:.{0,40}, )?(?:i|we)\b/.test(promise.lower);
  if (promise.by !== 'the agent' || !isOwn || deadlineIn(promise.text, at)) return false;
  return acts.some(
    ({ kind, said }) =>
      said.role === 'system' &&
      (kind === 'done' || kind === 'escalated') &&
      said.index > promise.index &&
      said.index - promise.index <= AT_ONCE,
  );
}

/** "Will do that tonight" says yes to what they were just asked to do. */
const saysYes = (one: Said, acts: readonly Act[]): boolean =>
  /^(?:i(?:'ll| will) |will )do (?:that|it|this|so)\b/.test(one.lower) &&
  acts.some(({ kind, said }) => kind === 'instructed' && said.turn === one.turn - 1);

/** Said in anger, and nobody follows it up. */
const isThreat = (lower: string): boolean =>
  /\bi(?:'ll| will| guess i'll)(?: just)? (?:cancel|leave|go (?:to|with)|buy|shop|take my business)\b/.test(
    lower,
  );

/** A message that nobody has answered asks for something: that is ours to do. */
function askedOfNobody(said: readonly Said[]): Step[] {
  if (said.some(({ role }) => role === 'agent')) return [];
  const asked = said.findLast(({ role, lower }) => role === 'customer' && ASKS_BACK.test(lower));
  return asked
    ? [{ said: asked, text: reported(asked), owner: 'agent', promise: false, turns: [asked.turn] }]
    : [];
}
const ASKS_BACK =
  /\b(?:please|could you|can you|would you)\b.{0,20}\b(?:call|ring|phone|e-?mail|write|text|get back to|contact|let)\b.{0,12}\b(?:me|us)\b/;

/** "I'll cancel that for you" is no next step once it was cancelled. */
function isKept(promise: Said, said: readonly Said[]): boolean {
  const isOffer = /\b(?:can|could|like me to|want me to|shall i|should i)\b/.test(promise.lower);
  if (isDoneNext(promise, said)) return true;
  if (!isOffer && LATER.test(promise.lower) && deadlineWords(promise.lower)) return false;
  const verb =
    /(?:'ll|will|going to|gonna|can|could|me to|shall i|should i)(?: also| then| now| just| go ahead and)* (\w+)/.exec(
      promise.lower,
    )?.[1];
  const stem = promise.tokens.find(({ lower }) => lower === verb)?.stem;
  if (!stem) return false;
  return said
    .slice(promise.index + 1)
    .some(
      (one) =>
        one.role !== 'customer' &&
        one.tokens.some(
          (token, i) =>
            token.stem === stem &&
            token.lower !== verb &&
            /ed$|t$|ne$|de$|ing$/.test(token.lower) &&
            !one.tokens.slice(0, i).some(({ lower }) => /^(?:until|once|when|if|unless)$/.test(lower)),
        ),
    );
}
const deadlineWords = (lower: string): boolean =>
  /\b(?:tomorrow|monday|tuesday|wednesday|thursday|friday|within|hours?|days?|weeks?|back)\b/.test(lower);

const ownerOf = ({ lower, by, to }: Said): StepOwner =>
  (to === NOBODY && !/\bowner:? (?!me\b)/.test(lower)) ||
  (by === 'the agent' && /^(?:.{0,40}\b)?(?:i|i'm)(?:'ll| will|'m going| am going| can| shall)\b/.test(lower))
    ? 'agent'
    : 'company';

const ASKS_CONSENT =
  /\b(?:confirm|let (?:me|us) know|say)\b.{0,30}\b(?:acceptable|all right|ok(?:ay)?|agree\w*|suits|fine|happy)\b/;
const CONSENTS =
  /\b(?:acceptable|agreed|i agree|that's (?:fine|ok(?:ay)?|all right)|works for (?:me|us)|i accept)\b/i;

/** Nobody in the rest of the talk says that it was done. */
function isStillToDo(instruction: Said, said: readonly Said[]): boolean {
  const after = said.slice(instruction.index + 1).filter(({ role }) => role === 'customer');
  const left = said.length - instruction.index;
  const answers = after.slice(0, 4);
  if (answers.some(({ whole }) => /\b(?:done|did (?:that|it|this)|sent|running it|on it now)\b/i.test(whole)))
    return false;
  if (/\b(?:read|tell|show|spell|give)\b.{0,12}\bme\b/.test(instruction.lower)) return false;
  if (ASKS_CONSENT.test(instruction.lower) && after.some(({ whole }) => CONSENTS.test(whole))) return false;
  const isForLater =
    /\b(?:within|before|by|when(?:ever)? you|once you|after|later|if (?:it|you|the|this)|return|print|post|mail|send|e-?mail|ship|visit|bring|call (?:us|back)|reply|keep|allow|wait|upload|label|form)\b/.test(
      instruction.lower,
    );
  return isForLater || (left <= STILL_TO_DO && !answers.some(({ lower }) => DONE_IT.test(lower)));
}

const HOW_LONG =
  /\bhow (?:long|soon|much long(?:er)?)|\bwhen (?:will|can|should|do|does|is|come|arrive|ready)\b|\bby when\b/;

/** "How long till it is refunded?" "Less than a week": the answer is a promise. */
function answersOfHowLong(said: readonly Said[]): Step[] {
  return said.flatMap((question, i) => {
    if (question.role !== 'customer' || !HOW_LONG.test(question.lower)) return [];
    const answer = said.slice(i + 1, i + 5).find(({ role, kind }) => role === 'agent' && kind === 'content');
    const isShort =
      answer &&
      answer.tokens.length <= 8 &&
      /\b(?:minutes?|hours?|days?|weeks?|today|tomorrow|\w+day)\b/.test(answer.lower);
    if (
      !isShort ||
      !answer ||
      !/take|last|refund|deliver|arriv|ship|fix|restor|repair|call|hear|repl|process|credit|back|ready|come|get|resolv|activat/.test(
        question.lower,
      )
    )
      return [];
    const asked = bare(question.text).replace(/\?+$/, '');
    const text = `The customer was told “${bare(answer.text)}” when they asked “${asked}”.`;
    return [
      { said: answer, text, owner: 'company' as const, promise: true, turns: [question.turn, answer.turn] },
    ];
  });
}

/** Said honestly, with where the talk ended. */
function nothingAgreed(said: readonly Said[]): DraftLine[] {
  const enough = said.findLast(({ role, kind }) => role === 'customer' && kind === 'nothing-else');
  const asked = said.findLast(({ kind }) => kind === 'anything-else');
  if (enough) {
    const turns = asked && asked.turn < enough.turn ? [asked.turn, enough.turn] : [enough.turn];
    return [line('next-steps', 'None agreed: the customer said that there was nothing else.', turns)];
  }
  const thanks = said.findLast(
    ({ role, kind }) => role === 'customer' && (kind === 'thanks' || kind === 'closing'),
  );
  if (thanks)
    return [
      line(
        'next-steps',
        `None agreed: the customer ${thanks.kind === 'thanks' ? 'thanked the agent and left it at that' : 'said goodbye'}.`,
        [thanks.turn],
      ),
    ];
  const end = said.at(-1);
  return end
    ? [line('next-steps', 'None agreed: it ended without a word on what comes next.', [end.turn])]
    : [];
}
