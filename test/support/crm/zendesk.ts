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

export const EMAIL = 'ana@acme.example';
export const TOKEN = 'zendesk-token';
const SIGNED_IN = `Basic ${Buffer.from(`${EMAIL}/token:${TOKEN}`).toString('base64')}`;
const MAX_COMMENT_BYTES = 65_536;
/** What nobody may keep, as people type it all the same. */
const OLD_SUBJECT = 'Refund to 4111 1111 1111 1111';
const people = [
  { id: 20978392, name: 'Ana Silva', role: 'agent' },
  { id: 20978393, name: 'Elena Ruiz', email: 'elena@example.com', role: 'end-user' },
];

export interface Zendesk extends StrictServer {
  notes(id: string): string[];
  /** Somebody works on the ticket again. */
  reopen(id: string): void;
  /** Somebody makes a ticket, or changes one. */
  write(id: string, ticket: Partial<Ticket>): void;
  readonly changed: Listed[];
}

/** Zendesk Support API v2: tickets 35436 (open) and 35400 (closed). */
export async function startZendesk(): Promise<Zendesk> {
  const tickets = new Map([
    ['35436', ticket(35436, 'Charged twice <for> March', 'open')],
    ['35400', ticket(35400, OLD_SUBJECT, 'closed')],
  ]);
  const comments = new Map<string, string[]>([...tickets.keys()].map((id) => [id, []]));
  const changed: Listed[] = [];
  let changes = 0;

  function answer(asked: Asked): Reply {
    if (asked.path === '/api/v2/users/me.json') {
      const user =
        asked.authorization === SIGNED_IN
          ? people[0]
          : { id: null, name: 'Anonymous user', role: 'end-user' };
      return { status: 200, json: { user } };
    }
    if (asked.authorization !== SIGNED_IN)
      return { status: 401, json: { error: "Couldn't authenticate you" } };
    if (asked.path === '/api/v2/search.json') return search(asked);
    if (asked.path === EXPORT) return listChanged(asked);
    const [, id = '', what] = /^\/api\/v2\/tickets\/(\d+)(\/comments)?\.json$/.exec(asked.path) ?? [];
    const found = tickets.get(id);
    if (!found) return { status: 404, json: { error: 'RecordNotFound', description: 'Not found' } };
    if (what) return list(id, asked);
    if (asked.method === 'PUT') return edit(id, found, asked);
    const users = asked.query.get('include') === 'users' ? { users: people } : {};
    return { status: 200, json: { ticket: found, ...users } };
  }

  function search({ query }: Asked): Reply {
    const words = query.get('query') ?? '';
    if (!words.startsWith('type:ticket '))
      return { status: 422, json: { error: 'invalid', description: 'Invalid search' } };
    const word = words.slice('type:ticket '.length).toLowerCase();
    const results = [...tickets.values()].filter((one) =>
      `${one.id} ${one.subject}`.toLowerCase().includes(word),
    );
    return { status: 200, json: { results, users: people, count: results.length } };
  }

  /** A cursor stands for a place in the whole list. What was changed in the last minute is not told yet. */
  function listChanged({ query }: Asked): Reply {
    const [start, cursor] = [query.get('start_time'), query.get('cursor')];
    const size = Number(query.get('per_page') ?? 1_000);
    if ((start === null) === (cursor === null) || size > 1_000) return invalid('Invalid parameters');
    if (start !== null && (!/^\d+$/.test(start) || Number(start) > Date.now() / 1_000 - 60))
      return { status: 422, json: { error: 'StartTimeTooRecent', description: 'Too recent start_time.' } };
    if (cursor !== null && !/^[A-Za-z0-9+/]+=*$/.test(cursor))
      return { status: 400, json: { error: 'InvalidValue', description: 'Invalid cursor' } };
    const [since = 0, from = 0] =
      cursor === null ? [Number(start) * 1_000] : (JSON.parse(atob(cursor)) as number[]);
    const rows = changedSince(changed, since, { from, size });
    const all = changedSince(changed, since, { from: 0, size: changed.length });
    return {
      status: 200,
      json: {
        tickets: rows.map(({ id, at, createdAt }) => ({
          id: Number(id),
          created_at: createdAt,
          updated_at: at,
        })),
        after_cursor: btoa(JSON.stringify([since, from + rows.length])),
        end_of_stream: from + rows.length >= all.length,
      },
    };
  }

  function list(id: string, { query }: Asked): Reply {
    if (query.get('sort') !== '-created_at' || Number(query.get('page[size]')) > 100)
      return {
        status: 400,
        json: { error: { title: 'Invalid attribute', message: 'You passed an invalid value' } },
      };
    const all = (comments.get(id) ?? []).map((html) => ({
      html_body: html,
      body: shownBy(html),
      plain_body: shownBy(html),
      public: false,
    }));
    return { status: 200, json: { comments: all.toReversed().slice(0, 100), meta: { has_more: false } } };
  }

  function edit(id: string, held: Ticket, { body }: Asked): Reply {
    const asked = body?.ticket;
    const comment = asked?.comment;
    const strange = [
      ...unknownKeys(asked, ['comment', 'safe_update', 'updated_stamp']),
      ...unknownKeys(comment, ['html_body', 'public']),
    ];
    if (strange.length > 0) return invalid(`Unknown: ${strange.join(', ')}`);
    // A comment without it would go to the customer.
    if (comment.public !== false) return invalid('The comment would be public');
    if (!isHtml(comment.html_body) || comment.html_body.trim() === '')
      return invalid('Comment: cannot be blank');
    if (Buffer.byteLength(comment.html_body) > MAX_COMMENT_BYTES) return invalid('Comment: is too long');
    if (asked.safe_update !== true || typeof asked.updated_stamp !== 'string')
      return invalid('updated_stamp is missing');
    if (asked.updated_stamp !== held.updated_at) return collision;
    if (held.status === 'closed') return invalid('Status: closed prevents ticket update');
    comments.get(id)?.push(comment.html_body);
    const edited = { ...held, updated_at: stamp(++changes) };
    tickets.set(id, edited);
    noteChange(id, edited);
    return { status: 200, json: { ticket: edited, audit: { id: changes, events: [] } } };
  }

  function noteChange(id: string, { updated_at: at, created_at: createdAt }: Ticket): void {
    changed.push({ id, at, createdAt });
  }

  const server = await serve({
    answer,
    mayFail: ({ method, path }) => method === 'PUT' || path === EXPORT,
    mishaps: {
      limited: {
        status: 429,
        headers: { 'retry-after': '93' },
        json: {
          error: 'APIRateLimitExceeded',
          description: 'Number of allowed API requests per minute exceeded',
        },
      },
      away: { status: 503, json: { error: 'Service Unavailable' } },
      conflict: collision,
      expired: { status: 401, json: { error: "Couldn't authenticate you" } },
    },
  });
  return {
    ...server,
    changed,
    write(id, fields) {
      const written = { ...(tickets.get(id) ?? ticket(Number(id), '', 'open')), ...fields };
      tickets.set(id, written);
      noteChange(id, written);
    },
    notes: (id) => (comments.get(id) ?? []).map(shownBy),
    reopen: (id) => void tickets.set(id, ticket(Number(id), OLD_SUBJECT, 'open')),
  };
}

const EXPORT = '/api/v2/incremental/tickets/cursor.json';
type Ticket = ReturnType<typeof ticket>;
const collision: Reply = {
  status: 409,
  json: {
    error: 'UpdateConflict',
    description: 'Safe Update prevented the update because the ticket has been updated since.',
  },
};
const invalid = (description: string): Reply => ({
  status: 422,
  json: {
    error: 'RecordInvalid',
    description: 'Record validation errors',
    details: { base: [{ description, error: 'invalid' }] },
  },
});
const stamp = (minutes: number): string =>
  new Date(Date.UTC(2026, 10, 20, 9, minutes)).toISOString().replace('.000', '');
const ticket = (id: number, subject: string, status: string) => ({
  id,
  subject,
  status,
  priority: 'high',
  assignee_id: 20978392,
  requester_id: 20978393,
  created_at: stamp(0),
  updated_at: stamp(0),
});
