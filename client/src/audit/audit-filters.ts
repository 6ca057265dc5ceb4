import type { Query } from '../platform/http.ts';

/** Kinds of entry an auditor narrows to, in words. */
export const kindNames: Readonly<Record<string, string>> = {
  'case.opened': 'Case opened',
  'case.changed': 'Case changed',
  'note.added': 'Note added',
  'note.finalised': 'Note finalised',
  'note.amended': 'Note amended',
  'note.version-named': 'Version named',
  'note.restored': 'Note restored',
  'note.edit-refused': 'Edit refused',
};

export interface AuditFilters {
  readonly kind: string;
  readonly actorId: string;
  /** Days as a date field gives them, "2026-11-18"; empty for no bound. Both days are included. */
  readonly from: string;
  readonly to: string;
}

export const noAuditFilters: AuditFilters = { kind: '', actorId: '', from: '', to: '' };

/** As `GET /api/audit/events` takes them. A day begins and ends by the person's own clock. */
export function auditQuery({ kind, actorId, from, to }: AuditFilters): Query {
  return {
    kind: kind || undefined,
    actorId: actorId || undefined,
    after: startOfDay(from, 0),
    before: startOfDay(to, 1),
  };
}

function startOfDay(day: string, daysLater: number): string | undefined {
  const [year, month, date] = day.split('-').map(Number);
  if (!year || !month || !date) return undefined;
  return new Date(year, month - 1, date + daysLater).toISOString();
}
