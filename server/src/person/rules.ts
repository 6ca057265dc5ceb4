import type { MembershipInput, PatchPerson, Role } from '@caseroom/shared/people';
import { type Refusal, refuse } from '@caseroom/shared/refusal';
import { caseReaders } from '../case/rules.ts';

/** What decides whether a person may be changed. */
export interface Standing {
  readonly name: string;
  readonly isService: boolean;
  readonly admin: boolean;
  readonly auditor: boolean;
  readonly disabled: boolean;
  /** Has chosen a password: can sign in unless disabled. */
  readonly joined: boolean;
  readonly seats: readonly {
    readonly programId: string;
    readonly role: Role;
    readonly team: string | null;
  }[];
  /** Open or waiting cases this person owns, by program; programs without any may be absent. */
  readonly unresolved: readonly {
    readonly programId: string;
    readonly program: string;
    readonly count: number;
  }[];
}

/** Null when the change may be made. `otherAdmins` can sign in now. */
export function judgePatch(person: Standing, patch: PatchPerson, otherAdmins: number): Refusal | null {
  return (
    judgeAdmins(person, patch, otherAdmins) ?? judgeSeats(patch.memberships) ?? judgeCases(person, patch)
  );
}

/** A deployment that nobody can administer can only be mended in the database. */
function judgeAdmins(person: Standing, patch: PatchPerson, otherAdmins: number): Refusal | null {
  const administers = person.admin && person.joined && !person.disabled;
  const stops = patch.admin === false || patch.disabled === true;
  if (!administers || !stops || otherAdmins > 0) return null;
  return refuse(
    'conflict',
    `${person.name} is the last administrator who can sign in. Make somebody else one first.`,
  );
}

/** One role per person and program. */
export function judgeSeats(seats: readonly MembershipInput[] | undefined): Refusal | null {
  const ids = (seats ?? []).map((seat) => seat.programId);
  const repeated = ids.findIndex((id, i) => ids.indexOf(id) !== i);
  if (repeated === -1) return null;
  return refuse('invalid', undefined, {
    fields: [{ path: `memberships.${repeated}.programId`, message: 'A person has one role in a program.' }],
  });
}

/**
 * A case always has an owner who can see it; whoever owns unresolved ones keeps their way in. Not so software, which
 * must be stopped at once: its screen says what it leaves behind.
 */
function judgeCases(person: Standing, patch: PatchPerson): Refusal | null {
  if (person.isService) return null;
  const left = person.unresolved.filter(({ count, programId }) => count > 0 && !readsAfter(patch, programId));
  if (left.length === 0) return null;
  const where = left.map(
    ({ program, count }) => `${count} unresolved ${count === 1 ? 'case' : 'cases'} in ${program}`,
  );
  return refuse('conflict', `${person.name} owns ${where.join(' and ')}. Hand them to somebody else first.`);
}

function readsAfter(patch: PatchPerson, programId: string): boolean {
  if (patch.disabled) return false;
  const seat = patch.memberships?.find((membership) => membership.programId === programId);
  return patch.memberships === undefined || (seat !== undefined && caseReaders.includes(seat.role));
}

/** Whether what the person may do changes, so that their open sockets must be judged anew. */
export function changesAccess(person: Standing, patch: PatchPerson): boolean {
  const differs = (key: 'admin' | 'auditor' | 'disabled') =>
    patch[key] !== undefined && patch[key] !== person[key];
  if (differs('admin') || differs('auditor') || differs('disabled')) return true;
  if (patch.memberships === undefined) return false;
  return fingerprint(patch.memberships) !== fingerprint(person.seats);
}

const fingerprint = (seats: readonly MembershipInput[]): string =>
  seats
    .map(({ programId, role, team }) => JSON.stringify([programId, role, team ?? null]))
    .toSorted()
    .join();
