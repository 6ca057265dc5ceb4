import type { Role } from '@caseroom/shared/people';

/** Leads watch over a program; seniors may look, so that they see where they are needed. */
const onFloor: readonly Role[] = ['lead', 'senior'];

/** The programs whose floor somebody with these roles may see. */
export const floorPrograms = (roles: ReadonlyMap<string, Role>): string[] =>
  [...roles].filter(([, role]) => onFloor.includes(role)).map(([programId]) => programId);
