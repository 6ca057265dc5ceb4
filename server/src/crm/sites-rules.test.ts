import type { CrmProvider } from '@caseroom/shared/crm';
import { expect, it } from 'vitest';
import { apiOf, originOf, siteOf } from './sites-rules.ts';

it.each<[CrmProvider, string, string | null]>([
  ['zendesk', 'acme', 'https://acme.zendesk.com'],
  ['zendesk', ' https://ACME.zendesk.com/agent/tickets/7 ', 'https://acme.zendesk.com'],
  ['zendesk', 'acme.zendesk.com.evil.example', null],
  ['zendesk', 'https://acme.zendesk.com:8443', null],
  ['zendesk', 'https://me:secret@acme.zendesk.com', null],
  ['zendesk', 'http://acme.zendesk.com', null],
  ['zendesk', 'https://zendesk.com', null],
  ['zendesk', 'https://evil.example/acme.zendesk.com', null],
  ['zendesk', 'https://evil.example#.zendesk.com', null],
  ['freshdesk', 'acme.freshdesk.com', 'https://acme.freshdesk.com'],
  ['freshdesk', '10.0.0.1', null],
  ['freshdesk', 'http://169.254.169.254/latest', null],
  ['freshdesk', '', null],
  ['salesforce', '', 'https://login.salesforce.com'],
  ['salesforce', 'acme', 'https://acme.my.salesforce.com'],
  ['salesforce', 'test.salesforce.com', 'https://test.salesforce.com'],
  ['salesforce', 'acme--uat.sandbox.my.salesforce.com', 'https://acme--uat.sandbox.my.salesforce.com'],
  ['salesforce', 'acme.my.salesforce.com.evil.example', null],
  ['hubspot', '', 'https://api.hubapi.com'],
  ['hubspot', 'localhost', null],
  ['zoho', 'accounts.zoho.eu', 'https://accounts.zoho.eu'],
  ['zoho', 'accounts.zoho.example', null],
  ['zoho', 'http://127.0.0.1:4000', null],
])('%s at "%s" is %s', (provider, typed, origin) => {
  expect(originOf(provider, typed, false)).toBe(origin);
});

it('is on this machine only where that is configured', () => {
  expect(originOf('zendesk', 'http://127.0.0.1:4000/x', true)).toBe('http://127.0.0.1:4000');
  expect(originOf('zendesk', 'http://192.168.0.4', true)).toBeNull();
});

it('keeps to the region, and believes a token about the API only where that is the provider’s', () => {
  const eu = siteOf('zoho', 'https://accounts.zoho.eu');
  expect(eu.api).toBe('https://www.zohoapis.eu');
  expect(siteOf('zoho', 'https://accounts.zohocloud.ca').api).toBe('https://www.zohoapis.ca');
  expect(apiOf('zoho', 'https://www.zohoapis.eu', eu)).toBe('https://www.zohoapis.eu');
  expect(apiOf('zoho', 'https://www.zohoapis.com', eu)).toBeNull();
  const login = siteOf('salesforce', 'https://login.salesforce.com');
  expect(apiOf('salesforce', 'https://acme.my.salesforce.com', login)).toBe('https://acme.my.salesforce.com');
  expect(apiOf('salesforce', 'https://evil.example', login)).toBeNull();
  expect(apiOf('salesforce', 'http://127.0.0.1:9', login)).toBeNull();
});
