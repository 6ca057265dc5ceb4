import type { InsightCases, InsightReport } from '@caseroom/shared/insight';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { send } from '../platform/http.ts';
import { type Asked, type NumberAsked, numberQuery, queryOf } from './address.ts';

/** The report; that of other filters stays on screen until this one arrives. */
export function useReport(asked: Asked) {
  const query = queryOf(asked);
  return useQuery({
    queryKey: ['insight', query],
    queryFn: ({ signal }) => send<InsightReport>('GET', '/api/insight', { query, signal, alone: true }),
    placeholderData: keepPreviousData,
  });
}

/** The cases behind one of its numbers. */
export function useInsightCases(asked: Asked, number: NumberAsked) {
  const query = { ...queryOf(asked), ...numberQuery(number) };
  return useQuery({
    queryKey: ['insight', 'cases', query],
    queryFn: ({ signal }) => send<InsightCases>('GET', '/api/insight/cases', { query, signal, alone: true }),
  });
}
