import { z } from 'zod';
import { CaseSummary } from './case.ts';
import { Activity } from './live.ts';
import { Role } from './people.ts';
import { Id, PersonRef, Time } from './primitives.ts';

/** A deadline this close is on the floor even when nobody is in the case, minutes. */
export const FLOOR_AHEAD_MIN = 60;
/** The floor is read this far ahead, so that what comes near in a shift needs no further question, minutes. */
export const FLOOR_READ_AHEAD_MIN = 12 * 60;
/** Most cases whose deadline is near or over; more than these are a matter for the queue. */
export const MAX_FLOOR_DUE = 200;

/** Somebody who works in one of the programs. */
export const FloorPerson = PersonRef.extend({
  programId: Id,
  role: Role,
  team: z.string().nullable(),
});
export type FloorPerson = z.infer<typeof FloorPerson>;

/** Where somebody is now; as `PresentPerson` of the live socket. */
export const FloorPresence = PersonRef.extend({
  role: Role,
  noteId: Id.nullable(),
  activity: Activity,
  since: Time,
});

/**
 * What the people who lead programs see of them now. Read once; the live socket's `queue:case` and
 * `queue:people` carry on from there.
 */
export const Floor = z.object({
  /** Cases somebody is in, and unresolved ones that are due within the shift or over; soonest deadline first. */
  cases: z.array(CaseSummary),
  /** By case. */
  presence: z.record(Id, z.array(FloorPresence)),
  /** Everybody who can be on this floor, once for every program they work in. */
  people: z.array(FloorPerson),
});
export type Floor = z.infer<typeof Floor>;
