import {
  type CrmCredentials,
  type CrmCredentialsKind,
  type CrmProvider,
  crmCredentials,
  MAX_CRM_SECRET_CHARS,
} from '@caseroom/shared/crm';
import { PasswordInput, SegmentedControl, TextInput } from '@mantine/core';
import type { RequestError } from '../platform/http.ts';
import styles from './crm.module.css';
import { credentialsNames, guides } from './provider-guide.ts';

export interface CredentialsDraft {
  readonly kind: CrmCredentialsKind;
  readonly email: string;
  readonly token: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export const blankCredentials = (provider: CrmProvider): CredentialsDraft => ({
  kind: crmCredentials[provider][0] ?? 'token',
  email: '',
  token: '',
  clientId: '',
  clientSecret: '',
});

/** Null while something is missing. */
export function credentialsOf(provider: CrmProvider, draft: CredentialsDraft): CrmCredentials | null {
  const { kind, email, token, clientId, clientSecret } = draft;
  if (kind === 'oauth')
    return clientId.trim() && clientSecret.trim() ? { kind, clientId, clientSecret } : null;
  const { withEmail } = guides[provider];
  if (!token.trim() || (withEmail && !email.trim())) return null;
  return { kind, token, ...(withEmail ? { email: email.trim() } : {}) };
}

interface CredentialsFieldsProps {
  readonly provider: CrmProvider;
  readonly draft: CredentialsDraft;
  readonly onChange: (draft: CredentialsDraft) => void;
  readonly refused: RequestError | null;
}

/** What to make in the other system, step by step, and where it goes here. */
export function CredentialsFields({ provider, draft, onChange, refused }: CredentialsFieldsProps) {
  const kinds = crmCredentials[provider];
  const guide = guides[provider];
  const set = (field: keyof CredentialsDraft) => (event: { currentTarget: { value: string } }) =>
    onChange({ ...draft, [field]: event.currentTarget.value });
  return (
    <>
      {kinds.length > 1 && (
        <SegmentedControl
          size="xs"
          aria-label="How to connect"
          data={kinds.map((value) => ({ value, label: credentialsNames[value] }))}
          value={draft.kind}
          onChange={(kind) => onChange({ ...draft, kind: kind as CrmCredentialsKind })}
        />
      )}
      <div className={styles.guide}>
        <ol>
          {(guide.steps[draft.kind] ?? []).map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        {draft.kind === 'oauth' && <code>{`${window.location.origin}/admin/crm/connected`}</code>}
      </div>
      {draft.kind === 'oauth' ? (
        <>
          <TextInput
            label={provider === 'salesforce' ? 'Consumer key' : 'Client id'}
            autoComplete="off"
            maxLength={MAX_CRM_SECRET_CHARS}
            value={draft.clientId}
            onChange={set('clientId')}
          />
          <PasswordInput
            label={provider === 'salesforce' ? 'Consumer secret' : 'Client secret'}
            autoComplete="off"
            maxLength={MAX_CRM_SECRET_CHARS}
            value={draft.clientSecret}
            onChange={set('clientSecret')}
          />
        </>
      ) : (
        <>
          {guide.withEmail && (
            <TextInput
              label="E-mail of the agent"
              type="email"
              autoComplete="off"
              value={draft.email}
              error={refused?.fieldMessage('credentials.email')}
              onChange={set('email')}
            />
          )}
          <PasswordInput
            label={guide.tokenLabel}
            autoComplete="off"
            maxLength={MAX_CRM_SECRET_CHARS}
            value={draft.token}
            onChange={set('token')}
          />
        </>
      )}
    </>
  );
}
