import type { Said, Token } from './read.ts';
import { wordsOf } from './read.ts';
import { NOBODY } from './roles.ts';

/** Longest quotation, in characters. */
const MAX_QUOTE_CHARS = 200;

type Told = Pick<Said, 'role' | 'by' | 'to' | 'text' | 'lower' | 'tokens' | 'isQuestion'>;

/** What somebody said, told by somebody who was not there: "I've sent you a label" is "The agent has sent the customer a label." */
export function reported(said: Told): string {
  if (said.role === 'system') return finished(said.text);
  return said.role === 'agent' ? agentReported(said) : customerReported(said);
}

export const quoted = (said: Pick<Said, 'text'>): string => `“${clipped(bare(said.text), MAX_QUOTE_CHARS)}”`;

/** A sentence with one capital letter and one full stop. */
export function finished(sentence: string): string {
  const plain = bare(sentence).replace(
    /^(?:(?:and|so|but|then|also)\b,?|(?:however|ok|okay|well|anyway),) /i,
    '',
  );
  return plain === '' ? '' : `${plain[0]?.toUpperCase()}${plain.slice(1)}${/[.!?]$/.test(plain) ? '' : '.'}`;
}

export const bare = (sentence: string): string =>
  sentence
    .trim()
    .replace(/^[\s"'“]+(?=[^"“”]*$)/, '')
    .replace(/,? but$|[\s.!,;:…-]+$/, '')
    .trim();

export function clipped(sentence: string, max: number): string {
  if (sentence.length <= max) return sentence;
  return `${sentence.slice(0, max - 1).replace(/\s+\S*$/, '')}…`;
}

/** Instructions and offers are told as such; facts stand for themselves. */
function agentReported(said: Told): string {
  const voice = agentVoice(said);
  const tokens = withoutNo(wordsUpTo(said.tokens));
  for (const [pattern, lead] of said.to === NOBODY ? [] : guidance) {
    const match = pattern.exec(said.lower);
    if (!match) continue;
    const isNamed = lead.includes('TO');
    const rest = skipWords(tokens, partsIn(match[0]));
    const told = bare(retold(rest, voice, isNamed));
    if (told !== '' && rest[0])
      return finished(`${said.by} ${lead.replace('TO', said.to)} ${lowerFirst(told, rest[0])}`);
  }
  if (said.isQuestion) return finished(`${said.by} asked: ${quoted(said)}`);
  return finished(
    isPastAlone(tokens, said.to === NOBODY)
      ? `${said.by} ${lowerStart(retold(tokens, voice))}`
      : retold(tokens, voice),
  );
}

/** "Fixed it", "Restarted the service": quick chats and work logs leave out who did it. */
function isPastAlone(tokens: readonly Token[], isLog: boolean): boolean {
  const [first, second] = wordsOf(tokens);
  return (
    first !== undefined &&
    second !== undefined &&
    first.pos === 'VERB' &&
    /ed$|^(?:sent|made|took|found|put|set|gave|ran|got|rang|left|built|wrote|began|swapped)$/.test(
      first.lower,
    ) &&
    !/^(?:by|to|in|on|at|for|with|from)$/.test(second.lower) &&
    (isLog || /^(?:DET|PRON|NUM|PROPN|ADP)$/.test(second.pos))
  );
}
const lowerStart = (told: string): string => `${told[0]?.toLowerCase() ?? ''}${told.slice(1)}`;

/** "No, there is no charge" says it once. */
function withoutNo(tokens: readonly Token[]): readonly Token[] {
  const isNo = tokens[0]?.lower === 'no' && tokens[1]?.value === ',';
  const saysSo = tokens
    .slice(2)
    .some(({ lower }) => /^(?:no|not|n't|cannot|never|nothing|free)$/.test(lower));
  return isNo && saysSo ? tokens.slice(2) : tokens;
}

/** TO stands for whoever is spoken to. */
const guidance: readonly (readonly [RegExp, string])[] = [
  [/^(?:would you like (?:me|us) to|do you want (?:me|us) to|shall i|should i) /, 'offered to'],
  [/^(?:would you like|do you want) /, 'offered'],
  [
    /^(?:(?:so|then|now|first|next|also|and|in the meantime|meanwhile|that's all right|no problem)[, ]+)*(?:could|can|would|will) you (?:please |kindly |just |maybe |possibly )*(?=\w+)/,
    'asked TO to',
  ],
  [
    /^(?:(?:so|then|now|first|next|also|and|in the meantime|meanwhile|that's all right)[, ]+)*(?:please|kindly)(?: just| also| now)?,? (?=(?!don't|do not)\w+)/,
    'asked TO to',
  ],
  [/^(?:please )?(?:don't|do not) (?!be\b|worry)(?=\w+)/, 'asked TO not to'],
  [/^i(?:'d| would) (?:also |just )?(?:ask|like) you to /, 'asked TO to'],
  [/^i can offer you /, 'offered TO'],
  [/^(?:i|we) can (?:also )?offer /, 'offered'],
  [
    /^(?:(?:so|then|now|first|next|also|and|okay)[, ]+)*(?:go ahead and |just )?(?=(?:try|go to|click|open|restart|reboot|unplug|plug|turn|switch|press|hold down|select|choose|enter|type|log|sign|clear|reset|make sure|remove|download|install|uninstall|upload|send|print|return|bring|call|keep|visit|post|submit|refresh|disconnect|connect|scroll|tap)\b)/,
    'asked TO to',
  ],
];

/** A request becomes what was asked for, a statement is told; whatever is neither is quoted. */
function customerReported(said: Told): string {
  const voice = customerVoice(said);
  const tokens = wordsUpTo(said.tokens);
  for (const [pattern, lead] of requests) {
    const match = pattern.exec(said.lower);
    if (!match) continue;
    const told = bare(retold(skipWords(tokens, partsIn(match[0])), voice, true)).replace(/\?+$/, '');
    if (told !== '') return finished(`${said.by} ${lead} ${told}`);
  }
  const isPlea = endOfMatter(said.tokens) < said.tokens.length;
  if (said.isQuestion && !isPlea) return finished(`${said.by} asked: ${quoted(said)}`);
  return statement(said, tokens, voice);
}

const requests: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:(?:just|so|i|was|i'm|am|also) )*(?:wondering|curious) (?=if|how|when|what|whether|why|where)/,
    'asked',
  ],
  [
    /^(?:do you (?:happen to )?know|(?:can|could|would) you (?:please |just |kindly )?(?:tell me|let me know|explain|advise|confirm)|please (?:tell me|let me know|advise|confirm)|i(?: just)? (?:want|need|would like|wanted)(?:ed)? to (?:know|ask|find out)|i'd (?:just )?like to (?:know|ask)|any idea) (?=(?:how|when|what|whether|if|why|where|who|which)\b)/,
    'asked',
  ],
  [/^(?:can|could|would|will) you (?:please |kindly |just |guys )?/, 'asked us to'],
  [/^(?:please|kindly) (?:can|could|would|will) you /, 'asked us to'],
  [/^(?:please|kindly),? (?=\w+)/, 'asked us to'],
  [/^how (?:do|can|would|could|should) (?:i|we) /, 'asked how to'],
  [/^can (?:i|we) (?:please )?/, 'asked whether they can'],
  [/^could (?:i|we) (?:please )?/, 'asked whether they could'],
  [/^may i (?:please )?/, 'asked whether they may'],
  [/^(?:(?:just|so|i|was|i'm) )*any (?:update|news|word) (?:on|about) /, 'asked for news of'],
  [/^is there /, 'asked whether there is'],
  [/^are there /, 'asked whether there are'],
  [/^do you (?:guys )?(?=\w+)/, 'asked whether we'],
  [/^will (?:i|we) /, 'asked whether they will'],
  [/^should i /, 'asked whether they should'],
];

/** How many tokens with letters the words of a match are: "I'm" is two. */
const partsIn = (match: string): number =>
  (match.match(/[\p{L}\p{N}'’]+/gu) ?? []).reduce(
    (sum, word) => sum + (/['’](?:m|s|re|ve|d|ll)$|n['’]t$/i.test(word) ? 2 : 1),
    0,
  );

function statement(said: Told, tokens: readonly Token[], voice: Voice): string {
  const [first] = wordsOf(tokens);
  const hasVerb = tokens.some(({ pos }) => pos === 'VERB' || pos === 'AUX');
  if (first && isSelf(first.lower) && (hasVerb || wordsOf(tokens).length > 2))
    return finished(retold(tokens, voice));
  const isFragment =
    /^(?:too|very|so|not|really|quite|way|much|never|still|no)$/.test(first?.lower ?? '') &&
    tokens[1]?.pos !== 'VERB';
  if (!first || !hasVerb || isFragment) return finished(`${said.by} said: ${quoted(said)}`);
  const subjectless = withoutSubject(tokens, said, voice);
  if (subjectless) return finished(subjectless);
  const speaksOfYou = tokens.some(({ lower }) => lower === 'you');
  if (speaksOfYou) return finished(`${said.by} said: ${quoted(said)}`);
  const told = bare(retold(tokens, voice, true)).replace(/^(?:and|so|but) (?=\S+ \S)/i, '');
  return finished(`${said.by} said that ${lowerFirst(told, first)}`);
}

const isSelf = (lower: string): boolean => ['i', 'my', 'we', 'our', 'mine', 'myself'].includes(lower);

/** What things do, not people. */
const OF_THINGS =
  /^(?:works?|worked|helps?|helped|fits|looks|seems|sounds|says|shows|goes|comes|keeps|depends|happens|makes|means)$/;

/** "Just wanted to check", "trying to log in", "need a refund", "cancel my order": chats leave out who. */
function withoutSubject(tokens: readonly Token[], { by }: Told, voice: Voice): string | null {
  const start = tokens.findIndex(
    ({ lower }) => !/^(?:just|still|really|also|only|simply|recently)$/.test(lower),
  );
  const verb = tokens[start];
  if (verb?.lower === 'will') return `${by} ${retold(tokens, voice, true)}`;
  if (verb?.pos !== 'VERB' || OF_THINGS.test(verb.lower)) return null;
  const adverbs = tokens.slice(0, start).map(({ lower }) => lower);
  const rest = retold(tokens.slice(start + 1), voice, true);
  const tell = (...words: string[]) => `${[by, ...words].join(' ')} ${rest.trim()}`;
  if (/ing$/.test(verb.lower)) return tell('is', ...adverbs, verb.lower);
  if (verb.lower !== verb.lemma) return tell(...adverbs, verb.lower);
  if (/^(?:need|want|have|wish|hope|prefer)$/.test(verb.lower))
    return tell(...adverbs, conjugated(verb.lower));
  return /^[a-z]+$/.test(verb.lower) ? tell('asked us to', ...adverbs, verb.lower) : null;
}

/** Stands for the company in what its customers say. */
const US = 'us';

interface Voice {
  /** How the sentence calls the main party the first time, and from then on. */
  readonly subject: (lower: string) => 'speaker' | 'other' | null;
  readonly speaker: string;
  readonly other: string;
  /** Whether "they" may stand for the speaker, or for whom they speak to, once they have been named. */
  readonly pronounFor: 'speaker' | 'other';
}

const personal: Readonly<Record<string, 'speaker' | 'other'>> = {
  i: 'speaker',
  me: 'speaker',
  my: 'speaker',
  mine: 'speaker',
  myself: 'speaker',
  you: 'other',
  your: 'other',
  yours: 'other',
  yourself: 'other',
};
const customersOwn: Readonly<Record<string, 'speaker' | 'other'>> = {
  ...personal,
  we: 'speaker',
  us: 'speaker',
  our: 'speaker',
  ours: 'speaker',
};

const agentVoice = ({ by, to }: Told): Voice => ({
  subject: (lower) => personal[lower] ?? null,
  speaker: by,
  other: to,
  pronounFor: 'other',
});
/** Whoever a customer speaks to is us; among colleagues it is somebody. */
const customerVoice = ({ by, to }: Told): Voice => ({
  subject: (lower) => customersOwn[lower] ?? null,
  speaker: by,
  other: to === 'the agent' ? US : to,
  pronounFor: 'speaker',
});

type Case = 'subject' | 'object' | 'possessive' | 'alone' | 'reflexive';
const cases: Readonly<Record<string, Case>> = {
  my: 'possessive',
  your: 'possessive',
  our: 'possessive',
  mine: 'alone',
  yours: 'alone',
  ours: 'alone',
  myself: 'reflexive',
  yourself: 'reflexive',
  i: 'subject',
  we: 'subject',
  me: 'object',
  us: 'object',
};
const they: Readonly<Record<Case, string>> = {
  subject: 'they',
  object: 'them',
  possessive: 'their',
  alone: 'theirs',
  reflexive: 'themselves',
};
const ours: Readonly<Record<Case, string>> = {
  subject: 'we',
  object: 'us',
  possessive: 'our',
  alone: 'ours',
  reflexive: 'ourselves',
};

/** The sentence with its persons changed, and its verbs with them. `isNamed`: the main party has been named already. */
function retold(tokens: readonly Token[], voice: Voice, isNamed = false): string {
  let named = isNamed;
  let told = '';
  let subject: 'singular' | 'plural' | null = null;
  tokens.forEach((token, i) => {
    const who = voice.subject(token.lower);
    if (who) {
      const grammar =
        token.lower === 'you' ? (isSubject(tokens, i) ? 'subject' : 'object') : cases[token.lower];
      const { words, number } = nameFor(who, grammar as Case, voice, named, told.trim() === '');
      if (who === voice.pronounFor) named = true;
      subject = grammar === 'subject' ? number : null;
      told += `${token.spaceBefore}${words}`;
      return;
    }
    if (subject && isVerb(token)) {
      told += agreed(token, subject, tokens[i + 1]);
      subject = null;
      return;
    }
    if (!between(token)) subject = null;
    told +=
      token.lower === "'ll" ? ' will' : `${token.spaceBefore}${alone(token, tokens[i - 1], tokens[i + 1])}`;
  });
  return told.trim();
}

/** A verb whose subject stands further back: "they got married and need to change it", "who they are"; not "6 am". */
function alone(token: Token, before: Token | undefined, next: Token | undefined): string {
  if (token.lower === 'am')
    return before?.lower === 'i' || !/\d/.test(before?.value ?? '') ? 'is' : token.value;
  const goesOn = before?.lower === 'and' || before?.lower === 'but';
  const isPresent =
    token.lower === 'need' || token.lower === 'want' || (token.lower === 'have' && next?.pos === 'VERB');
  return goesOn && isPresent ? conjugated(token.value) : token.value;
}

const between = ({ pos, lower }: Token): boolean => pos === 'ADV' || lower === 'both' || lower === 'all';

function nameFor(
  who: 'speaker' | 'other',
  grammar: Case,
  voice: Voice,
  named: boolean,
  isFirst: boolean,
): { words: string; number: 'singular' | 'plural' } {
  const name = who === 'speaker' ? voice.speaker : voice.other;
  if (name === US) return { words: ours[grammar], number: 'plural' };
  const mayBeThey = who === voice.pronounFor && (named || grammar === 'reflexive');
  if (mayBeThey) return { words: they[grammar], number: 'plural' };
  // An agent's own things are theirs: "the agent has told their manager".
  if (
    who === 'speaker' &&
    !isFirst &&
    voice.pronounFor === 'other' &&
    (grammar === 'possessive' || grammar === 'reflexive')
  )
    return { words: they[grammar], number: 'plural' };
  const words = grammar === 'possessive' || grammar === 'alone' ? `${name}'s` : name;
  return { words, number: 'singular' };
}

/** "You" before a verb does something; elsewhere something is done to it. */
function isSubject(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1];
  let next = index + 1;
  while (tokens[next] && between(tokens[next] as Token)) next++;
  const follows = tokens[next];
  if (!follows || !isVerb(follows)) return false;
  if (/^'|n't$/.test(follows.lower)) return true;
  const governs =
    before &&
    (before.pos === 'ADP' ||
      (before.pos === 'VERB' &&
        !/^(?:think|see|say|hope|ensure|confirm|show|mean|know|if|once|when)$/.test(before.lemma)));
  return !governs;
}

const AUXILIARY = /^(?:am|are|is|was|were|have|has|had|do|does|did|'m|'re|'ve|'d|'ll|'s)$/;
const MODAL = /^(?:can|could|will|would|should|may|might|must|shall|ca|wo)$/;
const isAuxiliary = (lower: string): boolean => AUXILIARY.test(lower) || MODAL.test(lower);
const isVerb = ({ pos, lower }: Token): boolean => pos === 'VERB' || pos === 'AUX' || isAuxiliary(lower);

/** The verb after a changed subject: "I'm" is "the customer is", or "they are". */
function agreed(token: Token, number: 'singular' | 'plural', next: Token | undefined): string {
  const { lower, value, spaceBefore } = token;
  const one = number === 'singular';
  const space = lower.startsWith("'") ? ' ' : spaceBefore;
  switch (lower) {
    case 'am':
    case "'m":
    case 'are':
    case "'re":
      return `${space}${one ? 'is' : 'are'}`;
    case 'was':
    case 'were':
      return `${space}${one ? 'was' : 'were'}`;
    case 'have':
    case "'ve":
      return `${space}${one ? 'has' : 'have'}`;
    case "'ll":
      return `${space}will`;
    case "'d":
      return `${space}${next && (next.lower !== next.lemma || next.lower === 'been') ? 'had' : 'would'}`;
    case 'do':
      return `${space}${one ? 'does' : 'do'}`;
    default:
      return `${space}${one && isBase(token) ? conjugated(value) : value}`;
  }
}

/** Their past is spelt the same, and talk is mostly of what happened. */
const SAME_PAST = /^(?:put|cut|set|let|hit|read|cost|shut|hurt|quit|split|spread|bet)$/;
const isBase = ({ pos, lower, lemma }: Token): boolean =>
  (pos === 'VERB' || pos === 'AUX') && lower === lemma && !SAME_PAST.test(lower) && !MODAL.test(lower);

function conjugated(verb: string): string {
  if (/^have$/i.test(verb)) return 'has';
  if (/(?:s|x|z|ch|sh|o)$/i.test(verb)) return `${verb}es`;
  return /[^aeiou]y$/i.test(verb) ? `${verb.slice(0, -1)}ies` : `${verb}s`;
}

const lowerFirst = (sentence: string, first: Token): string =>
  first.pos === 'PROPN' || /^[A-Z]{2}|^I\b|\d/.test(first.value)
    ? sentence
    : `${sentence[0]?.toLowerCase() ?? ''}${sentence.slice(1)}`;

/** "…, can you help me with that?" asks for nothing that was not said. */
const HELP =
  /^(?:(?:can|could|would|will) you (?:please )?(?:help|assist)|please help|is that (?:ok(?:ay)?|possible)|how (?:do|can) i do that)/;

function endOfMatter(tokens: readonly Token[]): number {
  const comma = tokens.findLastIndex(({ value }) => value === ',');
  if (comma < 4) return tokens.length;
  const tail = tokens
    .slice(comma + 1)
    .map(({ lower }) => lower)
    .join(' ');
  return HELP.test(tail) ? comma : tokens.length;
}

/** Without the sign at its end, and without a plea for help after it. */
function wordsUpTo(tokens: readonly Token[]): Token[] {
  let end = endOfMatter(tokens);
  while (end > 0 && /^[?!.,;:…]+$/.test(tokens[end - 1]?.value ?? '')) end--;
  return tokens.slice(0, end);
}

function skipWords(tokens: readonly Token[], words: number): Token[] {
  let left = words;
  let i = 0;
  while (left > 0 && i < tokens.length) if (/[\p{L}\p{N}]/u.test(tokens[i++]?.value ?? '')) left--;
  return tokens.slice(i);
}
