import type { SpeakerRole } from '@caseroom/shared/transcript';

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

const GREETING =
  /^(?:hi+|hello|hey|hiya|howdy|yo|good (?:morning|afternoon|evening|day))\b[^.?]{0,25}$|\bgood (?:morning|afternoon|evening)\W*$|^dear\b[^.?]{0,40}$|\bthis is \w+ speaking\b|\bspeaking (?:with|to) \w+\W*$|^(?:welcome|you're through) to\b|^welcome to\b|^(?:thank you|thanks) for (?:calling|contacting|reaching|choosing|chatting|getting in touch|writing|your (?:e-?mail|message))|\bhow (?:can|may|could) (?:i|we) (?:help|assist|be of)|\bwhat can (?:i|we) (?:do|help)|^(?:my name is|you're (?:speaking|chatting) (?:with|to)) [\w .'-]{1,40}(?:[,.!]|$)|^(?:this is|i'm) \w+(?: \w+)? (?:speaking|here\b|from\b|with\b)|^(?:i'm|i am|we're) (?:calling|writing|phoning)$|^how are you|^i'm (?:good|fine|well|doing)|^(?:i )?hope (?:you|this)|^to whom it may/;
const CLOSING =
  /\bhave an? (?:\w+ )?(?:great|nice|good|wonderful|lovely|fantastic|blessed|pleasant|awesome|amazing|rest) ?(?:day|one|evening|night|weekend|afternoon|morning|time|of)?|^(?:(?:ok(?:ay)?|alright|great|thanks)[, ]+)*(?:good ?)?bye\b|^take care|^see you|^(?:enjoy|happy) (?:your|the|shopping)|^you(?:'re| are) (?:very |most )?welcome|^(?:it(?:'s| was| is) )?(?:a |my )?pleasure|^(?:not?|no) (?:problem|worries)|\bglad (?:i|we) could|\bhappy to (?:have )?help(?:ed)?\b|^you too\b|^same to you|^(?:talk|speak) (?:to you )?(?:soon|later|then)|\b(?:feel free|don't hesitate) to (?:contact|reach|call|chat|ask)|^cheers/;
const THANKS =
  /^(?:(?:ok(?:ay)?|great|perfect|awesome|cool|wonderful|alright|good|excellent|oh|yes|no|lovely|brilliant|fantastic)[,.! ]+)*(?:many thanks|thanks?|thank you|thx|ty|cheers|(?:i )?(?:really )?appreciate)\b/;
const ACKNOWLEDGEMENT =
  /^(?:(?:ok(?:ay)?|k|sure|yes|yep|yeah|yup|no|nope|nah|great|perfect|awesome|alright|all right|got it|gotcha|i see|right|exactly|understood|cool|fine|good|excellent|wow|oh|ah|hm+|correct|that's (?:right|correct|fine|great|ok(?:ay)?|good|good to know)|sounds good|will do|of course|certainly|absolutely|definitely|please|nice|lovely|wonderful|brilliant|please do|go ahead|i understand|makes sense|fair enough|no worries|let me know|well|so|then|thing|true|indeed|that works for me|works for me|too|sir|ma'am|madam)[\s,.!…-]*)+$/;
const HOLD =
  /\b(?:one|just a|a|another) (?:moment|second|sec|minute|min)\b(?! ago)|\bbear with me|\bhold on\b|\bplease (?:hold|wait)\b|\bhang on\b|\bgive me (?:a|one|just|\d)|\blet me (?:just )?(?:check|see|look|pull|take a look|verify|find|have a look|get|bring|confirm|review|search|double)|\bi(?:'ll| will| am going to|'m going to)(?: just)? (?:check|look (?:that|this|it|into)|see|pull (?:up|that)|take a look|verify|find|have a look)|\bi(?:'m| am) (?:just |still |now )?(?:checking|looking|searching|pulling|verifying)|\b(?:thanks|thank you) for (?:waiting|your patience|holding|bearing)|\bsorry for the (?:wait|delay|hold)|\bstill there\b|\bare you (?:still )?there|\bsoon i will indicate|\bbe right back|\bcan i (?:put|place) you on hold|\bwhile i (?:check|look|pull)/;
/** A hold that says when or to whom it leads is a promise. */
const LEADS_SOMEWHERE =
  /\b(?:tomorrow|today|tonight|monday|tuesday|wednesday|thursday|friday|saturday|sunday|call(?:ing)? (?:you )?back|get back|follow up|e-?mail you|by \d|within|hours?|days?|and (?:call|e-?mail|let|send|get|text|come back))\b/;
const COMFORT =
  /\b(?:happy|glad|pleased|love|delighted|able) to (?:help|assist)\b|^i can (?:definitely |certainly |surely )?(?:help|assist)(?: you)?(?: (?:with|out).*)?$|\bsorry (?:to hear|about (?:that|this|the)|for (?:the|any|your|that|this))|^(?:i(?:'m| am) )?(?:so |very |really |terribly )?sorry\b[^,;]{0,30}$|\bi (?:completely |totally |fully )?(?:understand|apologi[sz]e)\b[^;]*$|\bmy apologies\b|\bhelp you (?:with that|out)|^(?:that'?s|that is|oh,?) (?:not good|terrible|awful|frustrating|a shame|too bad|unfortunate|horrible)|^(?:no|not) (?:problem|to worry)|^don't worry|^i(?:'ll| will) (?:be happy to |gladly )?(?:help|assist)|^let's (?:see|get|take)|^i hope (?:she|he|they|everything|it|that)\b|^is (?:everybody|everyone) (?:ok|okay|safe|all right)|^i (?:do )?(?:completely |totally |fully )?understand\b.{0,40}$|^(?:please )?(?:never|don't|do not) (?:ever )?(?:tell|share)\b|^i'd be happy|\banswer (?:your|the) question/;
const ANYTHING_ELSE =
  /\b(?:any ?thing|something) (?:else|more|further)\b|\b(?:more|other|further|additional|else) (?:help|questions?|assistance)\b|\banymore help\b|\bany (?:other )?(?:questions|concerns)\b/;
const NOTHING_ELSE =
  /\b(?:that|this)(?:'s| is| was| will be|'ll be| should be)?,? (?:all|it|everything)\b(?! (?:i|we) )|^(?:no|nope|nah|not)\b[^?]{0,12}(?:that'?s|i'?m|all) (?:all|it|good|set|fine|everything)|\ball set\b|\bi'm (?:all )?(?:good|set)\b|^nothing (?:else|more)|^no(?:pe)?,? (?:not|nothing)|\bthat (?:is )?all\b/;
const IDENTITY =
  /\b(?:(?:full |first |last |sur|user ?)?names?|(?:account|order|customer|member(?:ship)?|policy|case|ticket|booking|reference|invoice|confirmation|meter|serial|tracking|subscriber|employee|patient|claim|contract|card|phone|mobile|telephone|contact)(?: |-)?(?:id|number|no|level|code)|usernames?|user id|e-?mails?(?: address(?:es)?)?|zip(?: ?code)?|post(?:al)? ?code|date of birth|dob|birth ?date|birthday|(?:billing |shipping |home |mailing |new )?address|security (?:question|answer|word)|pass(?:word|phrase|code)|last (?:four|4|three|3)|social security|pin|id|membership|mother's maiden|phone)\b/;
const ASKS_FOR =
  /\?|\b(?:may|can|could|would|will) (?:i|you|we)\b|\bplease\b|\b(?:i|we)(?:'ll| will| would|'d| do| am going to)?(?: also| just| first| then)? need\b|\bwhat(?:'s| is| was| are)\b|\b(?:provide|verify|confirm|give me|tell me|send me|spell|type)\b|\b(?:and|your|the) [\w ]{2,30}$/;
const TELLS_IDENTITY =
  /^(?:it'?s |it is |sure,? |yes,? )?(?:(?:my|the) )?(?:full |first |last |user ?|account |order |customer |member(?:ship)? |policy |phone |e-?mail |zip |post |reference |booking |serial )?(?:names?|id|number|no\.?|username|e-?mail(?: address)?|address|zip(?: code)?|postcode|phone|date of birth|dob|level|code|account|order|reference)(?: ?(?:is|was|are|:|=|#)| \S*\d)/;
const DATA =
  /^[\s"']*(?:[\w.+-]+@[\w.-]+|[#(+]?[\d•][\d•\s().,#/-]{2,}|[\w-]*\d[\w-]*|[a-z]+\d+[\w]*)(?:[\s,;/]+(?:and )?(?:[\w.+-]+@[\w.-]+|[\w-]*\d[\w-]*|\w+))*[.!]?$/;
const MACHINERY =
  /(?:joined|left|entered|accepted|ended|closed|transferred) (?:the )?(?:chat|conversation|call|session)|(?:chat|conversation|call|session) (?:has )?(?:started|ended|closed|was (?:started|ended|closed))|virtual assistant|automated (?:message|reply)|being recorded|\bqueue\b|^system action:|typing|^(?:read|seen|delivered)\b/;

/** Longest answer that is nothing but the data that was asked for, in words. */
const MAX_DATA_WORDS = 12;
const MAX_PLEASANTRY_WORDS = 9;
/** "Thanks, just cancel it" is no thanks. */
const MAX_THANKS_WORDS = 5;
const THANKS_FOR =
  /\b(?:thanks?|thank you|appreciate)\b.*\b(?:for|so much|a lot|very much|again|your|that)\b/;

/** What a sentence is for, by what it says and by what it answers. */
export function kindOf(facts: Facts): TalkKind {
  const { lower, role, words } = facts;
  if (role === 'system') return MACHINERY.test(lower) ? 'machinery' : 'content';
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
  if (IDENTITY.test(lower) && ASKS_FOR.test(lower) && !isWork(lower)) return 'identity-ask';
  if (COMFORT.test(lower) && words <= 20 && !LEADS_SOMEWHERE.test(lower) && !/\bbut\b/.test(lower))
    return 'comfort';
  return 'content';
}

/** "Could you check your e-mail", "I have updated your address": not asked for to know who they are. */
const isWork = (lower: string): boolean =>
  /\b(?:check|open|look in|visit|try|click|reset|updated|changed|sent|restart|print|is wrong|has been|have been|will be|will receive|you(?:'ll| will) (?:get|receive)|fill|return|form|by e-?mail|log in|sign in|log out|change it|temporary|instructions?|link|bring|scan|photos?)\b/.test(
    lower,
  );

const isHoldOn = ({ lower, words }: Facts): boolean =>
  words <= 8 && HOLD.test(lower) && !LEADS_SOMEWHERE.test(lower);

function isIdentityAnswer({ lower, words, before, isQuestion }: Facts): boolean {
  if (isQuestion || words > MAX_DATA_WORDS) return false;
  if (TELLS_IDENTITY.test(lower) || (DATA.test(lower) && /[\d@•]/.test(lower))) return true;
  const isAnswer = before?.kind === 'identity-ask' || before?.kind === 'identity-answer';
  return isAnswer && words <= 5 && !/\b(?:not|don't|can't|no|why|need|want)\b|n't\b/.test(lower);
}
