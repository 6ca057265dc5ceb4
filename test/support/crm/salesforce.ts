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

const MAX_COMMENT_BYTES = 4_000;
const API = '/services/data/v62.0';
/** A moment is written as it is, without quotes. */
const CHANGES =
  /^SELECT Id, CreatedDate, SystemModstamp FROM Case WHERE SystemModstamp >= (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ORDER BY SystemModstamp, Id LIMIT (\d+)(?: OFFSET (\d+))?$/;
export const SALESFORCE_CASE = '5003t00001AbCdEAAV';

/** Salesforce REST API and its OAuth endpoints on one port. */
export async function startSalesforce(): Promise<
  StrictServer & { notes(id: string): string[]; desk: OAuthDesk; changed: Listed[] }
> {
  const comments: string[] = [];
  const changed: Listed[] = [];
  // Salesforce says where the API is, and nothing of when the token ends.
  const more: Record<string, unknown> = {};
  const desk = new OAuthDesk(more);

  function answer(asked: Asked): Reply {
    if (asked.path === '/services/oauth2/authorize') return desk.authorize(asked, crmScopes.salesforce);
    if (asked.path === '/services/oauth2/token') return desk.token(asked);
    const token = /^Bearer (\S+)$/.exec(asked.authorization)?.[1] ?? '';
    if (!desk.accepts(token)) return unauthorised;
    if (asked.path === '/services/oauth2/userinfo')
      return { status: 200, json: { name: 'Ana Silva', organization_id: '00D' } };
    if (asked.path === `${API}/query`) return query(asked.query.get('q') ?? '');
    if (asked.path === `${API}/parameterizedSearch` && asked.method === 'POST') return search(asked);
    if (asked.path === `${API}/sobjects/CaseComment` && asked.method === 'POST') return addComment(asked);
    return error(404, 'NOT_FOUND', 'The requested resource does not exist');
  }

  function query(soql: string): Reply {
    const since = CHANGES.exec(soql);
    if (since) return listChanged(since);
    const asks =
      /^SELECT [\w, .]+ FROM (Case|CaseComment)(?: WHERE (?:Id|ParentId) = '(\w+)')?(?: ORDER BY CreatedDate DESC)?(?: LIMIT (\d+))?$/.exec(
        soql,
      );
    if (!asks) return error(400, 'MALFORMED_QUERY', `unexpected token: ${soql}`);
    const [, from, id, limit] = asks;
    if (from === 'CaseComment') {
      const records =
        id === SALESFORCE_CASE ? comments.toReversed().map((CommentBody) => ({ CommentBody })) : [];
      return { status: 200, json: { done: true, records: records.slice(0, Number(limit)) } };
    }
    const records = id === undefined || id === SALESFORCE_CASE ? [row] : [];
    return { status: 200, json: { totalSize: records.length, done: true, records } };
  }

  function listChanged([, since = '', limit, offset = '0']: RegExpExecArray): Reply {
    if (Number(offset) > 2_000)
      return error(400, 'NUMBER_OUTSIDE_VALID_RANGE', 'Maximum SOQL offset allowed is 2000');
    const page = { from: Number(offset), size: Number(limit) };
    const records = changedSince(changed, Date.parse(since), page).map(({ id, at, createdAt }) => ({
      Id: id,
      CreatedDate: createdAt.replace('Z', '+0000'),
      SystemModstamp: at.replace('Z', '+0000'),
    }));
    return { status: 200, json: { totalSize: records.length, done: true, records } };
  }

  function search({ body }: Asked): Reply {
    if (typeof body?.q !== 'string' || body.q.length < 2 || body.sobjects?.[0]?.name !== 'Case')
      return error(400, 'MALFORMED_SEARCH', 'search term must be longer than one character');
    const isIt = `${row.Subject} ${row.CaseNumber}`.toLowerCase().includes(body.q.toLowerCase());
    return { status: 200, json: { searchRecords: isIt ? [row] : [] } };
  }

  function addComment({ body }: Asked): Reply {
    const strange = unknownKeys(body, ['ParentId', 'CommentBody', 'IsPublished']);
    if (strange.length > 0)
      return error(400, 'INVALID_FIELD', `No such column '${strange[0]}' on sobject of type CaseComment`);
    if (typeof body.ParentId !== 'string')
      return error(400, 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [ParentId]');
    if (body.ParentId !== SALESFORCE_CASE)
      return error(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
    // Shown in the customer's portal unless it is said.
    if (body.IsPublished !== false)
      return error(400, 'FIELD_INTEGRITY_EXCEPTION', 'The comment would be published');
    if (typeof body.CommentBody !== 'string' || encodedBytes(body.CommentBody) > MAX_COMMENT_BYTES)
      return error(400, 'STRING_TOO_LONG', 'Body: data value too large: (max length=4000)');
    comments.push(body.CommentBody);
    return { status: 201, json: { id: `00a${comments.length}`, success: true, errors: [] } };
  }

  const server = await serve({
    answer,
    mayFail: ({ method, path }) => method === 'POST' && path.endsWith('/CaseComment'),
    mishaps: {
      limited: error(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'),
      away: error(503, 'SERVER_UNAVAILABLE', 'Server is too busy'),
      conflict: error(400, 'UNABLE_TO_LOCK_ROW', 'unable to obtain exclusive access to this record'),
      expired: unauthorised,
    },
  });
  more.instance_url = server.base;
  return { ...server, desk, changed, notes: (id) => (id === SALESFORCE_CASE ? [...comments] : []) };
}

/** The limit counts what HTML encoding adds. */
const encodedBytes = (text: string): number =>
  Buffer.byteLength(
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;'),
  );

const error = (status: number, errorCode: string, message: string): Reply => ({
  status,
  json: [{ message, errorCode }],
});
const unauthorised: Reply = error(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
const row = {
  Id: SALESFORCE_CASE,
  CaseNumber: '00001042',
  Subject: 'Charged twice <for> March',
  Status: 'New',
  Priority: 'High',
  Owner: { Name: 'Ana Silva' },
  Contact: { Name: 'Elena Ruiz' },
  LastModifiedDate: '2026-11-20T09:00:00.000+0000',
};
