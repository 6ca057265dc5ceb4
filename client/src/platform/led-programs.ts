import type { Program } from '@caseroom/shared/people';
import { useQuery } from '@tanstack/react-query';
import { send } from './http.ts';
import { useMe } from './session.ts';

/** The programs whose settings this person sees to, or looks at: an admin's are all, a lead's those they lead. */
export function useLedPrograms() {
  const me = useMe();
  const led = me.memberships.filter(({ role }) => role === 'lead').map(({ program }) => program);
  return useQuery({
    queryKey: ['programs', 'led', me.admin],
    queryFn: async ({ signal }): Promise<readonly Program[]> =>
      me.admin ? (await send<{ items: Program[] }>('GET', '/api/admin/programs', { signal })).items : led,
  });
}
