/** Words that name a feeling, or stand for one. All in lower case. */

export const FURIOUS =
  /!{3,}|\b(?:furious|livid|disgust(?:ed|ing)|unacceptable|outrag(?:ed|eous)|ridiculous|rip[- ]?off|scam(?:med|mers)?|worst|incompetent|useless|lawyer|sue|ombudsman|never (?:again|shop|buy|order)|fed up|sick of|sick and tired|appalling|pathetic|joke|absurd|terrible service|horrible service|wtf|bullshit|kidding me|shop here again|damn|hell|disgrace(?:ful)?|insult(?:ing)?|last time i|shambles|shame on you|losing (?:business|money|customers))\b/;
export const UPSET =
  /\bseriously\?|\bforget it\b|\?{3,}|\b(?:frustrat(?:ed|ing)|annoy(?:ed|ing)|disappoint(?:ed|ing)|upset|unhappy|angry|mad|worried|stress(?:ed|ful)|tired of|waste of|again and again|third time|(?:second|fourth|fifth) time|still (?:waiting|no|not|haven't|hasn't|isn't|doesn't|won't)|(?:for|over) (?:hours|weeks|days|a week|a month)|nobody|no one|how many times|not happy|not good enough|bad|awful|horrible|terrible|poor|that sucks|sucks|bummer|kind of expensive|too expensive|scared|confus(?:ed|ing)|unbelievable|on hold for|not holding my breath|clos(?:e|ing) (?:the|my) account|nothing you can do|had better|(?:two|three|four|five|six|\d) times (?:about|now|already)|driving (?:me|us) mad|shaking|hurry|transferred (?:twice|again|three)|packed in again)\b/;
export const PLEASED =
  /\b(?:great|perfect|excellent|wonderful|fantastic|awesome|lovely|brilliant|happy|glad|good to know|relief|relieved|that(?:'s| is) (?:good|helpful|nice)|helpful|works|appreciate|thank you so much|thanks so much|thanks a lot|many thanks|very much|thanks a (?:million|bunch|ton)|covered everything|that helps|sorted now)\b/;
export const DELIGHTED =
  /\b(?:amazing|love(?:d)? (?:it|this|you|your)|best (?:service|support|ever)|you(?:'re| are) (?:the best|amazing|awesome|a (?:star|lifesaver|legend)|so (?:helpful|kind))|so (?:happy|pleased|grateful)|thrilled|over the moon|made my day|above and beyond|outstanding|superb|lifesaver)\b/;
/** Praise that may be meant otherwise. */
export const PRAISE =
  /\b(?:great|perfect|excellent|wonderful|fantastic|awesome|lovely|brilliant|nice (?:one|job|work)|good job|well done|bravo|amazing|wow)\b/;
export const IRONIC =
  /\bas (?:always|usual)\b|\bjust (?:great|perfect|wonderful|brilliant|lovely)\b|\bhow (?:lovely|wonderful|nice)\b/;
/** What nobody praises. */
export const TROUBLE =
  /\b(?:another|again|deleted|lost|gone|broke(?:n)?|nothing|never|still|wrong|fail(?:s|ed)?|crash(?:ed|es)?|down|wait(?:ing)?|cancelled|late|useless|month|weeks?)\b/;
export const FAILED = /\b(?:nothing|still|deleted|again|did that|no|not)\b/;
/** Whoever is told this is not pleased with it. */
export const REFUSED =
  /\bunfortunately\b|\b(?:can't|cannot|can not|unable|aren't able|isn't possible|not possible|no longer)\b/;
export const RELIEVED =
  /\b(?:thank|thanks|relief|relieved)\b.*\bwas (?:really |so |very |quite )?(?:worried|scared|confused|stressed|upset|afraid)\b|\boh thank (?:god|goodness)\b|\bphew\b|\bfirst (?:one|person) who\b/;
