/** What a case has in common with another case, or with a card. */
export interface Evidence {
  /** What the words in common weigh that stand in either one's subject, twice where they stand in both. */
  readonly topic: number;
  /** What the others weigh. */
  readonly detail: number;
  /** The most telling first. */
  readonly words: readonly string[];
  readonly tags: readonly string[];
}

export interface Likeness extends Evidence {
  readonly caseId: string;
  readonly subject: string;
  readonly programId: string;
  /** A resolution note says how it ended. */
  readonly isTold: boolean;
}

/** A tag that people confirmed, as a weight: a subject's word that one document in three hundred says. */
const TAG_WEIGHT = 0.5;
/** What two cases are about must agree at least so far: one tag and a word of a subject, or some words of subjects. */
const MIN_TOPIC = 0.75;
/** Long notes have many words in common with everything: details weigh no more than this. */
const MAX_DETAIL = 1.5;
/** Cases of other programs come after those of their own that are about as like. */
const ELSEWHERE_FACTOR = 0.6;
/** So do those that do not say how they ended. */
const UNTOLD_FACTOR = 0.6;

const aboutOf = ({ topic, tags }: Evidence): number => topic + TAG_WEIGHT * tags.length;
const scoreOf = (one: Evidence): number => aboutOf(one) + Math.min(one.detail, MAX_DETAIL);

/** Whether they are about the same thing, as far as words and tags tell. */
export const isAlike = (one: Evidence): boolean => aboutOf(one) >= MIN_TOPIC;

/** Those that are alike, the likeliest first. */
export const mostAlike = <T extends Evidence>(found: readonly T[]): T[] =>
  found.filter(isAlike).sort((a, b) => scoreOf(b) - scoreOf(a));

export interface Alike extends Likeness {
  /** How many others have the same subject. */
  readonly others: number;
}

/** Cases like one of this program, the likeliest first; of cases with one subject the likeliest stands for all. */
export function ranked(found: readonly Likeness[], programId: string): Alike[] {
  const bySubject = new Map<string, Alike>();
  const score = (one: Likeness) =>
    scoreOf(one) * (one.programId === programId ? 1 : ELSEWHERE_FACTOR) * (one.isTold ? 1 : UNTOLD_FACTOR);
  for (const one of found.filter(isAlike).sort((a, b) => score(b) - score(a))) {
    const key = `${one.programId} ${one.subject.trim().toLowerCase()}`;
    const first = bySubject.get(key);
    bySubject.set(key, first ? { ...first, others: first.others + 1 } : { ...one, others: 0 });
  }
  return [...bySubject.values()];
}
