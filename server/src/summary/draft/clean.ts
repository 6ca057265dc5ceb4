/** Longest sentence kept whole, in words: speech that was written down without full stops is cut where a clause begins. */
const MAX_SENTENCE_WORDS = 32;

const QUOTED_MAIL = /^(?:>.*|-{2,} ?(?:original|forwarded) message.*|on .{6,120} wrote:|from: .+@.+)$/im;
const SIGNATURE =
  /^(?:--\s*|(?:(?:best|kind|warm|many|with kind) )?regards|sincerely|yours (?:truly|faithfully|sincerely)|cheers|best(?: wishes)?|thanks|thank you|many thanks|sent from my \w+)[,.!]?\s*$/im;
/** A signature is short: what follows a "Thanks," in the middle of a mail is the mail. */
const MAX_SIGNATURE_CHARS = 240;

/** Lines that a mail begins with when it was pasted with its head. */
const HEAD = /^(?:(?:subject|from|to|cc|date|sent|re|betreff|von|an): .*\n+)+/i;

/** A mail without its head, what it answers and its signature. */
export function withoutMail(mail: string): string {
  const text = mail.replace(HEAD, '');
  const quoted = QUOTED_MAIL.exec(text);
  const own = quoted && quoted.index > 0 ? text.slice(0, quoted.index) : text.replace(/^>.*$/gm, '');
  const signature = SIGNATURE.exec(own);
  const isEnd =
    signature &&
    signature.index > 0 &&
    own.length - signature.index - signature[0].length <= MAX_SIGNATURE_CHARS;
  return (isEnd ? own.slice(0, signature.index) : own).trim();
}

/** Longest word or address that is read whole; finding addresses in longer ones takes the model seconds. */
const MAX_WORD_CHARS = 80;
const ENDLESS = new RegExp(`\\S{${MAX_WORD_CHARS + 1},}`, 'g');
export const withoutEndless = (text: string): string =>
  text.replace(ENDLESS, (run) => `${run.slice(0, MAX_WORD_CHARS)}…`);

/** What goes on without an end for longer is a log or an address, and its beginning says what it is. */
const MAX_SENTENCE_CHARS = 600;

/** Sentences of a text whose lines are sentences too; lists and logs are no prose, but their lines stay apart. */
export function sentencesOf(text: string, split: (text: string) => string[]): string[] {
  return text
    .split(/\n+/)
    .map((line) =>
      line
        .replace(/^\s*(?:[-*•]|\d{1,2}[.)])\s+/, '')
        .replace(LOGGED_AT, '')
        .replace(NUMBERED, '')
        .trim(),
    )
    .filter((line) => line !== '')
    .map((line) => withoutEndless(line.replace(WHAT_I_DO_IS, ' ')))
    .flatMap((line) => rejoined(line, split(line)))
    .flatMap(cutAtClauses)
    .map((sentence) => sentence.slice(0, MAX_SENTENCE_CHARS).trim())
    .filter(
      (sentence) =>
        /[\p{L}\p{N}]/u.test(sentence) && !/^(?:and|so|but|then|and then|so then)$/i.test(sentence),
    );
}

/** Work logs begin their lines with the time: "08:30 Restarted the service". */
const LOGGED_AT = /^\[?\d{1,2}:\d{2}(?::\d{2})?\]?(?:\s*[-–—:]\s*|\s+)(?=\p{Lu}\p{L})/u;

/** "Ticket #4471 - Our auditors ask …" */
const NUMBERED = /^(?:ticket|case|ref(?:erence)?|incident)\s*[#:]?\s*[\w-]*\d[\w-]*\s*[-–:]\s+(?=\S)/i;

const WHAT_I_DO_IS =
  /\s*\b(?:(?:so|and) )?what (?:i'm|i am|we're|i'll|i will) (?:(?:going to|gonna) )?do is,? /gi;

/** An address such as "shop.example/returns" is no end of a sentence and the next one's beginning. */
function rejoined(line: string, sentences: readonly string[]): string[] {
  const whole: string[] = [];
  let from = 0;
  for (const sentence of sentences) {
    const at = line.indexOf(sentence, from);
    const last = whole.at(-1);
    const isWithin = at === from && at > 0 && /[\w.]$/.test(last ?? '') && /^[a-z\d]/.test(sentence);
    if (last !== undefined && isWithin) whole[whole.length - 1] = last + sentence;
    else whole.push(sentence);
    from = at + sentence.length;
  }
  return whole;
}

/** Speech and quick chats leave out full stops: longer stretches without any are cut where a new sentence begins. */
const UNPUNCTUATED_WORDS = 11;
/** Longer ones are cut at every "and I …" too. */
const BREATHLESS_WORDS = 18;
const NEW_START =
  /\s+(?=(?:i've|i'll|(?:i|we) have (?:just |now |already |also )*\w+(?:ed|en|nt|ne|de|ut|id)\b|we've|we'll|you'll|i'm going|they'll|it'll|it will|(?:can|could|would) you (?!use|pay|do|get|see|find|have|be)|i would like|i'd like|i want|is there anything else|anything else i|how (?:can|may) i help|thank you for|have a (?:great|good|nice)|may i have|can i (?:get|have) your) ?)/i;
/** "That I've …", "so I've …": no new sentence begins after these. */
const LEADS_ON =
  /\b(?:that|and|but|so|if|because|since|as|when|what|which|who|where|how|to|than|the|or|whether|know|think|hope|see|sure|once|after|until|before|unless|while|soon)$/i;
/** What will be done is a sentence of its own: "I've booked it, and they will call you" says two things. */
const WILL_CLAUSE =
  /,? (?:and|so|but) (?=(?:then )?(?:i|we|you|they|he|she|someone|somebody|it|(?:a|an|the|our|my|your|his|her|their) (?:\w+ )?\w+)(?:'ll| will| shall|'m going to|'re going to| is going to| are going to) )|,? and (?=(?:i|we) can )|, (?=(?:i|we|you|they|he|she|it)(?:'ll| will) )|, (?=(?:you|they|he|she|it) should (?:be|get|have|see) )|, and (?=i(?:'d| would) (?:like|ask) you )|, (?:and|so|but) (?=(?:could|can|would|will) you |please )|(?<=,) but (?=(?:i|we)(?:'ve| have) \w+(?:ed|en|nt|ne|de|ut|id)\b)/i;
const CLAUSE = /[,;]?\s+(?=(?:and|but|then)\s+(?:i|we|you|he|she|it|they|my|the|then|now|when|can|could)\b)/i;
/** "Make it nine and I'll sign": without the first the second is not so. */
const BARGAIN = /^(?:make|give|offer|do|match|drop|waive)\b/i;

function cutAtClauses(sentence: string): string[] {
  return atLength(sentence).flatMap((part) => (isOneThing(part) ? [part] : splitKeepingBut(part)));
}

/** What depends on a condition, or is bargained for, is not cut from it. */
const isOneThing = (part: string): boolean =>
  /^\s*(?:if|once|when|as soon as|unless)\b/i.test(part) || BARGAIN.test(part.trim());

/** The "but" stays with what it takes back. */
const splitKeepingBut = (part: string): string[] => {
  const parts = part.split(WILL_CLAUSE);
  let from = 0;
  return parts.map((one, i) => {
    const at = part.indexOf(one, from);
    from = at + one.length;
    const next = parts[i + 1];
    const glue = next === undefined ? '' : part.slice(from, part.indexOf(next, from));
    return /\bbut\b/i.test(glue) ? `${one} but` : one;
  });
};

function atLength(sentence: string): string[] {
  const words = sentence.split(/\s+/).length;
  if (
    words > UNPUNCTUATED_WORDS &&
    !/[,;.!?](?=\s)/.test(sentence) &&
    !(words <= BREATHLESS_WORDS && isOneThing(sentence))
  )
    return (words > BREATHLESS_WORDS ? sentence.split(CLAUSE) : [sentence]).flatMap(atNewStarts);
  if (words <= MAX_SENTENCE_WORDS) return [sentence];
  const parts: string[] = [];
  for (const clause of sentence.split(CLAUSE)) {
    const last = parts.at(-1);
    if (last !== undefined && `${last} ${clause}`.split(/\s+/).length <= MAX_SENTENCE_WORDS / 2)
      parts[parts.length - 1] = `${last} ${clause}`;
    else parts.push(clause);
  }
  return parts;
}

function atNewStarts(clause: string): string[] {
  const parts: string[] = [];
  for (const part of clause.split(NEW_START)) {
    const last = parts.at(-1);
    if (last !== undefined && LEADS_ON.test(last)) parts[parts.length - 1] = `${last} ${part}`;
    else parts.push(part);
  }
  return parts;
}

/** Marks that turn the direction of writing, and letters of no width. */
const INVISIBLE = /[\u200b\u2060\u00ad\u202a-\u202e\u2066-\u2069\ufeff]/g;

const NOISES =
  /\s*(?:\[[^\]\n]{1,40}\]|<\/?[a-z!][^>\n]{0,300}>|\((?:inaudible|pause|laughs?|laughter|crosstalk|silence|music|sighs?)\))\s*/gi;
const HESITATIONS =
  /,?\s*(?<![\p{L}'’-])(?:[Uu]+[hm]+|U[HM]+|[Ee]+rm*|[Hh]+m+|HM+|[Mm]m+(?:-?hm+)?|[Uu]h-huh|[Aa]h+)(?![\p{L}'’-])(?:[,.…]+|(?=\s)|$)/gu;
const FILLERS =
  /(?:,\s*|^)(?:you know|i mean|like|sort of|kind of|basically|actually|honestly|to be honest)\s*,\s*/gi;
const STUTTER = /\b([\p{L}']{1,12})(?:[,\s-]+\1\b)+/giu;
/** Words that a sentence may begin with and loses nothing without. */
const LEAD_IN =
  /^(?:(?:(?:thanks|thank you|many thanks)[,!.]\s*)|(?:well|so|yeah|yes|yep|ok|okay|alright|all right|right|oh|ah|hey|sure|and|also|now|anyway|look|listen|actually|basically|great|perfect|no problem|absolutely|certainly|of course|understood|got it|i see|done|no thanks|oh man|man|omg|(?:oh )?my god|hola|bonjour|hallo|first(?:ly| of all)?|second(?:ly)?|third(?:ly)?|finally|lastly)(?:[,!.:…-]+\s*|\s+(?=(?:hi|hello|hey|will|i|i'm|i've|i'd|i'll|we|we're|my|you|your|it|the|this|that|there|so|yeah|but|can|could|please|well|which|what|who|when|second|third|finally)\b))|(?:i'm afraid|unfortunately) not[,.]\s+|no\.\s+(?=[a-z])|(?:ok|okay|alright|oh|ah|hey)\s+(?!then\b)(?=\w+[ ,]))+/i;
const SALUTATION_WORD =
  /^(?:hi+|hel+o+|hallo|heya?|hiya|greetings|good (?:morning|afternoon|evening|day)|dear|morning(?=[,. ])|afternoon(?=[,.])|evening(?=[,.]))\b/i;
/** Whoever is greeted: names have capitals, and stand alone or in pairs. */
const GREETED =
  /^(?: (?:there|again|all|everyone|team|sir|madam|support|(?:(?:Mr|Ms|Mrs|Dr)\.? )?\p{Lu}[\p{L}'’-]+)){0,3}(?:[,!.:–-]+\s*|\s+(?=(?:[Ii]|[Ii]['’](?:m|ve|d|ll)|[Mm]y|[Ww]e|[Cc]an|[Cc]ould|[Tt]his|[Jj]ust|[Tt]he|[Ii]t|[Ii]s|[Dd]o|[Hh]ow|[Ww]hen|[Ww]hat|[Ww]here|[Pp]lease|[Ss]o|[Yy]eah|[Ww]ell|[Yy]ou|[Yy]our|[Tt]here|[Nn]eed|[Ll]ooking|[Ff]or)\b))/u;
/** How they came is not why. */
const CALLING =
  /^(?:because |(?:i'm|i am|i was|we are|we're) (?:just )?(?:calling|phoning|writing|messaging|contacting you|reaching out|here|ringing)(?: (?:in|today|you|to you))* (?:because|as|since) |what (?:i'm|i am|we're) going to do is |the (?:thing|problem|issue) is,? (?:that )?)/i;
/** "My name is John Brown and …", "this is Greta Lund, …": who they are is no part of why they came. */
const INTRODUCTION =
  /^(?:my name is|my name's|this is|it's)(?: [\p{L}'’.-]+){1,3}?(?:,? (?:here|speaking|calling))?(?:,? and |, | )(?=(?:i|i'm|i've|i'd|i am|my|we|we're|our) )/iu;

/** Without noises, hesitations and stutters; every word that was meant is left. */
export const withoutNoise = (sentence: string): string =>
  sentence
    .replace(/[’‘]/g, "'")
    .replace(INVISIBLE, '')
    .replace(NOISES, ' ')
    .replace(HESITATIONS, ' ')
    .replace(FILLERS, ' ')
    .replace(STUTTER, '$1')
    .replace(/\s+/g, ' ')
    .trim();

/** A sentence without what people say while they think: "um, I I was, you know, charged twice" is "I was charged twice". */
export function unhesitating(sentence: string): string {
  let plain = withoutNoise(sentence);
  for (const without of [unsaluted, unled, unsaluted, unled, unintroduced, uncalled]) {
    const rest = without(plain);
    if (rest.split(' ').length >= 2) plain = rest;
  }
  return plain.replace(/^[,.;:!?\s-]+|,? but$/gi, '').replace(/\bi\b(?=$|[\s',])/g, 'I');
}

const unled = (sentence: string): string => sentence.replace(LEAD_IN, '');
const uncalled = (sentence: string): string => sentence.replace(CALLING, '');
const unintroduced = (sentence: string): string => sentence.replace(INTRODUCTION, '');

function unsaluted(sentence: string): string {
  const word = SALUTATION_WORD.exec(sentence)?.[0];
  if (word === undefined) return sentence;
  const rest = sentence.slice(word.length);
  const greeted = GREETED.exec(rest)?.[0];
  return greeted === undefined ? sentence : rest.slice(greeted.length);
}
