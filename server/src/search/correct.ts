import type { Correction } from '@caseroom/shared/search';
import type { TextTerm } from '@caseroom/shared/search-grammar';
import { audiencesReadableBy } from '../case/access.ts';
import type { Tx } from '../platform/db.ts';
import { ask } from './ask.ts';
import { likelyMeant, MIN_CORRECTED_CHARS } from './closeness-rules.ts';
import { foldWord } from './excerpt-rules.ts';
import { findNewest } from './find.ts';
import { planOf, type SearchPlan } from './rules.ts';

/** Words that share this part of their three-letter pieces look alike: two swapped letters in a short word leave no more. */
const ALIKE = 0.2;
/** So many of them are compared letter by letter. */
const MAX_ALIKE = 100;
const MAX_TRIED = 3;
const NOTHING_ELSE = planOf([], { timeZone: 'UTC', now: new Date(0) });
/** Nobody mistypes more words of one search than this. */
const MAX_CORRECTED = 3;

/** The plan with words that say what was probably meant, where nothing this person may read says what was typed. */
export async function correct(
  tx: Tx,
  personId: string,
  plan: SearchPlan,
): Promise<{ plan: SearchPlan; corrections: Correction[] }> {
  const corrections: Correction[] = [];
  const terms: TextTerm[] = [];
  for (const term of plan.terms) {
    const to = corrections.length < MAX_CORRECTED ? await meant(tx, personId, term) : null;
    if (to !== null) corrections.push({ from: term.text, to });
    terms.push(to === null ? term : { is: 'word', text: to, not: false });
  }
  return { plan: { ...plan, terms }, corrections };
}

async function meant(tx: Tx, personId: string, term: TextTerm): Promise<string | null> {
  if (term.not || term.is === 'phrase' || !/^\p{L}+$/u.test(term.text)) return null;
  const word = foldWord(term.text);
  if (word.length < MIN_CORRECTED_CHARS || (await isSaid(tx, personId, term))) return null;
  for (const other of likelyMeant(word, await wordsLike(tx, personId, word), MAX_TRIED))
    if (await isSaid(tx, personId, { is: 'word', text: other, not: false })) return other;
  return null;
}

/** Whether anything this person may read says it now: a word may be known that has been deleted since. */
async function isSaid(tx: Tx, personId: string, term: TextTerm): Promise<boolean> {
  const asked = await ask(tx, personId, { ...NOTHING_ELSE, terms: [term] });
  return (await findNewest(tx, asked, { limit: 1 })).length > 0;
}

async function wordsLike(tx: Tx, personId: string, word: string): Promise<string[]> {
  await tx`select set_config('pg_trgm.similarity_threshold', ${String(ALIKE)}, true)`;
  const rows = await tx<{ word: string }[]>`
    select w.word, max(similarity(w.word, ${word})) as likeness
    from search_word w
    where w.word % ${word} and (w.program_id, w.audience) in (${audiencesReadableBy(tx, personId)})
    group by w.word order by likeness desc, w.word limit ${MAX_ALIKE}`;
  return rows.map((row) => row.word);
}
