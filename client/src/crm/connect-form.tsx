import { type CrmConnection, type CrmProvider, crmNames, MAX_CRM_ADDRESS_CHARS } from '@caseroom/shared/crm';
import { Button, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { isRequestError, sentenceOf } from '../platform/http.ts';
import list from '../ui/list-page.module.css';
import { InlineMessage } from '../ui/message.tsx';
import { SidePanel } from '../ui/side-panel.tsx';
import { blankCredentials, CredentialsFields, credentialsOf } from './credentials-fields.tsx';
import { useConnectionActs } from './crm-data.ts';
import { guides } from './provider-guide.ts';

interface ConnectFormProps {
  readonly programId: string;
  readonly provider: CrmProvider;
  readonly onConnected: (connection: CrmConnection) => void;
  readonly onClose: () => void;
}

/** Connects a program; with consent, the browser goes to the provider's page next. */
export function ConnectForm({ programId, provider, onConnected, onClose }: ConnectFormProps) {
  const acts = useConnectionActs();
  const guide = guides[provider];
  const [site, setSite] = useState(guide.sites?.[0]?.value ?? '');
  const [draft, setDraft] = useState(blankCredentials(provider));
  const credentials = credentialsOf(provider, draft);
  const refused = isRequestError(acts.add.error) ? acts.add.error : null;
  const isShown = refused?.fieldMessage('site') ?? refused?.fieldMessage('credentials.email');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!credentials) return;
    acts.add.mutate(
      { programId, provider, site, credentials },
      {
        onSuccess: (connection) => {
          onConnected(connection);
          if (connection.state === 'consent') acts.consent.mutate(connection.id);
        },
      },
    );
  };
  return (
    <SidePanel title={`Connect ${crmNames[provider]}`} onClose={onClose}>
      <form className={list.form} onSubmit={submit} noValidate>
        {acts.add.error && !isShown && <InlineMessage>{sentenceOf(acts.add.error)}</InlineMessage>}
        {guide.site &&
          (guide.sites ? (
            <Select
              label={guide.site.label}
              description={guide.site.description}
              allowDeselect={false}
              data={[...guide.sites]}
              value={site}
              onChange={(value) => setSite(value ?? '')}
            />
          ) : (
            <TextInput
              label={guide.site.label}
              description={guide.site.description}
              placeholder={guide.site.placeholder}
              autoFocus
              maxLength={MAX_CRM_ADDRESS_CHARS}
              value={site}
              error={refused?.fieldMessage('site')}
              onChange={(event) => setSite(event.currentTarget.value)}
            />
          ))}
        <CredentialsFields provider={provider} draft={draft} onChange={setDraft} refused={refused} />
        <Button
          type="submit"
          size="sm"
          style={{ alignSelf: 'flex-start' }}
          loading={acts.add.isPending || acts.consent.isPending}
          disabled={!credentials}
        >
          {draft.kind === 'oauth' ? `Go to ${crmNames[provider]} to allow it` : 'Connect and test'}
        </Button>
      </form>
    </SidePanel>
  );
}
