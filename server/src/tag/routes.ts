import type { Role } from '@caseroom/shared/people';
import { Id, page } from '@caseroom/shared/primitives';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import { industries } from '@caseroom/shared/scorecard-defaults';
import {
  DecideSuggestion,
  EditTag,
  MergeTag,
  NewTag,
  TagChange,
  TagSettings,
  TagSuggestion,
  TagUse,
  Vocabulary,
  VocabularyTag,
} from '@caseroom/shared/tag';
import { z } from 'zod';
import { accessCase } from '../case/access.ts';
import { hintCase, hintTags } from '../case/events.ts';
import { hintVocabulary } from '../case/notify.ts';
import { caseReaders } from '../case/rules.ts';
import type { Actor, Api } from '../platform/api.ts';
import type { Bus } from '../platform/bus.ts';
import { byNow } from '../platform/by.ts';
import type { Clock } from '../platform/clock.ts';
import type { Db, Sql, Tx } from '../platform/db.ts';
import { ownSeats } from '../platform/seats.ts';
import { addTag, editTag, lockVocabulary, mergeTag, type Retagged, type TagAct } from './acts.ts';
import { addShipped } from './shipping.ts';
import { forgetReadings, type TagSuggester } from './suggester.ts';
import { decide, readSuggestions } from './suggestions.ts';
import { countUses, readChanges, readTag, readVocabulary } from './vocabulary.ts';

const tag = 'Tags';
const ById = z.strictObject({ id: Id });
const Ship = z.strictObject({ industry: z.enum(industries) });

export interface TagDeps {
  readonly sql: Sql;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly suggester: Pick<TagSuggester, 'reread'>;
}

export function tagRoutes(api: Api, { sql, bus, clock, suggester }: TagDeps): void {
  const by = byNow(clock);

  /** Edits a vocabulary under its lock. What notes speak for is looked for again when `reread` says so. */
  async function edit<T>(
    programId: string,
    actor: Actor,
    reread: boolean,
    run: (tx: Tx, act: TagAct) => Promise<T | Refusal>,
  ): Promise<T | Refusal> {
    const result = (await sql.begin(async (tx) => {
      const seat = await seatIn(tx, actor, programId);
      if (isRefusal(seat)) return seat;
      if (!seat.configure)
        return refuse('no-access', 'Leads of the program and administrators edit its tags.');
      await lockVocabulary(tx, programId);
      const done = await run(tx, { programId, ...by(actor.id) });
      if (!isRefusal(done) && reread) await forgetReadings(tx, programId);
      return done;
    })) as T | Refusal;
    if (isRefusal(result)) return result;
    if (reread) suggester.reread();
    hintVocabulary(bus, [actor.id, ...(await readersIn(sql, programId))]);
    return result;
  }

  api.route(
    {
      method: 'get',
      path: '/api/programs/{id}/tags',
      summary: 'Read a program’s vocabulary of tags',
      tag,
      params: ById,
      response: Vocabulary,
    },
    async ({ params, actor }) => {
      const seat = await seatIn(sql, actor, params.id);
      return isRefusal(seat) ? seat : answerVocabulary(sql, params.id, seat.configure);
    },
  );

  api.route(
    {
      method: 'get',
      path: '/api/programs/{id}/tags/uses',
      summary: 'Count the cases that have each tag, typed ones too',
      tag,
      params: ById,
      response: page(TagUse),
    },
    async ({ params, actor }) => {
      const seat = await seatIn(sql, actor, params.id);
      return isRefusal(seat) ? seat : { items: await countUses(sql, params.id) };
    },
  );

  api.route(
    {
      method: 'post',
      path: '/api/programs/{id}/tags',
      summary: 'Add a tag to the vocabulary',
      tag,
      params: ById,
      body: NewTag,
      response: VocabularyTag,
      status: 201,
    },
    async ({ params, body, actor }) => {
      const added = await edit(params.id, actor, true, (tx, act) => addTag(tx, act, body));
      return isRefusal(added) ? added : readTag(sql, added);
    },
  );

  api.route(
    {
      method: 'post',
      path: '/api/programs/{id}/tags/shipped',
      summary: 'Add the tags a line of work begins with',
      tag,
      params: ById,
      body: Ship,
      response: Vocabulary,
    },
    async ({ params, body, actor }) => {
      const added = await edit(params.id, actor, true, (tx, act) => addShipped(tx, act, body.industry));
      return isRefusal(added) ? added : answerVocabulary(sql, params.id, true);
    },
  );

  api.route(
    {
      method: 'put',
      path: '/api/programs/{id}/tags/settings',
      summary: 'Say whether people may type tags of their own',
      tag,
      params: ById,
      body: TagSettings,
      response: Vocabulary,
    },
    async ({ params, body, actor }) => {
      const set = await edit(params.id, actor, false, async (tx) => {
        await tx`update program set free_tags = ${body.freeTags} where id = ${params.id}`;
        return true;
      });
      return isRefusal(set) ? set : answerVocabulary(sql, params.id, true);
    },
  );

  const retagging = async (
    tagId: string,
    actor: Actor,
    reread: boolean,
    run: (tx: Tx, act: TagAct) => Promise<Retagged | Refusal>,
  ) => {
    const programId = await programOf(sql, tagId);
    if (isRefusal(programId)) return programId;
    const done = await edit(programId, actor, reread, run);
    if (isRefusal(done)) return done;
    for (const caseId of done.caseIds) hintCase(bus, caseId);
    return readTag(sql, done.tagId);
  };

  api.route(
    {
      method: 'patch',
      path: '/api/tags/{id}',
      summary: 'Edit a tag; a new name is written into every case that has it',
      tag,
      params: ById,
      body: EditTag,
      response: VocabularyTag,
    },
    async ({ params, body, actor }) => {
      const reread = body.name !== undefined || body.keywords !== undefined || body.retired !== undefined;
      return retagging(params.id, actor, reread, (tx, act) => editTag(tx, act, params.id, body));
    },
  );

  api.route(
    {
      method: 'post',
      path: '/api/tags/{id}/merge',
      summary: 'Merge another tag into this one, in every case that has it',
      tag,
      params: ById,
      body: MergeTag,
      response: VocabularyTag,
    },
    async ({ params, body, actor }) =>
      retagging(params.id, actor, true, async (tx, act) =>
        mergeTag(tx, act, await readTag(tx, params.id), body.from),
      ),
  );

  api.route(
    {
      method: 'get',
      path: '/api/tags/{id}/changes',
      summary: 'Read who did what to a tag, newest first',
      tag,
      params: ById,
      response: page(TagChange),
    },
    async ({ params, actor }) => {
      const programId = await programOf(sql, params.id);
      const seat = isRefusal(programId) ? programId : await seatIn(sql, actor, programId);
      return isRefusal(seat) ? seat : { items: await readChanges(sql, params.id) };
    },
  );

  api.route(
    {
      method: 'get',
      path: '/api/cases/{id}/tag-suggestions',
      summary: 'Read the tags a case’s notes speak for',
      tag,
      params: ById,
      response: page(TagSuggestion),
    },
    async ({ params, actor }) => {
      const access = await accessCase(sql, actor.id, params.id, 'read');
      return isRefusal(access) ? access : { items: await readSuggestions(sql, params.id) };
    },
  );

  api.route(
    {
      method: 'post',
      path: '/api/cases/{id}/tag-suggestions/{tagId}',
      summary: 'Accept or dismiss a suggested tag, or take that back',
      tag,
      params: z.strictObject({ id: Id, tagId: Id }),
      body: DecideSuggestion,
      response: page(TagSuggestion),
    },
    async ({ params: { id: caseId, tagId }, body, actor }) => {
      const decision = { caseId, tagId, ...by(actor.id) };
      const refusal = await sql.begin((tx) => decide(tx, decision, body));
      if (refusal) return refusal;
      hintCase(bus, caseId);
      hintTags(bus, caseId);
      return { items: await readSuggestions(sql, caseId) };
    },
  );
}

async function readersIn(db: Db, programId: string): Promise<string[]> {
  const rows = await db<{ id: string }[]>`
    select person_id as id from membership
    where program_id = ${programId} and role = any(${[...caseReaders]}::text[])`;
  return rows.map(({ id }) => id);
}

async function answerVocabulary(db: Db, programId: string, configure: boolean): Promise<Vocabulary> {
  const vocabulary = await readVocabulary(db, programId);
  if (!vocabulary) throw new Error(`program ${programId} is gone`);
  return { ...vocabulary, configure };
}

async function programOf(db: Db, tagId: string): Promise<string | Refusal> {
  const [row] = await db<
    { programId: string }[]
  >`select program_id as "programId" from tag where id = ${tagId}`;
  return row?.programId ?? refuse('not-found', 'There is no such tag.');
}

/** Whoever reads cases there reads what their tags mean. */
async function seatIn(db: Db, actor: Actor, programId: string): Promise<{ configure: boolean } | Refusal> {
  const [row] = await db<{ role: Role | null }[]>`
    select m.role from program g left join ${ownSeats(db, actor.id)} m on m.program_id = g.id
    where g.id = ${programId}`;
  const reads = row && (actor.admin || (row.role !== null && caseReaders.includes(row.role)));
  if (!reads) return refuse('not-found', 'There is no such program.');
  return { configure: actor.admin || row.role === 'lead' };
}
