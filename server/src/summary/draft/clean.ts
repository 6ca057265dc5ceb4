/** Longest sentence kept whole, in words: speech that was written down without full stops is cut where a clause begins. */
const MAX_SENTENCE_WORDS = 32;

const QUOTED_MAIL = /^(?:>.*|-{2,} ?(?:original|forwarded) message.*|on .{6,120} wrote:|from: .+@.+)$/im;
const SIGNATURE =
  /^(?:--\s*|(?:(?:best|kind|warm|many|with kind) )?regards|sincerely|yours (?:truly|faithfully|sincerely)|cheers|best(?: wishes)?|thanks|thank you|many thanks|sent from my \w+)[,.!]?\s*$/im;
/** A signature is short: what follows a "Thanks," in the middle of a mail is the mail. */
const MAX_SIGNATURE_CHARS = 240;

/** A mail without what it answers and without its signature. */
export function withoutMail(text: string): string {
  const quoted = QUOTED_MAIL.exec(text);
  const own = quoted && quoted.index > 0 ? text.slice(0, quoted.index) : text.replace(/^>.*$/gm, '');
  const signature = SIGNATURE.exec(own);
  const isEnd =
    signature &&
    signature.index > 0 &&
    own.length - signature.index - signature[0].length <= MAX_SIGNATURE_CHARS;
  return (isEnd ? own.slice(0, signature.index) : own).trim();
}

/** Sentences of a text whose lines are sentences too; lists and logs are no prose, but their lines stay apart. */
export function sentencesOf(text: string, split: (text: string) => string[]): string[] {
  return text
    .split(/\n+/)
    .map((line) => line.replace(/^\s*(?:[-*•]|\d{1,2}[.)])\s+/, '').trim())
    .filter((line) => line !== '')
    .flatMap(split)
    .flatMap(cutAtClauses)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

const UNPUNCTUATED_WORDS = 18;
const NEW_START = /\s+(?=(?:i've|i'll|we've|we'll|you'll|i'm going|they'll) )/i;
/** What will be done is a sentence of its own: "I've booked it, and they will call you" says two things. */
const WILL_CLAUSE =
  /,? (?:and|so|but) (?=(?:then )?(?:i|we|you|they|he|she|someone|somebody|it|the \w+|our \w+|my \w+)(?:'ll| will| shall|'m going to|'re going to| is going to| are going to) )|, (?=(?:i|we|you|they|he|she|it)(?:'ll| will) )/i;
const CLAUSE =
  /[,;]?\s+(?=(?:and|but|so|then|because)\s+(?:i|we|you|he|she|it|they|my|the|then|now|when|can|could)\b)/i;

function cutAtClauses(sentence: string): string[] {
  return atLength(sentence).flatMap((part) => {
    const isConditional = /^(?:if|once|when|as soon as|unless)\b/i.test(part.trim());
    return isConditional ? [part] : part.split(WILL_CLAUSE);
  });
}

function atLength(sentence: string): string[] {
  const words = sentence.split(/\s+/).length;
  if (words > UNPUNCTUATED_WORDS && !/[,;.!?](?=\s)/.test(sentence))
    return sentence.split(CLAUSE).flatMap((clause) => clause.split(NEW_START));
  if (sentence.split(/\s+/).length <= MAX_SENTENCE_WORDS) return [sentence];
  const parts: string[] = [];
  for (const clause of sentence.split(CLAUSE)) {
    const last = parts.at(-1);
    if (last !== undefined && `${last} ${clause}`.split(/\s+/).length <= MAX_SENTENCE_WORDS / 2)
      parts[parts.length - 1] = `${last} ${clause}`;
    else parts.push(clause);
  }
  return parts;
}

const NOISES =
  /\s*(?:\[[^\]\n]{1,40}\]|<[a-z][^>\n]{0,30}>|\((?:inaudible|pause|laughs?|laughter|crosstalk|silence|music|sighs?)\))\s*/gi;
const HESITATIONS =
  /,?\s*(?<![\p{L}'’-])(?:u+[hm]+|e+rm*|h+m+|mm+(?:-?hm+)?|uh-huh|ah+)(?![\p{L}'’-])(?:[,.…]+|(?=\s)|$)/giu;
const FILLERS =
  /(?:,\s*|^)(?:you know|i mean|like|sort of|kind of|basically|actually|honestly|to be honest)\s*,\s*/gi;
const STUTTER = /\b([\p{L}']{1,12})(?:[,\s-]+\1\b)+/giu;
/** Words that a sentence may begin with and loses nothing without. */
const LEAD_IN =
  /^(?:(?:(?:thanks|thank you|many thanks)[,!.]\s*)|(?:well|so|yeah|yes|yep|ok(?:ay)?|alright|right|oh|sure|and|also|now|anyway|look|listen|actually|basically|great|perfect|no problem|absolutely|certainly|of course|understood|got it|i see|done|no thanks)(?:[,!.:…-]+\s*|\s+(?=(?:hi|hello|hey|i|i'm|i've|i'd|i'll|we|we're|my|you|your|it|the|this|that|there|so|yeah|but|can|could|please)\b)))+/i;
const SALUTATION =
  /^(?:(?:hi+|hello|hey|hiya|greetings|good (?:morning|afternoon|evening|day)|dear|morning(?=,)|afternoon(?=,)|evening(?=,))(?: (?:there|again|all|everyone|team|sir|madam|support|[A-Z][\p{L}]+))*(?:[,!.:–-]+\s*|\s+(?=(?:i|i'm|i've|i'd|my|we|can|could|this|just|the|it|is|do|how|please)\b)))/iu;
/** How they came is not why. */
const CALLING =
  /^(?:because |(?:i'm|i am|i was|we are|we're) (?:just )?(?:calling|phoning|writing|messaging|contacting you|reaching out|here|ringing)(?: (?:in|today|you|to you))* (?:because|as|since) |what (?:i'm|i am|we're) going to do is |the (?:thing|problem|issue) is,? (?:that )?)/i;

/** A sentence without what people say while they think: "um, I I was, you know, charged twice" is "I was charged twice". */
export function unhesitating(sentence: string): string {
  let plain = sentence
    .replace(/[’‘]/g, "'")
    .replace(NOISES, ' ')
    .replace(HESITATIONS, ' ')
    .replace(FILLERS, ' ')
    .replace(STUTTER, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  for (const start of [SALUTATION, LEAD_IN, SALUTATION, LEAD_IN, CALLING]) {
    const rest = plain.replace(start, '');
    if (rest.split(' ').length >= 2) plain = rest;
  }
  return plain.replace(/^[,.;:!?\s-]+/, '').replace(/\bi\b(?=$|[\s',])/g, 'I');
}
