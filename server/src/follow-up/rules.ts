import type { CaseChange } from '@caseroom/shared/case';

/** A task with a due time as it stands in a note now, and whose edit made each part of it so. */
export interface TaskFact {
  readonly id: string;
  /** Place of the due chip in the Yjs document. */
  readonly client: number;
  readonly clock: number;
  readonly text: string;
  readonly ownerId: string | null;
  /** ISO, with milliseconds. */
  readonly dueAt: string;
  readonly promise: boolean;
  readonly done: boolean;
  readonly dueBy: string | null;
  readonly ownerBy: string | null;
  readonly doneBy: string | null;
}

/** A follow-up as it is stored. */
export interface Stored {
  readonly id: string;
  readonly client: number;
  readonly clock: number;
  readonly text: string;
  readonly ownerId: string | null;
  /** Who took it over with the case, though the note names another. */
  readonly passedTo: string | null;
  readonly dueAt: Date;
  readonly promise: boolean;
  readonly done: boolean;
  readonly removed: boolean;
}

/** One thing that happened to a follow-up, for the case's ledger. */
export type Happening =
  | {
      readonly is: 'added' | 'restored' | 'done' | 'reopened';
      readonly task: TaskFact;
      readonly by: string | null;
    }
  | {
      readonly is: 'changed';
      readonly task: TaskFact;
      readonly by: string | null;
      readonly changes: readonly CaseChange[];
    };

export interface FollowUpChanges {
  readonly added: readonly TaskFact[];
  /** Rows to bring into line; the words alone are no event. */
  readonly changed: readonly TaskFact[];
  /** Taken out of the note; who did it is for the journal to say. */
  readonly removed: readonly Stored[];
  readonly happenings: readonly Happening[];
}

/** What is different between the follow-ups that are stored and the tasks that stand in the note. */
export function compareTasks(stored: readonly Stored[], tasks: readonly TaskFact[]): FollowUpChanges {
  const byId = new Map(stored.map((followUp) => [followUp.id, followUp]));
  const present = new Set(tasks.map(({ id }) => id));
  return {
    added: tasks.filter(({ id }) => !byId.has(id)),
    changed: tasks.filter((task) => {
      const before = byId.get(task.id);
      return before !== undefined && isDifferent(before, task);
    }),
    removed: stored.filter(({ id, removed }) => !removed && !present.has(id)),
    happenings: tasks.flatMap((task) => whatHappened(byId.get(task.id), task)),
  };
}

function whatHappened(before: Stored | undefined, task: TaskFact): Happening[] {
  const happenings: Happening[] = [];
  if (!before) happenings.push({ is: 'added', task, by: task.dueBy });
  else if (before.removed) happenings.push({ is: 'restored', task, by: task.dueBy });
  const changes = before ? changesOf(before, task) : [];
  if (changes.length > 0) {
    const by = changes.every(({ field }) => field === 'owner') ? task.ownerBy : task.dueBy;
    happenings.push({ is: 'changed', task, by, changes });
  }
  if (task.done !== (before?.done ?? false))
    happenings.push({ is: task.done ? 'done' : 'reopened', task, by: task.doneBy });
  return happenings;
}

function changesOf(before: Stored, task: TaskFact): CaseChange[] {
  const fields: CaseChange[] = [
    { field: 'dueAt', from: before.dueAt.toISOString(), to: task.dueAt },
    { field: 'promise', from: before.promise, to: task.promise },
    { field: 'owner', from: before.ownerId, to: task.ownerId },
  ];
  return fields.filter(({ from, to }) => from !== to);
}

const isDifferent = (before: Stored, task: TaskFact): boolean =>
  before.removed ||
  before.done !== task.done ||
  before.text !== task.text ||
  before.client !== task.client ||
  before.clock !== task.clock ||
  changesOf(before, task).length > 0;
