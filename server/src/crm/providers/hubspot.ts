import { htmlOf, partsOf } from '../parts-rules.ts';
import { type Changes, nextPosition, type Position } from '../poll-rules.ts';
import { type Crm, type CrmFailure, isFailure, type ReadRecord } from './crm.ts';
import { addParts, NOTES_LOOKED_THROUGH } from './notes.ts';
import { createRequest, type Explain, type Session, strange } from './request.ts';
import { listOf, textOf, timeOf } from './values.ts';

/** Characters of `hs_note_body`, which is HTML. */
const LIMIT = { max: 65_536, size: (text: string) => htmlOf(text).length };
const SEARCH_ROWS = 10;
/** HubSpot's own kind of association "note to ticket". */
const NOTE_TO_TICKET = 228;
/** One call reads so many notes; associations come so many a page. */
const BATCH = 100;
const CHANGES = 100;
const CHANGED = 'hs_lastmodifieddate';
const ASSOCIATIONS = 500;
const DAY_LIMIT_WAIT_S = 3_600;
const WAIT_S = 10;

const PROPERTIES = [
  'subject',
  'hs_pipeline',
  'hs_pipeline_stage',
  'hs_ticket_priority',
  'hubspot_owner_id',
  'hs_lastmodifieddate',
] as const;

/** Tickets over the HubSpot CRM API v3. Its notes are seen by people of the account only. */
export function hubspot(session: Session, now: () => Date): Crm {
  const request = createRequest('hubspot', session, explain);
  let portal: Promise<Portal | CrmFailure> | null = null;

  async function readPortal(): Promise<Portal | CrmFailure> {
    const answer = await request({ path: '/account-info/v3/details' });
    return isFailure(answer) ? answer : (answer.json as Portal);
  }

  async function thePortal(): Promise<Portal | CrmFailure> {
    portal ??= readPortal();
    const found = await portal;
    if (isFailure(found)) portal = null;
    return found;
  }

  async function recordsOf(tickets: readonly Ticket[]): Promise<readonly ReadRecord[] | CrmFailure> {
    const home = await thePortal();
    if (isFailure(home)) return home;
    return Promise.all(tickets.map((ticket) => recordOf(ticket, home)));
  }

  async function recordOf({ id, properties, associations }: Ticket, home: Portal): Promise<ReadRecord> {
    const [contactId] = listOf<{ id: string }>(associations?.contacts?.results).map((row) => row.id);
    let email = '';
    const [owner, contact, status] = await Promise.all([
      nameAt(
        properties.hubspot_owner_id,
        (owner) => `/crm/v3/owners/${owner}`,
        ({ firstName, lastName, email }) => personName(firstName, lastName, email),
      ),
      nameAt(
        contactId,
        (contact) => `/crm/v3/objects/contacts/${contact}?properties=firstname,lastname,email`,
        ({ properties }) => {
          email = textOf(properties.email);
          return personName(properties.firstname, properties.lastname, email);
        },
      ),
      nameAt(
        properties.hs_pipeline_stage,
        (stage) =>
          `/crm/v3/pipelines/tickets/${encodeURIComponent(textOf(properties.hs_pipeline) || '0')}/stages/${encodeURIComponent(stage)}`,
        ({ label }) => textOf(label),
      ),
    ]);
    return {
      id,
      address: `https://${pagesOf(home)}/contacts/${home.portalId}/record/0-5/${id}`,
      facts: {
        number: id,
        subject: textOf(properties.subject),
        status: status || textOf(properties.hs_pipeline_stage),
        priority: capital(textOf(properties.hs_ticket_priority)),
        owner,
        contact,
        changedAt: timeOf(properties.hs_lastmodifieddate),
      },
      email,
    };
  }

  /** Empty when there is none, or when it may not be read: the rest of the record is worth showing. */
  async function nameAt(
    id: string | null | undefined,
    path: (id: string) => string,
    // biome-ignore lint/suspicious/noExplicitAny: the documented shape is the caller's to know
    nameOf: (json: any) => string,
  ): Promise<string> {
    if (!id) return '';
    const answer = await request({ path: path(id) });
    return isFailure(answer) ? '' : nameOf(answer.json);
  }

  async function read(recordId: string): Promise<ReadRecord | CrmFailure> {
    const query = new URLSearchParams({ properties: PROPERTIES.join(','), associations: 'contacts' });
    const answer = await request({ path: `/crm/v3/objects/tickets/${recordId}?${query}` });
    if (isFailure(answer)) return answer;
    if (!answer.json?.properties) return strange('hubspot');
    const records = await recordsOf([answer.json as Ticket]);
    return isFailure(records) ? records : (records[0] as ReadRecord);
  }

  /** By association, not by search: the search index lags behind by seconds. */
  async function recent(recordId: string): Promise<readonly string[] | CrmFailure> {
    const ids: string[] = [];
    for (let after: string | undefined = '0'; after !== undefined; ) {
      const query = new URLSearchParams({ limit: String(ASSOCIATIONS), ...(after === '0' ? {} : { after }) });
      const answer = await request({
        path: `/crm/v4/objects/tickets/${recordId}/associations/notes?${query}`,
      });
      if (isFailure(answer)) return answer;
      const { results, paging } = answer.json;
      ids.push(...listOf<{ toObjectId: number | string }>(results).map((row) => String(row.toObjectId)));
      after = paging?.next?.after;
    }
    // Ids rise with time, and have more digits than a number keeps.
    ids.sort((a, b) => b.length - a.length || (a < b ? 1 : -1));
    return readNotes(ids.slice(0, NOTES_LOOKED_THROUGH));
  }

  async function readNotes(ids: readonly string[]): Promise<readonly string[] | CrmFailure> {
    const texts: string[] = [];
    for (let from = 0; from < ids.length; from += BATCH) {
      const inputs = ids.slice(from, from + BATCH).map((id) => ({ id }));
      const body = { inputs, properties: ['hs_note_body'] };
      const answer = await request({ method: 'POST', path: '/crm/v3/objects/notes/batch/read', body });
      if (isFailure(answer)) return answer;
      const results = listOf<{ properties?: { hs_note_body?: string } }>(answer.json.results);
      texts.push(...results.map(({ properties }) => textOf(properties?.hs_note_body)));
    }
    return texts;
  }

  async function addNote(recordId: string, text: string): Promise<CrmFailure | null> {
    const body = {
      properties: { hs_timestamp: now().toISOString(), hs_note_body: htmlOf(text) },
      associations: [
        {
          to: { id: recordId },
          types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: NOTE_TO_TICKET }],
        },
      ],
    };
    const answer = await request({ method: 'POST', path: '/crm/v3/objects/notes', body });
    return isFailure(answer) ? answer : null;
  }

  async function changes(position: Position): Promise<Changes | CrmFailure> {
    const from = (Number(position.page ?? 1) - 1) * CHANGES;
    const body = {
      filterGroups: [
        {
          filters: [{ propertyName: CHANGED, operator: 'GTE', value: String(Date.parse(position.since)) }],
        },
      ],
      sorts: [{ propertyName: CHANGED, direction: 'ASCENDING' }],
      properties: ['createdate', CHANGED],
      limit: CHANGES,
      ...(from > 0 ? { after: String(from) } : {}),
    };
    const answer = await request({ method: 'POST', path: '/crm/v3/objects/tickets/search', body });
    if (isFailure(answer)) return answer;
    const results = listOf<Ticket>(answer.json.results);
    const seen = results.map(({ id, properties }) => ({
      id,
      at: timeOf(properties[CHANGED]) ?? position.since,
      createdAt: timeOf(properties.createdate),
    }));
    return { seen, next: nextPosition(position, seen, results.length >= CHANGES) };
  }

  return {
    changes,
    async test() {
      const home = await readPortal();
      if (isFailure(home)) return home;
      const tickets = await request({ path: '/crm/v3/objects/tickets?limit=1' });
      if (isFailure(tickets)) return tickets;
      return { account: `Account ${home.portalId}`, person: '' };
    },
    async search(words) {
      const body = { query: words, limit: SEARCH_ROWS, properties: PROPERTIES };
      const answer = await request({ method: 'POST', path: '/crm/v3/objects/tickets/search', body });
      return isFailure(answer) ? answer : recordsOf(listOf<Ticket>(answer.json.results));
    },
    recordAt({ protocol, hostname, pathname }) {
      if (protocol !== 'https:' || !PAGES.test(hostname)) return null;
      return (
        /^\/(?:contacts|help-desk)\/\d+\/(?:record\/0-5|ticket|view\/\d+\/ticket)\/(\d{1,19})(?:\/|$)/.exec(
          pathname,
        )?.[1] ?? null
      );
    },
    read,
    addPrivateNote: (recordId, note, { look }) =>
      addParts(
        partsOf(note, LIMIT),
        look,
        () => recent(recordId),
        (body) => addNote(recordId, body),
      ),
  };
}

const PAGES = /^app(?:-[a-z0-9]+)?\.hubspot\.com$/;
/** The host of its pages; what it says is shown as a link, so it must be theirs. */
const pagesOf = ({ uiDomain = '' }: Portal): string => (PAGES.test(uiDomain) ? uiDomain : 'app.hubspot.com');

interface Portal {
  readonly portalId: number;
  readonly uiDomain?: string;
}

interface Ticket {
  readonly id: string;
  readonly properties: Partial<Record<(typeof PROPERTIES)[number] | 'createdate', string | null>>;
  readonly associations?: { readonly contacts?: { readonly results: readonly { readonly id: string }[] } };
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
const personName = (first: unknown, last: unknown, email: unknown): string =>
  [textOf(first), textOf(last)].filter(Boolean).join(' ') || textOf(email);

/** {"status":"error","message":"…","category":"RATE_LIMITS","policyName":"DAILY"} */
const explain: Explain = (status, json) => ({
  ...(typeof json?.message === 'string' ? { sentence: json.message } : {}),
  // 477: the account is moving to another region.
  ...(status === 477 ? { failed: 'away' as const } : {}),
  ...(status === 429 ? { retryAfter_s: json?.policyName === 'DAILY' ? DAY_LIMIT_WAIT_S : WAIT_S } : {}),
});
