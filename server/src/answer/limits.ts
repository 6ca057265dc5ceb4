/** Of a case's own documents, the newest so many are read for words. */
export const MAX_OWN_DOCS = 20;
/** Of what its customer said in transcripts, the newest contact's first turns, and so much of them, characters. */
export const MAX_TURNS = 200;
export const MAX_HEARD_CHARS = 20_000;
/** Words of a case that are looked for elsewhere: those that say most. */
export const MAX_WORDS = 24;
/** A word that more than this share of all documents says tells nothing. */
export const COMMON_SHARE = 0.2;
/** Among fewer documents than that, every word counts: shares of so few tell nothing, and Postgres may not have counted them. */
export const FEW_DOCS = 200;
/** A word that about so many documents say tells something only where it is a case's subject. */
export const MANY_DOCS = 1_000;
/** Documents that are read for one word in one program: the newest. */
export const MAX_DOCS_A_WORD = 400;
/** Programs that are looked through, the case's own first. */
export const MAX_PROGRAMS = 6;
/** Cases whose likeness is weighed, the likeliest of those that share words. */
export const MAX_WEIGHED = 60;
/** Cases found by their tags alone, the newest. */
export const MAX_BY_TAGS = 30;
/** Cases shown. */
export const MAX_SIMILAR = 5;
/** Cards offered. */
export const MAX_OFFERED = 3;
/** Words shown as what two cases have in common. */
export const MAX_SHOWN_WORDS = 5;
/** Given up after this, ms: nobody waits for a help. */
export const TIME_LIMIT_MS = 3_000;
