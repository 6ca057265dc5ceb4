import type { CrmConnection } from '@caseroom/shared/crm';
import type { Tone } from '../ui/pill.tsx';

export const stateNames: Record<CrmConnection['state'], string> = {
  consent: 'Not allowed yet',
  ready: 'Connected',
  broken: 'Turned away',
};
export const stateTones: Record<CrmConnection['state'], Tone> = {
  consent: 'warn',
  ready: 'good',
  broken: 'bad',
};
