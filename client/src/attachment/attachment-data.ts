import type { Attachment } from '@caseroom/shared/attachment';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { caseKeys } from '../case/keys.ts';
import { send } from '../platform/http.ts';

/** A case's files, oldest first. Live by the case's ledger. */
export function useAttachments(caseId: string) {
  return useQuery({
    queryKey: caseKeys.attachments(caseId),
    queryFn: async ({ signal }) =>
      (await send<{ items: readonly Attachment[] }>('GET', `/api/cases/${caseId}/attachments`, { signal }))
        .items,
  });
}

export function useRemoveFile(caseId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => send<void>('DELETE', `/api/attachments/${id}`),
    onSuccess: (_, id) =>
      client.setQueryData<readonly Attachment[]>(caseKeys.attachments(caseId), (held) =>
        held?.filter((file) => file.id !== id),
      ),
  });
}

export const downloadPath = (id: string): string => `/api/attachments/${id}/file`;
export const picturePath = (id: string): string => `/api/attachments/${id}/picture`;
