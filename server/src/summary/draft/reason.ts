import { type Said, type Token, wordsOf } from './read.ts';
import { bare, finished, quoted, reported } from './third-person.ts';

/** Why the customer came, in their order: one sentence, or two where one does not say it. */
export interface Reason {
  readonly text: string;
  readonly turns: readonly number[];
  readonly said: Said;
}

const MAX_REASONS = 2;
/** Where the customer counts them up. */
const MAX_LISTED_REASONS = 3;
/** Below this a sentence says too little to be why somebody came. */
const MIN_SCORE = 2;
/** A second sentence has to be worth nearly as much as the first. */
const SECOND_SHARE = 0.72;
/** Asked for by the agent, or told first: close to why they came. */
const ASKED_SHARE = 0.4;
const FIRST_WORDS = 2.5;
const SECOND_WORDS = 1;
/** Once they have been answered, what they ask is something else. */
const ONCE_SERVED_COSTS = 3;
const MIN_SERVED_WORDS = 6;
/** The reason is told early: each later sentence is worth so much less. */
const LATER_COSTS = 0.22;
const MAX_LATER_COST = 3.5;

const REQUEST =
  /\b(?:i|we)(?:'d| would| just| really| also)* (?:like|want|need|wish|wanted|needed|prefer|hope)\b|\b(?:i|we)(?:'m| am| was|'re| are| were)(?: just| also| still)* (?:looking|trying|calling|writing|contacting|wondering|hoping|interested|having|reaching|thinking|unable|here)\b|\b(?:can|could|would|will) you\b|\b(?:can|could|may) (?:i|we)\b|\bhow (?:do|can|much|long|many|soon)\b|\bhelp (?:me )?(?:with|to)?\b|\b(?:want|wanted|need|like) to (?:know|check|ask|change|cancel|return|make|get)\b|\bquestions? (?:about|on|regarding)\b|\b(?:about(?! (?:\d|an? |half|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty))|regarding|concerning|status of)\b|\b(?:please|needs?|request)\b/;
const PROBLEM =
  /\bnot\b|n't\b|\b(?:never|without|out of|ruined|burst|flood(?:ed)?|accident|fell apart|faulty|cracked|fault|invoice|401|403|404|500|timeout|exception|bug|bugs|no longer|problem|issues?|trouble|error|wrong|incorrect|broken|damaged|missing|lost|late|delay(?:ed)?|stolen|charged|overcharged|double|twice|fail(?:ed|s|ing)?|stuck|unable|can ?not|cant|wont|doesnt|didnt|down(?! (?:from|to|the|here|there|on)\b)|slow|refund(?:ed)?|cancel(?:led)?|return(?:ed)?|complain(?:t|ing)?|locked|forgot(?:ten)?|declined|denied|rejected|expired?|defect(?:ive)?|stain(?:ed)?|hole|torn|ripped|dispute|fraud|unauthori[sz]ed|scam|crash(?:ed|es|ing)?|disconnect(?:ed|s|ing)?|drops?|dropping|keeps?|leak(?:ing)?|noise|pain|fever|rash|symptoms?|side effects?|bounced|overdraft|fees?|blocked|suspended|disabled|outage|dead|red light|freez(?:es|ing)|frozen|unhappy|disappointed|too (?:big|small|high|expensive|slow|late))\b/;
const QUESTION_TO_US = /^(?:can|could|would|will|do|does|is|are|how|what|when|where|why|which)\b/;
const OWN_THING = /\bmy (?!name\b|username|e-?mail|account (?:id|number)\b)\w+/;
const ASKS_WHY =
  /\b(?:reason|why|what(?:'s| is| was| has| seems| happened)?\b.{0,25}\b(?:problem|issue|wrong|happen\w*|matter|going on|trouble)|tell me (?:more|what)|describe|explain|elaborate|more (?:details?|information)|what (?:can|brings)|what exactly|what kind of)\b/;
const SUMS_UP =
  /^(?:(?:just )?to (?:confirm|verify|clarify|make sure|recap|be clear)|(?:so )?(?:if i understand|what i(?:'m| am) hearing|you(?:'re| are) (?:saying|telling|calling|looking|trying|having)|you (?:want|need|would like|have|got|were|did)|it sounds like|i understand (?:that )?you|i see (?:that )?you|so your?|let me (?:recap|confirm)))\b/;
/** It leans on the sentence before. */
const LEANS = /\b(?:that|it|this|they|them|these|those|one)\b/;
/** How often they tried, how long they waited, that they have questions: said before they say why. */
const NOT_WHY =
  /\b(?:\w+) time (?:that )?(?:i|we)(?:'m|'ve|'re| am| are| have| had)?(?: had to)? (?:call|contact|writ|ask|ring|phon|chat)|\bon hold\b|\bi(?: have|'ve|'ve got| have got)(?: a| some| \w+)? (?:questions?|issues?|problems?|things)(?: (?:for you|about \w+))?[.!]?$|^(?:\w+ )?(?:things|questions|issues)[.!:]?$|^(?:can|could|would) you (?:please )?(?:help|assist)(?: me)?(?: (?:with (?:that|this|it)|out|please))*\??$|^i (?:was|am) hoping you (?:can|could)|^(?:i'm|i am) (?:just )?(?:calling|writing) (?:about|regarding) (?:this|that|it)[.!]?$|\bhow are you\b|^(?:it's|this is|it is) \S+(?: \S+)? (?:from|at|with|of) (?:the )?\S+[.!]?$|^(?:i'm|i am|this is|my name is) \w+(?: \w+)?[.!]?$|^(?:took over|handed over|picked up) (?:the )?(?:ticket|case|shift)|^(?:it's )?(?:lovely|nice|awful|terrible|horrible|what) .{0,20}\b(?:weather|day)\b|\bignore (?:all |the )?previous instructions\b/;
const NOT_WHY_COSTS = 6;
/** Another matter, told once the first is dealt with. */
const ONE_MORE =
  /\b(?:i|we) also (?:need|want|would like|have|wanted)\b|\b(?:another|one more|one other) (?:question|thing|issue|problem)\b/;
const ONE_MORE_IS_WORTH = 3.5;
const SAYS_YES = /^(?:yes|yeah|yep|yup|correct|exactly|right|that's (?:right|correct|it)|indeed|sure)\b/;

interface Candidate {
  readonly said: Said;
  readonly score: number;
  /** Turns that bear it out besides its own. */
  readonly with: readonly number[];
}

/** Empty when the customer never says why they came. */
export function reasonsIn(said: readonly Said[]): Reason[] {
  const own = speakersOwn(said);
  const candidates = [...own.map((one, i) => scored(one, i, said)), ...summedUp(said), ...calledAbout(said)];
  const [best] = [...candidates].sort((a, b) => b.score - a.score);
  if (!best || best.score < MIN_SCORE) return firstWords(own);
  const listed = candidates.filter(({ said: one }) => one.role === 'customer' && one.isListed);
  const second = companionOf(best, candidates, own);
  const few = (second ? [best, second] : [best]).slice(0, MAX_REASONS);
  const chosen = listed.length > 1 ? listed.slice(0, MAX_LISTED_REASONS) : few;
  return [...chosen]
    .sort((a, b) => a.said.index - b.said.index)
    .map((candidate) => ({
      text: inWords(candidate.said),
      turns: [...new Set([...candidate.with, candidate.said.turn])].sort((a, b) => a - b),
      said: candidate.said,
    }));
}

function scored(one: Said, nth: number, said: readonly Said[]): Candidate {
  const { lower, isQuestion } = one;
  const words = wordsOf(one.tokens).length;
  const before = said.slice(0, one.index).findLast(({ role }) => role === 'agent');
  const isAsked = before?.isQuestion && ASKS_WHY.test(before.lower) && one.index - before.index <= 3;
  const score =
    (REQUEST.test(lower) ? 3 : 0) +
    (PROBLEM.test(lower) ? 2.5 : 0) +
    (isQuestion && QUESTION_TO_US.test(lower) ? 1 : 0) +
    (OWN_THING.test(lower) ? 1 : 0) +
    (isAsked ? 2 : 0) +
    (nth === 0 && words >= 4 ? FIRST_WORDS : nth === 1 && words >= 4 ? SECOND_WORDS : 0) +
    (words < 4 ? -2 : words > 6 ? 1 : 0) -
    (NOT_WHY.test(lower) && !PROBLEM.test(lower) ? NOT_WHY_COSTS : 0) +
    (ONE_MORE.test(lower) ? ONE_MORE_IS_WORTH : 0) -
    (isServed(one, said) && !isAsked ? ONCE_SERVED_COSTS : 0) -
    Math.min(MAX_LATER_COST, nth * LATER_COSTS);
  return { said: one, score, with: isAsked && before ? [before.turn] : [] };
}

/** What is said before the customer says anything is a greeting. */
const isServed = (one: Said, said: readonly Said[]): boolean =>
  said
    .slice(0, one.index)
    .slice(
      Math.max(
        0,
        said.findIndex(({ role }) => role === 'customer'),
      ),
    )
    .some(
      ({ role, kind, isQuestion, tokens }) =>
        role === 'agent' && kind === 'content' && !isQuestion && wordsOf(tokens).length >= MIN_SERVED_WORDS,
    );

/** "You want to know what overnight shipping costs, correct?" and a yes is the reason in the agent's words. */
function summedUp(said: readonly Said[]): Candidate[] {
  return said.flatMap((one, i) => {
    if (one.role !== 'agent' || !SUMS_UP.test(one.lower) || /\b(?:already|tried)\b/.test(one.lower))
      return [];
    const answer = said.slice(i + 1).find(({ role }) => role !== 'system');
    const isYes = answer?.role === 'customer' && SAYS_YES.test(answer.lower);
    const bare_words = wordsOf(one.tokens).length;
    return isYes && answer && bare_words >= 6 ? [{ said: one, score: 4, with: [answer.turn] }] : [];
  });
}

function companionOf(
  best: Candidate,
  candidates: readonly Candidate[],
  own: readonly Said[],
): Candidate | null {
  const at = own.indexOf(best.said);
  const previous = own[at - 1];
  const leans = LEANS.test(best.said.lower) && wordsOf(best.said.tokens).length < 14;
  if (leans && previous && best.said.index - previous.index <= 3)
    return candidates.find(({ said }) => said === previous) ?? null;
  const first = own[0];
  const near = candidates.filter(
    ({ said, score, with: asked }) =>
      said !== best.said &&
      said.role === 'customer' &&
      score >=
        Math.max(
          MIN_SCORE,
          best.score *
            (asked.length > 0 || (said === first && best.said.role === 'customer') || goesOn(said, best.said)
              ? ASKED_SHARE
              : SECOND_SHARE),
        ) &&
      !sameWords(said, best.said),
  );
  return (
    near.sort((a, b) => b.score - a.score).find(({ said }) => said.index <= (first?.index ?? 0) + 24) ?? null
  );
}

const WISHES = /^(?:i|we)(?:'d| would)? (?:like|want|need)\b/;
/** In the same breath, what is wrong: "I'm calling about my daughter. She was refused a scan." */
const goesOn = (one: Said, best: Said): boolean =>
  (PROBLEM.test(one.lower) || (WISHES.test(one.lower) && best.role !== 'agent')) &&
  (best.role === 'agent' || (one.turn === best.turn && one.index === best.index + 1));

/** Whose words say why: the customer's, or anybody's where colleagues talk among themselves. */
function speakersOwn(said: readonly Said[]): Said[] {
  const content = said.filter(({ kind, role }) => kind === 'content' && role !== 'system');
  const isWithCustomer = said.some(({ role }) => role === 'customer');
  return isWithCustomer ? content.filter(({ role }) => role === 'customer') : content;
}

const CALLED_ABOUT =
  /\b(?:calling|phoning|writing|ringing|contacting you|getting in touch|reaching out|following up|getting back to you)(?: to you| you)?(?: today)? (?:about|regarding|concerning|on|because of) (.+)$|^(?:it's|this is) [^.?]{2,60}? (?:about|regarding) (.+)$/i;

const CALLED_BECAUSE =
  /\b(?:calling|phoning|writing|ringing|contacting you|getting in touch|reaching out)(?: (?:to )?you)?(?: today)? (because|as|since|to (?:let you know|tell you|say|inform you|confirm|remind you|arrange|move|reschedule|follow up|check)) (.+)$/i;
const OURS_IS_WORTH = 7;

/** Whoever calls says why, and sometimes that is us. */
function calledAbout(said: readonly Said[]): Candidate[] {
  const one = said.find(
    ({ role, lower, whole }) => role === 'agent' && (CALLED_ABOUT.test(lower) || CALLED_BECAUSE.test(whole)),
  );
  const isOurs =
    one && !said.slice(0, one.index).some(({ role, kind }) => role === 'customer' && kind === 'content');
  return isOurs ? [{ said: one, score: OURS_IS_WORTH, with: [] }] : [];
}

/** Without a request or a problem: the first thing they say. */
function firstWords(own: readonly Said[]): Reason[] {
  const one = own.find(({ tokens, lower }) => wordsOf(tokens).length >= 3 && !NOT_WHY.test(lower)) ?? own[0];
  return one ? [{ text: inWords(one), turns: [one.turn], said: one }] : [];
}

function inWords(one: Said): string {
  if (one.role !== 'agent') return reported(one);
  const named = CALLED_ABOUT.exec(one.text);
  const about = named?.[1] ?? named?.[2];
  if (about) return finished(`${one.by} called about ${theirs(bare(about))}`);
  const because = CALLED_BECAUSE.exec(one.whole);
  if (because)
    return finished(
      `${one.by} called ${because[1]?.replace(/ you\b/i, ' them')} ${theirs(bare(because[2] ?? ''))}`,
    );
  if (!SUMS_UP.test(one.lower)) return reported(one);
  const summed = bare(one.text)
    .replace(/,? (?:is that (?:right|correct)|correct|right|am i right|yes)\?*$/i, '')
    .replace(/\?+$/, '')
    .replace(/^(?:so|just to \w+|to \w+)[,:]? (?:so )?/i, '');
  return /^you\b/i.test(summed)
    ? finished(
        summed
          .replace(/^you're\b/i, 'The customer is')
          .replace(/^you have\b/i, 'The customer has')
          .replace(/^you (want|need)\b/i, 'The customer $1s')
          .replace(/^you\b/i, 'The customer')
          .replace(/\byour\b/gi, 'their')
          .replace(/\byou\b/gi, 'they'),
      )
    : `The agent understood: ${quoted({ text: summed })}.`;
}

const theirs = (about: string): string =>
  about
    .replace(/\byour\b/i, "the customer's")
    .replace(/\byour\b/gi, 'their')
    .replace(/\byou\b/gi, 'they');

/** Whether two sentences say the same, told by the share of words they have in common. */
export function sameWords(a: Pick<Said, 'tokens'>, b: Pick<Said, 'tokens'>, share = 0.6): boolean {
  const [one, two] = [stemsOf(a), stemsOf(b)];
  const common = [...one].filter((stem) => two.has(stem)).length;
  const least = Math.min(one.size, two.size);
  return least > 0 && common / least >= share;
}

const stems = new WeakMap<readonly Token[], Set<string>>();

/** The stems of what a sentence is about. Kept, because every sentence is compared with many. */
export function stemsOf({ tokens }: Pick<Said, 'tokens'>): ReadonlySet<string> {
  const known = stems.get(tokens);
  if (known) return known;
  const found = new Set(
    wordsOf(tokens)
      .filter(({ isStop, lower }) => !isStop && !/^'|^n't$/.test(lower))
      .map(({ stem }) => stem.toLowerCase()),
  );
  stems.set(tokens, found);
  return found;
}
