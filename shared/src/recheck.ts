import { z } from 'zod';
import { NoteKind } from './note.ts';
import { Id, PersonRef, Time } from './primitives.ts';
import { MAX_RECHECK_DAYS } from './template.ts';

/** Notes that go stale carry a day on which somebody looks whether they are still right. */

/** A day of the program's own calendar, "2026-12-24". */
export const Day = z.iso.date();

export const NoteRecheck = z.object({
  noteId: Id,
  /** Null: nobody need look again. */
  dueOn: Day.nullable(),
  /** Null: once. */
  everyDays: z.number().int().nullable(),
  /** The day has come, by the program's calendar. */
  isDue: z.boolean(),
  /** Who last said that it is still right. */
  last: z.object({ by: PersonRef, at: Time }).nullable(),
  /** Whether the asking person may set the day, and say that it is still right. */
  write: z.boolean(),
});
export type NoteRecheck = z.infer<typeof NoteRecheck>;

export const CaseRechecks = z.object({ items: z.array(NoteRecheck) });

/** A note with a day, and where it stands. */
export const RecheckItem = NoteRecheck.extend({
  kind: NoteKind,
  title: z.string(),
  case: z.object({ id: Id, number: z.string(), subject: z.string() }),
  program: z.object({ id: Id, name: z.string() }),
  /** Of the case: who is told when the day comes. */
  owner: PersonRef,
});
export type RecheckItem = z.infer<typeof RecheckItem>;

export const MAX_RECHECKS = 200;
/** `due`: those whose day has come; `later`: those whose day will. Both the earliest first. */
export const ListRechecks = z.strictObject({
  of: z.enum(['mine', 'team']).default('mine'),
  state: z.enum(['due', 'later']).default('due'),
  program: Id.optional(),
});
export type ListRechecks = z.input<typeof ListRechecks>;

/** `dueOn` null takes the day away; `everyDays` null means once. */
export const SetRecheck = z
  .strictObject({
    dueOn: Day.nullable(),
    everyDays: z.number().int().min(1).max(MAX_RECHECK_DAYS).nullable(),
  })
  .refine(({ dueOn, everyDays }) => dueOn !== null || everyDays === null, {
    path: ['dueOn'],
    message: 'Say when it is looked at first.',
  });
export type SetRecheck = z.infer<typeof SetRecheck>;

const DAY_MS = 86_400_000;
/** The day so many days after another. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
