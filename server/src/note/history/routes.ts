import { noteJson, noteText } from '@caseroom/shared/editor/text';
import {
  Authorship,
  AuthorshipQuery,
  Burst,
  CompareQuery,
  Comparison,
  Edit,
  ListBursts,
  ListEdits,
  NamedVersion,
  NameVersion,
  NoteClients,
  Restore,
  Restored,
  Version,
} from '@caseroom/shared/note';
import { Id, page, Seq } from '@caseroom/shared/primitives';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import { z } from 'zod';
import { accessNote, type NoteAccess } from '../../case/access.ts';
import { appendEvent, hintCase } from '../../case/events.ts';
import type { Api } from '../../platform/api.ts';
import type { Bus } from '../../platform/bus.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Sql } from '../../platform/db.ts';
import { bodyOf } from '../doc.ts';
import { readBindings } from '../journal.ts';
import type { Rooms } from '../rooms.ts';
import { loadNote } from '../snapshot.ts';
import { authorshipAt } from './authorship.ts';
import { groupBursts } from './bursts.ts';
import { compareVersions } from './compare.ts';
import { presentBlock, presentBurst, presentEdit, presentRun, presentVersionName } from './present.ts';
import { readPeople, readRestores, readSuggested, readVersionNames, writeVersionName } from './queries.ts';
import { restoreVersion } from './restore-version.ts';
import type { Histories } from './service.ts';

export interface HistoryRouteDeps {
  readonly sql: Sql;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly rooms: Rooms;
  readonly histories: Histories;
}

const tag = 'History';
const ById = z.strictObject({ id: Id });
const BySeq = z.strictObject({ id: Id, seq: Seq });

/** Who wrote what and when, every version, and the way back to one. All of it is read from the journal. */
export function historyRoutes(api: Api, deps: HistoryRouteDeps): void {
  const { sql, bus, clock, histories } = deps;

  api.route(
    {
      method: 'get',
      path: '/api/notes/{id}/edits',
      summary: 'List the edits of a note, oldest first',
      tag,
      params: ById,
      query: ListEdits,
      response: page(Edit),
    },
    async ({ params, query, actor }) => {
      const access = await accessNote(sql, actor.id, params.id, 'read');
      if (isRefusal(access)) return access;
      const timeline = await histories.upTo(access.noteId, access.headSeq);
      const edits = timeline.edits(query.after, Math.min(query.after + query.limit, access.headSeq));
      const suggested = await readSuggested(sql, access.noteId, actor.id);
      const personOf = await readPeople(sql, [...edits.map((edit) => edit.authorId), ...suggested.values()]);
      const last = edits.at(-1);
      const isMore = last !== undefined && last.seq < access.headSeq;
      return {
        items: edits.map((edit) => presentEdit(edit, personOf, suggested)),
        ...(isMore ? { nextCursor: String(last.seq) } : {}),
      };
    },
  );

  api.route(
    {
      method: 'get',
      path: '/api/notes/{id}/bursts',
      summary: 'List who wrote when, newest first',
      tag,
      params: ById,
      query: ListBursts,
      response: page(Burst),
    },
    async ({ params, query, actor }) => {
      const access = await accessNote(sql, actor.id, params.id, 'read');
      if (isRefusal(access)) return access;
      const restores = await readRestores(sql, access.noteId);
      const names = await readVersionNames(sql, access.noteId);
      const timeline = await histories.upTo(access.noteId, access.headSeq);
      const suggested = await readSuggested(sql, access.noteId, actor.id);
      const landmarks = { restores, suggested, names: new Map(names.map(({ seq, name }) => [seq, name])) };
      const before = query.cursor === undefined ? Number.POSITIVE_INFINITY : Number(query.cursor);
      const bursts = groupBursts(timeline.edits(0, access.headSeq), landmarks)
        .reverse()
        .filter((burst) => burst.toSeq < before);
      const items = bursts.slice(0, query.limit);
      const personOf = await readPeople(sql, [
        ...items.map((burst) => burst.authorId),
        ...suggested.values(),
      ]);
      return {
        items: items.map((burst) => presentBurst(burst, personOf)),
        ...(items.length < bursts.length ? { nextCursor: String(items.at(-1)?.toSeq) } : {}),
      };
    },
  );

  api.route(
    {
      method: 'get',
      path: '/api/notes/{id}/authorship',
      summary: 'Read who wrote each character',
      tag,
      params: ById,
      query: AuthorshipQuery,
      response: Authorship,
    },
    async ({ params, query, actor }) => {
      const access = await accessNote(sql, actor.id, params.id, 'read');
      if (isRefusal(access)) return access;
      const seq = query.seq ?? access.headSeq;
      const unknown = unknownSeqs(access, { seq });
      if (unknown) return unknown;
      const timeline = await histories.upTo(access.noteId, access.headSeq);
      const suggested = await readSuggested(sql, access.noteId, actor.id);
      const { blocks, runs } = authorshipAt(timeline, seq, suggested);
      const personOf = await readPeople(sql, [...timeline.authorIds(), ...suggested.values()]);
      return { seq, blocks, runs: runs.map((run) => presentRun(run, personOf, suggested)) };
    },
  );

  api.route(
    {
      method: 'get',
      path: '/api/notes/{id}/compare',
      summary: 'Compare two versions of a note',
      tag,
      params: ById,
      query: CompareQuery,
      response: Comparison,
    },
    async ({ params, query, actor }) => {
      const access = await accessNote(sql, actor.id, params.id, 'read');
      if (isRefusal(access)) return access;
      const { from, to } = query;
      const unknown = unknownSeqs(access, { from, to });
      if (unknown) return unknown;
      const timeline = await histories.upTo(access.noteId, access.headSeq);
      const blocks = compareVersions(timeline, from, to);
      const personOf = await readPeople(sql, timeline.authorIds());
      return { from, to, blocks: blocks.map((block) => presentBlock(block, personOf)) };
    },
  );

  api.route(
    {
      method: 'get',
      path: '/api/notes/{id}/clients',
      summary: 'List which person each Yjs client id belongs to',
      tag,
      params: ById,
      response: NoteClients,
    },
    async ({ params, actor }) => {
      const access = await accessNote(sql, actor.id, params.id, 'read');
      if (isRefusal(access)) return access;
      const bindings = await readBindings(sql, access.noteId);
      const personOf = await readPeople(sql, bindings.values());
      return { items: [...bindings].map(([client, personId]) => ({ client, author: personOf(personId) })) };
    },
  );

  api.route(
    {
      method: 'get',
      path: '/api/notes/{id}/versions',
      summary: 'List the named versions of a note, newest first',
      tag,
      params: ById,
      response: page(NamedVersion),
    },
    async ({ params, actor }) => {
      const access = await accessNote(sql, actor.id, params.id, 'read');
      if (isRefusal(access)) return access;
      const names = await readVersionNames(sql, access.noteId);
      const personOf = await readPeople(
        sql,
        names.map((version) => version.byId),
      );
      return { items: names.map((version) => presentVersionName(version, personOf)) };
    },
  );

  api.route(
    {
      method: 'get',
      path: '/api/notes/{id}/versions/{seq}',
      summary: 'Read a note as it was at a seq',
      tag,
      params: BySeq,
      response: Version,
    },
    async ({ params, actor }) => {
      const access = await accessNote(sql, actor.id, params.id, 'read');
      if (isRefusal(access)) return access;
      if (params.seq > access.headSeq) return noSuchVersion(access, params.seq);
      const { doc, seq } = await loadNote(sql, access.noteId, params.seq);
      const version = { seq, text: noteText(bodyOf(doc)), doc: noteJson(bodyOf(doc)) };
      doc.destroy();
      return version;
    },
  );

  api.route(
    {
      method: 'put',
      path: '/api/notes/{id}/versions/{seq}/name',
      summary: 'Name a version',
      tag,
      params: BySeq,
      body: NameVersion,
      response: NamedVersion,
    },
    async ({ params, body, actor }) => {
      const named = await sql.begin(async (tx) => {
        const access = await accessNote(tx, actor.id, params.id, 'write');
        if (isRefusal(access)) return access;
        const { noteId, caseId } = access;
        if (params.seq > access.headSeq || params.seq === 0) return noSuchVersion(access, params.seq);
        const version = { seq: params.seq, name: body.name, byId: actor.id, at: clock.now() };
        await writeVersionName(tx, noteId, version);
        const data = { noteId, seq: params.seq, name: body.name };
        await appendEvent(tx, {
          caseId,
          kind: 'note.version-named',
          actorId: actor.id,
          data,
          at: version.at,
        });
        return { caseId, version };
      });
      if (isRefusal(named)) return named;
      hintCase(bus, named.caseId);
      const { id, name, colour } = actor;
      return presentVersionName(named.version, () => ({ id, name, colour }));
    },
  );

  api.route(
    {
      method: 'post',
      path: '/api/notes/{id}/restore',
      summary: 'Put an earlier version back, as a new edit',
      tag,
      params: ById,
      body: Restore,
      response: Restored,
    },
    async ({ params, body, actor }) => {
      const access = await accessNote(sql, actor.id, params.id, 'write');
      if (isRefusal(access)) return access;
      return unknownSeqs(access, { seq: body.seq }) ?? restoreVersion(deps, access, body.seq, actor.id);
    },
  );
}

const noSuchVersion = ({ headSeq }: NoteAccess, seq: number): Refusal =>
  refuse('not-found', `This note has no version ${seq}. Its newest is ${headSeq}.`);

/** A refusal that names the fields whose seq is beyond the note's head. */
function unknownSeqs({ headSeq }: NoteAccess, seqs: Readonly<Record<string, number>>): Refusal | null {
  const fields = Object.entries(seqs)
    .filter(([, seq]) => seq > headSeq)
    .map(([path, seq]) => ({ path, message: `This note has no version ${seq}. Its newest is ${headSeq}.` }));
  return fields[0] ? refuse('invalid', fields[0].message, { fields }) : null;
}
