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

export const API_KEY = 'freshdesk-key';
const SIGNED_IN = `Basic ${Buffer.from(`${API_KEY}:X`).toString('base64')}`;

/** Freshdesk API v2: ticket 20 of Elena Ruiz. */
export async function startFreshdesk(): Promise<
  StrictServer & { notes(id: string): string[]; changed: Listed[] }
> {
  const tickets = new Map([['20', ticket(20, 'Charged twice <for> March')]]);
  const changed: Listed[] = [];
  const conversations = new Map<string, { body: string; private: boolean }[]>([
    // Whoever looks only at the first page does not find the newest.
    ['20', Array.from({ length: 120 }, (_, i) => ({ body: `Message ${i}`, private: false }))],
  ]);

  function answer(asked: Asked): Reply {
    if (asked.authorization !== SIGNED_IN)
      return {
        status: 401,
        json: { code: 'invalid_credentials', message: 'You have to be logged in to perform this action.' },
      };
    if (asked.path === '/api/v2/agents/me' || asked.path === '/api/v2/agents/432')
      return { status: 200, json: { id: 432, contact: { name: 'Ana Silva', email: 'ana@acme.example' } } };
    if (asked.path === '/api/v2/contacts/autocomplete')
      return {
        status: 200,
        json: /^elena/i.test(asked.query.get('term') ?? '') ? [{ id: 77, name: 'Elena Ruiz' }] : [],
      };
    if (asked.path === '/api/v2/tickets') return list(asked);
    const [, id = '', what] = /^\/api\/v2\/tickets\/(\d+)(\/notes|\/conversations)?$/.exec(asked.path) ?? [];
    const found = tickets.get(id);
    if (!found) return { status: 404 };
    if (what === '/conversations') return page(conversations.get(id) ?? [], asked.query);
    if (what === '/notes') return asked.method === 'POST' ? addNote(id, asked) : { status: 405 };
    return { status: 200, json: found };
  }

  function list({ query }: Asked): Reply {
    if (query.has('updated_since')) return listChanged(query);
    const email = query.get('email');
    if (email && email !== 'elena@example.com')
      return invalid('email', 'There is no contact matching the given email', 'invalid_value');
    const mine = email !== null || query.get('requester_id') === '77';
    return { status: 200, json: mine ? [...tickets.values()] : [] };
  }

  function listChanged(query: URLSearchParams): Reply {
    const [page, size] = [Number(query.get('page') ?? 1), Number(query.get('per_page') ?? 30)];
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(query.get('updated_since') ?? ''))
      return invalid(
        'updated_since',
        'It should be in the ‘combined date and time ISO8601’ format',
        'invalid_date',
      );
    if (size > 100 || page > 300)
      return invalid(
        'per_page',
        'It should be a Positive Integer less than or equal to 100',
        'invalid_value',
      );
    if (query.get('order_by') !== 'updated_at' || query.get('order_type') !== 'asc')
      return { status: 200, json: [] };
    const since = Date.parse(query.get('updated_since') ?? '');
    const rows = changedSince(changed, since, { from: (page - 1) * size, size });
    return {
      status: 200,
      json: rows.map(({ id, at, createdAt }) => ({ id: Number(id), updated_at: at, created_at: createdAt })),
    };
  }

  function addNote(id: string, { body, contentType }: Asked): Reply {
    if (!contentType.startsWith('application/json')) return { status: 415 };
    const strange = unknownKeys(body, ['body', 'private']);
    if (strange.length > 0)
      return invalid(strange[0] ?? '', 'Unexpected/invalid field in request', 'invalid_field');
    if (!isHtml(body.body) || body.body.trim() === '')
      return invalid('body', 'It should be a/an String', 'missing_field');
    // Freshdesk's default is private; a public note goes to the requester, so it must be said.
    if (body.private !== true) return invalid('private', 'It should be true here', 'invalid_value');
    const list = conversations.get(id) ?? [];
    list.push({ body: body.body, private: true });
    return {
      status: 201,
      json: {
        id: list.length,
        body: body.body,
        body_text: shownBy(body.body),
        private: true,
        ticket_id: Number(id),
      },
    };
  }

  const server = await serve({
    answer,
    mayFail: ({ path, method }) => method === 'POST' && path.endsWith('/notes'),
    mishaps: {
      limited: {
        status: 429,
        headers: { 'retry-after': '40' },
        json: { message: 'You have exceeded the limit of requests per hour' },
      },
      away: { status: 503 },
      conflict: {
        status: 409,
        json: { code: 'inconsistent_state', message: 'The resource is being changed' },
      },
      expired: {
        status: 401,
        json: { code: 'invalid_credentials', message: 'You have to be logged in to perform this action.' },
      },
    },
  });
  return {
    ...server,
    changed,
    notes: (id) =>
      (conversations.get(id) ?? []).filter((one) => one.private).map(({ body }) => shownBy(body)),
  };
}

/** At most 100 a page, the oldest first. */
function page(all: readonly { body: string; private: boolean }[], query: URLSearchParams): Reply {
  const [number, size] = [Number(query.get('page') ?? 1), Number(query.get('per_page') ?? 30)];
  if (size > 100)
    return invalid('per_page', 'It should be a Positive Integer less than or equal to 100', 'invalid_value');
  const rows = all.slice((number - 1) * size, number * size);
  return { status: 200, json: rows.map((row) => ({ ...row, body_text: shownBy(row.body) })) };
}

const invalid = (field: string, message: string, code: string): Reply => ({
  status: 400,
  json: { description: 'Validation failed', errors: [{ field, message, code }] },
});
const ticket = (id: number, subject: string) => ({
  id,
  subject,
  status: 2,
  priority: 3,
  responder_id: 432,
  requester: { id: 77, name: 'Elena Ruiz', email: 'elena@example.com' },
  updated_at: '2026-11-20T09:00:00Z',
});
