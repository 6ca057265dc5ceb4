import { crmScopes } from '@caseroom/shared/crm';
import { OAuthDesk } from './oauth.ts';
import {
  type Asked,
  changedSince,
  isHtml,
  type Listed,
  type Reply,
  type StrictServer,
  serve,
  shownBy,
  unknownKeys,
} from './strict-server.ts';

export const PRIVATE_APP = 'pat-eu1-private-app';
const MAX_NOTE_CHARS = 65_536;
const NOTE_TO_TICKET = 228;
const CHANGED = 'hs_lastmodifieddate';

/** HubSpot CRM API v3 and OAuth v3: ticket 4801 in portal 62515. */
export async function startHubspot(): Promise<
  StrictServer & { notes(id: string): string[]; desk: OAuthDesk; changed: Listed[] }
> {
  const desk = new OAuthDesk({ expires_in: 1_800 });
  const changed: Listed[] = [];
  const notes: { id: string; ticketId: string; html: string }[] = [];

  function answer(asked: Asked): Reply {
    if (asked.path === '/oauth/authorize') return desk.authorize(asked, crmScopes.hubspot);
    if (asked.path === '/oauth/v3/token') return desk.token(asked);
    const token = /^Bearer (\S+)$/.exec(asked.authorization)?.[1] ?? '';
    if (token !== PRIVATE_APP && !desk.accepts(token)) return unauthorised;
    const { method, path } = asked;
    if (path === '/account-info/v3/details')
      return { status: 200, json: { portalId: 62515, uiDomain: 'app-eu1.hubspot.com' } };
    if (path === '/crm/v3/owners/41629779')
      return {
        status: 200,
        json: { id: '41629779', firstName: 'Ana', lastName: 'Silva', email: 'ana@acme.example' },
      };
    if (path === '/crm/v3/objects/contacts/901')
      return {
        status: 200,
        json: { id: '901', properties: { firstname: 'Elena', lastname: 'Ruiz', email: 'elena@example.com' } },
      };
    if (path === '/crm/v3/pipelines/tickets/0/stages/1')
      return { status: 200, json: { id: '1', label: 'New' } };
    if (path === '/crm/v3/objects/tickets/4801') return { status: 200, json: ticket };
    if (path === '/crm/v3/objects/tickets') return { status: 200, json: { results: [ticket] } };
    if (path === '/crm/v3/objects/tickets/search' && method === 'POST') return search(asked);
    if (path === '/crm/v4/objects/tickets/4801/associations/notes') return associations(asked);
    if (path === '/crm/v3/objects/notes/batch/read' && method === 'POST') return batch(asked);
    if (path === '/crm/v3/objects/notes' && method === 'POST') return addNote(asked);
    return {
      status: 404,
      json: {
        status: 'error',
        message: 'Object not found. objectId are usually numeric.',
        category: 'OBJECT_NOT_FOUND',
      },
    };
  }

  function search({ body }: Asked): Reply {
    if (body?.filterGroups) return listChanged(body);
    if (typeof body?.query !== 'string' || body.limit > 200) return invalid('limit: must be at most 200');
    const isIt = ticket.properties.subject.toLowerCase().includes(body.query.toLowerCase());
    return { status: 200, json: { total: isIt ? 1 : 0, results: isIt ? [ticket] : [] } };
  }

  function listChanged(body: Asked['body']): Reply {
    const [filter] = body.filterGroups[0]?.filters ?? [];
    const [sort] = body.sorts ?? [];
    const from = Number(body.after ?? 0);
    if (body.limit > 200) return invalid('limit: must be at most 200');
    if (from + body.limit > 10_000) return invalid('You have exceeded the maximum of 10000 results');
    if (filter?.propertyName !== CHANGED || filter.operator !== 'GTE' || !/^\d{13}$/.test(filter.value))
      return invalid('The filter is not valid');
    if (sort?.propertyName !== CHANGED || sort.direction !== 'ASCENDING')
      return invalid('The sort is not valid');
    const rows = changedSince(changed, Number(filter.value), { from, size: body.limit });
    const results = rows.map(({ id, at, createdAt }) => ({
      id,
      properties: { createdate: createdAt, [CHANGED]: at },
    }));
    return { status: 200, json: { total: results.length, results } };
  }

  function associations({ query }: Asked): Reply {
    if (Number(query.get('limit')) > 500) return invalid('limit must be at most 500');
    const results = notes.map(({ id }) => ({ toObjectId: Number(id), associationTypes: [] }));
    // In pages of two, whatever is asked for: whoever reads one page only is found out.
    const from = Number(query.get('after') ?? 0);
    const next = from + 2 < results.length ? { paging: { next: { after: String(from + 2) } } } : {};
    return { status: 200, json: { results: results.slice(from, from + 2), ...next } };
  }

  function batch({ body }: Asked): Reply {
    const ids = (body?.inputs ?? []).map((input: { id: string }) => input.id) as string[];
    if (ids.length === 0 || ids.length > 100) return invalid('The number of inputs must be from 1 to 100');
    const results = notes
      .filter(({ id }) => ids.includes(id))
      .map(({ id, html }) => ({ id, properties: { hs_note_body: html } }));
    return { status: 200, json: { status: 'COMPLETE', results } };
  }

  function addNote({ body }: Asked): Reply {
    const strange = [
      ...unknownKeys(body, ['properties', 'associations']),
      ...unknownKeys(body?.properties, ['hs_timestamp', 'hs_note_body']),
    ];
    if (strange.length > 0) return invalid(`Property values were not valid: ${strange.join(', ')}`);
    const { hs_timestamp: at, hs_note_body: html } = body.properties;
    if (Number.isNaN(Date.parse(at))) return invalid('hs_timestamp is required');
    if (!isHtml(html) || html.length > MAX_NOTE_CHARS)
      return invalid('hs_note_body exceeds the limit of 65536 characters');
    const [association] = body.associations ?? [];
    const [type] = association?.types ?? [];
    if (type?.associationCategory !== 'HUBSPOT_DEFINED' || type.associationTypeId !== NOTE_TO_TICKET)
      return invalid('INVALID_ASSOCIATION_TYPE');
    if (association.to?.id !== ticket.id) return invalid('The object to associate does not exist');
    notes.push({ id: String(1_000 + notes.length), ticketId: ticket.id, html });
    return { status: 201, json: { id: notes.at(-1)?.id, properties: body.properties } };
  }

  const server = await serve({
    answer,
    mayFail: ({ method, path }) => method === 'POST' && path === '/crm/v3/objects/notes',
    mishaps: {
      limited: {
        status: 429,
        json: {
          status: 'error',
          message: 'You have reached your ten_secondly_rolling limit.',
          errorType: 'RATE_LIMIT',
          policyName: 'TEN_SECONDLY_ROLLING',
        },
      },
      away: { status: 502 },
      conflict: {
        status: 409,
        json: { status: 'error', message: 'The object was changed', category: 'CONFLICT' },
      },
      expired: unauthorised,
    },
  });
  return {
    ...server,
    desk,
    changed,
    notes: (id) => notes.filter(({ ticketId }) => ticketId === id).map(({ html }) => shownBy(html)),
  };
}

const unauthorised: Reply = {
  status: 401,
  json: {
    status: 'error',
    message: 'The OAuth token used to make this call expired.',
    category: 'EXPIRED_AUTHENTICATION',
  },
};
const invalid = (message: string): Reply => ({
  status: 400,
  json: { status: 'error', message, category: 'VALIDATION_ERROR' },
});
const ticket = {
  id: '4801',
  properties: {
    subject: 'Charged twice <for> March',
    hs_pipeline: '0',
    hs_pipeline_stage: '1',
    hs_ticket_priority: 'HIGH',
    hubspot_owner_id: '41629779',
    hs_lastmodifieddate: '2026-11-20T09:00:00.000Z',
  },
  associations: { contacts: { results: [{ id: '901', type: 'ticket_to_contact' }] } },
};
