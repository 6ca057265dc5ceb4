import type {
  ChannelTested,
  InterimChannel,
  InterimSettings,
  InterimTemplate,
  InterimTemplateInput,
  ProgramInterim,
  PutChannel,
  TemplatePreview,
} from '@caseroom/shared/interim';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { send } from '../platform/http.ts';

const settingsKey = (programId: string) => ['interim-settings', programId] as const;
const templatesKey = (programId: string) => ['interim-templates', programId] as const;

export const useProgramInterim = (programId: string) =>
  useQuery({
    queryKey: settingsKey(programId),
    queryFn: ({ signal }) => send<ProgramInterim>('GET', `/api/programs/${programId}/interim`, { signal }),
  });

export function useProgramInterimActs(programId: string) {
  const client = useQueryClient();
  const onSuccess = (saved: ProgramInterim) => client.setQueryData(settingsKey(programId), saved);
  const channelPath = (channel: InterimChannel) =>
    `/api/admin/programs/${programId}/interim-channels/${channel}`;
  const save = useMutation({
    mutationFn: (body: InterimSettings) =>
      send<ProgramInterim>('PUT', `/api/programs/${programId}/interim`, { body }),
    onSuccess,
  });
  const putChannel = useMutation({
    mutationFn: ({ channel, body }: { channel: InterimChannel; body: PutChannel }) =>
      send<ProgramInterim>('PUT', channelPath(channel), { body }),
    onSuccess,
  });
  const test = useMutation({
    mutationFn: ({ channel, to }: { channel: InterimChannel; to: string }) =>
      send<ChannelTested>('POST', `${channelPath(channel)}/test`, { body: { to } }),
  });
  return { save, putChannel, test };
}

export const useMessageTemplates = (programId: string) =>
  useQuery({
    queryKey: templatesKey(programId),
    queryFn: async ({ signal }) =>
      (
        await send<{ items: InterimTemplate[] }>('GET', `/api/programs/${programId}/interim-templates`, {
          signal,
        })
      ).items,
  });

export function useTemplateActs(programId: string) {
  const client = useQueryClient();
  const path = `/api/programs/${programId}/interim-templates`;
  const onSettled = () => client.invalidateQueries({ queryKey: templatesKey(programId) });
  const put = useMutation({
    mutationFn: ({ id, input }: { id: string | null; input: InterimTemplateInput }) =>
      id
        ? send<InterimTemplate>('PUT', `${path}/${id}`, { body: input })
        : send<InterimTemplate>('POST', path, { body: input }),
    onSettled,
  });
  const remove = useMutation({
    mutationFn: (id: string) => send<void>('DELETE', `${path}/${id}`),
    onSettled,
  });
  const preview = useMutation({
    mutationFn: (body: { caseRef: string; template: InterimTemplateInput }) =>
      send<TemplatePreview>('POST', `${path}/preview`, { body }),
  });
  return { put, remove, preview };
}
