import { htmlOf, partsOf, utf8Bytes } from '../parts-rules.ts';
import { type Changes, nextPosition, type Position } from '../poll-rules.ts';
import { type Crm, type CrmFailure, isFailure, type ReadRecord } from './crm.ts';
import { addParts, NOTES_LOOKED_THROUGH } from './notes.ts';
import { createRequest, type Explain, type Session } from './request.ts';
import { listOf, textOf, timeOf } from './values.ts';

/** `CommentBody` has at most 4,000 bytes, and Salesforce counts what its HTML encoding adds. */
const LIMIT = { max: 4_000, size: (text: string) => utf8Bytes(htmlOf(text)) - breaks(text) };
/** A line feed stays one byte there. */
const breaks = (text: string): number => (text.match(/\n/g)?.length ?? 0) * ('<br>'.length - 1);
const API = '/services/data/v62.0';
const SEARCH_ROWS = 10;
const CHANGES = 200;
/** The limit of a day is counted over the last 24 hours: some of it is free again soon. */
const DAY_LIMIT_WAIT_S = 900;
/** Too many long requests at the same moment. */
const CONCURRENT_WAIT_S = 30;
const FIELDS = [
  'Id',
  'CaseNumber',
  'Subject',
  'Status',
  'Priority',
  'Owner.Name',
  'Contact.Name',
  'ContactEmail',
  'LastModifiedDate',
] as const;

/** Cases over the Salesforce REST API. The API's address comes with the token. */
export function salesforce(session: Session): Crm {
  const request = createRequest('salesforce', session, explain);

  async function query(soql: string): Promise<readonly Row[] | CrmFailure> {
    const answer = await request({ path: `${API}/query?${new URLSearchParams({ q: soql })}` });
    return isFailure(answer) ? answer : listOf<Row>(answer.json.records);
  }

  async function recordsOf(rows: readonly Row[]): Promise<readonly ReadRecord[] | CrmFailure> {
    const origin = await session.api();
    if (isFailure(origin)) return origin;
    return rows.map((row) => recordOf(row, origin));
  }

  async function read(recordId: string): Promise<ReadRecord | CrmFailure> {
    if (!isId(recordId)) return gone;
    const rows = await query(`SELECT ${FIELDS.join(', ')} FROM Case WHERE Id = '${recordId}'`);
    if (isFailure(rows)) return rows;
    const records = await recordsOf(rows);
    return isFailure(records) ? records : (records[0] ?? gone);
  }

  async function recent(recordId: string): Promise<readonly string[] | CrmFailure> {
    if (!isId(recordId)) return gone;
    const rows = await query(
      `SELECT CommentBody FROM CaseComment WHERE ParentId = '${recordId}' ` +
        `ORDER BY CreatedDate DESC LIMIT ${NOTES_LOOKED_THROUGH}`,
    );
    return isFailure(rows) ? rows : rows.map((row) => textOf(row.CommentBody));
  }

  async function addComment(recordId: string, text: string): Promise<CrmFailure | null> {
    const body = { ParentId: recordId, CommentBody: text, IsPublished: false };
    const answer = await request({ method: 'POST', path: `${API}/sobjects/CaseComment`, body });
    return isFailure(answer) ? answer : null;
  }

  /** By `SystemModstamp`, which automatic changes move too. */
  async function changes(position: Position): Promise<Changes | CrmFailure> {
    const from = (Number(position.page ?? 1) - 1) * CHANGES;
    const rows = await query(
      `SELECT Id, CreatedDate, SystemModstamp FROM Case WHERE SystemModstamp >= ${position.since} ` +
        `ORDER BY SystemModstamp, Id LIMIT ${CHANGES}${from > 0 ? ` OFFSET ${from}` : ''}`,
    );
    if (isFailure(rows)) return rows;
    const seen = rows.map((row) => ({
      id: textOf(row.Id),
      at: timeOf(row.SystemModstamp) ?? position.since,
      createdAt: timeOf(row.CreatedDate),
    }));
    return { seen, next: nextPosition(position, seen, rows.length >= CHANGES) };
  }

  return {
    changes,
    async test() {
      const answer = await request({ path: '/services/oauth2/userinfo' });
      if (isFailure(answer)) return answer;
      const cases = await query('SELECT Id FROM Case LIMIT 1');
      if (isFailure(cases)) return cases;
      const origin = await session.api();
      if (isFailure(origin)) return origin;
      return { account: new URL(origin).hostname, person: textOf(answer.json?.name) };
    },
    async search(words) {
      const body = {
        q: words,
        sobjects: [{ name: 'Case', fields: FIELDS, limit: SEARCH_ROWS }],
      };
      const answer = await request({ method: 'POST', path: `${API}/parameterizedSearch`, body });
      return isFailure(answer) ? answer : recordsOf(listOf<Row>(answer.json.searchRecords));
    },
    recordAt({ protocol, hostname, pathname, hash }) {
      const isTheirs = /\.(?:my\.salesforce|lightning\.force|my\.site|salesforce)\.com$/.test(hostname);
      if (protocol !== 'https:' || !isTheirs) return null;
      // Older pages name the record behind the "#": "/one/one.app#/sObject/500…/view", "/console#%2F500…".
      const place = hash.slice(1).replace(/^%2F/i, '/');
      return CASE_PAGE.exec(pathname)?.[1] ?? CASE_PAGE.exec(place)?.[1] ?? null;
    },
    read,
    addPrivateNote: (recordId, note, { look }) =>
      addParts(
        partsOf(note, LIMIT),
        look,
        () => recent(recordId),
        (body) => addComment(recordId, body),
      ),
  };
}

const CASE_PAGE =
  /^\/(?:lightning\/r\/(?:Case\/)?|(?:[\w-]+\/)?s\/(?:case|detail)\/|sObject\/)?(500[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?)(?:[/?]|$)/;

/** Ids go into a query as they are: what is not one must not get that far. */
const isId = (recordId: string): boolean => /^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/.test(recordId);

const recordOf = (row: Row, origin: string): ReadRecord => ({
  id: textOf(row.Id),
  address: `${origin}/lightning/r/Case/${textOf(row.Id)}/view`,
  facts: {
    number: textOf(row.CaseNumber),
    subject: textOf(row.Subject),
    status: textOf(row.Status),
    priority: textOf(row.Priority),
    owner: textOf(row.Owner?.Name),
    contact: textOf(row.Contact?.Name),
    changedAt: timeOf(row.LastModifiedDate),
  },
  email: textOf(row.ContactEmail),
});

const gone: CrmFailure = {
  failed: 'gone',
  sentence: 'Salesforce has no such record, or this connection may not see it.',
};

// biome-ignore lint/suspicious/noExplicitAny: read by textOf and timeOf, which take anything
type Row = Record<string, any>;

/** [{"message":"…","errorCode":"REQUEST_LIMIT_EXCEEDED"}] */
const explain: Explain = (_status, json) => {
  const [said] = (Array.isArray(json) ? json : [json]) as { message?: string; errorCode?: string }[];
  const sentence = typeof said?.message === 'string' ? { sentence: said.message } : {};
  switch (said?.errorCode) {
    case 'REQUEST_LIMIT_EXCEEDED':
      return {
        ...sentence,
        failed: 'limited',
        retryAfter_s: /^concurrent/i.test(textOf(said.message)) ? CONCURRENT_WAIT_S : DAY_LIMIT_WAIT_S,
      };
    case 'UNABLE_TO_LOCK_ROW':
      return { ...sentence, failed: 'conflict' };
    case 'ENTITY_IS_DELETED':
    case 'INVALID_CROSS_REFERENCE_KEY':
      return { ...sentence, failed: 'gone' };
    default:
      return sentence;
  }
};
