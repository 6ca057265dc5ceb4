import type {
  Calibration,
  CalibrationSummary,
  ExcuseReviewer,
  Marking,
  NewCalibration,
} from '@caseroom/shared/quality';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { send } from '../platform/http.ts';

const all = ['quality', 'calibrations'] as const;
const one = (id: string) => [...all, id] as const;

export const useCalibrations = () =>
  useQuery({
    queryKey: [...all, 'list'],
    queryFn: async ({ signal }) =>
      (await send<{ items: readonly CalibrationSummary[] }>('GET', '/api/calibrations', { signal })).items,
  });

export const useCalibration = (id: string) =>
  useQuery({
    queryKey: one(id),
    queryFn: ({ signal }) => send<Calibration>('GET', `/api/calibrations/${id}`, { signal }),
  });

function usePut() {
  const client = useQueryClient();
  return (calibration: Calibration) => {
    client.setQueryData(one(calibration.id), calibration);
    void client.invalidateQueries({ queryKey: [...all, 'list'] });
    void client.invalidateQueries({ queryKey: ['quality', 'waiting'] });
  };
}

export function useStartCalibration() {
  const put = usePut();
  return useMutation({
    mutationFn: (body: NewCalibration) => send<Calibration>('POST', '/api/calibrations', { body }),
    onSuccess: put,
  });
}

export function useSaveSheet(id: string) {
  const client = useQueryClient();
  return (marking: Marking, leaving: boolean) =>
    send<Calibration>('PUT', `/api/calibrations/${id}/marking`, { body: marking, keepalive: leaving }).then(
      (calibration) => {
        client.setQueryData(one(id), calibration);
      },
    );
}

export function useExcuse(id: string) {
  const put = usePut();
  return useMutation({
    mutationFn: (body: ExcuseReviewer) =>
      send<Calibration>('POST', `/api/calibrations/${id}/excuse`, { body }),
    onSuccess: put,
  });
}

export function useSubmitSheet(id: string) {
  const put = usePut();
  return useMutation({
    mutationFn: () => send<Calibration>('POST', `/api/calibrations/${id}/submit`),
    onSuccess: put,
  });
}
