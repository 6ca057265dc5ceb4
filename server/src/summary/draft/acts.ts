import type { Said } from './read.ts';

/** What a sentence does to the matter at hand. Named from the company's side. */
export type ActKind =
  /** Something was changed, sent, paid, arranged. */
  | 'done'
  | 'declined'
  | 'escalated'
  /** The customer was told a fact. */
  | 'told'
  /** The customer was asked to do something. */
  | 'instructed'
  | 'promised'
  /** Nobody took it up, as far as can be told. */
  | 'offered'
  /** Something was looked up or noted in a tool. */
  | 'looked-up'
  /** What the customer did, or will do. */
  | 'tried'
  | 'intends'
  | 'works'
  | 'fails';

export interface Act {
  readonly kind: ActKind;
  readonly said: Said;
}

const NEGATED = /\b(?:not|never|no longer|cannot|without)\b|n't\b/;
const CONDITION =
  /^(?:if|once|when|unless|in case|as soon as)\b|\bif you(?:'d| would)? (?:like|want|wish|prefer)\b|\bwould you like\b|\bdo you want\b/;

const PARTICIPLE =
  '(?:(?!need|indeed|feed)\\w{2,}ed|sent|made|put|set|let|done|given|taken|found|reset|got|told|spoken|seen|paid|written|begun|built|chosen|left|brought|gone ahead)';
const DONE = new RegExp(
  [
    `\\b(?:i|we)(?:'ve| have|'m going to go ahead and)?(?: just| already| now| also| successfully| gone ahead and| went ahead and)* (?:${PARTICIPLE})\\b(?! (?:to|like) (?:know|see|ask))`,
    `\\b(?:has|have|had|was|were|is|are)(?: now| just| already| all| also| successfully| fully)* (?:been )?(?:now |successfully |fully )?(?:refunded|credited|cancell?ed|updated|changed|removed|added|reset|sent|issued|processed|applied|approved|created|activated|deactivated|unlocked|restored|replaced|rebooked|booked|scheduled|extended|waived|reversed|adjusted|corrected|fixed|resolved|upgraded|downgraded|renewed|reinstated|blocked|frozen|submitted|registered|reported|shipped|dispatched|placed|completed|ordered|e-?mailed|transferred|ported|merged|closed|verified|enabled|disabled|switched|paused|confirmed|arranged|moved|amended|filed|logged|logged out|notified|informed|assigned|ordered)\\b`,
    "^(?:(?:it(?:'s| is)|that(?:'s| is)|everything(?:'s| is)|this is|you(?:'re| are)|all)\\s+)?(?:now )?(?:all )?(?:done|taken care of|set|sorted|fixed|complete[d]?|good to go|updated)\\b",
    "\\b(?:i'm|i am|we're|we are)(?: now| just)? (?:sending|processing|issuing|cancel+ing|updating|resetting|adding|removing|creating|submitting|refunding|applying|crediting|booking|ordering|arranging|shipping|activating|replacing|waiving|changing|filing|making)\\b",
    '\\b(?:should|is|are) (?:now )?(?:be )?(?:working|active|live|back online|back up|unlocked)\\b',
  ].join('|'),
);
const ESCALATED =
  /\bescalat(?:ed|ing|ion)\b|\btransferr?(?:ed|ing)\b (?!.*\b(?:funds?|money|amount|balance|payment)\b)|\bput(?:ting)? you through\b|\b(?:notified|informed|alerted|contacted|let|told|asked|paged|referred|passed|forwarded|handed|raised|sent|submitted|opened|logged|assigned)\b.{0,60}\b(?:manager|supervisor|team|department|specialist|engineers?|engineering|technicians?|second[- ]line|tier (?:two|three|2|3)|level (?:two|2)|back[- ]?office|head office|colleagues?|nurse|doctor|underwriter|adviser|advisor)\b|\b(?:manager|supervisor|team|department|specialist|engineers?|technicians?)\b.{0,30}\b(?:has|have) (?:now )?been (?:notified|informed|alerted|contacted)\b/;
const DECLINED =
  /\bunfortunately\b(?!.*\bhowever\b)|\b(?:i'm|i am|we're|we are) (?:sorry,? )?(?:but )?(?:unable|not able|not allowed|not in a position)\b|\b(?:i|we) (?:can ?not|can't|couldn't|could not|won't be able|will not be able|do not|don't) (?:be able to )?(?:accept|offer|refund|return|process|issue|provide|change|cancel|give|do|make|help|allow|honou?r|extend|waive|remove|reverse|match|replace|exchange|apply|share|discuss|have|ship|sell|support|cover|authori[sz]e)\b|\b(?:not|isn't|aren't|wasn't) (?:eligible|possible|permitted|allowed|covered|refundable|available|returnable|valid)\b|\b(?:has|have|was|were) (?:been )?(?:declined|denied|rejected|refused)\b|\bno longer (?:available|possible|valid|eligible)\b|\b(?:out of|outside(?: of)?) (?:the|our|your) (?:\w+ )?(?:warranty|window|period|policy)\b|\bnot (?:be )?able to (?:accept|offer|refund|process|return|do|change|provide|cancel|help)\b/;
const SERVICE =
  'give|call|contact|ring|phone|send|sent|e-?mail|text|reach|get|in touch|be in touch|review|ship|deliver|arrive|visit|come (?:out|to|by|and)|refund|credit|process|follow|notif|receiv|issue|look|fix|repair|restor|resolv|respond|repl|investigat|let|with you|update|activat|cancel|bill|charge|pick|collect|go out|go through|take care|write|release|correct|appear|show|reimburs|deduct|transfer|post|complet|ready|done|add|assign|handle|assist|check';
/** A length of time is a promise once something has been set going. */
const DURATION =
  /\b(?:takes?|taking|within|allow|up to|less than|usually)\b.{0,30}\b(?:minutes?|hours?|days?|weeks?)\b/;
const WILL = /\b(?:will|'ll|going to|gonna|shall)\b/;
const PROMISED = new RegExp(
  [
    "\\b(?:i|we)(?:'ll| will| shall|'m going to| am going to|'re going to| are going to)(?: also| then| now| be able to| have to| most likely| probably)? (?!need|have to|not\\b|help\\b|assist\\b|gladly)\\w+",
    `\\b(?:he|she|they|(?:the|my|our|a|an|your) [\\w ]{2,40}|someone|somebody|it|this|that|[a-z]+)(?:'ll| will| shall|'s going to| is going to|'m going to| am going to|'re going to| are going to)(?: also| then| now| most likely| probably| shortly| soon)? (?:be )?(?:${SERVICE})`,
    "\\byou(?:'ll| will| should| can expect to)(?: also| then| soon)? (?:be |get |receive|see|hear|have|expect|find|start)",
    '\\b(?:expect|allow)\\b.{0,40}\\b(?:minutes?|hours?|days?|weeks?)\\b',
  ].join('|'),
);
/** "I'll need your e-mail", "that will be all": nobody promises anything. */
const NO_PROMISE =
  /\b(?:will|'ll|going to|shall)(?: just| also)? (?:need|require|ask you|ask for|have to ask|be happy|be glad|be all|be it|explain|depend)\b|\bhow (?:can|will|would)\b|^(?:if|when|unless)\b.*\bwould\b|\bwould (?:be|have)\b/;
const INSTRUCTED =
  /^(?:(?:so|now|then|ok(?:ay)?|first|next|also|and|alright|great|could you|can you|would you|i(?:'d| would) (?:like|suggest|recommend|advise)(?: that)?(?: you)?(?: to)?|what i(?:'d| would) like you to do is|let's)[,: ]+)*(?:please |kindly |just |go ahead and |try to |try and )*(?:try|go|click|open|restart|reboot|unplug|plug|turn|switch|press|hold down|select|choose|enter|type|log|sign|clear|reset|check|make sure|ensure|remove|download|install|uninstall|upload|send|e-?mail|mail|print|return|bring|fill|call|dial|reply|keep|allow|wait|visit|post|take|use|contact|submit|complete|drop|ship|pack|attach|attend|avoid|stop|apply|delete|refresh|close|disconnect|connect|pair|charge|update|follow|save|note|read|run|scroll|tap|confirm with|book|rest|drink|monitor)\b|\byou(?:'ll| will| would)?(?: just| also| then| simply| first)? (?:need|have) to (?!worry)|\byou (?:should|must|can(?: just| simply| also)?|may want to|might want to|could) (?!be |have |expect|see |get |receive|keep using|continue|still )\w+|\bplease (?:try|send|return|print|e-?mail|fill|bring|reply|call|let (?:us|me) know (?:if|when|once)|keep|allow|wait (?:for|until)|visit|post|upload|restart|check|clear|make sure|contact|use|follow|take|complete|sign|log)\b|\bi(?:'d| would) (?:suggest|recommend|advise)\b/;
const ASKS_TO =
  /^(?:(?:so|then|now|first|next|also|and|in the meantime|meanwhile)[, ]+)*(?:please|kindly|make sure|remember to)\b/;
/** What comes next in the talk itself. */
const ANNOUNCES =
  /^(?:(?:next|now|then|first|so|ok(?:ay)?|also|and)[, ]+)*(?:i|we)(?:'ll| will| would|'d)?(?: just| also| first| then)* need\b/;
const OFFERED =
  /\b(?:i|we) (?:can(?!'t)|could(?!n't)|am able to|are able to)\b(?! (?:see|confirm|tell|understand|hear|not|imagine))|\bwould you like (?:me|us|to)\b|\bdo you want (?:me|us|to)\b|\bif you(?:'d| would)? like,? (?:i|we)\b|\b(?:shall|should) i\b/;

const LOOKED_UP =
  /\b(?:pulled up|details of .* entered|search(?:ing|ed)?|look(?:ing|ed)? (?:for|up|at|into)|quer(?:y|ying|ied)|in progress|(?:have|has) been entered|been noted|was selected|verif(?:ied|ying|ication)|validat\w+|checked|checking|retriev\w+|opened the|viewed|record(?:ed)?)\b/;

const THING =
  '(?:it|that|this|everything|all|internet|wi-?fi|connection|app|page|site|website|link|light|screen|printer|router|phone|card|login|payment|deliver(?:y|ies)|calls?|sound|picture|code|order)';
const WORKS = new RegExp(
  `\\b${THING}(?:'s| is| are| has| have|'ve| seems?)?(?: all| both| now| finally| just| actually| to be| to have)* (?:work(?:s|ed|ing)?|fixed|resolved|sorted|solved|back (?:up|online|on)|connected|loaded|gone through|went through|go through|did (?:it|the trick)|fixed it)\\b|\\bi'm (?:back )?in(?: now)?(?:[.!,]|$)|\\bi can (?:now )?(?:see|log|get|access|connect|open)\\b.{0,25}\\bnow\\b|\\bi (?:got in|managed)\\b|\\b(?:now|finally) works\\b|\\bthat did it\\b`,
);
const FAILS =
  /\bstill (?:not|doesn't|isn't|won't|no\b|nothing|the same|getting|can't|cannot|having|says|shows|blinking|red|slow|down|there|happening)|\b(?:didn't|doesn't|did not|does not|hasn't) (?:work|help|fix|change|do anything|make)|\bno (?:luck|change|difference|joy)\b|\bsame (?:issue|error|thing|problem|message|result)\b|\bnot working\b|\bnothing (?:happen|change)/;
const TRIED =
  /\bi(?:'ve| have)?(?: already| also| just| even)* (?:tried|restarted|rebooted|reset|cleared|checked|unplugged|plugged|reinstalled|updated|switched|turned|logged out|called|contacted|emailed|did (?:that|this|it|all)|done (?:that|this|it|all)|swapped|uninstalled|changed)\b/;
const INTENDS =
  /\bi(?:'ll| will|'m going to| am going to|'m gonna| can)(?: just| also| then| now| probably| have to| try to| definitely)? (?:try|send|call|e-?mail|post|return|print|check|go|come|bring|pay|do|visit|order|buy|keep|get back|upload|wait|contact|use|ship|drop|take|look|reply|fill|sign|book|let you know|think|cancel|leave|monitor|ask|talk|speak|reorder|place|give|wear)\b|^will (?:do|try|check|send|call|let)\b.{4,}|\bmaybe i(?:'ll| will)\b|\bi guess i(?:'ll| will)\b/;
const NOT_INTENDS =
  /\b(?:i(?:'ll| will) (?:look forward|wait here|hold|take (?:it|that)$|do (?:that|it) (?:now|right)))\b|\bi can (?:wait|do)\b/;

/** Words of the customer's that are about the matter at all. */
const MIN_TOLD_WORDS = 4;

/** What each sentence does, in their order; sentences that do nothing are left out. */
export function actsIn(said: readonly Said[]): Act[] {
  return said.flatMap((one, i) => {
    const kind = one.kind === 'content' ? actOf(one, said, i) : kindOfOther(one);
    return kind ? [{ kind, said: one }] : [];
  });
}

/** A pleasantry may hold the news: "Thanks, it works now." */
function kindOfOther({ role, kind, lower }: Said): ActKind | null {
  if (role !== 'customer' || kind === 'identity-answer' || kind === 'closing') return null;
  return WORKS.test(lower) && !NEGATED.test(lower) ? 'works' : null;
}

function actOf(one: Said, said: readonly Said[], i: number): ActKind | null {
  if (one.role === 'system') return systemAct(one.lower);
  if (one.role === 'agent') return agentAct(one, said, i);
  return one.role === 'customer' ? customerAct(one, said, i) : null;
}

function systemAct(lower: string): ActKind {
  if (ESCALATED.test(lower)) return 'escalated';
  if (LOOKED_UP.test(lower)) return 'looked-up';
  if (/\b(?:declined|denied|rejected)\b/.test(lower)) return 'declined';
  return /\b(?:has|have|was|were|been|is|are)\b|\w{3,}ed\b|\b(?:sent|made|set|reset|paid)\b/.test(lower)
    ? 'done'
    : 'looked-up';
}

function agentAct({ lower, isQuestion, tokens }: Said, said: readonly Said[], i: number): ActKind | null {
  if (isQuestion && !INSTRUCTED.test(lower)) return OFFERED.test(lower) ? offer(said, i) : null;
  const conditional = CONDITION.test(lower);
  if (!conditional && ESCALATED.test(lower) && !WILL.test(lower.split(ESCALATED)[0] ?? ''))
    return 'escalated';
  if (DECLINED.test(lower)) return 'declined';
  if (!conditional && DONE.test(lower) && !NEGATED.test(lower)) return 'done';
  if (ANNOUNCES.test(lower)) return null;
  if (conditional && OFFERED.test(lower)) return offer(said, i);
  if (ASKS_TO.test(lower)) return 'instructed';
  if (PROMISED.test(lower) && !NO_PROMISE.test(lower)) return 'promised';
  if (DURATION.test(lower) && said.slice(0, i).some(isUnderWay)) return 'promised';
  if (INSTRUCTED.test(lower)) return 'instructed';
  if (OFFERED.test(lower)) return offer(said, i);
  const words = tokens.filter(({ lower: word }) => /\p{L}|\d/u.test(word)).length;
  const isAnswer = /\d|^(?:less|more|about|around|within|up to|under)\b/.test(lower);
  if (isQuestion || NO_PROMISE.test(lower)) return null;
  return words >= MIN_TOLD_WORDS || (isAnswer && words >= 2) ? 'told' : null;
}

const isUnderWay = ({ role, lower }: Said): boolean =>
  role !== 'customer' && (DONE.test(lower) || ESCALATED.test(lower)) && !NEGATED.test(lower);

const YES =
  /^(?:yes|yeah|yep|yup|sure|ok(?:ay)?|please|that would|that'd|sounds good|perfect|great|go ahead|absolutely|definitely|of course|alright|fine|do it|deal)\b/;

/** An offer the customer says yes to is what will be done. */
function offer(said: readonly Said[], i: number): ActKind {
  const answer = said.slice(i + 1).find(({ role }) => role === 'customer');
  return answer && YES.test(answer.lower) ? 'promised' : 'offered';
}

function customerAct({ lower, isQuestion }: Said, said: readonly Said[], i: number): ActKind | null {
  if (isQuestion) return null;
  const wasServed = said.slice(0, i).some(({ role, kind }) => role === 'agent' && kind === 'content');
  if (wasServed && FAILS.test(lower)) return 'fails';
  if (wasServed && WORKS.test(lower) && !NEGATED.test(lower)) return 'works';
  if (INTENDS.test(lower) && !NOT_INTENDS.test(lower) && wasServed) return 'intends';
  return TRIED.test(lower) ? 'tried' : null;
}
