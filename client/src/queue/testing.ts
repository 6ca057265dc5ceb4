import type { CaseSummary } from '@caseroom/shared/case';

/** A row of the queue for tests; say what matters. */
export function summary(facts: Partial<CaseSummary> = {}): CaseSummary {
  return {
    id: facts.number ?? 'case-1',
    number: 'C-1001',
    program: { id: 'program-1', name: 'Northwind care', client: 'Northwind Mobile' },
    subject: 'Double charge after plan change',
    status: 'open',
    priority: 'P3',
    customerName: 'Elena Ruiz',
    owner: { id: 'owner-1', name: 'Maya Okafor', colour: 0 },
    tags: [],
    openedAt: '2026-11-18T08:00:00.000Z',
    touchedAt: '2026-11-18T09:00:00.000Z',
    eventSeq: 1,
    timer: null,
    ...facts,
  };
}
