import type { CrmRecord } from '@caseroom/shared/crm';
import { htmlOf, partsOf, utf8Bytes } from '../parts-rules.ts';
import { type Changes, nextPosition, type Position } from '../poll-rules.ts';
import type { Site } from '../sites-rules.ts';
import { type Crm, type CrmFailure, isFailure, type ReadRecord } from './crm.ts';
import { addParts, NOTES_LOOKED_THROUGH } from './notes.ts';
import { createRequest, type Explain, type Session, strange } from './request.ts';
import { listOf, textOf, timeOf, toTheSecond } from './values.ts';

/** Freshdesk names no limit of a note; a larger one could not be read there. */
const LIMIT = { max: 60_000, size: (text: string) => utf8Bytes(htmlOf(text)) };
const SEARCH_ROWS = 10;
/** Contacts whose tickets are shown when a name is searched. */
const SEARCH_CONTACTS = 3;
const PAGE = 100;
/** Conversations come oldest first: the last pages are found by going through them. */
const MAX_PAGES = 30;

/** Tickets over the Freshdesk API v2, signed in with an agent's API key. */
export function freshdesk(site: Site, session: Session): Crm {
  const request = createRequest('freshdesk', session, explain);

  async function recordOf(ticket: Ticket): Promise<ReadRecord> {
    return {
      id: String(ticket.id),
      address: `${site.origin}/a/tickets/${ticket.id}`,
      facts: {
        number: `#${ticket.id}`,
        subject: textOf(ticket.subject),
        status: statuses[ticket.status] ?? `Status ${ticket.status}`,
        priority: priorities[ticket.priority] ?? '',
        owner: await agentName(ticket.responder_id),
        contact: textOf(ticket.requester?.name),
        changedAt: timeOf(ticket.updated_at),
      },
      email: textOf(ticket.requester?.email),
    };
  }

  /** Empty when there is none, or when it may not be read: the rest of the record is worth showing. */
  async function agentName(id: number | null | undefined): Promise<string> {
    if (!id) return '';
    const answer = await request({ path: `/api/v2/agents/${id}` });
    return isFailure(answer) ? '' : textOf(answer.json?.contact?.name);
  }

  const readTicket = async (id: string): Promise<ReadRecord | CrmFailure> => {
    const answer = await request({ path: `/api/v2/tickets/${id}?include=requester` });
    if (isFailure(answer)) return answer;
    return answer.json?.id ? recordOf(answer.json as Ticket) : strange('freshdesk');
  };

  async function ticketsOf(by: Record<string, string>): Promise<readonly Ticket[] | CrmFailure> {
    const query = new URLSearchParams({ ...by, include: 'requester', per_page: String(SEARCH_ROWS) });
    const answer = await request({ path: `/api/v2/tickets?${query}` });
    return isFailure(answer) ? answer : listOf<Ticket>(answer.json);
  }

  /** Freshdesk does not search the words of tickets: people are found by name, and tickets by people. */
  async function ticketsOfPeople(name: string): Promise<readonly Ticket[] | CrmFailure> {
    const answer = await request({
      path: `/api/v2/contacts/autocomplete?${new URLSearchParams({ term: name })}`,
    });
    if (isFailure(answer)) return answer;
    const contacts = listOf<{ id: number }>(answer.json).slice(0, SEARCH_CONTACTS);
    const found: Ticket[] = [];
    for (const { id } of contacts) {
      const tickets = await ticketsOf({ requester_id: String(id) });
      if (isFailure(tickets)) return tickets;
      found.push(...tickets);
    }
    return found;
  }

  async function recordsOf(
    tickets: readonly Ticket[] | CrmFailure,
  ): Promise<readonly CrmRecord[] | CrmFailure> {
    return isFailure(tickets) ? tickets : Promise.all(tickets.slice(0, SEARCH_ROWS).map(recordOf));
  }

  async function recent(id: string): Promise<readonly string[] | CrmFailure> {
    const texts: string[] = [];
    for (let page = 1; page <= MAX_PAGES; page++) {
      const query = new URLSearchParams({ page: String(page), per_page: String(PAGE) });
      const answer = await request({ path: `/api/v2/tickets/${id}/conversations?${query}` });
      if (isFailure(answer)) return answer;
      const rows = listOf<{ body_text?: string; body?: string }>(answer.json);
      texts.push(...rows.map((row) => `${textOf(row.body_text)}\n${textOf(row.body)}`));
      if (rows.length < PAGE) break;
    }
    return texts.slice(-NOTES_LOOKED_THROUGH);
  }

  async function addNote(id: string, body: string): Promise<CrmFailure | null> {
    const note = { body: htmlOf(body), private: true };
    const answer = await request({ method: 'POST', path: `/api/v2/tickets/${id}/notes`, body: note });
    return isFailure(answer) ? answer : null;
  }

  async function changes(position: Position): Promise<Changes | CrmFailure> {
    const query = new URLSearchParams({
      updated_since: toTheSecond(position.since),
      order_by: 'updated_at',
      order_type: 'asc',
      page: position.page ?? '1',
      per_page: String(PAGE),
    });
    const answer = await request({ path: `/api/v2/tickets?${query}` });
    if (isFailure(answer)) return answer;
    const tickets = listOf<Ticket>(answer.json);
    const seen = tickets.map(({ id, updated_at, created_at }) => ({
      id: String(id),
      at: timeOf(updated_at) ?? position.since,
      createdAt: timeOf(created_at),
    }));
    return { seen, next: nextPosition(position, seen, tickets.length >= PAGE) };
  }

  return {
    changes,
    async test() {
      const answer = await request({ path: '/api/v2/agents/me' });
      if (isFailure(answer)) return answer;
      return { account: new URL(site.origin).hostname, person: textOf(answer.json?.contact?.name) };
    },
    async search(words) {
      const number = /^#?(\d{1,19})$/.exec(words.trim())?.[1];
      if (number) {
        const found = await readTicket(number);
        if (!isFailure(found)) return [found];
        return found.failed === 'gone' ? [] : found;
      }
      if (/^\S+@\S+\.\S+$/.test(words.trim())) {
        const found = await ticketsOf({ email: words.trim() });
        // An address that no contact has is a mistake to Freshdesk.
        return isFailure(found) && found.failed === 'invalid' ? [] : recordsOf(found);
      }
      return recordsOf(await ticketsOfPeople(words.trim()));
    },
    recordAt({ origin, pathname }) {
      if (origin !== site.origin) return null;
      return (
        /^\/(?:a|helpdesk|(?:[a-z]{2}(?:-[A-Za-z]{2,4})?\/)?support)\/tickets\/(\d{1,19})(?:\/|$)/.exec(
          pathname,
        )?.[1] ?? null
      );
    },
    read: readTicket,
    addPrivateNote: (recordId, note, { look }) =>
      addParts(
        partsOf(note, LIMIT),
        look,
        () => recent(recordId),
        (body) => addNote(recordId, body),
      ),
  };
}

interface Ticket {
  readonly id: number;
  readonly subject: string | null;
  readonly status: number;
  readonly priority: number;
  readonly responder_id: number | null;
  readonly requester?: { readonly name: string; readonly email?: string | null };
  readonly created_at: string;
  readonly updated_at: string;
}

/** Accounts add their own from 6 on; those have no name in a ticket. */
const statuses: Record<number, string> = { 2: 'Open', 3: 'Pending', 4: 'Resolved', 5: 'Closed' };
const priorities: Record<number, string> = { 1: 'Low', 2: 'Medium', 3: 'High', 4: 'Urgent' };

/** {"description":"Validation failed","errors":[{"field":"body","message":"…","code":"missing_field"}]}, or {"code","message"} */
const explain: Explain = (_status, json) => {
  const [first] = listOf<{ field?: string; message?: string } | null>(json?.errors);
  const sentence = first
    ? [first.field, first.message].filter(Boolean).join(': ')
    : (json?.message ?? json?.description);
  return typeof sentence === 'string' ? { sentence } : undefined;
};
