import { crmScopes } from '@caseroom/shared/crm';
import { OAuthDesk } from './oauth.ts';
import {
  type Asked,
  changedSince,
  type Listed,
  type Reply,
  type StrictServer,
  serve,
  unknownKeys,
} from './strict-server.ts';

const MAX_NOTE_CHARS = 32_000;
export const ZOHO_CASE = '554023000000235001';

/** Zoho CRM API v8 and its accounts server on one port. */
export async function startZoho(): Promise<
  StrictServer & { notes(id: string): string[]; desk: OAuthDesk; changed: Listed[] }
> {
  const desk = new OAuthDesk({ expires_in: 3_600 }, ',');
  const changed: Listed[] = [];
  const notes: { id: string; content: string }[] = [];

  function answer(asked: Asked): Reply {
    if (asked.path === '/oauth/v2/auth')
      return asked.query.get('access_type') === 'offline'
        ? desk.authorize(asked, crmScopes.zoho)
        : { status: 400, json: { error: 'invalid_request' } };
    // Zoho answers 200 to a token request that it refuses.
    if (asked.path === '/oauth/v2/token') {
      const reply = desk.token(asked);
      return reply.status === 200 ? reply : { status: 200, json: reply.json };
    }
    const token = /^Zoho-oauthtoken (\S+)$/.exec(asked.authorization)?.[1] ?? '';
    if (!desk.accepts(token)) return unauthorised;
    const { method, path } = asked;
    if (path === '/crm/v8/users')
      return { status: 200, json: { users: [{ id: '1', full_name: 'Ana Silva' }] } };
    if (path === '/crm/v8/Cases/search') return search(asked);
    if (path === '/crm/v8/Cases' && asked.ifModifiedSince) return withFields(asked, listChanged(asked));
    if (path === '/crm/v8/Cases') return withFields(asked, { status: 200, json: { data: [row] } });
    if (path === `/crm/v8/Cases/${ZOHO_CASE}`)
      return withFields(asked, { status: 200, json: { data: [row] } });
    if (path === `/crm/v8/Cases/${ZOHO_CASE}/Notes`) return withFields(asked, list(asked));
    if (path === '/crm/v8/Notes' && method === 'POST') return addNote(asked);
    if (path.startsWith('/crm/v8/Cases/')) return { status: 204 };
    return {
      status: 404,
      json: {
        code: 'INVALID_URL_PATTERN',
        message: 'Please check if the URL trying to access is a correct one',
        status: 'error',
      },
    };
  }

  function search(asked: Asked): Reply {
    const word = asked.query.get('word') ?? '';
    if (word.length < 2) return invalid('INVALID_QUERY', 'the word is too short');
    return withFields(
      asked,
      row.Subject.toLowerCase().includes(word.toLowerCase())
        ? { status: 200, json: { data: [row] } }
        : { status: 204 },
    );
  }

  function listChanged({ query, ifModifiedSince }: Asked): Reply {
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/.test(ifModifiedSince))
      return invalid('INVALID_REQUEST', 'the header If-Modified-Since is invalid');
    const [page, size] = [Number(query.get('page') ?? 1), Number(query.get('per_page') ?? 200)];
    if (size > 200) return invalid('INVALID_DATA', 'per_page is invalid');
    if (page * size > 2_000) return invalid('DISCRETE_PAGINATION_LIMIT_EXCEEDED', 'use page_token');
    if (query.get('sort_by') !== 'Modified_Time' || query.get('sort_order') !== 'asc')
      return invalid('INVALID_DATA', 'sort_by is invalid');
    const rows = changedSince(changed, Date.parse(ifModifiedSince), { from: (page - 1) * size, size });
    if (rows.length === 0) return { status: 304 };
    const data = rows.map(({ id, at, createdAt }) => ({ id, Created_Time: createdAt, Modified_Time: at }));
    return { status: 200, json: { data, info: { page, per_page: size, more_records: false } } };
  }

  function list({ query }: Asked): Reply {
    if (Number(query.get('per_page')) > 200) return invalid('INVALID_DATA', 'per_page is invalid');
    if (notes.length === 0) return { status: 204 };
    const newest = query.get('sort_order') === 'desc' ? notes.toReversed() : notes;
    return {
      status: 200,
      json: {
        data: newest.map(({ id, content }) => ({ id, Note_Content: content })),
        info: { more_records: false },
      },
    };
  }

  function addNote({ body }: Asked): Reply {
    const [note] = body?.data ?? [];
    const strange = unknownKeys(note, ['Note_Title', 'Note_Content', 'Parent_Id']);
    if (strange.length > 0) return invalid('INVALID_DATA', `invalid data: ${strange.join(', ')}`);
    if (typeof note.Note_Content !== 'string' || note.Note_Content === '')
      return row202('MANDATORY_NOT_FOUND', 'required field not found');
    if (note.Note_Content.length > MAX_NOTE_CHARS)
      return row202('INVALID_DATA', 'the Note_Content is too long');
    if (note.Parent_Id?.module?.api_name !== 'Cases')
      return row202('MANDATORY_NOT_FOUND', 'required field not found');
    if (note.Parent_Id.id !== ZOHO_CASE)
      return row202('INVALID_DATA', 'the related id given seems to be invalid');
    notes.push({ id: String(notes.length + 1), content: note.Note_Content });
    return {
      status: 201,
      json: {
        data: [
          { code: 'SUCCESS', details: { id: notes.at(-1)?.id }, message: 'record added', status: 'success' },
        ],
      },
    };
  }

  const server = await serve({
    answer,
    mayFail: ({ method, path }) => method === 'POST' && path === '/crm/v8/Notes',
    mishaps: {
      limited: {
        status: 429,
        json: { code: 'TOO_MANY_REQUESTS', message: 'Too many requests fired', status: 'error' },
      },
      away: {
        status: 500,
        json: { code: 'INTERNAL_ERROR', message: 'Internal Server Error', status: 'error' },
      },
      conflict: {
        status: 409,
        json: { code: 'RECORD_IN_USE', message: 'the record is being changed', status: 'error' },
      },
      expired: unauthorised,
    },
  });
  return {
    ...server,
    desk,
    changed,
    notes: (id) => (id === ZOHO_CASE ? notes.map(({ content }) => content) : []),
  };
}

/** Since v3 the fields of records must be named. */
const withFields = ({ query }: Asked, reply: Reply): Reply =>
  query.get('fields') ? reply : invalid('REQUIRED_PARAM_MISSING', 'One of the expected parameter is missing');
const unauthorised: Reply = {
  status: 401,
  json: { code: 'INVALID_TOKEN', details: {}, message: 'invalid oauth token', status: 'error' },
};
const invalid = (code: string, message: string): Reply => ({
  status: 400,
  json: { code, details: {}, message, status: 'error' },
});
/** The request was read; its only row was refused. */
const row202 = (code: string, message: string): Reply => ({
  status: 202,
  json: { data: [{ code, details: {}, message, status: 'error' }] },
});
const row = {
  id: ZOHO_CASE,
  Case_Number: '81',
  Subject: 'Charged twice <for> March',
  Status: 'New',
  Priority: 'High',
  Owner: { name: 'Ana Silva', id: '1' },
  Related_To: { name: 'Elena Ruiz', id: '2' },
  Modified_Time: '2026-11-20T10:00:00+01:00',
};
