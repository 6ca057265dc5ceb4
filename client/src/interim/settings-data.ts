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
import type { Program } from '@caseroom/shared/people';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { send } from '../platform/http.ts';
import { useMe } from '../platform/session.ts';

const settingsKey = (programId: string) => ['interim-settings', programId] as const;
const templatesKey = (programId: string) => ['interim-templates', programId] as const;

/** The programs whose messages this person sees to: an admin's are all, a lead's those they lead. */
export function useMessagePrograms() {
  const me = useMe();
  const led = me.memberships.filter(({ role }) => role === 'lead').map(({ program }) => program);
  return useQuery({
    queryKey: ['interim-settings', 'programs', me.admin],
    queryFn: async ({ signal }): Promise<readonly Program[]> =>
      me.admin ? (await send<{ items: Program[] }>('GET', '/api/admin/programs', { signal })).items : led,
  });
}

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
