import type { DraftLine } from '@caseroom/shared/summary';
import { GIVES_SECRET, TO_DO } from './act-words.ts';
import type { Act, ActKind } from './acts.ts';
import type { Said } from './read.ts';
import { type Reason, sameWords, stemsOf } from './reason.ts';
import { bare, finished, reported } from './third-person.ts';
import { saysNoNews, toolWords } from './tool-words.ts';

const MAX_ACTIONS = 9;

/** What a reader misses most when it is left out. */
const weights: Partial<Record<ActKind, number>> = {
  done: 5,
  escalated: 5,
  declined: 5,
  fails: 4,
  works: 4,
  instructed: 3,
  tried: 3,
  told: 2,
  offered: 2,
  'looked-up': 1,
};

export interface Action {
  readonly text: string;
  readonly turns: readonly number[];
  readonly weight: number;
  readonly said: Said;
}

/** What was done, in the order it was done; who the customer is counts as one thing. */
export function actionsIn(
  said: readonly Said[],
  acts: readonly Act[],
  reasons: readonly Reason[],
  outcome: readonly DraftLine[],
): Action[] {
  const identity = identityCheck(said);
  const matters = mattersTo(said, reasons);
  const all = acts
    .filter(({ kind, said: one }) => kind !== 'told' || matters(one))
    .filter(({ said: one }) => !reasons.some((reason) => reason.said === one))
    .flatMap((act) => (act.kind === 'promised' ? keptOffer(act.said, said) : actionOf(act)));
  const kept: Action[] = identity ? [identity] : [];
  const answered = new Set(outcome.flatMap(({ turns }) => turns));
  const isAnswer = (action: Action) => action.weight < 3 && action.turns.every((turn) => answered.has(turn));
  for (const action of all.some((one) => !isAnswer(one)) ? all.filter((one) => !isAnswer(one)) : all)
    if (!kept.some((other) => repeats(action, other))) kept.push(action);
  const heaviest = [...kept].sort((a, b) => b.weight - a.weight).slice(0, MAX_ACTIONS);
  return kept
    .filter((action) => heaviest.includes(action))
    .sort((a, b) => (a.turns[0] ?? 0) - (b.turns[0] ?? 0));
}

function actionOf({ kind, said }: Act): Action[] {
  const weight = weights[kind];
  if (weight === undefined) return [];
  if ((said.role === 'system' && saysNoNews(said.text)) || (kind === 'done' && saysLittle(said))) return [];
  const extra = /\d/.test(said.lower) ? 0.5 : 0;
  return [{ text: actWords(said), turns: [said.turn], weight: weight + extra, said }];
}

/** "I can put you on the cheaper plan." "Yes please." "Done." */
function keptOffer(offer: Said, said: readonly Said[]): Action[] {
  const task = /^The agent (?:can|could|will)(?: also)? (.+)$/.exec(actWords(offer))?.[1];
  if (!task || !isDoneNext(offer, said)) return [];
  return [{ text: `Done as agreed: ${task}`, turns: [offer.turn], weight: 5, said: offer }];
}

/** "Yes please." "Done, it applies from the next bill." */
export const isDoneNext = (offer: Said, said: readonly Said[]): boolean =>
  /\b(?:can|could|like me to|want me to|shall i|should i)\b/.test(offer.lower) &&
  /^(?:(?:ok(?:ay)?|great|perfect|right)[,.! ]+)*(?:(?:that's |it's |that is |all )+)?(?:done|sorted|all set)\b/i.test(
    said.find(({ role, turn }) => role === 'agent' && turn > offer.turn)?.whole ?? '',
  );

export function actWords(said: Said): string {
  if (said.role === 'system') return toolWords(said.text);
  if (TO_DO.test(said.lower)) return finished(bare(said.text.replace(/^[^:–-]*[:–-]\s*/, '')));
  const secret = GIVES_SECRET.exec(said.lower);
  if (secret && said.role === 'agent')
    return finished(`${said.by} gave ${said.to} a new ${secret[1] ?? secret[2]}`);
  return withoutApology(reported(said));
}

/** That they are sorry is said elsewhere: "the agent is sorry, only members can …". */
const withoutApology = (told: string): string =>
  finished(
    told.replace(
      /^\S+(?: \S+)? (?:is|are|am) (?:so |very |really )?(?:sorry|afraid),?(?: \p{Lu}[\p{L}]+,?)?(?: (?:but|however|that))?,? (?=\S+ \S)/u,
      '',
    ),
  );

/** "All taken care of!" only says that what went before is done. */
export const saysLittle = (said: Said): boolean => said.role === 'agent' && ONLY_DONE.test(said.lower);
const ONLY_DONE =
  /^(?:(?:it|that|everything|this|you|all|we)(?:'s| is|'re| are| has been)? )*(?:now |all |been |just )*(?:done|taken care of|set|sorted|fixed|completed?|good to go|updated|processed)(?: now| for you| up)*[.!]*$/;

/** Small talk is told too: a fact that counts has figures in it, or speaks of what the customer speaks of. */
function mattersTo(said: readonly Said[], reasons: readonly Reason[]): (one: Said) => boolean {
  const asked = said.filter(
    ({ role, kind, isQuestion }) => role === 'customer' && kind === 'content' && isQuestion,
  );
  const why = reasons.map((reason) => reason.said);
  const stems = new Set([...asked, ...why].flatMap((one) => [...stemsOf(one)]));
  return (one) => /\d/.test(one.lower) || [...stemsOf(one)].some((stem) => stems.has(stem));
}

/** Tools tell what agents tell too: the same thing within a few turns is said once. */
const repeats = (action: Action, other: Action): boolean =>
  action.text === other.text ||
  (Math.abs(action.said.index - other.said.index) <= 6 && sameWords(action.said, other.said, 0.75));

const ASKED_FOR: readonly (readonly [RegExp, string])[] = [
  [/\b(?:full |first |last |your )?name\b/, 'name'],
  [/\baccount (?:id|number|no)\b/, 'account number'],
  [/\busername\b|\buser id\b/, 'user name'],
  [/\be-?mail\b/, 'e-mail address'],
  [/\border (?:id|number|no)\b/, 'order number'],
  [
    /\b(?:policy|contract|claim|member|customer|patient|booking|reference|ticket)(?: (?:id|number|no|reference))\b/,
    'reference number',
  ],
  [/\bphone|mobile|telephone\b/, 'phone number'],
  [/\bdate of birth\b|\bdob\b|\bbirth/, 'date of birth'],
  [/\bzip\b|\bpost(?:al)? ?code\b|\baddress\b/, 'address'],
  [/\bmembership\b|\blevel\b/, 'membership level'],
  [
    /\bsecurity (?:question|answer|word)\b|\bpin\b|\bpass(?:word|code|phrase)\b|\blast (?:four|4)\b/,
    'security answer',
  ],
];

/** "Took the customer's name and order number": never what they answered. */
function identityCheck(said: readonly Said[]): Action | null {
  const asks = said.filter(({ kind }) => kind === 'identity-ask');
  const answers = said.filter(({ kind }) => kind === 'identity-answer');
  const [first] = asks;
  if (!first || answers.length === 0) return null;
  const words = asks.map(({ lower }) => lower.replace(/e-?mail address/g, 'e-mail')).join(' ');
  const things = [...new Set(ASKED_FOR.filter(([pattern]) => pattern.test(words)).map(([, thing]) => thing))];
  const list =
    things.length > 1 ? `${things.slice(0, -1).join(', ')} and ${things.at(-1)}` : (things[0] ?? 'details');
  const turns = [...asks, ...answers].map(({ turn }) => turn);
  const asker = finished(first.by).slice(0, -1);
  const answerer = first.to;
  return { text: `${asker} took ${answerer}'s ${list}.`, turns, weight: 2.5, said: first };
}
