import type {
  AdminPerson,
  AdminProgram,
  Invited,
  InvitePerson,
  NewProgram,
  PatchPerson,
  PatchProgram,
} from '@caseroom/shared/people';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { send } from '../platform/http.ts';

interface List<T> {
  readonly items: readonly T[];
}

const PEOPLE = ['admin', 'people'] as const;
const PROGRAMS = ['admin', 'programs'] as const;

export const useAdminPeople = () =>
  useQuery({
    queryKey: PEOPLE,
    queryFn: async ({ signal }) =>
      (await send<List<AdminPerson>>('GET', '/api/admin/people', { signal })).items,
  });

export const useAdminPrograms = () =>
  useQuery({
    queryKey: PROGRAMS,
    queryFn: async ({ signal }) =>
      (await send<List<AdminProgram>>('GET', '/api/admin/programs', { signal })).items,
  });

/** Puts a person as the server now has them into the list, in place or at its end. */
function usePutPerson() {
  const client = useQueryClient();
  return (person: AdminPerson) => {
    client.setQueryData<readonly AdminPerson[]>(PEOPLE, (people = []) =>
      people.some(({ id }) => id === person.id)
        ? people.map((other) => (other.id === person.id ? person : other))
        : [...people, person],
    );
    void client.invalidateQueries({ queryKey: PROGRAMS });
  };
}

export function usePatchPerson() {
  const put = usePutPerson();
  return useMutation({
    mutationFn: ({ id, patch }: { id: string; patch: PatchPerson }) =>
      send<AdminPerson>('PATCH', `/api/admin/people/${id}`, { body: patch }),
    onSuccess: put,
  });
}

export function useInvite() {
  const put = usePutPerson();
  return useMutation({
    mutationFn: (body: InvitePerson) => send<Invited>('POST', '/api/admin/people', { body }),
    onSuccess: ({ person }) => put(person),
  });
}

/** A new one-time link; the one before stops working. */
export function useNewLink() {
  const put = usePutPerson();
  return useMutation({
    mutationFn: (id: string) => send<Invited>('POST', `/api/admin/people/${id}/invitation`),
    onSuccess: ({ person }) => put(person),
  });
}

export function useSaveProgram() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, body }: { id: string | null; body: NewProgram & PatchProgram }) =>
      id
        ? send<AdminProgram>('PATCH', `/api/admin/programs/${id}`, { body })
        : send<AdminProgram>('POST', '/api/admin/programs', { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: PROGRAMS }),
  });
}
