import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Attachment } from '@caseroom/shared/attachment';
import { MAX_FILE_BYTES } from '@caseroom/shared/attachment';
import type { Role } from '@caseroom/shared/people';
import { refuse } from '@caseroom/shared/refusal';
import { AwsV4Signer } from 'aws4fetch';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeCase, makePerson, makeProgram } from '../auth/testing/people.ts';
import { readEntries } from '../case/ledger.ts';
import { createNote } from '../note/create.ts';
import { createInProcessBus } from '../platform/bus-in-process.ts';
import { createHttp } from '../platform/http.ts';
import { silentLog } from '../platform/log.ts';
import { type FreshDatabase, freshDatabase } from '../platform/testing/fresh-database.ts';
import { type Listening, listen } from '../platform/testing/listen.ts';
import { sweepFiles } from './acts.ts';
import { attachmentRoutes } from './routes.ts';
import { createS3Store, type S3Settings } from './s3-store.ts';
import { createFileStores } from './stores.ts';

const roles = {
  maya: 'agent',
  raj: 'agent',
  ines: 'lead',
  aroha: 'qa',
  joana: 'client',
} as const satisfies Record<string, Role>;
type Who = keyof typeof roles | 'stranger';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
let db: FreshDatabase;
let server: Listening;
let bucket: Bucket;
let caseId: string;
let leadsNoteId: string;
let useS3 = false;
const people = {} as Record<Who, string>;

beforeAll(async () => {
  db = await freshDatabase();
  const program = await makeProgram(db.sql, 'Northwind');
  for (const [who, role] of Object.entries(roles))
    people[who as Who] = await makePerson(db.sql, {
      email: `${who}@example.com`,
      memberships: [{ programId: program, role }],
    });
  const elsewhere = await makeProgram(db.sql, 'Contoso');
  people.stranger = await makePerson(db.sql, {
    email: 's@example.com',
    memberships: [{ programId: elsewhere, role: 'lead' }],
  });
  caseId = await makeCase(db.sql, { programId: program, ownerId: people.maya });
  leadsNoteId = await db.sql.begin((tx) =>
    createNote(tx, {
      caseId,
      kind: 'supervisor',
      audience: 'leads',
      title: 'Leads',
      actorId: people.ines,
      outline: null,
    }),
  );
  bucket = await openBucket();
  const http = createHttp({
    log: silentLog,
    trustProxy: false,
    checkAnswers: true,
    authenticate: async (id) =>
      id ? { id, name: id, colour: 0, admin: false, auditor: false, sessionId: id } : refuse('not-signed-in'),
    isAllowedOrigin: () => true,
  });
  const both = createFileStores(db.sql, bucket.settings);
  const stores = {
    get forNew() {
      return useS3 ? ('s3' as const) : ('postgres' as const);
    },
    of: both.of,
  };
  attachmentRoutes(http.api, {
    sql: db.sql,
    bus: createInProcessBus(silentLog),
    clock: { now: () => new Date() },
    stores,
  });
  server = await listen(http.app);
});
afterAll(async () => {
  await server.close();
  await bucket.close();
  await db.drop();
});

const call = (who: Who, method: string, path: string, body?: Uint8Array) =>
  fetch(`${server.base}/api${path}`, {
    method,
    headers: { cookie: people[who] },
    ...(body ? { body: body as Uint8Array<ArrayBuffer> } : {}),
  });
const attach = (who: Who, name: string, bytes: Uint8Array, more = '') =>
  call(who, 'POST', `/cases/${caseId}/attachments?name=${encodeURIComponent(name)}${more}`, bytes);
async function attached(who: Who, name: string, bytes: Uint8Array, more = ''): Promise<Attachment> {
  const answer = await attach(who, name, bytes, more);
  expect(answer.status).toBe(201);
  return (await answer.json()) as Attachment;
}
const listed = async (who: Who): Promise<string[]> =>
  (
    (await (await call(who, 'GET', `/cases/${caseId}/attachments`)).json()) as { items: Attachment[] }
  ).items.map(({ id }) => id);

describe.each(['postgres', 's3'] as const)('kept in %s', (store) => {
  beforeAll(() => {
    useS3 = store === 's3';
  });

  test('a file comes back byte for byte, as a download and never as a page', async () => {
    const bytes = Buffer.from(`<script>alert(1)</script>${'å word '.repeat(90_000)}`);
    const file = await attached('maya', 'notes “1”.txt', bytes);
    expect(file).toMatchObject({
      mediaType: 'text/plain',
      size_bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      mayRemove: true,
    });
    const answer = await call('aroha', 'GET', `/attachments/${file.id}/file`);
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/plain',
      'content-disposition': expect.stringMatching(/^attachment; /),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    expect((await call('aroha', 'GET', `/attachments/${file.id}/picture`)).status).toBe(404);
    const [row] = await db.sql`select store from attachment where id = ${file.id}`;
    expect(row?.store).toBe(store);
  });

  test('taken away, it is gone, with its bytes, and the ledger knows that it was there', async () => {
    const file = await attached('maya', 'a.png', PNG);
    expect((await call('raj', 'DELETE', `/attachments/${file.id}`)).status).toBe(403);
    expect((await call('ines', 'DELETE', `/attachments/${file.id}`)).status).toBe(204);
    expect((await call('ines', 'GET', `/attachments/${file.id}/file`)).status).toBe(404);
    expect(await listed('maya')).not.toContain(file.id);
    expect(bucket.objects.has(file.id)).toBe(false);
    expect(await db.sql`select 1 from attachment_chunk where attachment_id = ${file.id}`).toHaveLength(0);
    const kinds = (await readEntries(db.sql, caseId, { after: 0, limit: 100 })).slice(-2);
    expect(kinds.map(({ event }) => [event.kind, event.data.attachmentId])).toEqual([
      ['attachment.added', file.id],
      ['attachment.removed', file.id],
    ]);
  });

  test('what broke off is erased by the sweep', async () => {
    const file = await attached('maya', 'b.png', PNG);
    await db.sql`update attachment set stored_at = null, added_at = now() - interval '2 hours' where id = ${file.id}`;
    await sweepFiles({ sql: db.sql, stores: createFileStores(db.sql, bucket.settings) }, new Date());
    expect(await db.sql`select 1 from attachment where id = ${file.id}`).toHaveLength(0);
    expect(bucket.objects.has(file.id)).toBe(false);
  });
});

describe('who and what', () => {
  beforeAll(() => {
    useS3 = false;
  });

  test('a picture is shown as exactly what it is', async () => {
    const file = await attached('raj', 'shot.PNG', PNG);
    const answer = await call('maya', 'GET', `/attachments/${file.id}/picture`);
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(Buffer.from(await answer.arrayBuffer()).equals(PNG)).toBe(true);
  });

  test.each<[string, Who, string, Uint8Array, number]>([
    ['a page', 'maya', 'x.html', Buffer.from('<html></html>'), 415],
    ['a drawing that can hold scripts', 'maya', 'x.svg', Buffer.from('<svg/>'), 415],
    ['a program with a picture’s name', 'maya', 'x.png', Buffer.from('MZ\x90\x00\x03'), 415],
    ['nothing', 'maya', 'x.txt', Buffer.alloc(0), 422],
    ['more than the limit', 'maya', 'x.txt', Buffer.alloc(MAX_FILE_BYTES + 1, 'x'), 413],
    ['a reader’s', 'aroha', 'x.txt', Buffer.from('x'), 403],
    ['a client’s', 'joana', 'x.txt', Buffer.from('x'), 403],
    ['a stranger’s', 'stranger', 'x.txt', Buffer.from('x'), 404],
  ])('%s is refused', async (_what, who, name, bytes, status) => {
    expect((await attach(who, name, bytes)).status).toBe(status);
  });

  test('what is beside a note for leads is for leads', async () => {
    expect((await attach('maya', 'x.txt', Buffer.from('x'), `&noteId=${leadsNoteId}`)).status).toBe(403);
    const file = await attached('ines', 'x.txt', Buffer.from('x'), `&noteId=${leadsNoteId}`);
    expect((await call('maya', 'GET', `/attachments/${file.id}/file`)).status).toBe(404);
    expect(await listed('maya')).not.toContain(file.id);
    expect(await listed('ines')).toContain(file.id);
    const [entry] = (await readEntries(db.sql, caseId, { after: 0, limit: 100 })).slice(-1);
    expect(entry).toMatchObject({ audience: 'leads', event: { kind: 'attachment.added' } });
  });
});

test('the object store is not asked with a wrong secret', async () => {
  const store = createS3Store({ ...bucket.settings, secret: 'another' });
  await expect(store.put('x', PNG)).rejects.toThrow('the object store answered 403');
  expect(bucket.objects.has('x')).toBe(false);
});

interface Bucket {
  readonly settings: S3Settings;
  readonly objects: ReadonlyMap<string, Buffer>;
  close(): Promise<void>;
}

/** A store that, as the real ones do, takes only requests whose signature covers what it received. */
async function openBucket(): Promise<Bucket> {
  const objects = new Map<string, Buffer>();
  const keys = { keyId: 'AKIDEXAMPLE', secret: 'wJalrXUtnFEMI/K7MDENG', region: 'eu-west-1' };
  const listening = await listen(async (req, res) => {
    const body = await bodyOf(req);
    if (!(await isSigned(req, body))) return void res.writeHead(403).end();
    const key = (req.url ?? '').replace('/files/desk/', '');
    if (req.method === 'PUT') objects.set(key, body);
    const held = objects.get(key);
    if (req.method === 'DELETE') objects.delete(key);
    if (req.method === 'GET') return void (held ? res.end(held) : res.writeHead(404).end());
    res.writeHead(req.method === 'DELETE' ? 204 : 200).end();
  });
  async function isSigned(req: IncomingMessage, body: Buffer): Promise<boolean> {
    const {
      authorization = '',
      'x-amz-date': datetime,
      'x-amz-content-sha256': sha,
    } = req.headers as Record<string, string>;
    if (sha !== createHash('sha256').update(body).digest('hex')) return false;
    const signed = /SignedHeaders=([^,]+)/.exec(authorization)?.[1]?.split(';') ?? [];
    if (!['host', 'x-amz-content-sha256', 'x-amz-date'].every((name) => signed.includes(name))) return false;
    const signer = new AwsV4Signer({
      method: req.method ?? '',
      url: `${listening.base}${req.url}`,
      headers: Object.fromEntries(
        signed.filter((name) => name !== 'host').map((name) => [name, String(req.headers[name])]),
      ),
      accessKeyId: keys.keyId,
      secretAccessKey: keys.secret,
      service: 's3',
      region: keys.region,
      datetime: String(datetime),
    });
    return (await signer.authHeader()) === authorization;
  }
  return { settings: { url: `${listening.base}/files/desk`, ...keys }, objects, close: listening.close };
}

async function bodyOf(req: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of req) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
