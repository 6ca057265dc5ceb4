import { htmlOf, partsOf, utf8Bytes } from '../parts-rules.ts';
import { type Changes, newestOf, type Position } from '../poll-rules.ts';
import type { Site } from '../sites-rules.ts';
import { type Crm, type CrmFailure, isFailure, type ReadRecord } from './crm.ts';
import { addParts } from './notes.ts';
import { createRequest, type Explain, type Session, strange } from './request.ts';
import { listOf, namedIn, textOf, timeOf } from './values.ts';

/** A comment has at most 64 KiB; some of them are left for what Zendesk makes of our HTML. */
const LIMIT = { max: 60_000, size: (text: string) => utf8Bytes(htmlOf(text)) };
const SEARCH_ROWS = 10;
/** One page of a ticket's comments, newest first. */
const COMMENTS = 100;
/** How often a ticket that somebody else is writing to is read anew before we come back later. */
const MAX_COLLISIONS = 3;
const CHANGES = 100;
/** What changed in the last minute is not told yet, and may not be asked for; s. */
const SETTLED_AFTER_S = 90;

/** Tickets over the Zendesk Support API v2, signed in with an API token. */
export function zendesk(site: Site, session: Session, now: () => Date): Crm {
  const request = createRequest('zendesk', session, explain);

  const recordOf = (ticket: Ticket, users: readonly Person[]): ReadRecord => ({
    id: String(ticket.id),
    address: `${site.origin}/agent/tickets/${ticket.id}`,
    facts: {
      number: `#${ticket.id}`,
      subject: textOf(ticket.subject),
      status: capital(textOf(ticket.status)),
      priority: capital(textOf(ticket.priority)),
      owner: namedIn(users, ticket.assignee_id),
      contact: namedIn(users, ticket.requester_id),
      changedAt: timeOf(ticket.updated_at),
    },
    email: textOf(users.find(({ id }) => id === ticket.requester_id)?.email),
  });

  async function readTicket(id: string) {
    const answer = await request({ path: `/api/v2/tickets/${id}.json?include=users` });
    if (isFailure(answer)) return answer;
    const { ticket, users } = answer.json as { ticket?: Ticket; users?: unknown };
    return ticket ? { ticket, users: listOf<Person>(users) } : strange('zendesk');
  }

  /** Says what it saw, so that Zendesk refuses when somebody wrote since: then the ticket is read anew. */
  async function comment(id: string, body: string): Promise<CrmFailure | null> {
    for (let collisions = 0; ; collisions++) {
      const found = await readTicket(id);
      if (isFailure(found)) return found;
      const ticket = {
        // `public` is true unless it is said.
        comment: { html_body: htmlOf(body), public: false },
        safe_update: true,
        updated_stamp: found.ticket.updated_at,
      };
      const answer = await request({ method: 'PUT', path: `/api/v2/tickets/${id}.json`, body: { ticket } });
      if (!isFailure(answer)) return null;
      if (answer.failed !== 'conflict' || collisions >= MAX_COLLISIONS) return answer;
    }
  }

  async function recent(id: string) {
    const path = `/api/v2/tickets/${id}/comments.json?sort=-created_at&page%5Bsize%5D=${COMMENTS}`;
    const answer = await request({ path });
    if (isFailure(answer)) return answer;
    const comments = listOf<{ plain_body?: string; body?: string }>(answer.json.comments);
    return comments.map((one) => `${textOf(one.plain_body)}\n${textOf(one.body)}`);
  }

  /** The incremental export: its cursor stands for a moment, and never passes over a ticket. */
  async function changes({ since, page }: Position): Promise<Changes | CrmFailure> {
    const start_s = Math.min(Date.parse(since), now().getTime() - SETTLED_AFTER_S * 1_000) / 1_000;
    const query = new URLSearchParams({ per_page: String(CHANGES) });
    if (page === null) query.set('start_time', String(Math.floor(start_s)));
    else query.set('cursor', page);
    const answer = await request({ path: `/api/v2/incremental/tickets/cursor.json?${query}` });
    if (isFailure(answer)) return answer.failed === 'denied' ? noExport : answer;
    const { tickets, after_cursor, end_of_stream } = answer.json as Exported;
    const seen = listOf<Ticket>(tickets).map((ticket) => ({
      id: String(ticket.id),
      at: timeOf(ticket.updated_at) ?? since,
      createdAt: timeOf(ticket.created_at),
    }));
    const next = { since: newestOf(seen, since), page: after_cursor ?? page, more: end_of_stream === false };
    return { seen, next };
  }

  return {
    changes,
    async test() {
      const answer = await request({ path: '/api/v2/users/me.json' });
      if (isFailure(answer)) return answer;
      const { user } = answer.json as { user?: { id: number | null; name: string; role: string } };
      // Zendesk answers strangers too, as nobody.
      if (!user?.id)
        return { failed: 'unauthorised', sentence: 'Zendesk does not know this e-mail and token.' };
      if (user.role === 'end-user')
        return {
          failed: 'denied',
          sentence: `${user.name} is not an agent in Zendesk: private notes need one.`,
        };
      return { account: new URL(site.origin).hostname, person: user.name };
    },
    async search(words) {
      const query = new URLSearchParams({
        query: `type:ticket ${words.replaceAll(/[":<>*]/g, ' ')}`,
        include: 'tickets(users)',
        per_page: String(SEARCH_ROWS),
      });
      const answer = await request({ path: `/api/v2/search.json?${query}` });
      if (isFailure(answer)) return answer;
      const { results, users } = answer.json;
      return listOf<Ticket>(results).map((ticket) => recordOf(ticket, listOf<Person>(users)));
    },
    recordAt({ origin, pathname, hash }) {
      if (origin !== site.origin) return null;
      // Older pages of agents name the ticket behind the "#".
      return TICKET_PAGE.exec(pathname)?.[1] ?? TICKET_PAGE.exec(hash.slice(1))?.[1] ?? null;
    },
    async read(recordId) {
      const found = await readTicket(recordId);
      return isFailure(found) ? found : recordOf(found.ticket, found.users);
    },
    addPrivateNote: (recordId, note, { look }) =>
      addParts(
        partsOf(note, LIMIT),
        look,
        () => recent(recordId),
        (body) => comment(recordId, body),
      ),
  };
}

const TICKET_PAGE = /^\/(?:agent\/tickets|tickets|requests|hc\/(?:[\w-]+\/)?requests)\/(\d{1,19})(?:\/|$)/;

interface Person {
  readonly id: number;
  readonly name: string;
  readonly email?: string | null;
}

interface Exported {
  readonly tickets: readonly Ticket[];
  readonly after_cursor: string | null;
  readonly end_of_stream: boolean;
}

const noExport: CrmFailure = {
  failed: 'denied',
  sentence: 'Zendesk lets only administrators ask what changed. Connect it with the token of one.',
};

interface Ticket {
  readonly id: number;
  readonly subject: string | null;
  readonly status: string;
  readonly priority: string | null;
  readonly assignee_id: number | null;
  readonly requester_id: number | null;
  readonly created_at: string;
  readonly updated_at: string;
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** {"error":"RecordInvalid","description":"…","details":{"status":[{"description":"…"}]}} */
const explain: Explain = (_status, json) => {
  const details = Object.values(json?.details ?? {}).flat() as { description?: string }[];
  const sentence = details[0]?.description ?? json?.description ?? json?.error?.message ?? json?.error;
  return typeof sentence === 'string' ? { sentence } : undefined;
};
