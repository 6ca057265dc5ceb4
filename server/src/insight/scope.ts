import type { InsightScope } from '@caseroom/shared/insight';
import type { Role } from '@caseroom/shared/people';
import { type Refusal, refuse } from '@caseroom/shared/refusal';

const scopes: Record<Role, InsightScope | null> = {
  lead: 'people',
  qa: 'program',
  senior: 'self',
  agent: 'self',
  client: null,
};

/** Whose figures somebody asks for: a team's, a person's, or everybody's. */
export interface Narrowing {
  readonly team?: string | undefined;
  readonly person?: string | undefined;
}

export interface Granted extends Narrowing {
  readonly scope: InsightScope;
}

/**
 * What somebody with this role in a program may count there. Leads: everybody. Quality: the program and its teams, not
 * people. Whoever works there: themselves, whatever they ask for is refused rather than narrowed in silence. Client
 * viewers: nothing that was not released to them.
 */
export function judgeInsight(role: Role, actorId: string, asked: Narrowing): Granted | Refusal {
  const scope = scopes[role];
  if (scope === null) return refuse('no-access', 'You read the figures that are released to you.');
  const isOfOthers = asked.person !== undefined && asked.person !== actorId;
  if (scope !== 'people' && isOfOthers)
    return refuse('no-access', 'Leads of the program see the figures of a person.');
  if (scope === 'self' && asked.team !== undefined)
    return refuse('no-access', 'Leads and quality see the figures of a team.');
  if (scope === 'self') return { scope, person: actorId };
  return { scope, team: asked.team, person: asked.person };
}
