import { channelNames, WriteInteractionNote } from '@caseroom/shared/interaction';
import { MAX_NOTE_TITLE_CHARS, Note } from '@caseroom/shared/note';
import { Id } from '@caseroom/shared/primitives';
import { isRefusal } from '@caseroom/shared/refusal';
import { z } from 'zod';
import { hintCase } from '../case/events.ts';
import { createNote, type StartNote } from '../note/create.ts';
import type { Rooms } from '../note/rooms.ts';
import { freshNote } from '../note/routes.ts';
import type { Api } from '../platform/api.ts';
import { linkNote } from './acts.ts';
import { accessInteraction, type InteractionRow } from './queries.ts';
import type { InteractionDeps } from './routes.ts';

export interface InteractionNoteDeps extends InteractionDeps {
  readonly rooms: Rooms;
  readonly startNote: StartNote;
}

/** A note about a contact, filled with what is known of it. */
export function interactionNoteRoutes(
  api: Api,
  { sql, bus, clock, rooms, startNote }: InteractionNoteDeps,
): void {
  api.route(
    {
      method: 'post',
      path: '/api/interactions/{id}/notes',
      summary: 'Begin a note about an interaction, filled from it',
      tag: 'Interactions',
      params: z.strictObject({ id: Id }),
      body: WriteInteractionNote,
      response: Note,
      status: 201,
    },
    async ({ params, body: { kind }, actor }) => {
      const asked = await accessInteraction(sql, actor.id, params.id, 'write');
      if (isRefusal(asked)) return asked;
      const { caseId, programId } = asked.access;
      const at = clock.now();
      // Reads other notes' rooms, so not while a transaction holds one of the pool's connections.
      const about = { caseId, programId, kind, authorId: actor.id, at, interactionId: params.id };
      const start = await startNote(sql, about);
      const noteId = await sql.begin(async (tx) => {
        const held = await accessInteraction(tx, actor.id, params.id, 'write');
        if (isRefusal(held)) return held;
        const title = titleFor(held.row);
        const note = { caseId, kind, audience: 'team' as const, title, actorId: actor.id, at, ...start };
        const made = await createNote(tx, note);
        await linkNote(tx, params.id, made);
        return made;
      });
      if (isRefusal(noteId)) return noteId;
      hintCase(bus, caseId);
      return freshNote({ sql, rooms }, noteId, true);
    },
  );
}

/** "Call with Elena Ruiz". */
function titleFor({ channel, participants }: InteractionRow): string {
  const customer = participants.find(({ role }) => role === 'customer')?.name;
  const title = customer ? `${channelNames[channel]} with ${customer}` : channelNames[channel];
  return title.slice(0, MAX_NOTE_TITLE_CHARS).trim();
}
