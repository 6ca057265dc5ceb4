import { type Priority, priorityNames } from '@caseroom/shared/case';
import type { BalancedItem, HandoverCandidate } from '@caseroom/shared/handover';

/** A case that has no receiver yet. */
export interface CaseToPlace {
  readonly caseId: string;
  readonly programId: string;
  readonly priority: Priority;
  /** ISO; null: nothing is timed. */
  readonly dueAt: string | null;
  /** Who wrote in its notes. */
  readonly writers: ReadonlySet<string>;
}

/** How much of somebody's shift a case takes, in cases of normal priority. */
const weights: Record<Priority, number> = { P1: 3, P2: 2, P3: 1, P4: 1 };
/** What speaks for and against somebody, in the same measure. */
const AWAY = 50;
const LEAD = 25;
const WROTE_HERE = -3;
const SENIOR_FOR_P1 = -2;

/**
 * Proposes a receiver for each case: the most urgent first, each to whoever is here, has least to do with what they
 * were given already, and knows the case. Leads are asked when nobody else can. The giver is not among `candidates`.
 * `given` counts what each was chosen for so far.
 */
export function balance(
  cases: readonly CaseToPlace[],
  candidates: readonly HandoverCandidate[],
  given: ReadonlyMap<string, number> = new Map(),
): BalancedItem[] {
  const taken = new Map(given);
  return [...cases].sort(byUrgency).map((one) => {
    const [best] = candidates
      .filter(({ programId }) => programId === one.programId)
      .map((person) => ({ person, cost: costOf(person, one, taken.get(person.id) ?? 0) }))
      .sort(
        (a, b) =>
          a.cost - b.cost || compare(a.person.name, b.person.name) || compare(a.person.id, b.person.id),
      );
    if (!best)
      return { caseId: one.caseId, receiverId: null, why: 'nobody else takes cases of this program' };
    const why = whyOf(best.person, one, taken.get(best.person.id) ?? 0);
    taken.set(best.person.id, (taken.get(best.person.id) ?? 0) + weights[one.priority]);
    return { caseId: one.caseId, receiverId: best.person.id, why };
  });
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const byUrgency = (a: CaseToPlace, b: CaseToPlace): number =>
  compare(a.priority, b.priority) ||
  compare(a.dueAt ?? '9999', b.dueAt ?? '9999') ||
  compare(a.caseId, b.caseId);

const costOf = (person: HandoverCandidate, one: CaseToPlace, taken: number): number =>
  person.load +
  person.offered +
  taken +
  (person.present ? 0 : AWAY) +
  (person.role === 'lead' ? LEAD : 0) +
  (one.writers.has(person.id) ? WROTE_HERE : 0) +
  (one.priority === 'P1' && person.role === 'senior' ? SENIOR_FOR_P1 : 0);

function whyOf(person: HandoverCandidate, one: CaseToPlace, taken: number): string {
  const load = person.load + person.offered;
  return [
    person.present ? 'here now' : 'not here now',
    load === 0 ? 'no open cases' : `${load} open ${load === 1 ? 'case' : 'cases'}`,
    ...(taken > 0 ? ['more of this handover'] : []),
    ...(one.writers.has(person.id) ? ['wrote in this case'] : []),
    ...(one.priority === 'P1' && person.role === 'senior'
      ? [`senior, for a ${priorityNames.P1.toLowerCase()} case`]
      : []),
  ].join(', ');
}
