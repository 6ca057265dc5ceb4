import type { Me, SignIn } from '@caseroom/shared/people';
import { type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { send } from './http.ts';
import { live } from './live.ts';
import { sessionState } from './session-state.ts';

export const ME_KEY = ['me'] as const;

/** Who is signed in. Errors with `not-signed-in` when nobody is. */
export const meQuery = queryOptions({
  queryKey: ME_KEY,
  queryFn: async ({ signal }) => {
    const me = await send<Me>('GET', '/api/me', { signal });
    sessionState.set('in');
    return me;
  },
  staleTime: Number.POSITIVE_INFINITY,
});
export const useMeQuery = () => useQuery(meQuery);

/** The signed-in person. Only for pages below the shell, which shows nothing before it knows. */
export function useMe(): Me {
  const me = useQueryClient().getQueryData<Me>(ME_KEY);
  const { data = me } = useMeQuery();
  if (!data) throw new Error('useMe below a page that nobody signed in to');
  return data;
}

/** Signs in. Somebody else than before starts from an empty cache. */
export async function signIn(client: QueryClient, credentials: SignIn): Promise<Me> {
  const { user } = await send<{ user: Me }>('POST', '/api/session', { body: credentials });
  const before = client.getQueryData<Me>(ME_KEY);
  if (before && before.id !== user.id) client.clear();
  client.setQueryData(ME_KEY, user);
  sessionState.set('in');
  live.disconnect();
  live.connect();
  return user;
}

/** Ends the session here and everywhere it has sockets, then shows the sign-in page from a clean start. */
export async function signOut(): Promise<void> {
  await send('DELETE', '/api/session').catch(() => undefined);
  live.disconnect();
  window.location.assign('/sign-in');
}

/** Auditors read every ledger, leads those of the programs they lead. */
export const mayAudit = (me: Me): boolean =>
  me.auditor || me.memberships.some((membership) => membership.role === 'lead');

/** Whoever writes in cases owns some, and goes home at some time. */
export const mayHandOver = (me: Me): boolean => writablePrograms(me).length > 0;

/** Admins keep what programs are set up with; leads look at it. */
export const maySeeSetup = (me: Me): boolean =>
  me.admin || me.memberships.some((membership) => membership.role === 'lead');

/** Leads watch over their programs; seniors look where they are needed. */
export const maySeeFloor = (me: Me): boolean => floorPrograms(me).length > 0;
export const floorPrograms = (me: Me) =>
  me.memberships
    .filter(({ role }) => role === 'lead' || role === 'senior')
    .map((membership) => membership.program);

/** Whose work is reviewed, who reviews it, who leads them, and who sets what it is scored by. */
export const maySeeQuality = (me: Me): boolean =>
  me.admin || me.memberships.some(({ role }) => role !== 'client');

/** Answers and examples are for everybody who reads cases. */
export const mayReadAnswers = (me: Me): boolean => readablePrograms(me).length > 0;
/** The programs whose cases a person reads. */
export const readablePrograms = (me: Me) =>
  me.memberships.filter(({ role }) => role !== 'client').map((membership) => membership.program);

/** The programs whose answer cards a person reviews. */
export const reviewedPrograms = (me: Me) =>
  me.memberships
    .filter(({ role }) => role === 'lead' || role === 'qa')
    .map((membership) => membership.program);

/** Everybody counts what they do; clients read what was released to them. */
export const insightPrograms = (me: Me) =>
  me.memberships.filter(({ role }) => role !== 'client').map((membership) => membership.program);

/** Leads release figures of a program to its client viewers. */
export const releasePrograms = (me: Me) =>
  me.memberships
    .filter(({ role }) => role === 'lead' || role === 'client')
    .map((membership) => membership.program);

/** The programs in which a person may open and write cases. */
export const writablePrograms = (me: Me) =>
  me.memberships
    .filter((membership) => ['agent', 'senior', 'lead'].includes(membership.role))
    .map((membership) => membership.program);
