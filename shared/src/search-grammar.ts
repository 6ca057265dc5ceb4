import { Priority, priorityNames, Status } from './case.ts';
import { NoteKind } from './note.ts';

/**
 * The language of the search box: words, "whole phrases", beginnings*, -without, and filters such as
 * `kind:resolution` or `author:"Tomasz Król",maya` (any of the values is enough). Everything is read as something:
 * what is no filter is searched for as text, and a hint says so.
 */
export type SearchTerm = TextTerm | FilterTerm;

export interface TextTerm {
  readonly is: 'word' | 'prefix' | 'phrase';
  /** Holds a letter or a digit, no double quotes; only a phrase holds (single) spaces. */
  readonly text: string;
  readonly not: boolean;
}

export interface FilterTerm {
  readonly is: 'filter';
  readonly name: FilterName;
  /** In the form `canonical` gives them; never none. */
  readonly values: readonly string[];
  readonly not: boolean;
}

export const filterNames = [
  'in',
  'kind',
  'tag',
  'author',
  'owner',
  'status',
  'priority',
  'program',
  'before',
  'after',
] as const;
export type FilterName = (typeof filterNames)[number];

/** Kinds of thing there are to find, as `in:` names them. */
export const searchPlaces = ['cases', 'notes', 'comments', 'answers', 'contacts'] as const;
export type SearchPlace = (typeof searchPlaces)[number];

/** Something that was not understood as it was meant, said in a sentence. */
export interface SearchHint {
  /** What was typed. */
  readonly text: string;
  readonly message: string;
}

export interface ParsedSearch {
  readonly terms: readonly SearchTerm[];
  readonly hints: readonly SearchHint[];
}

/** What else a filter may be called. */
const otherNames: Readonly<Record<string, FilterName>> = {
  from: 'author',
  by: 'author',
  since: 'after',
  is: 'status',
};
const hasLetter = /[\p{L}\p{N}]/u;

/** Reads what somebody typed. Never fails. */
export function parseSearch(input: string): ParsedSearch {
  const terms: SearchTerm[] = [];
  const hints: SearchHint[] = [];
  for (const { not, body } of tokensOf(input)) {
    const read = readToken(body, not);
    if (read.term) terms.push(read.term);
    if (read.hint) hints.push({ text: body, message: read.hint });
  }
  return { terms, hints };
}

/** Writes terms so that `parseSearch` reads the very same. */
export const printSearch = (terms: readonly SearchTerm[]): string => terms.map(printTerm).join(' ');

export function printTerm(term: SearchTerm): string {
  const sign = term.not ? '-' : '';
  if (term.is === 'filter') return `${sign}${term.name}:${term.values.map(printValue).join(',')}`;
  if (term.is === 'phrase') return `${sign}"${term.text}"`;
  return `${sign}${term.text}${term.is === 'prefix' ? '*' : ''}`;
}

const printValue = (value: string): string => (/[\s,]/.test(value) ? `"${value}"` : value);

interface Token {
  readonly not: boolean;
  readonly body: string;
}

/** A sign, then a quoted phrase, a name with (quoted) values, or whatever comes before the next space. */
const token = /(-?)("[^"]*"?|[a-z]+:(?:"[^"]*"?|[^\s"])*|[^\s"]+)/giu;

function tokensOf(input: string): Token[] {
  const plain = input.replace(/[“”„«»]/g, '"').replace(/[\p{Cc}\p{Cs}]/gu, ' ');
  return [...plain.matchAll(token)].map(([, sign, body = '']) => ({ not: sign === '-', body }));
}

interface Read {
  readonly term?: SearchTerm;
  readonly hint?: string;
}

function readToken(body: string, not: boolean): Read {
  if (body.startsWith('"')) return readText('phrase', body.replaceAll('"', ''), not);
  const [, name = '', rest = ''] = /^([a-z]+):(.*)$/isu.exec(body) ?? [];
  if (name !== '' && !rest.startsWith('//')) return readFilter(name.toLowerCase(), rest, body, not);
  const beginning = /^(.*[^*])\*+$/su.exec(body)?.[1];
  return beginning === undefined ? readText('word', body, not) : readText('prefix', beginning, not);
}

/** What holds no letter and no digit cannot be found, and asks for nothing. */
function readText(is: TextTerm['is'], typed: string, not: boolean): Read {
  const text = typed.replace(/\s+/gu, ' ').trim();
  return hasLetter.test(text) ? { term: { is, text, not } } : {};
}

function readFilter(typedName: string, rest: string, body: string, not: boolean): Read {
  const name = filterNames.find((known) => known === typedName) ?? otherNames[typedName];
  if (!name) return asText(body, not, `There is no filter “${typedName}”. It is searched for as text.`);
  const values = valuesOf(rest);
  if (values.length === 0) return { hint: `“${name}:” waits for ${waitsFor[name]}.` };
  const read = values.map((value) => canonical(name, value));
  const wrong = values.find((_, i) => read[i] === null);
  if (wrong !== undefined)
    return asText(body, not, `“${wrong}” is not ${waitsFor[name]}. It is searched for as text.`);
  return { term: { is: 'filter', name, values: [...new Set(read as string[])], not } };
}

function asText(body: string, not: boolean, hint: string): Read {
  // With quotes in it, it can only be read again as a phrase.
  const { term } = readText(body.includes('"') ? 'phrase' : 'word', body.replaceAll('"', ' '), not);
  return term ? { term, hint } : { hint };
}

/** "a,\"b, c\"" → a | b, c */
function valuesOf(rest: string): string[] {
  return [...rest.matchAll(/"([^"]*)"?|[^,"]+/gu)]
    .map(([whole, quoted]) => (quoted ?? whole).replace(/\s+/gu, ' ').trim())
    .filter((value) => value !== '');
}

/** What a filter takes, to be said after "waits for" and "is not". */
const waitsFor: Record<FilterName, string> = {
  in: `a place to look in (${searchPlaces.join(', ')})`,
  kind: `a kind of note (${NoteKind.options.join(', ')})`,
  tag: 'a tag',
  author: 'a name',
  owner: 'a name',
  status: `a status (${Status.options.join(', ')})`,
  priority: `a priority (${Priority.options.join(', ')})`,
  program: 'the name of a program',
  before: 'a day such as 2026-11-01, today, yesterday or 7d',
  after: 'a day such as 2026-11-01, today, yesterday or 7d',
};

/** The one way in which a filter's value is written; null when it is none of its values. */
export function canonical(name: FilterName, typed: string): string | null {
  const value = typed.toLowerCase();
  switch (name) {
    case 'in':
      return searchPlaces.find((place) => place === value || place === `${value}s`) ?? null;
    case 'kind':
      return NoteKind.options.find((kind) => kind === value) ?? null;
    case 'status':
      return Status.options.find((status) => status === value) ?? null;
    case 'priority':
      return (
        Priority.options.find((it) => [it, priorityNames[it]].some((n) => n.toLowerCase() === value)) ?? null
      );
    case 'before':
    case 'after':
      return isDay(value) ? value : null;
    case 'tag':
      return value;
    default:
      return hasLetter.test(typed) ? typed : null;
  }
}

/** Days ago, at most: further back there was no such thing as a case here. */
const MAX_DAYS_AGO = 36_500;

/** "today", "yesterday", "7d" (seven days ago), or a day, month or year that there is: "2026-11-01", "2026-11", "2026". */
function isDay(value: string): boolean {
  if (value === 'today' || value === 'yesterday') return true;
  const ago = /^(\d{1,5})d$/.exec(value)?.[1];
  if (ago !== undefined) return Number(ago) <= MAX_DAYS_AGO;
  return firstDayOf(value) !== null;
}

/** The first day that is meant by a day, month or year, as "2026-11-01"; null when there is none. */
export function firstDayOf(value: string): string | null {
  if (!/^(19|20)\d\d(-\d\d(-\d\d)?)?$/.test(value)) return null;
  const day = `${value}-01-01`.slice(0, 10);
  const date = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day ? null : day;
}

/** The parts of a text that ask for words. */
export const textTerms = (terms: readonly SearchTerm[]): TextTerm[] =>
  terms.filter((term): term is TextTerm => term.is !== 'filter');

export const filterTerms = (terms: readonly SearchTerm[]): FilterTerm[] =>
  terms.filter((term): term is FilterTerm => term.is === 'filter');
