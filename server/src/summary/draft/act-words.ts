/** The words by which a sentence is told for an act, all in lower case. Read by `acts.ts`, which decides between them. */

export const NEGATED = /\b(?:not|never|no longer|cannot|without)\b|n't\b/;
export const CONDITION =
  /^(?:if|once|when|unless|in case|as soon as)\b|\bif you(?:'d| would)? (?:like|want|wish|prefer)\b|\bwould you like\b|\bdo you want\b/;

const PARTICIPLE =
  '(?:(?!need|indeed|feed|look|check|notic|tried|want|ask|call|talk|discuss|mention|receiv|reali[sz]|verif|confirm|review|locat|search|lov|appreciat|understood|wonder|expect|hop|decid|happen|stopp|reproduc|phon|contact|compar|analys|analyz|examin|inspect)\\w{2,}ed|sent|made|put|set|let|done|given|taken|reset|paid|frozen|withdrawn|written|begun|built|chosen|left|brought|gone ahead)';
export const DONE = new RegExp(
  [
    `\\b(?:i|we)(?:'ve| have|'m going to go ahead and)?(?: just| already| now| also| successfully| gone ahead and| went ahead and)* (?:${PARTICIPLE})\\b(?! (?:to|like) (?:know|see|ask))`,
    `(?:\\b(?:has|have|had|was|were|is|are)|'s|'re)(?: now| just| already| all| also| successfully| fully)* (?:been )?(?:now |successfully |fully )?(?:refunded|credited|cancell?ed|updated|changed|removed|added|reset|sent|issued|processed|applied|approved|created|activated|deactivated|unlocked|restored|replaced|rebooked|booked|scheduled|extended|waived|reversed|adjusted|corrected|fixed|resolved|upgraded|downgraded|renewed|reinstated|blocked|frozen|submitted|registered|reported|shipped|dispatched|placed|completed|ordered|e-?mailed|transferred|ported|merged|closed|verified|enabled|disabled|switched|paused|confirmed|arranged|moved|amended|filed|logged|logged out|notified|informed|assigned|unsubscribed|subscribed|enrolled|set up|frozen)\\b`,
    "^(?:(?:it(?:'s| is)|that(?:'s| is)|everything(?:'s| is)|this is|you(?:'re| are)|all)\\s+)?(?:now )?(?:all )?(?:done|taken care of|set|sorted|fixed|complete[d]?|good to go|updated)\\b",
    "\\b(?:i'm|i am|we're|we are)(?: now| just)? (?:sending|processing|issuing|cancel+ing|updating|resetting|adding|removing|creating|submitting|refunding|applying|crediting|booking|ordering|arranging|shipping|activating|replacing|waiving|changing|filing|making)\\b",
    '\\b(?:should|is|are) now (?:be )?(?:working|active|live|back online|back up|unlocked)\\b|\\bshould be (?:working|active|unlocked) (?:now|again)\\b|\\b(?:is|are) (?:back online|back up|unlocked)\\b',
    `, (?:and |then )?(?:${PARTICIPLE}) (?:it|them)\\b`,
    `^(?:just |also )?(?:${PARTICIPLE}) (?:it|this|that|these|the|a|an|your|you|their|his|her|out|up|back|over|driver)\\b`,
    '\\b(?:booking|reservation|payment|order|transfer|reset|cancellation|update) (?:was|is|has been) (?:now )?(?:successful|complete|placed|confirmed)\\b',
  ].join('|'),
);
export const ESCALATED =
  /\bescalat(?:ed|ing|ion)\b|\btransferr?(?:ed|ing)\b (?!.*\b(?:funds?|money|amount|balance|payment)\b)|\bput(?:ting)? you through\b|\b(?:i'm|i am|we're|we are)(?: now| just)? (?:passing|forwarding|handing|raising|referring|sending|routing|assigning) (?:this|it|you|that|your \w+) .{0,30}\b(?:manager|supervisor|team|department|specialists?|engineers?|engineering|technicians?|investigations?|back[- ]?office|tier (?:two|three|2|3))\b|\b(?:notified|informed|alerted|contacted|let|told|asked|paged|referred|passed|forwarded|handed|raised|sent|submitted|opened|logged|assigned)\b.{0,60}\b(?:manager|supervisor|team|department|specialist|engineers?|engineering|technicians?|second[- ]line|tier (?:two|three|2|3)|level (?:two|2)|back[- ]?office|head office|colleagues?|nurse|doctor|underwriter|adviser|advisor)\b|\b(?:manager|supervisor|team|department|specialist|engineers?|technicians?)\b.{0,30}\b(?:has|have) (?:now )?been (?:notified|informed|alerted|contacted)\b/;
export const DECLINED =
  /\b(?:i'm|i am|we're|we are) (?:so |very |really )?(?:sorry|afraid)\b,?(?!.*\b(?:good enough|your fault)\b)(?! (?:to hear|about|for|you|your)\b).{0,60}?(?:\bonly\b|\b(?:can|could|do|does|is|are|was|were|wo|would)n't\b|\bcan ?not\b|\bno\b|\bnot\b|\bunable\b|\btoo late\b|\bexpired\b|\bout of (?:stock|warranty)\b)|\b(?:compensation|refund|claim|reimbursement|discount|credit) (?:isn't|is not|aren't|are not|wasn't|was not) (?:due|paid|payable|possible|covered|given)\b|\bunfortunately\b(?!.*\bhowever\b)|\b(?:i'm|i am|we're|we are) (?:sorry,? )?(?:but )?(?:unable|not able|not allowed|not in a position)\b|\b(?:i|we) (?:can ?not|can't|couldn't|could not|won't be able|will not be able|do not|don't) (?:be able to )?(?:accept|offer|refund|return|process|issue|provide|change|cancel|give|do|make|help|allow|honou?r|extend|waive|remove|reverse|match|replace|exchange|apply|share|discuss|ship|sell|support|cover|authori[sz]e)\b|\b(?:not|isn't|aren't|wasn't) (?:eligible|possible|permitted|allowed|covered|refundable|available|returnable|valid)\b|\b(?<!\b(?:payment|transaction|charge|card|attempt)s? (?:of .{1,20} )?)(?:has|have|was|were) (?:been )?(?:declined|denied|rejected|refused)\b|\bno longer (?:available|possible|valid|eligible)\b|\b(?:out of|outside(?: of)?) (?:the|our|your) (?:\w+ )?(?:warranty|window|period|policy)\b|\bnot (?:be )?able to (?:accept|offer|refund|process|return|do|change|provide|cancel|help)\b/;
const SERVICE =
  'give|call|contact|ring|phone|send|sent|e-?mail|text|reach|get|in touch|be in touch|review|ship|deliver|arrive|visit|come (?:out|to|by|and)|refund|credit|process|follow|notif|receiv|issue|look|fix|repair|restor|resolv|respond|repl|investigat|let|with you|update|activat|cancel|bill|charge|pick|collect|go out|go through|take care|write|release|correct|appear|show|in your|on your (?:next|account|bill|statement|card)|speak|talk to|meet|available|live by|(?:be )?paid|pay|decide|decision|deliver|install|reimburs|deduct|transfer|post|complet|ready|done|add|assign|handle|assist|check';
/** A length of time is a promise once something has been set going. */
export const DURATION =
  /\b(?:takes?|taking|within|allow|up to|less than|usually)\b.{0,30}\b(?:minutes?|hours?|(?<!same )days?|weeks?)\b/;
export const WILL = /\b(?:will|'ll|going to|gonna|shall)\b/;
export const PROMISED = new RegExp(
  [
    "\\b(?:i|we)(?:'ll| will| shall|'m going to| am going to|'re going to| are going to)(?: also| then| now| be able to| have to| most likely| probably)? (?!need|have to|not\\b|help\\b|assist\\b|gladly)\\w+",
    `\\b(?:he|she|they|(?:the|my|our|a|an|your) [\\w ,.’'-]{2,60}?|someone|somebody|it|this|that|[a-z]+)(?:'ll| will| shall|'s going to| is going to|'m going to| am going to|'re going to| are going to)(?: also| then| now| most likely| probably| shortly| soon)? (?:be )?(?:${SERVICE})`,
    "\\byou(?:'ll| will| can expect to)(?: also| then| soon)? (?:be |get |receive|see|hear|have|expect|find|start)",
    '\\b(?:the \\w+|they|we|someone|somebody) (?:calls?|rings?|texts?|comes?|delivers?|e-?mails?)\\b.{0,40}\\b(?:before(?:hand)?|in advance|once|as soon as|on \\w+day)\\b',
    '\\byou should(?: also| then| soon)? (?:be )?(?:get|receiv|hear)',
    '\\b(?:you|it|that|this|they|everything|things) should\\b.{0,40}\\b(?:minutes?|hours?|days?|weeks?|today|tomorrow|tonight|shortly|soon|by \\w+)\\b',
    '\\b(?:they|he|she|someone|somebody|(?:the )?[\\w ]{2,30}) can (?:do|come|be there|make it|pay|send|deliver|ship|fix|repair|call|visit|process)\\b.{0,40}\\b(?:tomorrow|today|tonight|\\w+day|between|at \\d)',
    '\\b(?:estimated|expected|eta)\\b.{0,30}\\b(?:is|:)\\s',
    '\\b(?:expect|allow)\\b.{0,40}\\b(?:minutes?|hours?|days?|weeks?)\\b',
  ].join('|'),
);
/** What should have been, and what anybody may expect: told, not promised. */
export const ENTITLES = /\bshould have\b|\b(?:right to|entitled to|covered for|valid for)\b/;
/** "I'll need your e-mail", "that will be all": nobody promises anything. */
export const NO_PROMISE =
  /\b(?:site|page|website|app|system|screen|link|portal) will (?:let|show|tell|say|ask|guide|prompt)\b|^if\b(?! (?:i|we)\b)[^,]{0,60},? (?:then )?you(?:'ll| will| can(?! (?:please |just )?(?:re)?(?:send|upload|e-?mail|bring|provide|return|sign|fill)))\b|^if (?:it|they|this|that)\b.{0,60}\b(?:you|it|they)(?:'ll| will| can)\b|\b(?:will|'ll|going to|shall)(?: just| also)? (?:need|require|ask you|ask for|have to ask|be happy|be glad|be all|be it|explain|depend)\b|\bhow (?:can|will|would)\b|^(?:if|when|unless)\b.*\bwould\b|\bwould (?:be|have)\b/;
export const INSTRUCTED =
  /^(?:(?:so|now|then|ok(?:ay)?|first|next|also|and|alright|great|could you|can you|would you|i(?:'d| would) (?:like|ask|suggest|recommend|advise)(?: that)?(?: you)?(?: to)?|what i(?:'d| would) like you to do is|meanwhile|in the meantime)[,: ]+)*(?:please |kindly |just |go ahead and |try to |try and )*(?:try|go|click|open|restart|reboot|unplug|plug|turn|switch|press|hold down|select|choose|enter|type|log|sign|clear|reset|check|make sure|ensure|remove|download|install|uninstall|upload|send|e-?mail|mail|print|return|bring|fill|call|dial|reply|keep|allow|wait|visit|post|take|use|contact|submit|complete|drop|ship|pack|attach|attend|avoid|stop|apply|delete|refresh|close|disconnect|connect|pair|charge|update|follow|save|note|read|run|scroll|tap|confirm with|book|rest|drink|monitor)\b|\byou(?:'ll| will| would)?(?: just| also| then| simply| first)? (?:need|have) to (?!worry)|\byou (?:should|must) (?!be |have |expect|see |get |receive|keep using|continue|still )\w+|\byou (?:may|might) want to \w+|\bplease (?:try|send|return|print|e-?mail|fill|bring|reply|call|let (?:us|me) know (?:if|when|once)|keep|allow|wait (?:for|until)|visit|post|upload|restart|check|clear|make sure|contact|use|follow|take|complete|sign|log)\b|\bi(?:'d| would) (?:suggest|recommend|advise)\b/;
export const ASKS_TO =
  /^(?:(?:so|then|now|first|next|also|and|in the meantime|meanwhile)[, ]+)*(?:please|kindly|make sure|remember to)\b/;
/** What comes next in the talk itself. */
export const ANNOUNCES =
  /^(?:(?:next|now|then|first|so|ok(?:ay)?|also|and)[, ]+)*(?:i|we)(?:'ll| will| would|'d)?(?: just| also| first| then)* need\b/;
export const OFFERED =
  /\b(?:i|we) (?:can(?!'t)|could(?!n't)|am able to|are able to)\b(?! (?:see|confirm|tell|understand|hear|not|imagine))|\bwould you like (?:me|us|to)\b|\bdo you want (?:me|us|to)\b|\bif you(?:'d| would)? like,? (?:i|we)\b|\b(?:shall|should) i\b/;

export const LOOKED_UP =
  /\b(?:pulled up|details of .* entered|search(?:ing|ed)?|look(?:ing|ed)? (?:for|up|at|into)|quer(?:y|ying|ied)|in progress|(?:have|has) been entered|been noted|was selected|verif(?:ied|ying|ication)|validat\w+|checked|checking|retriev\w+|opened the|viewed|record(?:ed)?|(?:added|made|left|put) (?:a |some |this |that )?notes?|(?:noted|recorded) (?:it|this|that|everything))\b/;

const THING =
  '(?:it|they|that|test page|events?|messages?|floors?|this|everything|all|internet|wi-?fi|connection|app|page|site|website|link|light|screen|printer|router|phone|card|login|payment|deliver(?:y|ies)|calls?|sound|picture|code|order)';
export const WORKS = new RegExp(
  `^works (?:now|again|fine|great|perfectly)\\b|\\b${THING}(?:'s| is| are| has| have|'ve| seems?)?(?: all| both| now| finally| just| actually| to be| to have)* (?:work(?:s|ed|ing)?|fixed|resolved|sorted|solved|back (?:up|online|on|to normal)|coming (?:in|through)(?: now)?|look(?:s|ing)? (?:good|great|fine|perfect|better|normal) now|print(?:s|ing)? (?:fine|again|properly)|connected|loaded|gone through|went through|go through|did (?:it|the trick)|fixed it)\\b|\\bi(?:'m| am) (?:back )?in(?: now)?(?:[.!,]|$)|\\bi can (?:now )?(?:see|log|get|access|connect|open)\\b.{0,25}\\bnow\\b|\\bi (?:got in|managed)\\b|\\b(?:now|finally) works\\b|\\bthat did it\\b`,
);
export const FAILS =
  /\bstill (?:fails?|failing|broken|down|not|doesn't|isn't|won't|no\b|nothing|the same|getting|can't|cannot|having|says|shows|blinking|red|slow|down|there|happening)|\b(?:didn't|doesn't|did not|does not|hasn't) (?:work|help|fix|change|do anything|make)|\bno (?:luck|change|difference|joy)\b|\bsame (?:issue|error|thing|problem|message|result)\b|\bnot working\b|\bnothing (?:happen|change)/;
export const TRIED =
  /\bi(?:'ve| have)?(?: already| also| just| even)* (?:tried|restarted|rebooted|reset|cleared|checked|unplugged|plugged|reinstalled|updated|switched|turned|logged out|called|contacted|emailed|did (?:that|this|it|all)|done (?:that|this|it|all)|swapped|uninstalled|changed)\b/;
export const INTENDS =
  /\bi(?:'ll| will|'m going to| am going to|'m gonna| can)(?: just| also| then| now| probably| have to| try to| definitely)? (?:try|send|call|e-?mail|post|return|print|check|go|come|bring|pay|do|visit|order|buy|keep|get back|upload|wait|contact|use|ship|drop|take|look|reply|fill|sign|book|let you know|think|decide|pick|collect|forward|resend|fax|scan|cancel|leave|monitor|ask|talk|speak|reorder|place|give|wear)\b|^will (?:do|try|check|send|call|let)\b.{4,}|\bmaybe i(?:'ll| will)\b|\bi guess i(?:'ll| will)\b/;
export const NOT_INTENDS =
  /^will (?:do|try)[,.! ]+(?:thanks|thank you|cheers|ta)\b|^(?:make|give|offer|match|drop|do)\b.*\b(?:and|then) i'll\b|\b(?:i(?:'ll| will) (?:look forward|wait here|hold|take\b(?!.*\b(?:photos?|pictures?|screenshots?|it (?:to|back)|them)\b)|do (?:that|it) (?:now|right)))\b|\bi can (?:wait|do)\b/;

/** A question that asks for something to be done. */
export const ASKS_YOU_TO =
  /^(?:(?:so|then|now|first|next|also|and|in the meantime|meanwhile|that's all right|okay|ok)[, ]+)*(?:can|could|would|will) you (?:please |kindly |just |also |maybe |possibly )*(?!help|tell|give|provide|confirm (?:your|the)|spell|describe|explain|remind|hold|wait|repeat|like|be able)\w+/;
/** Keeping books is nothing that came of it. */
export const LEFT_NOTE =
  /\b(?:i|we)(?:'ve| have)?(?: just| also| already)* (?:(?:added|made|left|put) (?:a |some |the )?(?:notes?|comments?|remarks?)|(?:written|noted|put|logged|linked) (?:it|this|that|your \w+) (?:down|in|on|to))\b/;
/** Set going, and not at its end: a claim was opened, an engineer booked. */
export const SET_GOING =
  /\b(?:crew|engineer|technician|driver|courier|ambulance|security|plumber|colleague) (?:is|are) (?:now |already )?on (?:its|their|his|her|the) way\b|\braised .{0,30}\bjob\b|\b(?:opened|raised|logged|filed|submitted|reported|lodged|created|started|initiated|registered|placed|put in|put through)\b.{0,40}\b(?:claim|dispute|ticket|case|request|complaint|investigation|report|incident|trace|enquiry|inquiry|urgent|fault)\b|\b(?:booked|arranged|scheduled|organi[sz]ed|rebooked)\b.{0,60}\b(?:engineers?|technicians?|visit|collect\w*|pick[- ]?up|courier|inspection|repairs?|adjuster|call[- ]?back|appointment with|heating|plumb\w+|electrician)\b|\b(?:marked|flagged|logged|treated) .{0,30}\bas (?:an? )?(?:urgent|priority|high priority|lost|missing)\b|\b(?:sent|faxed|forwarded|submitted|passed|e-?mailed) (?:the |a |your |over the )?(?:\w+ ){0,3}(?:request|release|form|claim|application|paperwork|documents|notes|details|footage) (?:off )?to\b|\b(?:i'm|i am|we're|we are)(?: now| just| already)? (?:sending|processing|resetting|rolling|working|ordering|arranging|shipping|replacing|fixing|checking)\b/;
/** Given to make up for it, which is not what was asked for. */
export const MAKES_UP =
  /\b(?:promo(?:tion(?:al)?)? codes?|vouchers?|coupons?|gift cards?|goodwill|discount codes?|apolog\w+)\b/;
/** The line was lost. */
export const CUT_OFF =
  /\b(?:can't|cannot|can not|don't) hear you\b|\b(?:lost you|you(?:'re| are) (?:breaking up|cutting out)|can you (?:still )?hear me)\b|^hello\?+$|^(?:are you (?:still )?there|anybody there)\b|\b(?:call|line|connection|chat) (?:(?:has |was |got |is )?(?:dropped|lost|cut(?: off)?|dead|disconnected|timed out))\b/;
/** What they came for is handed to them. */
export const GIVES =
  /\b(?:your|the) (?:new |temporary |current )?(?:user ?name|password|passcode|pin|code|promo code|balance|account balance|tracking number|reference(?: number)?|order number|number|address|total) (?:is|for this is|would be)\b/;
/** A password is handed over. */
export const GIVES_SECRET =
  /\b(?:your|the) (?:new |temporary |current )?(password|passcode|pin(?: code| number)?|one[- ]time code) (?:is|will be)\b|\bis your (?:new |temporary )?(password|passcode|pin)\b/;
/** Refused, and something else is done instead. */
export const ALL_THE_SAME =
  /\b(?:however|but|although|though|instead)\b,?(?: what)? (?:i|we)(?:'ll|'ve| can(?!'t|not)| could(?!n't)| will| have| am able)\b/;
/** What is put right by and by. */
export const PUTS_RIGHT =
  /\b(?:fix(?:ed)?|done|resolv\w*|restor\w*|repair\w*|back up|back online|working|credit|refund|replace|send (?:it|you|that|them)\b|issue|correct|pay|message you|update you|call you|get back|come back|let you know|follow up|estimated|expected)\b/;

/** What went before the talk: looked up and told, not done in it. */
export const HISTORY =
  /\b(?:was|were)\b.{0,40}\b(?:on (?:the )?\d|on \w+day\b|on (?:january|february|march|april|may|june|july|august|september|october|november|december)|in (?:january|february|march|april|may|june|july|august|september|october|november|december)|yesterday|last (?:week|month|year|\w+day)|because|ago|twice|already)|\b(?:was|were) (?:returned|estimated|rejected|denied|refused|declined)\b/;
/** Looked up, by the words that lead in to it. */
export const SEEN =
  /^(?:(?:so|ok(?:ay)?|right|thank you|thanks)[,. ]+)*(?:i (?:can )?see|it (?:looks like|says|shows|seems)|(?:the|my|our) (?:system|screen|notes?|record|file|log)s? (?:says?|shows?))\b/;
/** Helps until the matter itself is put right. */
export const STOPGAP =
  /\b(?:in the meantime|meanwhile|for now|for the time being|until then|temporar(?:y|ily)|provisional)\b/;
/** Handed over for reading: the matter is where it was. */
export const INFORMS =
  /\b(?:sent|e-?mailed|texted|given|gave|forwarded)\b.{0,30}\b(?:link(?! to (?:reset|pay|track))|instructions|guide|article|information|info|leaflet|terms|details of|number of)\b/;
/** Somebody will come, and only then is it put right. */
export const VISIT_TO_COME =
  /\b(?:crew|engineers?|technician|plumber|security|adjuster) (?:is|are) (?:now |already )?on (?:its|their|his|her|the) way\b|\b(?:booked|arranged|scheduled|organi[sz]ed)\b.{0,60}\b(?:engineers?|technicians?|visit|inspection|repairs?|adjuster|plumb\w+|electrician)\b/;
/** Asked for the case that it goes otherwise: the answer is no plan. */
export const WHAT_IF =
  /^(?:(?:and|but|ok(?:ay)?|so)[, ]+)*(?:what (?:happens )?if|what about if|if)\b|^and if\b/;

/** In the notes of somebody who works alone: somebody confirmed it, or it is as it was. */
export const LOG_WORKS =
  /\b(?:confirm(?:s|ed)?|reports?|reported|says?|said|verified)\b.{0,50}\b(?:work(?:s|ing)?|fixed|ok(?:ay)?|fine|resolved|restored|stable|back|all .{0,20}(?:print|connect|log|load|pass)\w*)\b/;
export const TO_DO =
  /^(?:to[- ]?do|next(?: steps?)?|actions?(?: items?)?|follow[- ]?ups?|open)\s*[:–-]\s*(?=\S)/;
