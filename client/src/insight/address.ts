import { daysLater } from '@caseroom/shared/day';
import {
  DEFAULT_WEEKS,
  type InsightPeriod,
  type Measure,
  type PeriodWeeks,
  periodWeeks,
} from '@caseroom/shared/insight';
import type { Query } from '../platform/http.ts';

/** What somebody looks at; it lives in the address, to be kept as a bookmark or sent to a colleague. */
export interface Asked {
  readonly program: string;
  /** The day after the last one; null: up to today, whatever day that is. */
  readonly to: string | null;
  readonly weeks: PeriodWeeks;
  readonly team: string | null;
  readonly person: string | null;
}

/** One of the numbers of a report. `week` is an index into the weeks of both periods; null: a whole one. */
export interface NumberAsked {
  readonly measure: Measure;
  readonly part?: string | undefined;
  readonly week?: number | undefined;
  readonly half?: 'current' | 'previous' | undefined;
  readonly only?: 'kept' | 'missed' | undefined;
}

/** Reads an address; what makes no sense there is left out, and the first program stands for none. */
export function parseAsked(search: URLSearchParams, programs: readonly string[]): Asked | null {
  const program = programs.find((id) => id === search.get('program')) ?? programs[0];
  if (program === undefined) return null;
  const to = search.get('to');
  return {
    program,
    to: to !== null && isDay(to) ? to : null,
    weeks: periodWeeks.find((weeks) => String(weeks) === search.get('weeks')) ?? DEFAULT_WEEKS,
    team: search.get('team') || null,
    person: search.get('person') || null,
  };
}

/** As the server takes it, and as an address says it. */
export function queryOf({ program, to, weeks, team, person }: Asked): Query {
  return {
    program,
    ...(to !== null && { to }),
    ...(weeks !== DEFAULT_WEEKS && { weeks }),
    ...(team !== null && { team }),
    ...(person !== null && { person }),
  };
}

export const numberQuery = (number: NumberAsked): Query =>
  Object.fromEntries(Object.entries(number).filter(([, value]) => value !== undefined));

export const searchOf = (query: Query): string =>
  `?${new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)]))}`;

/** Where the cases behind a number are listed. */
export const casesAt = (asked: Asked, number: NumberAsked): string =>
  `/insight/cases${searchOf({ ...queryOf(asked), ...numberQuery(number) })}`;

/** One period further back, or forward as far as today: null. */
export function steppedTo({ days, weeks, latest }: InsightPeriod, direction: -1 | 1): string | null {
  const next = daysLater(days.at(-1) as string, direction * weeks * 7);
  return next >= latest ? null : next;
}

const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
