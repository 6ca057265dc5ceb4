import type { Floor } from '@caseroom/shared/floor';
import type { PresentPerson } from '@caseroom/shared/live';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { caseKeys } from '../case/keys.ts';
import { send } from '../platform/http.ts';
import { useConnection, useLiveEvent } from '../platform/live.ts';
import { floorPrograms, useMe } from '../platform/session.ts';
import { belongsOnFloor, foldCase } from './floor-rows.ts';

const FLOOR = ['floor'] as const;
type Presence = Readonly<Record<string, readonly PresentPerson[]>>;

/**
 * The floor, read once and after every reconnect, and kept in step by what the live socket tells of the queue.
 * Who is where comes from the presence that the shell keeps for every page.
 */
export function useFloor() {
  const client = useQueryClient();
  const connection = useConnection();
  const programs = floorPrograms(useMe()).map(({ id }) => id);
  const floor = useQuery({
    queryKey: FLOOR,
    queryFn: ({ signal }) => send<Floor>('GET', '/api/floor', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: 'always',
  });
  const { data: presence } = useQuery<Presence>({
    queryKey: caseKeys.presence,
    queryFn: () => ({}),
    enabled: false,
    staleTime: Number.POSITIVE_INFINITY,
  });

  useEffect(() => {
    if (connection > 0) void client.invalidateQueries({ queryKey: FLOOR });
  }, [connection, client]);
  useLiveEvent('queue:case', ({ summary }) => {
    if (!belongsOnFloor(summary, programs)) return;
    client.setQueryData<Floor>(
      FLOOR,
      (held) => held && { ...held, cases: [...foldCase(held.cases, summary)] },
    );
  });
  useLiveEvent('queue:people', ({ caseId, people }) => {
    const held = client.getQueryData<Floor>(FLOOR);
    // Somebody went into a case that was quiet and far from due: only the server knows what it is called.
    if (held && people.length > 0 && !held.cases.some(({ id }) => id === caseId))
      void client.invalidateQueries({ queryKey: FLOOR });
  });
  return { floor, presence: presence ?? floor.data?.presence ?? {} };
}
