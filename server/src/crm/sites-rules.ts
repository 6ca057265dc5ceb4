import { type CrmProvider, zohoRegions } from '@caseroom/shared/crm';

/** Where a provider is reached: its API, and where people allow an app and its tokens are made. */
export interface Site {
  /** What people gave, made whole: "https://acme.zendesk.com". No path, no slash. */
  readonly origin: string;
  readonly api: string;
  readonly authorize: string;
  readonly token: string;
}

/** Hosts that belong to the provider whoever asks: nobody can name one of our own machines this way. */
const hosts: Record<CrmProvider, (host: string) => boolean> = {
  zendesk: (host) => /^[a-z0-9][a-z0-9-]*\.zendesk\.com$/.test(host),
  freshdesk: (host) => /^[a-z0-9][a-z0-9-]*\.freshdesk\.com$/.test(host),
  salesforce: (host) =>
    host === 'login.salesforce.com' || host === 'test.salesforce.com' || isSalesforceDomain(host),
  hubspot: (host) => host === 'api.hubapi.com',
  zoho: (host) => Object.hasOwn(zohoRegions, host),
};

const isSalesforceDomain = (host: string): boolean =>
  /^[a-z0-9][a-z0-9-]*(?:\.(?:sandbox|develop|scratch|demo|patch|trailblaze|free))?\.my\.salesforce\.com$/.test(
    host,
  );

const onlyHost: Partial<Record<CrmProvider, string>> = {
  hubspot: 'api.hubapi.com',
  salesforce: 'login.salesforce.com',
};

/**
 * The origin of what somebody typed ("acme", "acme.zendesk.com" or any address there); null when it is not the
 * provider's. Loopback is for trying an adapter against a server of one's own, and only where that is configured.
 */
export function originOf(provider: CrmProvider, typed: string, allowLoopback: boolean): string | null {
  const text = typed.trim() || onlyHost[provider] || '';
  const url = parsed(/^[a-z]+:\/\//i.test(text) ? text : `https://${wholeHost(provider, text)}`);
  if (!url || url.username || url.password) return null;
  if (allowLoopback && isLoopback(url)) return url.origin;
  return url.protocol === 'https:' && url.port === '' && hosts[provider](url.hostname) ? url.origin : null;
}

/** A bare name is a subdomain where accounts have one. */
function wholeHost(provider: CrmProvider, text: string): string {
  const isBare = /^[a-z0-9][a-z0-9-]*$/i.test(text);
  if (!isBare) return text;
  if (provider === 'zendesk') return `${text}.zendesk.com`;
  if (provider === 'freshdesk') return `${text}.freshdesk.com`;
  return provider === 'salesforce' ? `${text}.my.salesforce.com` : text;
}

/** What a token's answer says of where the API is, if it may be believed. */
export function apiOf(provider: CrmProvider, said: string | undefined, site: Site): string | null {
  if (said === undefined) return site.api;
  const url = parsed(said);
  if (!url) return null;
  if (isLoopback(url)) return url.origin === site.origin ? url.origin : null;
  if (url.protocol !== 'https:' || url.port !== '') return null;
  const isTheirs =
    provider === 'salesforce'
      ? isSalesforceDomain(url.hostname)
      : provider === 'zoho' && url.origin === zohoApi(new URL(site.origin).hostname);
  return isTheirs ? url.origin : null;
}

export function siteOf(provider: CrmProvider, origin: string): Site {
  const { hostname } = new URL(origin);
  const isLocal = isLoopback(new URL(origin));
  switch (provider) {
    case 'salesforce':
      return at(origin, '/services/oauth2/authorize', '/services/oauth2/token');
    case 'zoho':
      return {
        ...at(origin, '/oauth/v2/auth', '/oauth/v2/token'),
        api: isLocal ? origin : zohoApi(hostname),
      };
    case 'hubspot': {
      const site = at(origin, '/oauth/authorize', '/oauth/v3/token');
      return isLocal ? site : { ...site, authorize: 'https://app.hubspot.com/oauth/authorize' };
    }
    default:
      return at(origin, '', '');
  }
}

const at = (origin: string, authorize: string, token: string): Site => ({
  origin,
  api: origin,
  authorize: `${origin}${authorize}`,
  token: `${origin}${token}`,
});

const zohoApi = (accountsHost: string): string =>
  `https://www.${accountsHost.replace(/^accounts\.zohocloud\./, 'zohoapis.').replace(/^accounts\.zoho\./, 'zohoapis.')}`;

const isLoopback = ({ protocol, hostname }: URL): boolean =>
  protocol === 'http:' && (hostname === '127.0.0.1' || hostname === 'localhost' || hostname === '[::1]');

const parsed = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null);
