import type { NewRelease, Release, ReleaseDraft, Releases } from '@caseroom/shared/insight-release';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { send } from '../platform/http.ts';

const keyOf = (program: string) => ['insight', 'releases', program];

export function useReleases(program: string) {
  return useQuery({
    queryKey: keyOf(program),
    queryFn: ({ signal }) => send<Releases>('GET', '/api/insight/releases', { query: { program }, signal }),
  });
}

export interface Span {
  readonly program: string;
  /** The day after the last. */
  readonly to: string;
  readonly weeks: number;
}

export function useDraft({ program, to, weeks }: Span) {
  return useQuery({
    queryKey: ['insight', 'draft', program, to, weeks],
    queryFn: ({ signal }) =>
      send<ReleaseDraft>('GET', '/api/insight/release-draft', {
        query: { program, to, weeks },
        signal,
        alone: true,
      }),
  });
}

export function useRelease(program: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: NewRelease) => send<Release>('POST', '/api/insight/releases', { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: keyOf(program) }),
  });
}

export function useWithdraw(program: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => send<Release>('POST', `/api/insight/releases/${id}/withdraw`, { body: {} }),
    onSuccess: () => client.invalidateQueries({ queryKey: keyOf(program) }),
  });
}
