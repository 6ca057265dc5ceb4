import { randomBytes } from 'node:crypto';
import { connect, SERVER_ROLE, type Sql } from '../db.ts';
import { migrate } from '../migrate.ts';

export interface FreshDatabase {
  /** The owner's URL. */
  readonly url: string;
  /** Works as the server's role, as the server does. */
  readonly sql: Sql;
  /** Works as the owner: for looking at, and breaking, what the server's role may not touch. */
  readonly owner: Sql;
  drop(): Promise<void>;
}

const TEMPLATE = 'caseroom_test_template';
/** Templates that `filledOnce` fills. */
export const DEMO_TEMPLATE = 'caseroom_test_demo';
const filledTemplates = [DEMO_TEMPLATE] as const;
type FilledTemplate = (typeof filledTemplates)[number];

/** A database of one's own: a copy of the empty template that the test run made at its start, or of `filledOnce`. */
export async function freshDatabase(template = TEMPLATE): Promise<FreshDatabase> {
  const cluster = clusterUrl();
  const name = `caseroom_test_${randomBytes(6).toString('hex')}`;
  await onCluster(cluster, (admin) => admin`create database ${admin(name)} template ${admin(template)}`);
  return openDatabase(cluster, name);
}

/** A template of the test run that the first test file to ask for it fills; the others wait for it. */
export async function filledOnce(
  template: FilledTemplate,
  fill: (sql: Sql) => Promise<unknown>,
): Promise<void> {
  const cluster = clusterUrl();
  await onCluster(cluster, async (admin) => {
    await admin`select pg_advisory_lock(hashtext(${template}))`;
    const [filled] = await admin`select from pg_database where datname = ${template}`;
    if (filled) return;
    const draft = `${template}_draft`;
    await admin`drop database if exists ${admin(draft)} with (force)`;
    await admin`create database ${admin(draft)} template ${admin(TEMPLATE)}`;
    const { sql, owner } = openDatabase(cluster, draft);
    await fill(sql).finally(() => Promise.all([sql.end({ timeout: 1 }), owner.end({ timeout: 1 })]));
    await admin`alter database ${admin(draft)} rename to ${admin(template)}`;
  });
}

function openDatabase(cluster: string, name: string): FreshDatabase {
  const url = withDatabase(cluster, name);
  const sql = connect(url, { role: SERVER_ROLE, max: 5, applicationName: 'caseroom-test' });
  const owner = connect(url, { max: 2, applicationName: 'caseroom-test-owner' });
  const drop = async () => {
    await Promise.all([sql.end({ timeout: 1 }), owner.end({ timeout: 1 })]);
    await onCluster(cluster, (admin) => admin`drop database if exists ${admin(name)} with (force)`);
  };
  return { url, sql, owner, drop };
}

/** Makes the template that `freshDatabase` copies. Once per test run, before any test. */
export async function makeTemplate(cluster: string): Promise<void> {
  await onCluster(cluster, async (admin) => {
    for (const filled of filledTemplates) await admin`drop database if exists ${admin(filled)} with (force)`;
    await admin`drop database if exists ${admin(TEMPLATE)} with (force)`;
    await admin`create database ${admin(TEMPLATE)}`;
  });
  await migrate(withDatabase(cluster, TEMPLATE));
}

function clusterUrl(): string {
  const url = process.env.TEST_DATABASE_URL;
  if (!url)
    throw new Error('TEST_DATABASE_URL is not set: run this through vitest with test/vitest.config.ts');
  return url;
}

function withDatabase(cluster: string, name: string): string {
  const url = new URL(cluster);
  url.pathname = `/${name}`;
  return url.href;
}

async function onCluster(url: string, work: (admin: Sql) => PromiseLike<unknown>): Promise<void> {
  const admin = connect(url, { max: 1, applicationName: 'caseroom-test-admin' });
  try {
    await work(admin);
  } finally {
    await admin.end({ timeout: 1 });
  }
}
