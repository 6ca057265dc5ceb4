import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AttachFile, Attachment, MAX_FILE_BYTES, shownTypes } from '@caseroom/shared/attachment';
import { Id, page } from '@caseroom/shared/primitives';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import type { Response } from 'express';
import { z } from 'zod';
import { accessCase } from '../case/access.ts';
import { hintCase } from '../case/events.ts';
import { rightsOf } from '../case/rules.ts';
import type { Api } from '../platform/api.ts';
import type { Bus } from '../platform/bus.ts';
import { byNow } from '../platform/by.ts';
import type { Clock } from '../platform/clock.ts';
import { attachFile, type FileDeps, removeFile } from './acts.ts';
import { accessFile, attachmentFor, type FileRow, findFiles } from './queries.ts';
import { dispositionOf } from './rules.ts';

export interface AttachmentDeps extends FileDeps {
  readonly bus: Bus;
  readonly clock: Clock;
}

const tag = 'Attachments';
const ById = z.strictObject({ id: Id });

/** Files of cases: taken in after a look at their bytes, given out as downloads and never as pages. */
export function attachmentRoutes(api: Api, { sql, bus, clock, stores }: AttachmentDeps): void {
  const by = byNow(clock);

  api.route(
    {
      method: 'get',
      path: '/api/cases/{id}/attachments',
      summary: 'List the files of a case',
      tag,
      params: ById,
      response: page(Attachment),
    },
    async ({ params, actor }) => {
      const access = await accessCase(sql, actor.id, params.id, 'read');
      if (isRefusal(access)) return access;
      const rows = await findFiles(sql, sql`a.case_id = ${access.caseId}`);
      const readable = rows.filter(({ audience }) => !isRefusal(rightsOf(access.role, audience, 'read')));
      return { items: readable.map((row) => attachmentFor(row, { personId: actor.id, role: access.role })) };
    },
  );

  api.route(
    {
      method: 'post',
      path: '/api/cases/{id}/attachments',
      summary: 'Attach a file to a case, or to a note or an interaction of it',
      tag,
      params: ById,
      query: AttachFile,
      file_bytes: MAX_FILE_BYTES,
      response: Attachment,
      status: 201,
    },
    async ({ params, query, bytes, actor }) => {
      // Nobody's file is looked at before it is known that they may leave one.
      const access = await accessCase(sql, actor.id, params.id, 'write');
      if (isRefusal(access)) return access;
      const act = { caseId: access.caseId, ...by(actor.id) };
      const done = await attachFile({ sql, stores }, act, query, bytes);
      if (isRefusal(done)) return done;
      hintCase(bus, done.caseId);
      const held = await accessFile(sql, actor.id, done.id, 'read');
      return isRefusal(held) ? held : attachmentFor(held.row, { personId: actor.id, role: held.access.role });
    },
  );

  api.route(
    {
      method: 'get',
      path: '/api/attachments/{id}/file',
      summary: 'Download a file',
      tag,
      params: ById,
      answersFile: true,
    },
    async ({ params, actor, res }) => {
      const held = await accessFile(sql, actor.id, params.id, 'read');
      if (isRefusal(held)) return held;
      res.setHeader('Content-Disposition', dispositionOf(held.row.name));
      return sendBytes(res, held.row, stores);
    },
  );

  api.route(
    {
      method: 'get',
      path: '/api/attachments/{id}/picture',
      summary: 'Show a picture',
      tag,
      params: ById,
      answersFile: true,
    },
    async ({ params, actor, res }) => {
      const held = await accessFile(sql, actor.id, params.id, 'read');
      if (isRefusal(held)) return held;
      if (!shownTypes.has(held.row.mediaType)) return refuse('not-found', 'This file is not a picture.');
      res.setHeader('Content-Disposition', 'inline');
      return sendBytes(res, held.row, stores);
    },
  );

  api.route(
    { method: 'delete', path: '/api/attachments/{id}', summary: 'Take a file away', tag, params: ById },
    async ({ params, actor }) => {
      const done = await removeFile({ sql, stores }, { id: params.id, ...by(actor.id) });
      if (isRefusal(done)) return done;
      hintCase(bus, done.caseId);
      return undefined;
    },
  );
}

/** The bytes as exactly the type they were found to be, in a page of their own that may do nothing. */
async function sendBytes(
  res: Response,
  { id, mediaType, size_bytes, store }: FileRow,
  stores: FileDeps['stores'],
): Promise<Refusal | undefined> {
  const bytes = await stores.of(store)?.get(id);
  if (!bytes) {
    res.removeHeader('Content-Disposition');
    return refuse(
      'unavailable',
      'The place where this file is kept does not have it. Tell an administrator.',
    );
  }
  res.setHeader('Content-Type', mediaType);
  res.setHeader('Content-Length', size_bytes);
  res.setHeader('X-Content-Type-Options', 'nosniff');
  res.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
  res.setHeader('Cache-Control', 'private, no-store, no-transform');
  // A client that goes away in the middle is nobody's fault.
  await pipeline(Readable.from(bytes), res).catch(() => res.destroy());
  return undefined;
}
