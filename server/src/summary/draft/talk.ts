import type { SpeakerRole } from '@caseroom/shared/transcript';
import {
  ACKNOWLEDGEMENT,
  ANYTHING_ELSE,
  ASKS_FOR,
  CLOSING,
  COMFORT,
  DATA,
  GREETING,
  HOLD,
  IDENTITY,
  LEADS_SOMEWHERE,
  MACHINERY,
  NO_IDENTITY,
  NOTHING_ELSE,
  TELLS_IDENTITY,
  THANKS,
} from './talk-words.ts';

/**
 * What a sentence is for. Only `content` says something about the matter; `closing` ones end it, and `nothing-else`
 * is the customer's word that they have what they came for.
 */
export type TalkKind =
  | 'content'
  | 'greeting'
  | 'closing'
  | 'thanks'
  | 'acknowledgement'
  | 'identity-ask'
  | 'identity-answer'
  | 'hold'
  | 'comfort'
  | 'anything-else'
  | 'nothing-else'
  | 'machinery';

interface Facts {
  readonly lower: string;
  readonly role: SpeakerRole;
  readonly isQuestion: boolean;
  readonly words: number;
  readonly before: { readonly kind: TalkKind; readonly role: SpeakerRole } | undefined;
}

/** Longest answer that is nothing but the data that was asked for, in words. */
const MAX_DATA_WORDS = 12;
const MAX_PLEASANTRY_WORDS = 9;
/** "Thanks, just cancel it" is no thanks. */
const MAX_THANKS_WORDS = 5;
const THANKS_FOR =
  /\b(?:thanks?|thank you|appreciate)\b.*\b(?:for|so much|a lot|very much|again|your|that)\b/;

/** What a sentence is for, by what it says and by what it answers. */
export function kindOf(facts: Facts): TalkKind {
  const { lower, role, words, before } = facts;
  if (role === 'system') return MACHINERY.test(lower) ? 'machinery' : 'content';
  if (
    role !== 'agent' &&
    before?.kind === 'anything-else' &&
    /^(?:no|nope|nah)\b/.test(lower) &&
    words <= MAX_THANKS_WORDS
  )
    return 'nothing-else';
  if (ACKNOWLEDGEMENT.test(lower)) return 'acknowledgement';
  if (role === 'agent' && ANYTHING_ELSE.test(lower)) return 'anything-else';
  if (role !== 'agent' && words <= MAX_PLEASANTRY_WORDS + 3 && NOTHING_ELSE.test(lower))
    return 'nothing-else';
  if (isPleasantry(facts))
    return THANKS.test(lower) ? 'thanks' : CLOSING.test(lower) ? 'closing' : 'greeting';
  if (role === 'agent') return agentKind(facts);
  return isIdentityAnswer(facts) ? 'identity-answer' : isHoldOn(facts) ? 'hold' : 'content';
}

const isPleasantry = ({ lower, role, words }: Facts): boolean =>
  (words <= (THANKS_FOR.test(lower) ? MAX_PLEASANTRY_WORDS : MAX_THANKS_WORDS) &&
    THANKS.test(lower) &&
    !/^no\b|\bbut\b/.test(lower)) ||
  (words <= MAX_PLEASANTRY_WORDS + 5 && CLOSING.test(lower)) ||
  (GREETING.test(lower) && (role === 'agent' || words <= MAX_PLEASANTRY_WORDS));

function agentKind({ lower, words }: Facts): TalkKind {
  if (HOLD.test(lower) && !LEADS_SOMEWHERE.test(lower)) return 'hold';
  if (/^i have (?:you (?:on|at|as|under) )?[\d•(+][\d•() -]{4,}/.test(lower)) return 'identity-ask';
  if (IDENTITY.test(lower) && ASKS_FOR.test(lower) && !isWork(lower) && !/\bis your\b/.test(lower))
    return 'identity-ask';
  if (COMFORT.test(lower) && words <= 20 && !LEADS_SOMEWHERE.test(lower) && !/\bbut\b/.test(lower))
    return 'comfort';
  return 'content';
}

/** "Could you check your e-mail", "I have updated your address": not asked for to know who they are. */
const isWork = (lower: string): boolean =>
  /\b(?:check|open|look in|visit|try|click|reset|updated|changed|sent|restart|print|is wrong|has been|have been|will be|will receive|you(?:'ll| will) (?:get|receive)|fill|return|form|by e-?mail|report|within|once you|when you|log in|sign in|log out|change it|temporary|instructions?|link|bring|scan|photos?|pack|attach|label|enclosed|upload|complete|sign up|keep|write to|call us|contact us|reply)\b/.test(
    lower,
  );

const isHoldOn = ({ lower, words }: Facts): boolean =>
  words <= 8 && HOLD.test(lower) && !LEADS_SOMEWHERE.test(lower);

function isIdentityAnswer({ lower, words, before, isQuestion }: Facts): boolean {
  if (NO_IDENTITY.test(lower)) return before?.kind === 'identity-ask' || before?.kind === 'identity-answer';
  if (isQuestion || words > MAX_DATA_WORDS) return false;
  if (TELLS_IDENTITY.test(lower) || (DATA.test(lower) && /[\d@•]/.test(lower))) return true;
  const isAnswer = before?.kind === 'identity-ask' || before?.kind === 'identity-answer';
  return isAnswer && words <= 5 && !/\b(?:not|don't|can't|no|why|need|want)\b|n't\b/.test(lower);
}
