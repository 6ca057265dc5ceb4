import { maskForbiddenTalk, spokenOf } from '@caseroom/shared/forbidden-talk';
import type { SpeakerRole, Turn } from '@caseroom/shared/transcript';
import { calm, wellSpelt } from './chat-words.ts';
import { sentencesOf, unhesitating, withoutMail, withoutNoise } from './clean.ts';
import { type Names, namesOf, rolesOf } from './roles.ts';
import { withoutSecrets } from './secret.ts';
import { kindOf, type TalkKind } from './talk.ts';
import { LEADS_SOMEWHERE } from './talk-words.ts';

/** A word or sign of a sentence, as the language model sees it. */
export interface Token {
  readonly value: string;
  readonly lower: string;
  /** Universal part of speech: "VERB", "AUX", "PRON", … */
  readonly pos: string;
  readonly lemma: string;
  readonly stem: string;
  readonly isStop: boolean;
  readonly spaceBefore: string;
}

/** One sentence of a transcript. */
export interface Said {
  /** Its place among all sentences. */
  readonly index: number;
  readonly turn: number;
  readonly role: SpeakerRole;
  /** How a sentence calls who speaks and who is spoken to: "the agent", "the customer", or a colleague by name. */
  readonly by: string;
  readonly to: string;
  /** In the speaker's own spelling; `lower` and `tokens` are spelt well. */
  readonly text: string;
  /** With the "great," or "no," it began with. */
  readonly whole: string;
  readonly lower: string;
  readonly tokens: readonly Token[];
  readonly kind: TalkKind;
  readonly isQuestion: boolean;
  /** One of several things that are named one by one: "second, …". */
  readonly isListed: boolean;
}

export interface Language {
  /** Splits what one person said into sentences. */
  readonly sentences: (text: string) => string[];
  readonly tokens: (sentence: string) => Token[];
}

/** A transcript as sentences that were understood, card numbers and codes taken out first. */
export function readTranscript(turns: readonly Turn[], language: Language): Said[] {
  const texts = maskForbiddenTalk(turns.map(spokenOf)).map(withoutSecrets);
  const roles = rolesOf(turns);
  const names = namesOf(turns, roles);
  const said: Said[] = [];
  turns.forEach((_, turn) => {
    const role = roles[turn] as SpeakerRole;
    for (const text of sentencesOf(withoutMail(texts[turn] as string), language.sentences)) {
      const plain = unhesitating(text);
      if (plain === '') continue;
      const before = said.at(-1);
      const spelt = asPromise(wellSpelt(calm(plain)));
      const lower = spelt.toLowerCase();
      const tokens = language.tokens(spelt);
      const isQuestion = asks(lower, role);
      const kind = kindOf({ lower, role, isQuestion, words: wordsOf(tokens).length, before });
      said.push({
        index: said.length,
        turn,
        role,
        ...(names[turn] as Names),
        text: plain,
        whole: withoutNoise(text),
        lower,
        tokens,
        kind,
        isQuestion,
        isListed: LISTED.test(text),
      });
    }
  });
  return said;
}

/** "Let me ask her and come back to you tomorrow" is a promise; "let me look" is none. */
const asPromise = (sentence: string): string =>
  LEADS_SOMEWHERE.test(sentence.toLowerCase()) ||
  /^let me (?:transfer|connect|forward|escalate|pass)\b/i.test(sentence)
    ? sentence.replace(/^let me (?!know|have|in\b|down|off|go\b)(?:just )?(?=\w)/i, "I'll ")
    : sentence;

const LISTED =
  /^\s*(?:(?:and|also|then),? )?(?:first(?:ly)?|second(?:ly)?|third(?:ly)?|another thing|the other thing|one more thing)\b,?/i;

export const wordsOf = (tokens: readonly Token[]): Token[] =>
  tokens.filter(({ lower }) => /[\p{L}\p{N}]/u.test(lower));

const QUESTION_START =
  /^(?:(?:and|so|but|ok(?:ay)?|also|then)[, ]+)*(?:where'?s|what's|how's|when's|how (?:do|can|much|many|long|would|come|is|are|does)|what(?:'s| is| are| if| about| do| does| time| happens)|when (?:will|is|are|do|does|can)|where (?:is|are|do|can|did)|why (?:is|are|do|did|was|am|does|can't)|who (?:is|do|can)|which|(?:can|could|may) (?:i|you|we)|do (?:you|i|we|they)|does (?:it|that|this|the)|did you|is (?:there|it|this|that|my)|are (?:you|there|they)|will (?:it|i|you|there|they)|would (?:you|it|that)|any (?:update|idea|chance|news)|should i|shall i)\b/;

/** Chats leave the question mark out. */
const asks = (lower: string, role: SpeakerRole): boolean =>
  role !== 'system' && (/\?["”')]*$/.test(lower) || QUESTION_START.test(lower));
