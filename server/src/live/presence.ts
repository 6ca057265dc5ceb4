import { Activity, type PresentPerson } from '@caseroom/shared/live';
import { Role } from '@caseroom/shared/people';
import { Id, PersonRef } from '@caseroom/shared/primitives';
import { z } from 'zod';

/**
 * Who is where, in memory only. Each process knows its own tabs and what the others last said of theirs; time
 * is passed in. Nothing here is ever stored.
 */
export const Stay = z.object({
  caseId: Id,
  programId: Id,
  person: PersonRef,
  role: Role,
  noteId: Id.nullable(),
  /** The note is for leads only. */
  isForLeads: z.boolean(),
  activity: Activity,
  /** When they came in, and when they last did something else, ms since the epoch. */
  since: z.number(),
  at: z.number(),
});
export type Stay = z.infer<typeof Stay>;

/** What a process says of its people: all of them (`isFull`), or those of the named cases. */
export const Announcement = z.object({ from: Id, isFull: z.boolean(), cases: z.record(Id, z.array(Stay)) });
export type Announcement = z.infer<typeof Announcement>;

const liveliness: Record<Activity, number> = { idle: 0, reading: 1, typing: 2 };

/** One stay a person: that of their most active tab (the latest of equals), counted from when they first came in. */
export function mergeStays(stays: readonly Stay[]): Stay[] {
  const byPerson = new Map<string, Stay>();
  for (const stay of stays) {
    const known = byPerson.get(stay.person.id);
    byPerson.set(stay.person.id, known ? livelier(known, stay) : stay);
  }
  return [...byPerson.values()];
}

function livelier(a: Stay, b: Stay): Stay {
  const byActivity = liveliness[a.activity] - liveliness[b.activity];
  const winner = (byActivity || a.at - b.at) >= 0 ? a : b;
  return { ...winner, since: Math.min(a.since, b.since) };
}

/** People as somebody sees them who may (or may not) know of the notes for leads; longest here first. */
export function peopleOf(stays: readonly Stay[], readLeads: boolean): PresentPerson[] {
  const inOrder = mergeStays(stays).sort((a, b) => a.since - b.since || (a.person.id < b.person.id ? -1 : 1));
  return inOrder.map((stay) => ({
    ...stay.person,
    role: stay.role,
    noteId: stay.isForLeads && !readLeads ? null : stay.noteId,
    activity: stay.activity,
    since: new Date(stay.since).toISOString(),
  }));
}

interface OtherProcess {
  heardAt: number;
  cases: Map<string, readonly Stay[]>;
}

/** Everyone of the deployment, as far as this process knows. Every change answers the cases it touched. */
export class PresenceTable {
  readonly #processId: string;
  /** By case, by connection. */
  readonly #local = new Map<string, Map<string, Stay>>();
  readonly #others = new Map<string, OtherProcess>();

  constructor(processId: string) {
    this.#processId = processId;
  }

  /** A connection is in a case, or is there otherwise than before. Its first time of coming in is kept. */
  set(connectionId: string, stay: Stay): void {
    const tabs = this.#local.get(stay.caseId) ?? new Map<string, Stay>();
    this.#local.set(stay.caseId, tabs);
    tabs.set(connectionId, { ...stay, since: tabs.get(connectionId)?.since ?? stay.since });
  }

  clear(connectionId: string, caseId: string): void {
    const tabs = this.#local.get(caseId);
    tabs?.delete(connectionId);
    if (tabs?.size === 0) this.#local.delete(caseId);
  }

  staysIn(caseId: string): Stay[] {
    const elsewhere = [...this.#others.values()].flatMap((other) => other.cases.get(caseId) ?? []);
    return [...(this.#local.get(caseId)?.values() ?? []), ...elsewhere];
  }

  /** The cases of these programs in which there is somebody. */
  casesOf(programIds: readonly string[]): string[] {
    const everywhere = new Set([
      ...this.#local.keys(),
      ...[...this.#others.values()].flatMap((other) => [...other.cases.keys()]),
    ]);
    return [...everywhere].filter((caseId) =>
      this.staysIn(caseId).some((stay) => programIds.includes(stay.programId)),
    );
  }

  /** What to tell the other processes: about these cases, or about everything. */
  announce(caseIds?: readonly string[]): Announcement {
    const cases = (caseIds ?? [...this.#local.keys()]).map(
      (caseId) => [caseId, mergeStays([...(this.#local.get(caseId)?.values() ?? [])])] as const,
    );
    return { from: this.#processId, isFull: caseIds === undefined, cases: Object.fromEntries(cases) };
  }

  /** Takes in what a process said. `isNew`: it does not know us either, so tell it everything. */
  hear({ from, isFull, cases }: Announcement, now: number): { changed: string[]; isNew: boolean } {
    if (from === this.#processId) return { changed: [], isNew: false };
    const known = this.#others.get(from);
    const other = known ?? { heardAt: now, cases: new Map<string, readonly Stay[]>() };
    this.#others.set(from, other);
    other.heardAt = now;
    const gone = isFull ? [...other.cases.keys()].filter((caseId) => !cases[caseId]) : [];
    const named = Object.entries(cases);
    const changed = named
      .filter(([caseId, stays]) => !isSame(other.cases.get(caseId) ?? [], stays))
      .map(([caseId]) => caseId);
    for (const caseId of gone) other.cases.delete(caseId);
    for (const [caseId, stays] of named) {
      if (stays.length > 0) other.cases.set(caseId, stays);
      else other.cases.delete(caseId);
    }
    return { changed: [...gone, ...changed], isNew: !known };
  }

  /** Forgets the people of processes that were not heard for so long. */
  forgetSilent(now: number, after_ms: number): string[] {
    const silent = [...this.#others].filter(([, other]) => now - other.heardAt > after_ms);
    for (const [processId] of silent) this.#others.delete(processId);
    return [...new Set(silent.flatMap(([, other]) => [...other.cases.keys()]))];
  }
}

const isSame = (a: readonly Stay[], b: readonly Stay[]): boolean => JSON.stringify(a) === JSON.stringify(b);
