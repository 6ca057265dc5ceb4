import type { CrmMilestone } from '@caseroom/shared/crm';

const names: Record<CrmMilestone, string> = {
  note: 'finalised note',
  summary: 'summary',
  escalation: 'escalation',
  handover: 'handover',
  interim: 'message to the customer',
  resolution: 'resolution',
};

/** One of them, in a sentence. */
export const milestoneName = (milestone: CrmMilestone): string => names[milestone];
