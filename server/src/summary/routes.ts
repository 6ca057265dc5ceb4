import { Note } from '@caseroom/shared/note';
import { Id } from '@caseroom/shared/primitives';
import { isRefusal, refuse } from '@caseroom/shared/refusal';
import { CaseSummaries, DraftSummary, SummaryReview } from '@caseroom/shared/summary';
import { z } from 'zod';
import { accessCase, accessNote } from '../case/access.ts';
import type { Rooms } from '../note/rooms.ts';
import { freshNote } from '../note/routes.ts';
import type { Api } from '../platform/api.ts';
import { draftNote, type SummaryDeps } from './acts.ts';
import { readDraft, summariesOf } from './store.ts';

const tag = 'Summaries';
const ById = z.strictObject({ id: Id });

export interface SummaryRouteDeps extends SummaryDeps {
  readonly rooms: Rooms;
  /** The language model that drafts in this program; null: rules do. */
  readonly modelFor: (programId: string) => Promise<string | null>;
}

/** Drafts of summaries: made here, reviewed in the note they are written in. */
export function summaryRoutes(api: Api, deps: SummaryRouteDeps): void {
  const { sql, rooms } = deps;

  api.route(
    {
      method: 'get',
      path: '/api/cases/{id}/summaries',
      summary: 'List what of a case can be summarised, and what was',
      tag,
      params: ById,
      response: CaseSummaries,
    },
    async ({ params, actor }) => {
      const access = await accessCase(sql, actor.id, params.id, 'read');
      if (isRefusal(access)) return access;
      const model = await deps.modelFor(access.programId);
      return { ...(await summariesOf(sql, access.caseId)), model };
    },
  );

  api.route(
    {
      method: 'post',
      path: '/api/cases/{id}/summaries',
      summary: 'Draft a summary of an interaction or of the whole case into a note',
      tag,
      params: ById,
      body: DraftSummary,
      response: Note,
      status: 201,
    },
    async ({ params, body: { interactionId, key = null }, actor }) => {
      const { id, name, colour } = actor;
      const made = await draftNote(deps, { id, name, colour }, { caseId: params.id, interactionId, key });
      return isRefusal(made) ? made : freshNote({ sql, rooms }, made.noteId, true);
    },
  );

  api.route(
    {
      method: 'get',
      path: '/api/notes/{id}/draft',
      summary: 'Read the draft a note was begun with, and what it was made from',
      tag,
      params: ById,
      response: SummaryReview,
    },
    async ({ params, actor }) => {
      const access = await accessNote(sql, actor.id, params.id, 'read');
      if (isRefusal(access)) return access;
      const draft = await readDraft(sql, access.noteId);
      if (!draft) return refuse('not-found', 'This note was not begun as a draft.');
      const { caseId, at, turns, interactionId, ...rest } = draft;
      const talk = interactionId ? await deps.talks.read(caseId, interactionId) : null;
      return {
        ...rest,
        interactionId,
        at: at.toISOString(),
        turns: turns ?? (talk ? [...talk.turns] : null),
      };
    },
  );
}
