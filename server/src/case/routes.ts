import {
  Case,
  CaseEvent,
  CaseFacets,
  CaseSummary,
  CountCases,
  type Customer,
  ListCases,
  ListEvents,
  NewCase,
  PatchCase,
} from '@caseroom/shared/case';
import { Id, page } from '@caseroom/shared/primitives';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import { settleTags } from '@caseroom/shared/tag';
import { z } from 'zod';
import type { StartNote } from '../note/create.ts';
import type { Api } from '../platform/api.ts';
import type { Bus } from '../platform/bus.ts';
import type { Db, Sql } from '../platform/db.ts';
import { accessCase, accessProgram } from './access.ts';
import { changeCase } from './change.ts';
import { defaultOrder, readCursor } from './cursor.ts';
import { hintCase } from './events.ts';
import { countCases } from './facets.ts';
import { readFilters } from './filters.ts';
import { entryFor, readEntries } from './ledger.ts';
import { listCases } from './list.ts';
import { openCase } from './open.ts';
import { openStatuses } from './rules.ts';
import { type SummaryRow, summaryColumns, summaryJoins, summaryOf } from './summary.ts';
import { holdTagRules } from './tags.ts';

const tag = 'Cases';
const ById = z.strictObject({ id: Id });
/** A case is read by its id or by the number people say: "C-1042". */
const ByIdOrNumber = z.strictObject({ id: Id.or(z.string().regex(/^[Cc]-\d{1,15}$/)) });

export interface CaseRouteDeps {
  readonly sql: Sql;
  readonly bus: Bus;
  /** What a case's first note starts with; defaults to the outline of its kind. */
  readonly startNote?: StartNote;
}

export function caseRoutes(api: Api, { sql, bus, startNote }: CaseRouteDeps): void {
  api.route(
    {
      method: 'get',
      path: '/api/cases',
      summary: 'List cases',
      tag,
      query: ListCases,
      response: page(CaseSummary),
    },
    async ({ query, actor }) => {
      const filters = readFilters(query, actor.id);
      if (isRefusal(filters)) return filters;
      const order = query.order ?? defaultOrder[query.sort];
      const after = query.cursor === undefined ? null : readCursor(query.cursor, query.sort, order);
      if (isRefusal(after)) return after;
      return listCases(sql, actor.id, filters, { sort: query.sort, order, limit: query.limit, after });
    },
  );

  // Before "/api/cases/{id}", which would take "facets" for an id.
  api.route(
    {
      method: 'get',
      path: '/api/cases/facets',
      summary: 'Count cases for tabs and filter menus',
      tag,
      query: CountCases,
      response: CaseFacets,
    },
    async ({ query, actor }) => {
      const filters = readFilters(query, actor.id);
      return isRefusal(filters) ? filters : countCases(sql, actor.id, filters);
    },
  );

  api.route(
    {
      method: 'post',
      path: '/api/cases',
      summary: 'Open a case',
      tag,
      body: NewCase,
      response: Case,
      status: 201,
    },
    async ({ body, actor }) => {
      const opened = await sql.begin(async (tx) => {
        const access = await accessProgram(tx, actor.id, body.programId);
        if (isRefusal(access)) return access;
        const tags = settleTags(await holdTagRules(tx, body.programId), [], body.tags);
        return isRefusal(tags) ? tags : openCase(tx, { ...body, tags, openedBy: actor.id }, startNote);
      });
      if (isRefusal(opened)) return opened;
      hintCase(bus, opened.caseId);
      return readCase(sql, actor.id, opened.caseId);
    },
  );

  api.route(
    {
      method: 'get',
      path: '/api/cases/{id}',
      summary: 'Read a case, by id or number',
      tag,
      params: ByIdOrNumber,
      response: Case,
    },
    async ({ params, actor }) => {
      const caseId = await resolveCase(sql, params.id);
      return isRefusal(caseId) ? caseId : readCase(sql, actor.id, caseId);
    },
  );

  api.route(
    {
      method: 'patch',
      path: '/api/cases/{id}',
      summary: 'Change a case',
      tag,
      params: ById,
      body: PatchCase,
      response: Case,
    },
    async ({ params, body, actor, req }) => {
      const ifSeq = readIfMatch(req.get('if-match'));
      if (isRefusal(ifSeq)) return ifSeq;
      const result = await sql.begin((tx) =>
        changeCase(tx, { caseId: params.id, actorId: actor.id, patch: body, ifSeq }),
      );
      if (isRefusal(result)) return result;
      if (result.changed) hintCase(bus, params.id);
      return readCase(sql, actor.id, params.id);
    },
  );

  api.route(
    {
      method: 'get',
      path: '/api/cases/{id}/events',
      summary: 'Read a case’s ledger (`nextCursor` is the next `after`)',
      tag,
      params: ById,
      query: ListEvents,
      response: page(CaseEvent),
    },
    async ({ params, query: { after, limit }, actor }) => {
      const access = await accessCase(sql, actor.id, params.id, 'read');
      if (isRefusal(access)) return access;
      const entries = await readEntries(sql, params.id, { after, limit: limit + 1 });
      const items = entries
        .slice(0, limit)
        .map((entry) => entryFor(entry, { personId: actor.id, readLeads: access.readLeads }));
      return { items, ...(entries.length > limit ? { nextCursor: String(items.at(-1)?.seq) } : {}) };
    },
  );
}

async function readCase(db: Db, personId: string, caseId: string): Promise<Case | Refusal> {
  const access = await accessCase(db, personId, caseId, 'read');
  if (isRefusal(access)) return access;
  const [row] = await db<(SummaryRow & { customer: Customer })[]>`
    select ${summaryColumns(db)}, c.customer from "case" c ${summaryJoins(db)} where c.id = ${caseId}`;
  if (!row) throw new Error(`case ${caseId} is gone`);
  const { write, readLeads, role } = access;
  const statuses = write
    ? openStatuses({ status: row.status, role, isOwner: row.owner.id === personId })
    : [];
  return { ...summaryOf(row), customer: row.customer, rights: { write, readLeads, statuses } };
}

/** Answers an id whoever asks: `accessCase` decides afterwards, with the same refusal as for a number nobody has. */
async function resolveCase(db: Db, idOrNumber: string): Promise<string | Refusal> {
  if (!/^c-/i.test(idOrNumber)) return idOrNumber;
  const [row] = await db<
    { id: string }[]
  >`select id from "case" where number = ${idOrNumber.slice(2)}::bigint`;
  return row?.id ?? refuse('not-found', 'There is no such case.');
}

/** `If-Match: "12"`: change the case only while its `eventSeq` is 12. */
function readIfMatch(header: string | undefined): number | undefined | Refusal {
  if (header === undefined || header.trim() === '*') return undefined;
  const seq = /^\s*"(\d{1,15})"\s*$/.exec(header)?.[1];
  return seq === undefined
    ? refuse('bad-request', 'If-Match must be the case’s eventSeq in quotes, such as "12".')
    : Number(seq);
}
