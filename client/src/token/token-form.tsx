import type { Program } from '@caseroom/shared/people';
import { MAX_TOKEN_NAME_CHARS, tokenLifetimes } from '@caseroom/shared/token';
import { Button, MultiSelect, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useMe } from '../platform/session.ts';
import { AddForm } from '../ui/add-form.tsx';
import { InlineMessage } from '../ui/message.tsx';
import { OneTimeSecret } from '../ui/one-time-secret.tsx';
import { SidePanel } from '../ui/side-panel.tsx';
import { ScopeTable } from './scope-table.tsx';
import { type MakingToken, useMakeToken } from './token-data.ts';

const DEFAULT_DAYS = 90;
const lifetimeNames = tokenLifetimes.map((days) => ({
  value: String(days),
  label: days === null ? 'When it is revoked' : days === 365 ? 'In a year' : `In ${days} days`,
}));

interface TokenFormProps {
  /** The service account it acts for, instead of oneself. */
  readonly account?: { readonly id: string; readonly name: string; readonly programs: readonly Program[] };
  readonly onClose: () => void;
}

/** A new token, and then its secret, once. */
export function TokenForm({ account, onClose }: TokenFormProps) {
  const make = useMakeToken(account?.id ?? null);
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
  return (
    <SidePanel title={account ? `New token for ${account.name}` : 'New token'} onClose={onClose}>
      <Fields account={account} make={make} />
    </SidePanel>
  );
}

function Fields({ account, make }: Pick<TokenFormProps, 'account'> & { readonly make: MakingToken }) {
  const mine = useMe().memberships.map(({ program }) => program);
  const programs = account?.programs ?? mine;
  const [name, setName] = useState('');
  const [days, setDays] = useState(String(DEFAULT_DAYS));
  const [scopes, setScopes] = useState<readonly string[]>([]);
  const [programIds, setProgramIds] = useState<string[]>([]);
  const [asked, setAsked] = useState(false);
  const submit = () => {
    setAsked(true);
    if (!name.trim() || scopes.length === 0) return;
    const expiresInDays = tokenLifetimes.find((one) => String(one) === days) ?? null;
    const limit = programIds.length > 0 ? programIds : null;
    make.mutate({ name, scopes: [...scopes], programIds: limit, expiresInDays });
  };
  return (
    <AddForm onSubmit={submit} action="Make the token" busy={make.isPending} error={make.error}>
      <TextInput
        label="Name"
        description="What uses it. It stands beside the author’s name in the timeline."
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
      <MultiSelect
        label="Only in"
        description={
          programIds.length > 0
            ? 'Beyond these it sees and does nothing; administering and auditing are beyond them.'
            : `Without a choice it reaches every program ${account ? 'of the account' : 'of yours'}, and new ones.`
        }
        placeholder={programIds.length > 0 ? '' : 'Every program'}
        data={programs.map(({ id, name: label }) => ({ value: id, label }))}
        value={programIds}
        onChange={setProgramIds}
      />
      <ScopeTable chosen={scopes} onChange={setScopes} />
      {asked && scopes.length === 0 && <InlineMessage>Say what it may do.</InlineMessage>}
    </AddForm>
  );
}
