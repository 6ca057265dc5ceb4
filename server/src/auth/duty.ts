import { type Refusal, refuse } from '@caseroom/shared/refusal';
import type { Actor } from '../platform/api.ts';

/** Null when the person administers this deployment. */
export const refuseUnlessAdmin = ({ admin }: Actor): Refusal | null =>
  admin ? null : refuse('no-access', 'Only administrators can do this.');
