import { type CrmCredentialsKind, type CrmProvider, crmScopes, zohoRegions } from '@caseroom/shared/crm';

/** How somebody who keeps the other system makes what Caseroom needs there. */
export interface Guide {
  /** What is asked for as the site; null where there is only one. */
  readonly site: {
    readonly label: string;
    readonly placeholder: string;
    readonly description: string;
  } | null;
  /** Sites to choose from, where they are a handful. */
  readonly sites?: readonly { readonly value: string; readonly label: string }[];
  readonly steps: Partial<Record<CrmCredentialsKind, readonly string[]>>;
  readonly tokenLabel?: string;
  /** The token is somebody's, by their e-mail address. */
  readonly withEmail?: true;
}

const scopesOf = (provider: CrmProvider): string => crmScopes[provider].join(', ');

export const guides: Record<CrmProvider, Guide> = {
  salesforce: {
    site: {
      label: 'Login address',
      placeholder: 'acme.my.salesforce.com',
      description: 'Your My Domain. Empty: login.salesforce.com. A sandbox: test.salesforce.com.',
    },
    steps: {
      oauth: [
        'In Setup, open App Manager and make a connected app (or an external client app).',
        'Enable OAuth with the callback address below and these scopes: Manage user data via APIs (api), Perform requests at any time (refresh_token).',
        'Copy its consumer key and secret here.',
      ],
    },
  },
  hubspot: {
    site: null,
    tokenLabel: 'Access token',
    steps: {
      token: [
        'In Settings, under Integrations, make a private app.',
        `Give it these scopes: ${scopesOf('hubspot').replace('oauth, ', '')}.`,
        'Copy its access token here.',
      ],
      oauth: [
        'In your developer account, make an app with the redirect address below.',
        `Give it these scopes: ${scopesOf('hubspot')}.`,
        'Copy its client id and secret here.',
      ],
    },
  },
  zoho: {
    site: { label: 'Data centre', placeholder: '', description: 'Where your organisation’s data is kept.' },
    sites: Object.entries(zohoRegions).map(([value, label]) => ({ value, label: `${label} (${value})` })),
    steps: {
      oauth: [
        'In the API console of your data centre, add a client of the type “Server-based application”.',
        'Enter the redirect address below.',
        'Copy its client id and secret here.',
      ],
    },
  },
  zendesk: {
    site: {
      label: 'Subdomain',
      placeholder: 'acme.zendesk.com',
      description: 'Where your agents sign in.',
    },
    tokenLabel: 'API token',
    withEmail: true,
    steps: {
      token: [
        'In Admin Center, under Apps and integrations, open the Zendesk API and allow token access.',
        'Add an API token. Notes will stand there under the name of the agent whose e-mail you enter: an agent of their own is best.',
        'Copy the token here.',
      ],
    },
  },
  freshdesk: {
    site: {
      label: 'Address',
      placeholder: 'acme.freshdesk.com',
      description: 'Where your agents sign in.',
    },
    tokenLabel: 'API key',
    steps: {
      token: [
        'Sign in as the agent under whose name notes shall stand: one of their own is best.',
        'Open Profile settings and copy the API key here.',
      ],
    },
  },
};

export const credentialsNames: Record<CrmCredentialsKind, string> = {
  token: 'With a token',
  oauth: 'With consent (OAuth)',
};
