import type { Audience } from '@caseroom/shared/note';
import type { Role } from '@caseroom/shared/people';
import { type Refusal, refuse } from '@caseroom/shared/refusal';

export type Need = 'read' | 'write';

/** What a role may do with a case or with a note of one audience. */
export interface Grant {
  readonly write: boolean;
  readonly readLeads: boolean;
}

/**
 * agent, senior: read and write the team's notes. lead: those and the leads' notes. qa: reads the team's
 * notes and never edits. client: only what was released to them, which is not a note.
 */
const grants: Record<Role, { read: readonly Audience[]; write: readonly Audience[] }> = {
  agent: { read: ['team'], write: ['team'] },
  senior: { read: ['team'], write: ['team'] },
  lead: { read: ['team', 'leads'], write: ['team', 'leads'] },
  qa: { read: ['team'], write: [] },
  client: { read: [], write: [] },
};

export function rightsOf(role: Role, audience: Audience, need: Need): Grant | Refusal {
  const grant = grants[role];
  if (!grant.read.includes(audience)) return refuse('no-access');
  const write = grant.write.includes(audience);
  if (need === 'write' && !write) return refuse('read-only');
  return { write, readLeads: grant.read.includes('leads') };
}

/** The roles whose members may read a case at all. */
export const caseReaders: readonly Role[] = (Object.keys(grants) as Role[]).filter((role) => grants[role].read.includes('team'));
