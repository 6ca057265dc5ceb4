import { partsOf } from '../parts-rules.ts';
import { type Changes, nextPosition, type Position } from '../poll-rules.ts';
import type { Site } from '../sites-rules.ts';
import { type Crm, type CrmFailure, isFailure, type ReadRecord } from './crm.ts';
import { addParts, NOTES_LOOKED_THROUGH } from './notes.ts';
import { type Answer, createRequest, type Explain, type Session, strange } from './request.ts';
import { listOf, textOf, timeOf, toTheSecond } from './values.ts';

/** Characters of `Note_Content`. */
const LIMIT = { max: 32_000, size: (text: string) => text.length };
const SEARCH_ROWS = 10;
const CHANGES = 200;
/** Zoho says "too many requests" without saying for how long. */
const WAIT_S = 60;
const FIELDS =
  'Case_Number,Subject,Status,Priority,Owner,Related_To,Account_Name,Reported_By,Email,Modified_Time';

/** Cases over the Zoho CRM API v8. Its notes are seen by users of the organisation only. */
export function zoho(site: Site, session: Session): Crm {
  const request = createRequest('zoho', session, explain);
  const accountsHost = new URL(site.origin).hostname;
  const crmHost = accountsHost.replace(/^accounts\./, 'crm.');
  const pageHosts = ['crm.', 'crmplus.', 'one.'].map((name) => accountsHost.replace(/^accounts\./, name));

  const recordOf = (row: Row): ReadRecord => ({
    id: textOf(row.id),
    address: `https://${crmHost}/crm/tab/Cases/${textOf(row.id)}`,
    facts: {
      number: textOf(row.Case_Number),
      subject: textOf(row.Subject),
      status: textOf(row.Status),
      priority: textOf(row.Priority),
      owner: textOf(row.Owner?.name),
      contact: textOf(row.Related_To?.name) || textOf(row.Reported_By) || textOf(row.Account_Name?.name),
      changedAt: timeOf(row.Modified_Time),
    },
    email: textOf(row.Email),
  });

  /** Where there is nothing Zoho answers 204. */
  const rowsOf = ({ json }: Answer): readonly Row[] => listOf<Row>(json?.data);

  async function recent(id: string): Promise<readonly string[] | CrmFailure> {
    const query = new URLSearchParams({
      fields: 'Note_Content,Created_Time',
      sort_by: 'Created_Time',
      sort_order: 'desc',
      per_page: String(NOTES_LOOKED_THROUGH),
    });
    const answer = await request({ path: `/crm/v8/Cases/${id}/Notes?${query}` });
    return isFailure(answer) ? answer : rowsOf(answer).map((row) => textOf(row.Note_Content));
  }

  async function addNote(id: string, body: string): Promise<CrmFailure | null> {
    const note = { Note_Content: body, Parent_Id: { module: { api_name: 'Cases' }, id } };
    const answer = await request({ method: 'POST', path: '/crm/v8/Notes', body: { data: [note] } });
    if (isFailure(answer)) return answer;
    // Each row has an outcome of its own, whatever the status of the whole.
    const [row] = listOf<{ status?: string; message?: string }>(answer.json?.data);
    if (row?.status === 'success') return null;
    if (!row) return { ...strange('zoho'), mayHaveArrived: true };
    return {
      failed: 'invalid',
      sentence: `Zoho CRM did not take it. Zoho CRM says: ${textOf(row.message)}.`,
    };
  }

  async function changes(position: Position): Promise<Changes | CrmFailure> {
    const query = new URLSearchParams({
      fields: 'Created_Time,Modified_Time',
      sort_by: 'Modified_Time',
      sort_order: 'asc',
      page: position.page ?? '1',
      per_page: String(CHANGES),
    });
    const ifModifiedSince = toTheSecond(position.since).replace('Z', '+00:00');
    const answer = await request({ path: `/crm/v8/Cases?${query}`, ifModifiedSince });
    if (isFailure(answer)) return answer;
    const rows = rowsOf(answer);
    const seen = rows.map((row) => ({
      id: textOf(row.id),
      at: timeOf(row.Modified_Time) ?? position.since,
      createdAt: timeOf(row.Created_Time),
    }));
    return { seen, next: nextPosition(position, seen, rows.length >= CHANGES) };
  }

  return {
    changes,
    async test() {
      const answer = await request({ path: '/crm/v8/users?type=CurrentUser' });
      if (isFailure(answer)) return answer;
      const [user] = listOf<{ full_name?: string; email?: string }>(answer.json?.users);
      const cases = await request({ path: '/crm/v8/Cases?fields=Subject&per_page=1' });
      if (isFailure(cases)) return cases;
      return { account: crmHost, person: textOf(user?.full_name) || textOf(user?.email) };
    },
    async search(words) {
      const query = new URLSearchParams({ word: words, fields: FIELDS, per_page: String(SEARCH_ROWS) });
      const answer = await request({ path: `/crm/v8/Cases/search?${query}` });
      return isFailure(answer) ? answer : rowsOf(answer).map(recordOf);
    },
    recordAt({ protocol, hostname, pathname }) {
      if (protocol !== 'https:' || !pageHosts.includes(hostname)) return null;
      // Within other applications of Zoho's its address stands behind theirs.
      return /\/crm\/(?:[\w-]+\/)?tab\/Cases\/(\d{1,25})(?:\/|$)/.exec(pathname)?.[1] ?? null;
    },
    async read(recordId) {
      const answer = await request({ path: `/crm/v8/Cases/${recordId}?fields=${FIELDS}` });
      if (isFailure(answer)) return answer;
      const [row] = rowsOf(answer);
      return row ? recordOf(row) : gone;
    },
    addPrivateNote: (recordId, note, { look }) =>
      addParts(
        partsOf(note, LIMIT),
        look,
        () => recent(recordId),
        (body) => addNote(recordId, body),
      ),
  };
}

const gone: CrmFailure = {
  failed: 'gone',
  sentence: 'Zoho CRM has no such record, or this connection may not see it.',
};

// biome-ignore lint/suspicious/noExplicitAny: read by textOf and timeOf, which take anything
type Row = Record<string, any>;

/** {"code":"INVALID_DATA","details":{…},"message":"…","status":"error"}, alone or as the only row of `data` */
const explain: Explain = (status, json) => {
  const said = listOf<Row>(json?.data)[0] ?? json;
  const sentence = typeof said?.message === 'string' ? { sentence: said.message } : {};
  switch (said?.code) {
    case 'INVALID_TOKEN':
    case 'AUTHENTICATION_FAILURE':
      return { ...sentence, failed: 'unauthorised' };
    case 'OAUTH_SCOPE_MISMATCH':
    case 'NO_PERMISSION':
      return { ...sentence, failed: 'denied' };
    case 'TOO_MANY_REQUESTS':
    case 'LIMIT_EXCEEDED':
      return { ...sentence, failed: 'limited', retryAfter_s: WAIT_S };
    default:
      return status === 429 ? { ...sentence, retryAfter_s: WAIT_S } : sentence;
  }
};
