import { Id, page } from '@caseroom/shared/primitives';
import {
  FullAnswer,
  FullSearch,
  NewSavedSearch,
  QuickAnswer,
  QuickSearch,
  SavedSearch,
} from '@caseroom/shared/search';
import { z } from 'zod';
import type { Api } from '../platform/api.ts';
import { forgetSearch, listSaved, saveSearch } from './saved.ts';
import { fullSearch, quickSearch, type SearchDeps } from './search.ts';

const tag = 'Search';

export function searchRoutes(api: Api, deps: SearchDeps): void {
  api.route(
    {
      method: 'get',
      path: '/api/search/quick',
      summary: 'Search while typing: the best few of each kind',
      tag,
      query: QuickSearch,
      response: QuickAnswer,
    },
    async ({ actor, query }) => quickSearch(deps, { personId: actor.id, ...query }),
  );

  api.route(
    {
      method: 'get',
      path: '/api/search',
      summary: 'Search, a page at a time',
      tag,
      query: FullSearch,
      response: FullAnswer,
    },
    async ({ actor, query }) => fullSearch(deps, actor.id, query),
  );

  api.route(
    {
      method: 'get',
      path: '/api/searches',
      summary: 'List one’s saved searches and the views shared with one’s programs',
      tag,
      response: page(SavedSearch),
    },
    async ({ actor }) => ({ items: await listSaved(deps.sql, actor.id) }),
  );

  api.route(
    {
      method: 'post',
      path: '/api/searches',
      summary: 'Save a search, or share it with a program',
      tag,
      body: NewSavedSearch,
      response: SavedSearch,
      status: 201,
    },
    async ({ actor, body }) => saveSearch(deps.sql, actor.id, body),
  );

  api.route(
    {
      method: 'delete',
      path: '/api/searches/{id}',
      summary: 'Remove a saved search',
      tag,
      params: z.strictObject({ id: Id }),
    },
    async ({ actor, params }) => forgetSearch(deps.sql, actor.id, params.id),
  );
}
