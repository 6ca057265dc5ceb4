import { type CaseSummary, unresolvedStatuses } from '@caseroom/shared/case';
import { FLOOR_AHEAD_MIN, type FloorPerson } from '@caseroom/shared/floor';
import type { PresentPerson } from '@caseroom/shared/live';

/** What the address narrows the floor to; null: everything. */
export interface FloorFilters {
  readonly program: string | null;
  readonly team: string | null;
  readonly tag: string | null;
}

export interface FloorFacts {
  readonly cases: readonly CaseSummary[];
  readonly people: readonly FloorPerson[];
  readonly presence: Readonly<Record<string, readonly PresentPerson[]>>;
}

export interface WorkedCase {
  readonly summary: CaseSummary;
  /** Longest here first. */
  readonly people: readonly PresentPerson[];
}

export interface PersonOnFloor {
  readonly person: PresentPerson;
  readonly team: string | null;
  /** The cases they are in, the liveliest first. */
  readonly cases: readonly { readonly summary: CaseSummary; readonly presence: PresentPerson }[];
}

export interface FloorRows {
  /** Due soon or overdue, and nobody is in them; soonest first. */
  readonly alone: readonly CaseSummary[];
  /** Somebody is in them; soonest deadline first. */
  readonly worked: readonly WorkedCase[];
  readonly people: readonly PersonOnFloor[];
}

const MINUTE_MS = 60_000;

/** The floor as it stands at a moment, from what was read and what has come since. */
export function floorRows(
  { cases, people, presence }: FloorFacts,
  { program, team, tag }: FloorFilters,
  now: Date,
): FloorRows {
  const inTeam = new Set(people.filter((one) => one.team === team).map(({ id }) => id));
  const isAsked = (summary: CaseSummary, here: readonly PresentPerson[]) =>
    (program === null || summary.program.id === program) &&
    (tag === null || summary.tags.includes(tag)) &&
    (team === null || [summary.owner, ...here].some(({ id }) => inTeam.has(id)));
  const all = cases
    .map((summary): WorkedCase => ({ summary, people: presence[summary.id] ?? [] }))
    .filter(({ summary, people: here }) => isAsked(summary, here))
    .sort(
      (a, b) => compare(dueOf(a.summary), dueOf(b.summary)) || compare(a.summary.number, b.summary.number),
    );
  const worked = all.filter((one) => one.people.length > 0);
  const alone = all
    .filter((one) => one.people.length === 0 && isNear(one.summary, now))
    .map(({ summary }) => summary);
  const onFloor = peopleOf(worked, people).filter(({ person }) => team === null || inTeam.has(person.id));
  return { alone, worked, people: onFloor };
}

/** The teams there are to choose from. */
export const teamsOf = (people: readonly FloorPerson[], program: string | null): string[] =>
  [
    ...new Set(
      people
        .filter(({ programId }) => program === null || programId === program)
        .flatMap(({ team }) => team ?? []),
    ),
  ].sort();

/** The tags there are to choose from: those of what is on the floor. */
export const tagsOf = (cases: readonly CaseSummary[]): string[] =>
  [...new Set(cases.flatMap(({ tags }) => tags))].sort();

const dueOf = ({ timer }: CaseSummary): string => timer?.dueAt ?? '9999';
const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

const isNear = ({ status, timer }: CaseSummary, now: Date): boolean =>
  unresolvedStatuses.includes(status) &&
  timer?.dueAt != null &&
  Date.parse(timer.dueAt) - now.getTime() <= FLOOR_AHEAD_MIN * MINUTE_MS;

const liveliness = { typing: 2, reading: 1, idle: 0 } as const;

function peopleOf(worked: readonly WorkedCase[], members: readonly FloorPerson[]): PersonOnFloor[] {
  const stays = worked.flatMap(({ summary, people }) => people.map((presence) => ({ summary, presence })));
  const byPerson = new Map<string, typeof stays>();
  for (const stay of stays) byPerson.set(stay.presence.id, [...(byPerson.get(stay.presence.id) ?? []), stay]);
  return [...byPerson.values()]
    .map((theirs): PersonOnFloor => {
      const cases = [...theirs].sort(
        (a, b) => liveliness[b.presence.activity] - liveliness[a.presence.activity],
      );
      const person = (cases[0] as (typeof cases)[number]).presence;
      return { person, team: members.find(({ id, team }) => id === person.id && team)?.team ?? null, cases };
    })
    .sort((a, b) => a.person.name.localeCompare(b.person.name));
}

/** Whether a case that just changed has a place here at all. */
export const belongsOnFloor = (summary: CaseSummary, programs: readonly string[]): boolean =>
  programs.includes(summary.program.id);

/** Takes in a case as it is now, in place of how it was; an older message changes nothing. */
export function foldCase(cases: readonly CaseSummary[], summary: CaseSummary): readonly CaseSummary[] {
  const held = cases.find(({ id }) => id === summary.id);
  if (!held) return [...cases, summary];
  if (held.eventSeq > summary.eventSeq) return cases;
  return cases.map((one) => (one.id === summary.id ? summary : one));
}
