import { expect, it } from 'vitest';
import { auditQuery, noAuditFilters } from './audit-filters.ts';

it('asks for everything without filters', () => {
  expect(Object.values(auditQuery(noAuditFilters))).toEqual([undefined, undefined, undefined, undefined]);
});

it('includes both days, whole, by the local clock', () => {
  const { after, before } = auditQuery({ ...noAuditFilters, from: '2026-11-18', to: '2026-11-18' });
  expect(after).toBe(new Date(2026, 10, 18).toISOString());
  expect(before).toBe(new Date(2026, 10, 19).toISOString());
});

it('ignores a day that is half typed', () => {
  expect(auditQuery({ ...noAuditFilters, from: '2026-11' }).after).toBeUndefined();
});
