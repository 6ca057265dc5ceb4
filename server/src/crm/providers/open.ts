import type { CrmProvider } from '@caseroom/shared/crm';
import type { Site } from '../sites-rules.ts';
import type { Crm } from './crm.ts';
import { freshdesk } from './freshdesk.ts';
import { hubspot } from './hubspot.ts';
import type { Session } from './request.ts';
import { salesforce } from './salesforce.ts';
import { zendesk } from './zendesk.ts';
import { zoho } from './zoho.ts';

const openers: Record<CrmProvider, (site: Site, session: Session, now: () => Date) => Crm> = {
  salesforce: (_site, session) => salesforce(session),
  hubspot: (_site, session, now) => hubspot(session, now),
  zoho,
  zendesk,
  freshdesk,
};

export const openCrm = (provider: CrmProvider, site: Site, session: Session, now: () => Date): Crm =>
  openers[provider](site, session, now);

/** The Authorization header of a provider that is given a token. */
export function headerOf(provider: CrmProvider, token: string, email?: string): string {
  switch (provider) {
    case 'zendesk':
      return basic(`${email ?? ''}/token`, token);
    case 'freshdesk':
      return basic(token, 'X');
    case 'zoho':
      return `Zoho-oauthtoken ${token}`;
    default:
      return `Bearer ${token}`;
  }
}

const basic = (name: string, password: string): string =>
  `Basic ${Buffer.from(`${name}:${password}`, 'utf8').toString('base64')}`;
