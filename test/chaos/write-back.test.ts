import type { CaseCrm, CrmConnection, CrmConsent, CrmCredentials } from '@caseroom/shared/crm';
import { CrmProvider } from '@caseroom/shared/crm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Random } from '../fuzz/random.ts';
import { API_KEY, startFreshdesk } from '../support/crm/freshdesk.ts';
import { PRIVATE_APP, startHubspot } from '../support/crm/hubspot.ts';
import { CLIENT } from '../support/crm/oauth.ts';
import { SALESFORCE_CASE, startSalesforce } from '../support/crm/salesforce.ts';
import type { StrictServer } from '../support/crm/strict-server.ts';
import { EMAIL, startZendesk, TOKEN } from '../support/crm/zendesk.ts';
import { startZoho, ZOHO_CASE } from '../support/crm/zoho.ts';
import type { HttpClient } from '../support/http-client.ts';
import type { ServerProcess } from '../support/server-process.ts';
import { type Deployment, makeDeployment } from './deployment.ts';

/** CHAOS_RUNS sets the number of kills; CHAOS_SEED plays one seed again. Without them it is left to the long campaign. */
const isAsked = Boolean(process.env.CHAOS_RUNS ?? process.env.CHAOS_SEED);
const runs = Number(process.env.CHAOS_RUNS ?? 1);
const first = Number(process.env.CHAOS_SEED ?? 1);
const seeds = Array.from({ length: process.env.CHAOS_SEED ? 1 : runs }, (_, i) => first + i);

/** Longest wait between two attempts, and what a slow machine adds, ms. */
const WRITTEN_WITHIN_MS = 60_000;

interface Desk {
  readonly start: () => Promise<StrictServer & { notes(id: string): string[] }>;
  readonly recordId: string;
  readonly credentials: CrmCredentials;
}
const token = (held: string) => ({ kind: 'token' as const, token: held });
const consent = { kind: 'oauth' as const, ...CLIENT };
const desks: Record<CrmProvider, Desk> = {
  salesforce: { start: startSalesforce, recordId: SALESFORCE_CASE, credentials: consent },
  hubspot: { start: startHubspot, recordId: '4801', credentials: token(PRIVATE_APP) },
  zoho: { start: startZoho, recordId: ZOHO_CASE, credentials: consent },
  zendesk: { start: startZendesk, recordId: '35436', credentials: { ...token(TOKEN), email: EMAIL } },
  freshdesk: { start: startFreshdesk, recordId: '20', credentials: token(API_KEY) },
};
const providers = CrmProvider.options;

let deployment: Deployment;
let server: ServerProcess;
const standing = {} as Record<CrmProvider, Awaited<ReturnType<Desk['start']>>>;
const connections = {} as Record<CrmProvider, string>;

beforeAll(async () => {
  deployment = await makeDeployment({ CRM_LOOPBACK: 'true' });
  server = await deployment.start();
  const admin = await deployment.floor.signIn(server.origin, 'admin');
  for (const provider of providers) {
    standing[provider] = await desks[provider].start();
    connections[provider] = await connect(admin, provider);
  }
});
afterAll(async () => {
  await server.stop();
  await Promise.all(providers.map((provider) => standing[provider].close()));
  await deployment.remove();
});

async function connect(admin: HttpClient, provider: CrmProvider): Promise<string> {
  const { credentials } = desks[provider];
  const site = standing[provider].base;
  const { programId } = deployment.floor;
  const path = '/api/admin/crm/connections';
  const { id } = await admin.send<CrmConnection>('POST', path, { programId, provider, site, credentials });
  if (credentials.kind === 'token') return id;
  const { url } = await admin.send<CrmConsent>('POST', `${path}/${id}/consent`);
  const back = new URL((await fetch(url, { redirect: 'manual' })).headers.get('location') ?? '');
  await admin.send('POST', '/api/admin/crm/consents', Object.fromEntries(back.searchParams));
  return id;
}

interface Linked {
  readonly id: string;
  readonly number: string;
  readonly provider: CrmProvider;
}

/** A case linked to each of the five records. */
async function linkedCases(maya: HttpClient): Promise<Linked[]> {
  const made: Linked[] = [];
  for (const provider of providers) {
    const { id, number } = await maya.send<{ id: string; number: string }>('POST', '/api/cases', {
      programId: deployment.floor.programId,
      subject: 'Charged twice',
      priority: 'P2',
      customer: { name: 'Elena Ruiz' },
    });
    const { recordId } = desks[provider];
    const connectionId = connections[provider];
    await maya.send('POST', `/api/cases/${id}/crm/links`, { connectionId, recordId });
    made.push({ id, number, provider });
  }
  return made;
}

const statesOf = (by: HttpClient, cases: readonly Linked[]): Promise<string[]> =>
  Promise.all(
    cases.map(async ({ id }) => {
      const { links } = await by.get<CaseCrm>(`/api/cases/${id}/crm`);
      return links.flatMap(({ writes }) => writes.map(({ state }) => state)).join();
    }),
  );

test.skipIf(!isAsked).each(seeds)(
  'kill -9 leaves each milestone once in each of the five records, seed %i',
  async (seed) => {
    const random = new Random(seed);
    const maya = await deployment.floor.signIn(server.origin, 'maya');
    const cases = await linkedCases(maya);
    const fatal = 1 + random.below(providers.length);
    // Most die between "the provider took it" and "we recorded it"; some before it took it.
    const deadly = random.below(4) === 0 ? 'asked' : 'done';
    let count = 0;
    const killed = new Promise<void>((dead) => {
      for (const provider of providers)
        standing[provider].interrupt(async (moment) => {
          if (moment !== deadly || ++count !== fatal) return;
          await server.kill();
          dead();
        });
    });
    for (const { id } of cases)
      await maya.send('PATCH', `/api/cases/${id}`, { status: 'resolved' }).catch(() => {});
    await killed;

    // Whoever was writing is gone: what it held is taken over when its lease ends, which is now.
    await deployment.meanwhile(
      (sql) => sql`update outbox_lane set next_at = now() where next_at is not null`,
    );
    server = await deployment.start();
    const again = await deployment.floor.signIn(server.origin, 'maya');
    // Some were not resolved any more; and whoever touches a case has its ledger followed at once.
    for (const { id } of cases)
      for (const patch of [{ status: 'resolved' }, { tags: ['again'] }])
        await again.send('PATCH', `/api/cases/${id}`, patch);
    await expect
      .poll(() => statesOf(again, cases), { timeout: WRITTEN_WITHIN_MS, interval: 100 })
      .toEqual(providers.map(() => 'sent'));
    const times = cases.map(({ number, provider }) => {
      const notes = standing[provider].notes(desks[provider].recordId);
      return `${provider} ${notes.filter((note) => note.includes(`Caseroom ${number} ·`)).length}`;
    });
    console.info(`seed ${seed}: killed when the ${fatal}. note was ${deadly}; written ${times.join(', ')}`);
    expect(times).toEqual(providers.map((provider) => `${provider} 1`));
  },
);
