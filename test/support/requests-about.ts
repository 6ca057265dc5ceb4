import { randomUUID } from 'node:crypto';
import type { Sql } from '@caseroom/server/platform/db';
import { type DescribedRoute, valueFor } from './described-api.ts';
import { idsIn } from './ids-in.ts';

/** A request that its route's schemas take. */
export interface RequestAbout {
  /** With its query. */
  readonly path: string;
  readonly init: RequestInit;
  /** It names something of the program, in its address or its body. */
  readonly isTheirs: boolean;
  /** It asks for a thing of the program: the program, or what it holds, stands in the path. */
  readonly isOfThing: boolean;
}

/** What stands for an id in a path, where it is not the table of the same name. */
const tables: Readonly<Record<string, string>> = {
  people: 'person',
  inbox: 'notification',
  threads: 'comment_thread',
  answers: 'answer_card',
  searches: 'saved_search',
  goals: 'coaching_goal',
  picks: 'sample_pick',
  links: 'crm_link',
  connections: 'crm_connection',
  queue: 'outbox_item',
  writes: 'outbox_item',
  'webhook-deliveries': 'outbox_item',
  webhooks: 'webhook_endpoint',
  incoming: 'intake_endpoint',
  tokens: 'api_token',
  releases: 'insight_release',
  items: 'case',
  'tag-suggestions': 'tag',
  digests: 'program',
  sessions: 'session',
};

/** What no chain of foreign keys leads to, of the program $1. */
const finders: Readonly<Record<string, string>> = {
  person: `select person_id as id from membership where program_id = $1 and role = 'agent'`,
  interim: `select n.id from note n join "case" c on c.id = n.case_id where n.kind = 'interim' and c.program_id = $1`,
  note: `select n.id from note n join "case" c on c.id = n.case_id where n.audience = 'team' and c.program_id = $1`,
  handover: `
    select h.id from handover h where $1 = all (
      select c.program_id from handover_item i join "case" c on c.id = i.case_id where i.handover_id = h.id)`,
};

/** Makes a request of any route, about what the program really holds wherever the route is about something. */
export async function requestsAbout(
  owner: Sql,
  routes: readonly DescribedRoute[],
  programId: string,
): Promise<(route: DescribedRoute) => RequestAbout> {
  const idIn = await idsIn(owner, programId, finders);
  const ids = new Map<string, string>();
  for (const place of new Set(routes.flatMap(placesIn)))
    ids.set(place, (await idIn(tableOf(place))) ?? randomUUID());
  const theirs = [programId, ...ids.values()];

  return (route) => {
    const path = route.path
      .split('/')
      .map((part, i, parts) => (part.startsWith('{') ? placeValue(route, part, parts[i - 1] ?? '') : part))
      .join('/');
    const query = route.query
      .filter(({ name, required }) => required || name.startsWith('program'))
      .map((one) => [one.name, one.name.startsWith('program') ? programId : valueFor(one)]);
    const url = query.length > 0 ? `${path}?${new URLSearchParams(query)}` : path;
    const body = bodyOf(route);
    const type = route.takesFile ? 'application/octet-stream' : 'application/json';
    const init = {
      method: route.method,
      ...(body === undefined ? {} : { headers: { 'content-type': type }, body }),
    };
    const names = (text: string) => theirs.some((id) => text.includes(id));
    return { path: url, init, isTheirs: names(`${url} ${body ?? ''}`), isOfThing: names(path) };
  };

  function placeValue(route: DescribedRoute, part: string, place: string): string {
    const param = route.params.find(({ name }) => `{${name}}` === part);
    return param?.schema.format === 'uuid'
      ? (ids.get(place) as string)
      : encodeURIComponent(param ? valueFor(param) : '1');
  }

  function bodyOf({ takesFile, example }: DescribedRoute): string | undefined {
    if (takesFile) return 'Maya: hello';
    return example === undefined ? undefined : JSON.stringify(example, aboutTheirs);
  }

  /** `programId`, `programIds`, `caseId`, `noteId`, `interactionId` of a body are the program's. */
  function aboutTheirs(name: string, value: unknown): unknown {
    const [, of] = /^(program|case|note|interaction)s?(?:Ids?)?$/.exec(name) ?? [];
    const id = of === 'program' ? programId : ids.get(`${of}s`);
    const isId = (one: unknown) => typeof one === 'string' && UUID.test(one);
    if (id === undefined) return value;
    if (Array.isArray(value)) return value.map((one: unknown) => (isId(one) ? id : one));
    return isId(value) ? id : value;
  }
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Of "/api/cases/{id}/links/{linkId}": "cases" and "links", what the ids in it are of. */
const placesIn = ({ path, params }: DescribedRoute): string[] => {
  const isId = (part: string) =>
    params.some(({ name, schema }) => `{${name}}` === part && schema.format === 'uuid');
  return path.split('/').flatMap((part, i, parts) => (isId(part) ? [parts[i - 1] ?? ''] : []));
};

const tableOf = (place: string): string =>
  tables[place] ?? place.replace(/ies$/, 'y').replace(/s$/, '').replaceAll('-', '_');
