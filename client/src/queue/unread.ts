import type { UnreadCases } from '@caseroom/shared/seen';
import { useQuery } from '@tanstack/react-query';
import { caseKeys } from '../case/keys.ts';
import { send } from '../platform/http.ts';

const isIn = (caseId: string) => (unread: ReadonlySet<string>) => unread.has(caseId);

/** Whether others did something in a case since this person left it. Asked for once, for all cases. */
export function useIsUnread(caseId: string): boolean {
  const { data } = useQuery({
    queryKey: caseKeys.unread,
    queryFn: async ({ signal }) =>
      new Set((await send<UnreadCases>('GET', '/api/seen/unread', { signal })).items) as ReadonlySet<string>,
    structuralSharing: false,
    select: isIn(caseId),
  });
  return data ?? false;
}
