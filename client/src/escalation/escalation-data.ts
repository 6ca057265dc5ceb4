import type { Case } from '@caseroom/shared/case';
import {
  type AskSwarm,
  type CaseSwarm,
  type Escalation,
  type NewEscalation,
  openEscalationStates,
  type PatchEscalation,
  type Swarm,
  type SwarmQuestion,
  type WaitingEscalation,
} from '@caseroom/shared/escalation';
import type { Colleague, Me } from '@caseroom/shared/people';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { caseKeys } from '../case/keys.ts';
import { send } from '../platform/http.ts';

interface List<T> {
  readonly items: readonly T[];
}

const PEOPLE_FRESH_MS = 5 * 60_000;

/** A case's escalations, newest first. Live by the case's ledger. */
export function useEscalations(caseId: string) {
  return useQuery({
    queryKey: caseKeys.escalations(caseId),
    queryFn: async ({ signal }) =>
      (await send<List<Escalation>>('GET', `/api/cases/${caseId}/escalations`, { signal })).items,
  });
}

/** What waits for this person, longest waiting first. Live by the queue. */
export function useWaiting() {
  return useQuery({
    queryKey: caseKeys.waiting,
    queryFn: async ({ signal }) =>
      (
        await send<List<WaitingEscalation>>('GET', '/api/escalations', {
          query: { waiting: 'me' },
          signal,
        })
      ).items,
  });
}

export const openOne = (items: readonly Escalation[] | undefined): Escalation | undefined =>
  items?.find(({ state }) => openEscalationStates.includes(state));

/** The owner gives a case away; a lead may begin it for them. */
export const mayEscalate = (held: Case, me: Me): boolean =>
  held.rights.write &&
  held.status !== 'closed' &&
  (held.owner.id === me.id ||
    me.memberships.some(({ program, role }) => program.id === held.program.id && role === 'lead'));

export type EscalationAct = 'send' | 'accept' | 'decline' | 'withdraw';
export interface ActOn {
  readonly id: string;
  readonly act: EscalationAct;
  readonly body?: unknown;
}

/** Begins, changes and answers escalations. Whatever comes of it, what is shown is read again. */
export function useEscalationActs(caseId: string) {
  const client = useQueryClient();
  const settle = () => {
    void client.invalidateQueries({ queryKey: caseKeys.escalations(caseId) });
    void client.invalidateQueries({ queryKey: caseKeys.waiting });
    void client.invalidateQueries({ queryKey: caseKeys.one(caseId), exact: true });
  };
  const put = (escalation: Escalation) =>
    client.setQueryData<readonly Escalation[]>(caseKeys.escalations(caseId), (held = []) => [
      escalation,
      ...held.filter(({ id }) => id !== escalation.id),
    ]);
  const draft = useMutation({
    mutationFn: ({ body, key }: { body: NewEscalation; key: string }) =>
      send<Escalation>('POST', `/api/cases/${caseId}/escalations`, { body, idempotencyKey: key }),
    onSuccess: (made) => {
      put(made);
      void client.invalidateQueries({ queryKey: caseKeys.notes(caseId) });
    },
    onSettled: settle,
  });
  const change = useMutation({
    mutationFn: ({ id, patch }: { id: string; patch: PatchEscalation }) =>
      send<Escalation>('PATCH', `/api/escalations/${id}`, { body: patch }),
    onSuccess: put,
  });
  const act = useMutation({
    mutationFn: ({ id, act: what, body }: ActOn) =>
      send<Escalation>('POST', `/api/escalations/${id}/${what}`, body === undefined ? {} : { body }),
    onSuccess: put,
    onSettled: settle,
  });
  return { draft, change, act };
}

/** The program's people who can be given a case, or asked into one. */
export function useWriters(
  programId: string,
): readonly (Colleague & { team: string | null; role: string })[] {
  const { data } = useQuery({
    queryKey: ['people'],
    queryFn: ({ signal }) => send<{ items: Colleague[] }>('GET', '/api/people', { signal }),
    staleTime: PEOPLE_FRESH_MS,
  });
  return (data?.items ?? []).flatMap((person) => {
    const seat = person.roles.find((role) => role.programId === programId);
    return seat && ['agent', 'senior', 'lead'].includes(seat.role)
      ? [{ ...person, team: seat.team, role: seat.role }]
      : [];
  });
}

// The swarm

export function useSwarm(caseId: string) {
  return useQuery({
    queryKey: caseKeys.swarm(caseId),
    queryFn: async ({ signal }) =>
      (await send<CaseSwarm>('GET', `/api/cases/${caseId}/swarm`, { signal })).swarm,
  });
}

/** What somebody was asked and has not answered. */
export const questionsFor = (swarm: Swarm | null | undefined, personId: string): SwarmQuestion[] =>
  swarm && swarm.closedAt === null
    ? swarm.questions.filter(
        ({ person, answer, leftAt }) => person.id === personId && answer === null && leftAt === null,
      )
    : [];

type SwarmAct =
  | { readonly path: string; readonly body?: unknown; readonly key?: string }
  | { readonly path: string; readonly body: AskSwarm; readonly key: string };

export function useSwarmActs(caseId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ path, body, key }: SwarmAct) =>
      send<CaseSwarm>('POST', path, {
        ...(body === undefined ? {} : { body }),
        ...(key === undefined ? {} : { idempotencyKey: key }),
      }),
    onSuccess: ({ swarm }) => client.setQueryData(caseKeys.swarm(caseId), swarm),
    onError: () => client.invalidateQueries({ queryKey: caseKeys.swarm(caseId) }),
  });
}
