import type { NoteKind } from '@caseroom/shared/note';
import type { ProgramTemplates, SaveTemplate, TemplateVersion } from '@caseroom/shared/template';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { send } from '../platform/http.ts';

interface List<T> {
  readonly items: readonly T[];
}

const templatesKey = (programId: string) => ['templates', programId] as const;
const versionsKey = (programId: string, kind: NoteKind) => ['templates', programId, kind] as const;
const address = (programId: string, kind: NoteKind) => `/api/admin/programs/${programId}/templates/${kind}`;

export const useProgramTemplates = (programId: string) =>
  useQuery({
    queryKey: templatesKey(programId),
    queryFn: ({ signal }) =>
      send<ProgramTemplates>('GET', `/api/programs/${programId}/templates`, { signal }),
  });

/** Newest first. */
export const useTemplateVersions = (programId: string, kind: NoteKind) =>
  useQuery({
    queryKey: versionsKey(programId, kind),
    queryFn: async ({ signal }) =>
      (await send<List<TemplateVersion>>('GET', `${address(programId, kind)}/versions`, { signal })).items,
  });

export function usePublish(programId: string, kind: NoteKind) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: SaveTemplate) => send<TemplateVersion>('PUT', address(programId, kind), { body }),
    onSuccess: (saved) => {
      client.setQueryData<ProgramTemplates>(
        templatesKey(programId),
        (held) =>
          held && {
            ...held,
            items: [...held.items.filter((template) => template.kind !== kind), saved],
          },
      );
      void client.invalidateQueries({ queryKey: versionsKey(programId, kind) });
    },
  });
}
