import { MAX_TOKEN_NAME_CHARS, tokenLifetimes } from '@caseroom/shared/token';
import { Button, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { isRequestError, sentenceOf } from '../platform/http.ts';
import { InlineMessage } from '../ui/message.tsx';
import { OneTimeSecret } from '../ui/one-time-secret.tsx';
import { SidePanel } from '../ui/side-panel.tsx';
import { ScopeTable } from './scope-table.tsx';
import styles from './token.module.css';
import { useMakeToken } from './token-data.ts';

const DEFAULT_DAYS = 90;
const lifetimeNames = tokenLifetimes.map((days) => ({
  value: String(days),
  label: days === null ? 'When I revoke it' : days === 365 ? 'In a year' : `In ${days} days`,
}));

/** A new token, and then its secret, once. */
export function TokenForm({ onClose }: { readonly onClose: () => void }) {
  const make = useMakeToken();
  const [name, setName] = useState('');
  const [days, setDays] = useState(String(DEFAULT_DAYS));
  const [scopes, setScopes] = useState<readonly string[]>([]);
  const [asked, setAsked] = useState(false);
  if (make.data) {
    return (
      <SidePanel title="New token" onClose={onClose}>
        <OneTimeSecret title={`The token “${make.data.token.name}”`} secret={make.data.secret}>
          Keep it where secrets are kept: it is shown only now. Send it as{' '}
          <code>Authorization: Bearer …</code>
        </OneTimeSecret>
        <Button variant="default" size="sm" onClick={onClose}>
          Done
        </Button>
      </SidePanel>
    );
  }
  const refused = isRequestError(make.error) ? make.error : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    const expiresInDays = tokenLifetimes.find((one) => String(one) === days) ?? null;
    if (name.trim() && scopes.length > 0) make.mutate({ name, scopes: [...scopes], expiresInDays });
  };
  return (
    <SidePanel title="New token" onClose={onClose}>
      <form className={styles.form} onSubmit={submit} noValidate>
        {refused && <InlineMessage>{sentenceOf(refused)}</InlineMessage>}
        <TextInput
          label="Name"
          description="What uses it. It stands beside your name in the timeline."
          placeholder="Nightly export"
          autoFocus
          maxLength={MAX_TOKEN_NAME_CHARS}
          value={name}
          error={asked && !name.trim() ? 'A token needs a name.' : undefined}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          label="Ends"
          allowDeselect={false}
          data={lifetimeNames}
          value={days}
          onChange={(value) => value && setDays(value)}
        />
        <ScopeTable chosen={scopes} onChange={setScopes} />
        {asked && scopes.length === 0 && <InlineMessage>Say what it may do.</InlineMessage>}
        <div className={styles.formActions}>
          <Button type="submit" size="sm" loading={make.isPending}>
            Make the token
          </Button>
        </div>
      </form>
    </SidePanel>
  );
}
