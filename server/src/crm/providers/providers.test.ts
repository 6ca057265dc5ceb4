import { type CrmProvider, CrmProvider as Providers } from '@caseroom/shared/crm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { API_KEY, startFreshdesk } from '../../../../test/support/crm/freshdesk.ts';
import { PRIVATE_APP, startHubspot } from '../../../../test/support/crm/hubspot.ts';
import { CLIENT } from '../../../../test/support/crm/oauth.ts';
import { SALESFORCE_CASE, startSalesforce } from '../../../../test/support/crm/salesforce.ts';
import {
  type Listed,
  type Reply,
  type StrictServer,
  serve,
} from '../../../../test/support/crm/strict-server.ts';
import { EMAIL, startZendesk, TOKEN } from '../../../../test/support/crm/zendesk.ts';
import { startZoho, ZOHO_CASE } from '../../../../test/support/crm/zoho.ts';
import type { Position } from '../poll-rules.ts';
import { siteOf } from '../sites-rules.ts';
import { type Crm, type CrmFailure, isFailure } from './crm.ts';
import { authorizeUrl, drawSecret, exchangeCode, refreshTokens, type Tokens } from './oauth.ts';
import { headerOf, openCrm } from './open.ts';
import type { Session } from './request.ts';

interface Standing extends StrictServer {
  notes(id: string): string[];
  readonly changed: Listed[];
  readonly desk?: { expire(): void; withdraw(): void; refreshed: number };
}

interface Told {
  readonly start: () => Promise<Standing>;
  /** Absent: signed in by consent. */
  readonly header?: string;
  readonly recordId: string;
  readonly missingId: string;
  /** An address of the record's page, and one that leads to something else there. */
  readonly address: (base: string) => string;
  readonly elsewhere: (base: string) => string;
  readonly limit: number;
  /** What the longest note that fits in one part may have. */
  readonly wait_s: number;
  readonly number: string;
  readonly status: string;
  /** What people of the program read when the connection is turned away. */
  readonly refusal: RegExp;
  readonly search: string;
}

const told: Record<CrmProvider, Told> = {
  salesforce: {
    start: startSalesforce,
    recordId: SALESFORCE_CASE,
    missingId: '5003t00001ZzZzZAAV',
    address: () => `https://acme.lightning.force.com/lightning/r/Case/${SALESFORCE_CASE}/view`,
    elsewhere: () => 'https://acme.lightning.force.com/lightning/r/Account/0013t00001AbCdEAAV/view',
    limit: 4_000,
    wait_s: 900,
    number: '00001042',
    status: 'New',
    refusal:
      /^Salesforce has no such record, or this connection may not see it\. Salesforce says: invalid cross/,
    search: 'charged twice',
  },
  hubspot: {
    start: startHubspot,
    header: headerOf('hubspot', PRIVATE_APP),
    recordId: '4801',
    missingId: '999',
    address: () => 'https://app-eu1.hubspot.com/contacts/62515/record/0-5/4801',
    elsewhere: () => 'https://app-eu1.hubspot.com/contacts/62515/record/0-1/4801',
    limit: 65_536,
    wait_s: 10,
    number: '4801',
    status: 'New',
    refusal: /^HubSpot did not take it\. HubSpot says: The object to associate does not exist\.$/,
    search: 'charged twice',
  },
  zoho: {
    start: startZoho,
    recordId: ZOHO_CASE,
    missingId: '1',
    address: (base) => `https://${new URL(base).hostname}/crm/org20071234/tab/Cases/${ZOHO_CASE}`,
    elsewhere: (base) => `https://${new URL(base).hostname}/crm/org20071234/tab/Leads/${ZOHO_CASE}`,
    limit: 32_000,
    wait_s: 60,
    number: '81',
    status: 'New',
    refusal: /^Zoho CRM did not take it\. Zoho CRM says: the related id given seems to be invalid\.$/,
    search: 'charged twice',
  },
  zendesk: {
    start: startZendesk,
    header: headerOf('zendesk', TOKEN, EMAIL),
    recordId: '35436',
    missingId: '1',
    address: (base) => `${base}/agent/tickets/35436?brand=1`,
    elsewhere: (base) => `${base}/agent/users/35436`,
    limit: 60_000,
    wait_s: 93,
    number: '#35436',
    status: 'Open',
    refusal: /^Zendesk has no such record, or this connection may not see it\. Zendesk says: Not found\.$/,
    search: 'charged twice',
  },
  freshdesk: {
    start: startFreshdesk,
    header: headerOf('freshdesk', API_KEY),
    recordId: '20',
    missingId: '21',
    address: (base) => `${base}/a/tickets/20`,
    elsewhere: (base) => `${base}/a/contacts/20`,
    limit: 60_000,
    wait_s: 40,
    number: '#20',
    status: 'Open',
    refusal: /^Freshdesk has no such record, or this connection may not see it\.$/,
    search: 'elena',
  },
};

const note = (ref: string, text = 'Router restarted. <b>Nothing</b> else & done.\nSecond line.') => ({
  title: 'Technical note, finalised by Tomasz Nowak',
  text,
  from: 'Caseroom C-1042',
  ref,
});
const failure = (result: unknown): CrmFailure => {
  expect(isFailure(result)).toBe(true);
  return result as CrmFailure;
};

describe.each(Providers.options)('%s, as documented', (provider) => {
  const is = told[provider];
  let server: Standing;
  let crm: Crm;
  let session: Session & { tokens?: Tokens };

  beforeAll(async () => {
    server = await is.start();
    session = is.header ? withToken(is.header, server.base) : await consented(provider, server.base);
    crm = openCrm(provider, siteOf(provider, server.base), session, () => new Date('2026-11-22T10:00:00Z'));
  });
  afterAll(() => server.close());

  it('says who we are there', async () => {
    expect(await crm.test()).toMatchObject({ account: expect.stringMatching(/./) });
  });

  it('finds the record by words, and knows it by its address and no other', async () => {
    const found = await crm.search(is.search);
    expect(found).toMatchObject([{ id: is.recordId }]);
    expect(await crm.search('nothing like it')).toEqual([]);
    expect(crm.recordAt(new URL(is.address(server.base)))).toBe(is.recordId);
    expect(crm.recordAt(new URL(is.elsewhere(server.base)))).toBeNull();
    expect(crm.recordAt(new URL(`https://evil.example/agent/tickets/${is.recordId}`))).toBeNull();
  });

  it('reads its key facts', async () => {
    expect(await crm.read(is.recordId)).toMatchObject({
      id: is.recordId,
      facts: {
        number: is.number,
        subject: 'Charged twice <for> March',
        status: is.status,
        priority: 'High',
        owner: 'Ana Silva',
        contact: 'Elena Ruiz',
        changedAt: '2026-11-20T09:00:00.000Z',
      },
    });
    expect(failure(await crm.read(is.missingId)).failed).toBe('gone');
  });

  it('takes a private note with exactly its words', async () => {
    expect(await crm.addPrivateNote(is.recordId, note('whole1'), { look: false })).toBe('added');
    expect(server.notes(is.recordId).at(-1)).toBe(
      'Technical note, finalised by Tomasz Nowak\n\nRouter restarted. <b>Nothing</b> else & done.\nSecond line.\n\nCaseroom C-1042 · ref whole1',
    );
  });

  it('takes a note of any length in parts that each keep to the limit', async () => {
    const before = server.notes(is.recordId).length;
    const text = Array.from(
      { length: 150 },
      (_, i) => `Line ${i}: "quoted" & <tagged> über 👩🏽, ${'x'.repeat(90)}`,
    ).join('\n');
    expect(await crm.addPrivateNote(is.recordId, note('long1', text), { look: false })).toBe('added');
    const parts = server.notes(is.recordId).slice(before);
    expect(parts.length).toBeGreaterThanOrEqual(Math.floor(text.length / is.limit));
    expect(parts.map((part) => part.split('\n').slice(2, -2).join('\n')).join('\n')).toBe(text);
  });

  it('does not stand there twice when the answer to the first was lost', async () => {
    server.happen('lost');
    const first = failure(await crm.addPrivateNote(is.recordId, note('lost1'), { look: false }));
    expect(first).toMatchObject({ failed: 'away', mayHaveArrived: true });
    expect(await crm.addPrivateNote(is.recordId, note('lost1'), { look: true })).toBe('added');
    expect(server.notes(is.recordId).filter((text) => text.includes('ref lost1'))).toHaveLength(1);
  });

  it('completes a note of several parts that broke off, without repeating any', async () => {
    const text = `${'x'.repeat(99)}\n`.repeat(Math.ceil((is.limit * 2.5) / 100));
    server.happen('lost');
    failure(await crm.addPrivateNote(is.recordId, note('broken1', text), { look: false }));
    expect(await crm.addPrivateNote(is.recordId, note('broken1', text), { look: true })).toBe('added');
    const there = server.notes(is.recordId).filter((one) => one.includes('ref broken1'));
    expect(there.map((one) => /\((\d)\/3\)/.exec(one)?.[1])).toEqual(['1', '2', '3']);
  });

  it('lists what changed since a moment, the oldest first, however much is of one moment', async () => {
    const at = (second: number) => new Date(Date.UTC(2024, 10, 21, 10, 0, Math.floor(second))).toISOString();
    // 450 of them in one second: more than any page holds.
    const secondOf = (i: number) => (i < 100 ? i / 10 : i < 550 ? 20 : 30 + (i - 550) / 10);
    const made = Array.from({ length: 700 }, (_, i) => ({
      id: String(10_000 + i),
      at: at(secondOf(i)),
      createdAt: at(0),
    }));
    server.changed.splice(0, Number.POSITIVE_INFINITY, ...made);
    const before = server.asked.length;
    const seen: string[] = [];
    let position: Position = { since: at(0), page: null, more: true };
    while (position.more) {
      const found = await crm.changes(position);
      if (isFailure(found)) throw new Error(found.sentence);
      seen.push(...found.seen.map(({ id }) => id));
      position = found.next;
    }
    expect(new Set(seen)).toEqual(new Set(made.map(({ id }) => id)));
    expect(server.asked.length - before).toBeLessThanOrEqual(12);
    expect(position.since).toBe(made.at(-1)?.at);
    const later = await crm.changes({ ...position, page: null, since: at(50) });
    expect(later).toMatchObject({ next: { since: at(50), more: false }, seen: [] });
  });

  it('waits as long as it is asked to', async () => {
    server.happen('limited');
    const result = failure(await crm.addPrivateNote(is.recordId, note('limit1'), { look: false }));
    expect(result).toMatchObject({ failed: 'limited', retryAfter_s: is.wait_s });
  });

  it('tells a provider that is down from one that says no', async () => {
    server.happen('away');
    expect(failure(await crm.addPrivateNote(is.recordId, note('away1'), { look: false })).failed).toBe(
      'away',
    );
    const refused = failure(await crm.addPrivateNote(is.missingId, note('gone1'), { look: false }));
    expect(refused.sentence).toMatch(is.refusal);
    expect(['gone', 'invalid']).toContain(refused.failed);
  });

  it('takes the page of somebody in between for neither a yes nor a no', async () => {
    server.happen('page');
    const first = failure(await crm.addPrivateNote(is.recordId, note('page1'), { look: false }));
    expect(first).toMatchObject({ failed: 'away', mayHaveArrived: true });
    expect(first.sentence).toMatch(/answered something that is not its own/);
    server.happen('gateway');
    const second = failure(await crm.addPrivateNote(is.recordId, note('page1'), { look: true }));
    expect(second).toMatchObject({
      failed: 'away',
      retryAfter_s: expect.toSatisfy((s) => s > 100 && s <= 120),
    });
    expect(await crm.addPrivateNote(is.recordId, note('page1'), { look: true })).toBe('added');
    expect(server.notes(is.recordId).filter((text) => text.includes('ref page1'))).toHaveLength(1);
  });

  it('comes back after somebody who writes at the same moment', async () => {
    server.happen('conflict');
    const result = await crm.addPrivateNote(is.recordId, note('conflict1'), { look: false });
    if (provider === 'zendesk') expect(result).toBe('added');
    else expect(failure(result).failed).toBe('conflict');
  });

  it('refuses a connection that is not accepted, and says what to do', async () => {
    const stranger = openCrm(
      provider,
      siteOf(provider, server.base),
      withToken('Bearer nobody', server.base),
      () => new Date(),
    );
    const refused = failure(await stranger.test());
    expect(refused.failed).toBe('unauthorised');
    expect(refused.sentence).toMatch(/connect it again|does not know this/);
  });

  if (!is.header)
    it('signs in again by itself when a token has ended, once', async () => {
      server.desk?.expire();
      expect(await crm.addPrivateNote(is.recordId, note('renewed1'), { look: false })).toBe('added');
      expect(server.desk?.refreshed).toBe(1);
    });
});

it('reads a closed Zendesk ticket’s refusal as it is given', async () => {
  const server = await startZendesk();
  const crm = openCrm(
    'zendesk',
    siteOf('zendesk', server.base),
    withToken(headerOf('zendesk', TOKEN, EMAIL), server.base),
    () => new Date(),
  );
  expect(await crm.addPrivateNote('35400', note('closed1'), { look: false })).toEqual({
    failed: 'invalid',
    sentence: 'Zendesk did not take it. Zendesk says: Status: closed prevents ticket update.',
  });
  await server.close();
});

it.each([
  ['salesforce', `https://acme.my.salesforce.com/${SALESFORCE_CASE}`],
  [
    'salesforce',
    `https://acme--uat.sandbox.lightning.force.com/lightning/r/${SALESFORCE_CASE}/view?0.source=x`,
  ],
  ['salesforce', `https://acme.lightning.force.com/one/one.app#/sObject/${SALESFORCE_CASE}/view`],
  ['salesforce', `https://acme.lightning.force.com/lightning/r/Case/${SALESFORCE_CASE}/view?ws=%2Flightning`],
  ['salesforce', `https://acme.my.site.com/help/s/case/${SALESFORCE_CASE}/charged-twice`],
  ['salesforce', `https://eu12.salesforce.com/console#%2F${SALESFORCE_CASE}`],
  ['hubspot', 'https://app.hubspot.com/contacts/62515/ticket/4801?eschref=x'],
  ['hubspot', 'https://app-eu1.hubspot.com/contacts/62515/record/0-5/4801/view/1'],
  ['hubspot', 'https://app-na2.hubspot.com/help-desk/62515/view/11/ticket/4801'],
  ['zoho', `https://crm.zoho.com.au/crm/acme/tab/Cases/${ZOHO_CASE}`],
  ['zoho', `https://one.zoho.com.au/zohoone/acme/home/cxapp/crm/org7/tab/Cases/${ZOHO_CASE}`],
  ['zendesk', 'https://acme.zendesk.com/hc/en-us/requests/35436'],
  ['zendesk', 'https://acme.zendesk.com/hc/requests/35436'],
  ['zendesk', 'https://acme.zendesk.com/agent/#/tickets/35436'],
  ['freshdesk', 'https://acme.freshdesk.com/helpdesk/tickets/20#note'],
  ['freshdesk', 'https://acme.freshdesk.com/a/tickets/20?current_tab=details'],
  ['freshdesk', 'https://acme.freshdesk.com/pt-BR/support/tickets/20'],
] as const)('knows a record of %s by %s, and by the same path elsewhere not', (provider, address) => {
  const { recordId } = told[provider];
  const origin = { zoho: 'https://accounts.zoho.com.au', hubspot: 'https://api.hubapi.com' } as Partial<
    Record<CrmProvider, string>
  >;
  const site = siteOf(provider, origin[provider] ?? new URL(address).origin);
  const crm = openCrm(provider, site, withToken('', ''), () => new Date());
  expect(crm.recordAt(new URL(address))).toBe(recordId);
  expect(crm.recordAt(new URL(address.replace(/^https:\/\/[^/]+/, 'https://acme.example')))).toBeNull();
  expect(crm.recordAt(new URL(address.replace('https:', 'http:')))).toBeNull();
});

it.each([
  [{ status: 503 }, 'away'],
  [{ status: 200, html: '<p>Back soon.' }, 'away'],
  [{ status: 403, html: '<p>Blocked.' }, 'away'],
  [{ status: 400, json: { error: 'unknown_error', error_description: 'retry your request' } }, 'away'],
  [{ status: 429, headers: { 'retry-after': '7' } }, 'limited'],
  [{ status: 200, json: { error: 'Access Denied', error_description: 'too many requests' } }, 'limited'],
  [{ status: 200, json: { error: 'invalid_code' } }, 'unauthorised'],
  [
    { status: 400, json: { status: 'BAD_REFRESH_TOKEN', message: 'missing or unknown refresh token' } },
    'unauthorised',
  ],
] satisfies [Reply, CrmFailure['failed']][])(
  'a token server that answers %j is %s',
  async (reply, failed) => {
    const server = await serve({ answer: () => reply, mayFail: () => false, mishaps: {} as never });
    const refused = failure(await refreshTokens('zoho', siteOf('zoho', server.base), CLIENT, 'refresh'));
    expect(refused.failed).toBe(failed);
    if (failed === 'limited') expect(refused.retryAfter_s).toBe('headers' in reply ? 7 : 600);
    await server.close();
  },
);

it('does not repeat a secret that an error quotes', async () => {
  const json = { description: `Basic ${btoa('s3cr3t-k3y:X')} and s3cr3t-k3y are wrong` };
  const server = await serve({
    answer: () => ({ status: 401, json }),
    mayFail: () => false,
    mishaps: {} as never,
  });
  const session = withToken(headerOf('freshdesk', 's3cr3t-k3y'), server.base);
  const crm = openCrm('freshdesk', siteOf('freshdesk', server.base), session, () => new Date());
  const { sentence } = failure(await crm.test());
  expect(sentence).toMatch(/\[secret\] and \[secret\] are wrong/);
  await server.close();
});

it('finds nothing in Freshdesk for an address that no contact has', async () => {
  const server = await startFreshdesk();
  const session = withToken(headerOf('freshdesk', API_KEY), server.base);
  const crm = openCrm('freshdesk', siteOf('freshdesk', server.base), session, () => new Date());
  expect(await crm.search('nobody@example.com')).toEqual([]);
  expect(await crm.search('elena@example.com')).toMatchObject([{ id: '20' }]);
  await server.close();
});

const withToken = (header: string, api: string): Session => ({
  header: async () => header,
  api: async () => api,
});

/** As somebody who was sent to the provider's page and said yes. */
async function consented(provider: CrmProvider, base: string): Promise<Session> {
  const site = siteOf(provider, base);
  const [state, verifier, redirectUri] = [
    drawSecret(),
    drawSecret(),
    'https://desk.example/admin/crm/connected',
  ];
  const ask = { clientId: CLIENT.clientId, redirectUri, state, verifier };
  const said = await fetch(authorizeUrl(provider, site, ask), { redirect: 'manual' });
  const back = new URL(said.headers.get('location') ?? '');
  expect(back.searchParams.get('state')).toBe(state);
  const code = back.searchParams.get('code') ?? '';
  const wrong = await exchangeCode(provider, site, CLIENT, { code: 'another', redirectUri, verifier });
  expect(failure(wrong).failed).toBe('unauthorised');
  let tokens = (await exchangeCode(provider, site, CLIENT, { code, redirectUri, verifier })) as Tokens;
  const refresh = tokens.refreshToken ?? '';
  return {
    api: async () => tokens.api,
    header: async () => headerOf(provider, tokens.accessToken),
    async renew() {
      tokens = (await refreshTokens(provider, site, CLIENT, refresh)) as Tokens;
      return headerOf(provider, tokens.accessToken);
    },
  };
}
