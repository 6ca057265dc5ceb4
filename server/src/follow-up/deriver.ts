import type { CaseEventData } from '@caseroom/shared/case';
import { appendEvent, hintCase } from '../case/events.ts';
import { hintFollowUps } from '../case/notify.ts';
import { whoDeleted } from '../note/deletions.ts';
import type { Derivation, Deriver } from '../note/derive.ts';
import type { Bus } from '../platform/bus.ts';
import type { Tx } from '../platform/db.ts';
import { compareTasks, type Happening, type Stored, type TaskFact } from './rules.ts';
import { type Task, tasksIn } from './tasks.ts';

/** Keeps `follow_up` as the notes say. `at` is for demo data, which has no bus either. */
export function followUpDeriver({ bus, at }: { readonly bus: Bus | null; readonly at?: Date }): Deriver {
  return {
    name: 'follow-up',
    read: (body, authorOf) => tasksIn(body, authorOf),
    write: async (tx, note, facts) => {
      const touched = await writeTasks(tx, note, facts as Task[], at ?? new Date());
      return () => {
        if (!bus || !touched) return;
        hintCase(bus, note.caseId);
        hintFollowUps(bus, touched);
      };
    },
  };
}

/** Answers whose list may have changed; null when nothing has. Rows first, the ledger last (see `Deriver`). */
async function writeTasks(
  tx: Tx,
  note: Derivation,
  found: readonly Task[],
  now: Date,
): Promise<string[] | null> {
  const stored = await readStored(tx, note.noteId);
  if (stored.length === 0 && found.length === 0) return null;
  const tasks = await withOwners(tx, note.caseId, await withIds(tx, note.noteId, found));
  const { added, changed, removed, happenings } = compareTasks(stored, tasks);
  for (const task of added) await insertRow(tx, note, task, now);
  for (const task of changed) await editRow(tx, task, now);
  for (const { id } of removed) await tx`update follow_up set removed_at = ${now} where id = ${id}`;
  for (const happening of happenings) await tell(tx, note, happening, now);
  for (const followUp of removed) await tellRemoved(tx, note, followUp, now);
  if (added.length + changed.length + removed.length === 0) return null;
  const owners = [
    ...[...tasks, ...stored].flatMap(({ ownerId }) => ownerId ?? []),
    ...stored.flatMap(({ passedTo }) => passedTo ?? []),
  ];
  return [...new Set([...owners, await caseOwner(tx, note.caseId)])];
}

async function readStored(tx: Tx, noteId: string): Promise<Stored[]> {
  return tx<Stored[]>`
    select id, client_id as client, clock, text, owner_id as "ownerId", due_at as "dueAt", promise,
           passed_to as "passedTo", done_at is not null as done, removed_at is not null as removed
    from follow_up where note_id = ${noteId} order by created_at, id`;
}

/** An id belongs to the first item that has it, in this note; any other is known by its place. */
async function withIds(tx: Tx, noteId: string, found: readonly Task[]): Promise<TaskFact[]> {
  const own = found.flatMap(({ followUp }) => followUp ?? []);
  const elsewhere = await tx<{ id: string }[]>`
    select id from follow_up where id = any(${own}::uuid[]) and note_id <> ${noteId}`;
  const taken = new Set(elsewhere.map(({ id }) => id));
  return found.map(({ followUp, placeId, ...task }) => {
    const id = followUp && !taken.has(followUp) ? followUp : placeId;
    taken.add(id);
    return { ...task, id };
  });
}

/** Whoever is named but not of the program owns nothing here. */
async function withOwners(tx: Tx, caseId: string, tasks: readonly TaskFact[]): Promise<TaskFact[]> {
  const named = tasks.flatMap(({ ownerId }) => ownerId ?? []);
  const members = await tx<{ id: string }[]>`
    select m.person_id as id from "case" c join membership m on m.program_id = c.program_id
    where c.id = ${caseId} and m.person_id = any(${named}::uuid[])`;
  const known = new Set(members.map(({ id }) => id));
  return tasks.map((task) => (task.ownerId && !known.has(task.ownerId) ? { ...task, ownerId: null } : task));
}

async function caseOwner(tx: Tx, caseId: string): Promise<string> {
  const [row] = await tx<{ id: string }[]>`select owner_id as id from "case" where id = ${caseId}`;
  return (row as { id: string }).id;
}

async function insertRow(tx: Tx, { noteId, caseId }: Derivation, task: TaskFact, now: Date): Promise<void> {
  await tx`
    insert into follow_up (id, note_id, case_id, text, owner_id, due_at, promise, created_by, created_at,
                           done_at, done_by, client_id, clock)
    values (${task.id}, ${noteId}, ${caseId}, ${task.text}, ${task.ownerId}, ${task.dueAt}, ${task.promise},
            ${task.dueBy}, ${now}, ${task.done ? now : null}, ${task.done ? task.doneBy : null},
            ${task.client}, ${task.clock})`;
}

async function editRow(tx: Tx, task: TaskFact, now: Date): Promise<void> {
  await tx`
    update follow_up set text = ${task.text}, owner_id = ${task.ownerId},
      passed_to = case when owner_id is not distinct from ${task.ownerId}::uuid then passed_to end, due_at = ${task.dueAt},
      promise = ${task.promise}, client_id = ${task.client}, clock = ${task.clock}, removed_at = null,
      done_at = case when ${task.done} then coalesce(done_at, ${now}) end,
      done_by = case when not ${task.done} then null when done_at is null then ${task.doneBy}::uuid else done_by end
    where id = ${task.id}`;
}

async function tell(tx: Tx, { noteId, caseId }: Derivation, happening: Happening, at: Date): Promise<void> {
  const { task, by } = happening;
  const data = { noteId, followUpId: task.id, dueAt: task.dueAt, promise: task.promise };
  const event = { caseId, actorId: by, at };
  if (happening.is === 'added')
    await appendEvent(tx, { ...event, kind: 'follow-up.added', data: { ...data, ownerId: task.ownerId } });
  else if (happening.is === 'changed') {
    const changes = [...happening.changes];
    await appendEvent(tx, { ...event, kind: 'follow-up.changed', data: { ...data, changes } });
  } else await appendEvent(tx, { ...event, kind: `follow-up.${happening.is}`, data });
}

async function tellRemoved(
  tx: Tx,
  { noteId, caseId, fromSeq, seq }: Derivation,
  followUp: Stored,
  at: Date,
): Promise<void> {
  const actorId = await whoDeleted(tx, noteId, { after: fromSeq, upTo: seq }, followUp);
  const { id: followUpId, dueAt, promise } = followUp;
  const data: CaseEventData['follow-up.removed'] = {
    noteId,
    followUpId,
    dueAt: dueAt.toISOString(),
    promise,
  };
  await appendEvent(tx, { caseId, kind: 'follow-up.removed', actorId, data, at });
}
