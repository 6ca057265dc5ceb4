import type { DraftLine, NextStep, StepOwner } from '@caseroom/shared/summary';
import { actWords } from './actions.ts';
import type { Act } from './acts.ts';
import { deadlineIn, type SaidAt, workingDaysLater } from './deadline.ts';
import { line } from './line.ts';
import type { Said } from './read.ts';
import { sameWords } from './reason.ts';
import { bare, finished, reported } from './third-person.ts';

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
  return steps.slice(-MAX_STEPS).map((step) => line('next-steps', step.text, step.turns, duty(step, at)));
}

function duty({ said, owner, promise }: Step, at: SaidAt): NextStep {
  const named = deadlineIn(said.text, at);
  const proposed = workingDaysLater(at, owner === 'customer' ? THEIRS_WITHIN_DAYS : OURS_WITHIN_DAYS);
  return { owner, dueAt: (named?.at ?? proposed).toISOString(), dueWords: named?.words ?? null, promise };
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
    if (isKept(one, said) || isDoneAtOnce(one, acts, at)) return [];
    return step(ourWords(one, said), ownerOf(one), true);
  }
  const isOver = acts.some((act) => act.kind === 'works' && act.said.index > one.index);
  if (kind === 'instructed' && !isOver && isStillToDo(one, said))
    return step(theirWords(one), 'customer', false);
  if (kind === 'intends' && !OVER_WITH_THE_TALK.test(one.lower) && !isThreat(one.lower))
    return step(intentWords(one, said), 'customer', false);
  return [];
}

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
        !/\b(?:until|once|when|if|unless)\b/.test(one.lower) &&
        one.tokens.some(
          (token) => token.stem === stem && token.lower !== verb && /ed$|t$|ne$|de$|ing$/.test(token.lower),
        ),
    );
}
const deadlineWords = (lower: string): boolean =>
  /\b(?:tomorrow|monday|tuesday|wednesday|thursday|friday|within|hours?|days?|weeks?|back)\b/.test(lower);

const ownerOf = ({ lower, by }: Said): StepOwner =>
  by === 'the agent' && /^(?:.{0,40}\b)?(?:i|i'm)(?:'ll| will|'m going| am going| can| shall)\b/.test(lower)
    ? 'agent'
    : 'company';

/** "I'll call you back tomorrow" is a task: "Call the customer back tomorrow." */
const WHO =
  /\b((?:(?:my|our|the|a|an) )?(?:[a-z]+ )?(?:manager|supervisor|team|technicians?|engineers?|nurse|specialist|department|colleague|adjuster|adviser|doctor|driver|courier|vendor|office|lawyer|underwriter))\b/g;

/** "They will call you" after "I have told my manager": the manager will. */
function withAntecedent(told: string, one: Said, said: readonly Said[]): string {
  const pronoun = /^(?:They|He|She) (?=will|are going|is going|should)/.exec(told);
  if (!pronoun) return told;
  const before = said.slice(Math.max(0, one.index - 3), one.index).filter(({ role }) => role === one.role);
  const who = before.flatMap(({ lower }) => [...lower.matchAll(WHO)]).at(-1)?.[1];
  if (!who) return told;
  return `The ${who.replace(/^(?:my|our|the|an?) /, '')} ${told.slice(pronoun[0].length)}`;
}

function ourWords(one: Said, said: readonly Said[]): string {
  const told = withAntecedent(actWords(one), one, said);
  const task =
    /^(?:So |And |Then )?The agent (?:will|is going to|is gonna|can)(?: be able to)?(?: also| then| now| just| go ahead and)* (.+)$/.exec(
      told,
    )?.[1];
  return task ? finished(task.replace(/^(?:the agent will )/i, '')) : told;
}

function theirWords(one: Said): string {
  const told = bare(reported(one));
  const asked = /^\S+(?: \S+)? asked \S+(?: \S+)? (not )?to (.+)$/.exec(told);
  if (asked)
    return finished(`${one.to === 'the customer' ? 'customer' : one.to} ${asked[1] ?? ''}to ${asked[2]}`);
  const task =
    /(?:^|, |\. )(?:the customer|they) (?:(?:will |would )?(?:(?:just|also|then|simply|first) )*(?:needs?|have|has) to|should|must|can(?: just| simply| also)?|(?:may|might) want to|could)(?: just| also)? (.+)$/i.exec(
      told,
    )?.[1] ??
    /(?:^|[,;] )(?:(?:so|now|then|ok|okay|first|next|also|and) )*(?:please|kindly)(?: just)?,? (.+)$/i.exec(
      told,
    )?.[1];
  const words =
    task ?? told.replace(/^(?:(?:so|now|then|okay|ok|first|next|also|and|just|go ahead and)[, ]+)*/i, '');
  return /^(?:the |if |once |when |we |it )/i.test(words)
    ? finished(told)
    : finished(`customer to ${words[0]?.toLowerCase()}${words.slice(1)}`);
}

function intentWords(one: Said, said: readonly Said[]): string {
  const suggested = /\bdo (?:that|it|this|so)\b/.test(one.lower) ? suggestedBefore(one, said) : null;
  if (suggested) return suggested;
  const told = bare(reported(one));
  const task =
    /^(.*?)(?:the customer|they) (?:will|is going to|are going to|is gonna|can)(?: just| also| then| now| probably| definitely)* (.+)$/i.exec(
      told,
    );
  if (!task?.[2]) return finished(told);
  return finished(task[1] && /maybe/i.test(task[1]) ? `customer may ${task[2]}` : `customer to ${task[2]}`);
}

/** "I'll do that": what the agent said they can do. */
function suggestedBefore(one: Said, said: readonly Said[]): string | null {
  const before = said
    .slice(Math.max(0, one.index - 5), one.index)
    .findLast(
      ({ role, lower }) =>
        role === 'agent' && /\byou (?:can|could|should|may|might|need to|have to)\b/.test(lower),
    );
  return before ? theirWords(before) : null;
}

/** Nobody in the rest of the talk says that it was done. */
function isStillToDo(instruction: Said, said: readonly Said[]): boolean {
  const after = said.slice(instruction.index + 1).filter(({ role }) => role === 'customer');
  const left = said.length - instruction.index;
  const answers = after.slice(0, 4);
  if (answers.some(({ lower }) => /\b(?:done|did (?:that|it|this)|sent)\b/.test(lower))) return false;
  const isForLater =
    /\b(?:within|before|by|when(?:ever)? you|once you|after|later|if (?:it|you|the|this)|return|print|post|mail|send|e-?mail|ship|visit|bring|call (?:us|back)|reply|keep|allow|wait|upload|label|form)\b/.test(
      instruction.lower,
    );
  return isForLater || (left <= STILL_TO_DO && !answers.some(({ lower }) => DONE_IT.test(lower)));
}

const HOW_LONG = /\bhow (?:long|soon|much long(?:er)?)|\bwhen (?:will|can|should|do|does|is)\b|\bby when\b/;

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
      !/refund|deliver|arriv|ship|fix|restor|repair|call|hear|repl|process|credit|back|ready|come|get|resolv|activat/.test(
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
