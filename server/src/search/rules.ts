import type { Priority, Status } from '@caseroom/shared/case';
import type { NoteKind } from '@caseroom/shared/note';
import { kindOfPlace, type SearchKind } from '@caseroom/shared/search';
import { startOfDayMeant } from '@caseroom/shared/search-days';
import {
  type FilterName,
  filterTerms,
  type SearchPlace,
  type SearchTerm,
  type TextTerm,
  textTerms,
} from '@caseroom/shared/search-grammar';

/** One list of values of a filter. With `not`, none of them may be so. */
export interface Condition<T> {
  readonly any: readonly T[];
  readonly not: boolean;
}

/** A search as the index is asked. Every condition must hold. */
export interface SearchPlan {
  readonly terms: readonly TextTerm[];
  /** Patterns over a customer's address, number and reference, all of which may match instead of the words. */
  readonly contact: readonly string[];
  readonly kinds: readonly Condition<SearchKind>[];
  readonly noteKinds: readonly Condition<NoteKind>[];
  readonly statuses: readonly Condition<Status>[];
  readonly priorities: readonly Condition<Priority>[];
  readonly tags: readonly Condition<string>[];
  /** Names as they were typed; "me" is the asker. */
  readonly authors: readonly Condition<string>[];
  readonly owners: readonly Condition<string>[];
  readonly programs: readonly Condition<string>[];
  /** Last written in at or after any of these moments, and before any of these. */
  readonly from: readonly Condition<Date>[];
  readonly until: readonly Condition<Date>[];
}

/** Days begin at midnight in the asker's time zone. */
export function planOf(
  terms: readonly SearchTerm[],
  { timeZone, now }: { readonly timeZone: string; readonly now: Date },
): SearchPlan {
  const texts = textTerms(terms);
  const filters = filterTerms(terms);
  const conditions = <T extends string>(name: FilterName): Condition<T>[] =>
    filters.filter((term) => term.name === name).map(({ values, not }) => ({ any: values as T[], not }));
  const days = (name: FilterName) =>
    conditions(name).map(({ any, not }) => ({
      any: any.map((day) => startOfDayMeant(day, timeZone, now)),
      not,
    }));
  return {
    terms: texts,
    contact: contactPatterns(texts),
    kinds: conditions<SearchPlace>('in').map(({ any, not }) => ({
      any: any.map((place) => kindOfPlace[place]),
      not,
    })),
    noteKinds: conditions('kind'),
    statuses: conditions('status'),
    priorities: conditions('priority'),
    tags: conditions('tag'),
    authors: conditions('author'),
    owners: conditions('owner'),
    programs: conditions('program'),
    from: days('after'),
    until: days('before'),
  };
}

export const isEmptyPlan = ({ terms, contact: _, ...conditions }: SearchPlan): boolean =>
  terms.length === 0 && Object.values(conditions).every((list) => list.length === 0);

/** Fewer letters of an address, a number or a reference could be anybody's. */
const MIN_CONTACT_CHARS = 4;

/**
 * LIKE patterns for what was pasted from a customer's record: an address or a part of one, a telephone number with or
 * without spaces, an account reference. None when the words are plain words.
 */
export function contactPatterns(terms: readonly TextTerm[]): string[] {
  const asked = terms.filter(({ not }) => !not);
  if (asked.length === 0 || asked.some(({ is }) => is === 'phrase')) return [];
  const texts = asked.map(({ text }) => text.toLowerCase());
  if (texts.every((text) => /^[+\d().\-/]+$/.test(text)))
    return patterns([texts.join('').replace(/\D/g, '')]);
  const parts = texts.map((text) => (text.includes('@') ? text : text.replace(/[^\p{L}\p{N}]/gu, '')));
  return parts.every((part) => part.includes('@') || /\d/.test(part)) ? patterns(parts) : [];
}

const patterns = (parts: readonly string[]): string[] =>
  parts.every((part) => part.length >= MIN_CONTACT_CHARS)
    ? parts.map((part) => `%${part.replace(/[\\%_]/g, '\\$&')}%`)
    : [];

/** "C-1042", "c1042" or "1042", typed alone. */
export function caseNumberIn(terms: readonly SearchTerm[]): number | null {
  const [term, ...others] = terms;
  if (!term || term.is === 'filter' || term.not || others.length > 0) return null;
  const number = /^(?:c-?)?(\d{1,15})$/i.exec(term.text)?.[1];
  return number === undefined ? null : Number(number);
}

/** Somebody in the middle of a word means whatever begins so. */
export const whileTyping = (terms: readonly SearchTerm[], typed: string): SearchTerm[] =>
  terms.map((term, i) =>
    i === terms.length - 1 && term.is === 'word' && typed.endsWith(term.text)
      ? { ...term, is: 'prefix' }
      : term,
  );

/** The single words by which a text shows that it matches. */
export const markTerms = (terms: readonly TextTerm[]): TextTerm[] =>
  terms
    .filter(({ not }) => !not)
    .flatMap(({ is, text }) => {
      const words = text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
      return words.map(
        (word, i): TextTerm => ({
          is: is === 'prefix' && i === words.length - 1 ? 'prefix' : 'word',
          text: word,
          not: false,
        }),
      );
    });
