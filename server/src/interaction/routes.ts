import {
  Interaction,
  MAX_TRANSCRIPT_FILE_BYTES,
  NewInteraction,
  NewTranscript,
  PatchInteraction,
  ReadTranscript,
  TranscriptReading,
  UnderWay,
} from '@caseroom/shared/interaction';
import { Id, page } from '@caseroom/shared/primitives';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import { Transcript } from '@caseroom/shared/transcript';
import { z } from 'zod';
import { accessCase } from '../case/access.ts';
import { hintCase } from '../case/events.ts';
import { caseNumber } from '../case/fold.ts';
import type { Api } from '../platform/api.ts';
import type { Bus } from '../platform/bus.ts';
import { byNow } from '../platform/by.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sql, Tx } from '../platform/db.ts';
import {
  attachTranscript,
  type Done,
  editInteraction,
  logInteraction,
  type MaskedTranscript,
  removeTranscript,
} from './acts.ts';
import {
  accessInteraction,
  findInteractions,
  interactionFor,
  knownPeople,
  readTranscript,
} from './queries.ts';
import type { TranscriptReader } from './transcript/reader.ts';

export interface InteractionDeps {
  readonly sql: Sql;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly transcripts: TranscriptReader;
}

const tag = 'Interactions';
const ById = z.strictObject({ id: Id });
/** Largest transcript as JSON, bytes: a day of talk. */
const MAX_TRANSCRIPT_BODY_BYTES = 8 * 1024 * 1024;

/** Contacts with customers: who spoke with whom, when, and what was said. */
export function interactionRoutes(api: Api, { sql, bus, clock, transcripts }: InteractionDeps): void {
  const by = byNow(clock);
  const act = async (
    actorId: string,
    change: (tx: Tx) => Promise<Done | Refusal>,
  ): Promise<Interaction | Refusal> => {
    const done = await sql.begin(change);
    if (isRefusal(done)) return done;
    hintCase(bus, done.caseId);
    return read(actorId, done.interactionId);
  };
  const read = async (actorId: string, id: string): Promise<Interaction | Refusal> => {
    const held = await accessInteraction(sql, actorId, id, 'read');
    return isRefusal(held) ? held : interactionFor(held.row, { personId: actorId, role: held.access.role });
  };
  const maskedOf = async (given: z.output<typeof NewTranscript>): Promise<MaskedTranscript | Refusal> => {
    const turns = await transcripts.mask(given.turns);
    return isRefusal(turns) ? turns : { ...given, turns };
  };

  api.route(
    {
      method: 'get',
      path: '/api/cases/{id}/interactions',
      summary: 'List the interactions of a case, in the order in which they began',
      tag,
      params: ById,
      response: page(Interaction),
    },
    async ({ params, actor }) => {
      const access = await accessCase(sql, actor.id, params.id, 'read');
      if (isRefusal(access)) return access;
      const rows = await findInteractions(sql, sql`i.case_id = ${access.caseId}`);
      return { items: rows.map((row) => interactionFor(row, { personId: actor.id, role: access.role })) };
    },
  );

  api.route(
    {
      method: 'post',
      path: '/api/cases/{id}/interactions',
      summary: 'Log an interaction, or begin one',
      tag,
      params: ById,
      body: NewInteraction,
      maxBody_bytes: MAX_TRANSCRIPT_BODY_BYTES,
      response: Interaction,
      status: 201,
    },
    async ({ params, body: { transcript, ...facts }, actor }) => {
      const access = await accessCase(sql, actor.id, params.id, 'write');
      if (isRefusal(access)) return access;
      const masked = transcript && (await maskedOf(transcript));
      if (isRefusal(masked)) return masked;
      return act(actor.id, (tx) =>
        logInteraction(
          tx,
          { caseId: params.id, ...by(actor.id) },
          {
            ...facts,
            startedAt: new Date(facts.startedAt),
            endedAt: facts.endedAt ? new Date(facts.endedAt) : null,
          },
          masked,
        ),
      );
    },
  );

  api.route(
    {
      method: 'get',
      path: '/api/interactions/under-way',
      summary: 'Read the conversation one is in',
      tag,
      response: UnderWay,
    },
    async ({ actor }) => {
      const [row] = await findInteractions(sql, sql`i.logged_by = ${actor.id} and i.ended_at is null`);
      const access = row && (await accessCase(sql, actor.id, row.caseId, 'read'));
      if (!row || !access || isRefusal(access)) return { item: null };
      const [held] = await sql<{ id: string; number: number; subject: string; customerName: string }[]>`
        select id, number, subject, customer->>'name' as "customerName" from "case" where id = ${row.caseId}`;
      if (!held) return { item: null };
      const interaction = interactionFor(row, { personId: actor.id, role: access.role });
      return { item: { interaction, case: { ...held, number: caseNumber(held.number) } } };
    },
  );

  api.route(
    {
      method: 'get',
      path: '/api/interactions/{id}',
      summary: 'Read an interaction',
      tag,
      params: ById,
      response: Interaction,
    },
    async ({ params, actor }) => read(actor.id, params.id),
  );

  api.route(
    {
      method: 'patch',
      path: '/api/interactions/{id}',
      summary: 'Edit the facts of an interaction, or end it',
      tag,
      params: ById,
      body: PatchInteraction,
      response: Interaction,
    },
    async ({ params, body, actor }) => {
      const { startedAt, endedAt, ...facts } = body;
      const patch = {
        ...facts,
        startedAt: startedAt === undefined ? undefined : new Date(startedAt),
        endedAt: endedAt === undefined ? undefined : new Date(endedAt),
      };
      const what = { interactionId: params.id, ...by(actor.id) };
      return act(actor.id, (tx) => editInteraction(tx, what, patch));
    },
  );

  api.route(
    {
      method: 'post',
      path: '/api/cases/{id}/transcript-readings',
      summary: 'Read a file or a pasted text as a transcript, to look over before it is attached',
      tag,
      params: ById,
      query: ReadTranscript,
      file_bytes: MAX_TRANSCRIPT_FILE_BYTES,
      response: TranscriptReading,
    },
    async ({ params, query, bytes, actor }) => {
      const access = await accessCase(sql, actor.id, params.id, 'write');
      if (isRefusal(access)) return access;
      const known = await knownPeople(sql, access);
      return transcripts.read({ bytes, name: query.name, dialogue: query.dialogue ?? null, known });
    },
  );

  api.route(
    {
      method: 'get',
      path: '/api/interactions/{id}/transcript',
      summary: 'Read what was said, turn by turn',
      tag,
      params: ById,
      response: Transcript,
    },
    async ({ params, actor }) => {
      const held = await accessInteraction(sql, actor.id, params.id, 'read');
      if (isRefusal(held)) return held;
      const turns = await readTranscript(sql, params.id);
      return turns ? { turns } : refuse('not-found', 'This interaction has no transcript.');
    },
  );

  api.route(
    {
      method: 'put',
      path: '/api/interactions/{id}/transcript',
      summary: 'Attach a transcript',
      tag,
      params: ById,
      body: NewTranscript,
      maxBody_bytes: MAX_TRANSCRIPT_BODY_BYTES,
      response: Interaction,
    },
    async ({ params, body, actor }) => {
      const held = await accessInteraction(sql, actor.id, params.id, 'write');
      if (isRefusal(held)) return held;
      const masked = await maskedOf(body);
      if (isRefusal(masked)) return masked;
      const what = { interactionId: params.id, ...by(actor.id) };
      return act(actor.id, (tx) => attachTranscript(tx, what, masked));
    },
  );

  api.route(
    {
      method: 'delete',
      path: '/api/interactions/{id}/transcript',
      summary: 'Take a transcript away',
      tag,
      params: ById,
      response: Interaction,
    },
    async ({ params, actor }) => {
      const what = { interactionId: params.id, ...by(actor.id) };
      return act(actor.id, (tx) => removeTranscript(tx, what));
    },
  );
}
