import { z } from 'zod';
import { NoteKind } from './note.ts';
import { Program } from './people.ts';
import { Id, line, PersonRef, Time } from './primitives.ts';

/** Notes that show newcomers how it is done. */

export const MAX_EXEMPLAR_REASON_CHARS = 300;
export const MAX_EXEMPLARS = 200;

/** What a note does well, said by a lead or a quality reviewer. */
export const NoteExemplar = z.object({ noteId: Id, reason: z.string(), by: PersonRef, at: Time });
export type NoteExemplar = z.infer<typeof NoteExemplar>;

/** `mark`: whether the asking person may mark notes of this case, and take marks away. */
export const CaseExemplars = z.object({ items: z.array(NoteExemplar), mark: z.boolean() });
export type CaseExemplars = z.infer<typeof CaseExemplars>;

export const MarkExemplar = z.strictObject({ reason: line(MAX_EXEMPLAR_REASON_CHARS) });
export type MarkExemplar = z.infer<typeof MarkExemplar>;

/** An exemplary note, with how it begins and where it stands. */
export const Exemplar = NoteExemplar.extend({
  kind: NoteKind,
  title: z.string(),
  text: z.string(),
  program: Program,
  case: z.object({ id: Id, number: z.string(), subject: z.string() }),
  /** Who wrote in it, most recent first. */
  authors: z.array(PersonRef),
  mark: z.boolean(),
});
export type Exemplar = z.infer<typeof Exemplar>;

export const ListExemplars = z.strictObject({ program: Id.optional(), kind: NoteKind.optional() });
export type ListExemplars = z.input<typeof ListExemplars>;
