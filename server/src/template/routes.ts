import { Note, NoteKind } from '@caseroom/shared/note';
import { Id } from '@caseroom/shared/primitives';
import { isRefusal, refuse } from '@caseroom/shared/refusal';
import {
  AmendNote,
  ProgramTemplates,
  SaveTemplate,
  TemplateVersion,
  TemplateVersions,
  validateTemplate,
} from '@caseroom/shared/template';
import { z } from 'zod';
import { refuseUnlessAdmin } from '../auth/duty.ts';
import { accessNote, rolesOf } from '../case/access.ts';
import { caseReaders } from '../case/rules.ts';
import { freshNote } from '../note/routes.ts';
import type { Api } from '../platform/api.ts';
import { amendNote, type FinaliseDeps, finaliseNote } from './finalise.ts';
import {
  appendVersion,
  industryOf,
  newestTemplate,
  newestTemplates,
  templateOfNote,
  templateVersions,
} from './store.ts';

const tag = 'Templates';
const ById = z.strictObject({ id: Id });
const ByKind = z.strictObject({ id: Id, kind: NoteKind });
const noProgram = () => refuse('not-found', 'There is no such program.');

/** Templates of programs, the one a note was made from, and the end of a note's writing. */
export function templateRoutes(api: Api, deps: FinaliseDeps): void {
  const { sql, clock } = deps;

  api.route(
    {
      method: 'get',
      path: '/api/programs/{id}/templates',
      summary: 'List a program’s templates, one a kind',
      tag,
      params: ById,
      response: ProgramTemplates,
    },
    async ({ params, actor }) => {
      const role = (await rolesOf(sql, actor.id)).get(params.id);
      const mayRead = actor.admin || (role !== undefined && caseReaders.includes(role));
      const industry = mayRead ? await industryOf(sql, params.id) : undefined;
      return industry ? { industry, items: await newestTemplates(sql, params.id) } : noProgram();
    },
  );

  api.route(
    {
      method: 'get',
      path: '/api/admin/programs/{id}/templates/{kind}/versions',
      summary: 'List the versions of a template, newest first',
      tag,
      params: ByKind,
      response: TemplateVersions,
    },
    async ({ params, actor }) =>
      refuseUnlessAdmin(actor) ?? { items: await templateVersions(sql, params.id, params.kind) },
  );

  api.route(
    {
      method: 'put',
      path: '/api/admin/programs/{id}/templates/{kind}',
      summary: 'Add a version of a template; notes that exist keep theirs',
      tag,
      params: ByKind,
      body: SaveTemplate,
      response: TemplateVersion,
    },
    async ({ params: { id: programId, kind }, body: { name, content, after, reason }, actor }) => {
      const refusal = refuseUnlessAdmin(actor);
      if (refusal) return refusal;
      const [fault, ...more] = validateTemplate(content);
      if (fault) {
        const fields = [fault, ...more].map(({ path, message }) => ({ path: `content.${path}`, message }));
        return refuse('invalid', fault.message, { fields });
      }
      const saved = await sql.begin(async (tx) => {
        if (!(await industryOf(tx, programId))) return noProgram();
        const version = { programId, kind, name, content, byId: actor.id, at: clock.now(), reason };
        return (await appendVersion(tx, version, after))
          ? newestTemplate(tx, programId, kind)
          : refuse('conflict', 'Somebody saved a newer version of this template.');
      });
      return saved ?? noProgram();
    },
  );

  api.route(
    {
      method: 'get',
      path: '/api/notes/{id}/template',
      summary: 'Read the template version a note was made from',
      tag,
      params: ById,
      response: TemplateVersion,
    },
    async ({ params, actor }) => {
      const access = await accessNote(sql, actor.id, params.id, 'read');
      if (isRefusal(access)) return access;
      const template = await templateOfNote(sql, access.noteId);
      return template ?? refuse('not-found', 'This note was not made from a template.');
    },
  );

  api.route(
    {
      method: 'post',
      path: '/api/notes/{id}/finalise',
      summary: 'Finalise a note whose required fields are answered',
      tag,
      params: ById,
      response: Note,
    },
    async ({ params, actor }) => {
      const done = await finaliseNote(deps, actor.id, params.id);
      return isRefusal(done) ? done : freshNote(deps, done.noteId, true);
    },
  );

  api.route(
    {
      method: 'post',
      path: '/api/notes/{id}/amendments',
      summary: 'Add to a finalised note, with a reason',
      tag,
      params: ById,
      body: AmendNote,
      response: Note,
      status: 201,
    },
    async ({ params, body, actor }) => {
      const made = await amendNote(deps, actor.id, params.id, body.reason);
      return isRefusal(made) ? made : freshNote(deps, made.noteId, true);
    },
  );
}
