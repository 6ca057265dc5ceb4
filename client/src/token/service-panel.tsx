import type { ServiceAccount } from '@caseroom/shared/service-account';
import { SERVICE_MARK } from '@caseroom/shared/service-mark';
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { sentenceOf } from '../platform/http.ts';
import { dateText, useNow } from '../platform/time.ts';
import { counted } from '../platform/words.ts';
import { Avatar } from '../ui/avatar.tsx';
import list from '../ui/list-page.module.css';
import { type MembershipDraft, membershipInputs } from '../ui/memberships-field.tsx';
import { Failure, InlineMessage } from '../ui/message.tsx';
import { Pill } from '../ui/pill.tsx';
import { SidePanel } from '../ui/side-panel.tsx';
import { usePatchAccount } from './service-data.ts';
import { AccountFields, NO_NAME } from './service-form.tsx';
import styles from './token.module.css';
import { useTokens } from './token-data.ts';
import { TokenForm } from './token-form.tsx';
import { TokenList } from './token-list.tsx';

interface ServicePanelProps {
  readonly account: ServiceAccount;
  readonly onClose: () => void;
}

/** One account: where it works, its tokens, and whether they work. */
export function ServicePanel({ account, onClose }: ServicePanelProps) {
  const now = useNow();
  const [isMaking, setMaking] = useState(false);
  const { id, name, memberships, enabled, createdAt, madeBy } = account;
  if (isMaking) {
    const programs = memberships.map(({ program }) => program);
    return <TokenForm account={{ id, name, programs }} onClose={() => setMaking(false)} />;
  }
  return (
    <SidePanel title={name} onClose={onClose}>
      <div className={styles.accountHead}>
        <Avatar person={account} size={40} />
        <span className={list.facts}>
          <span className={list.minor}>
            Made {dateText(new Date(createdAt), now)}
            {madeBy && ` by ${madeBy.name}`}
          </span>
        </span>
        <Pill tone={enabled ? 'good' : 'plain'}>{enabled ? 'On' : 'Off'}</Pill>
      </div>
      <AccountTokens account={account} onMake={() => setMaking(true)} />
      <AccountForm account={account} />
      <AccountSwitch account={account} />
    </SidePanel>
  );
}

function AccountTokens({
  account,
  onMake,
}: {
  readonly account: ServiceAccount;
  readonly onMake: () => void;
}) {
  const tokens = useTokens('everybody');
  const own = tokens.data?.filter(({ person }) => person.id === account.id);
  return (
    <section className={list.part} aria-label="Tokens">
      <h3>Tokens</h3>
      {tokens.error && !own && (
        <Failure compact error={tokens.error} what="its tokens" retry={() => tokens.refetch()} />
      )}
      {own?.length === 0 && <p className={list.minor}>None yet: it can do nothing without one.</p>}
      {own && <TokenList tokens={own} inside />}
      {account.enabled && (
        <div className={list.actions}>
          <Button variant="default" leftSection={<IconPlus size={14} />} onClick={onMake}>
            New token
          </Button>
        </div>
      )}
    </section>
  );
}

function AccountForm({ account }: { readonly account: ServiceAccount }) {
  const patch = usePatchAccount(account.id);
  const [name, setName] = useState(account.name.slice(0, -SERVICE_MARK.length));
  const [memberships, setMemberships] = useState<MembershipDraft[]>(
    account.memberships.map(({ program, role, team }) => ({ programId: program.id, role, team: team ?? '' })),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) patch.mutate({ name, memberships: membershipInputs(memberships) });
  };
  return (
    <form
      className={`${list.form} ${list.part}`}
      onSubmit={submit}
      onChange={() => patch.isSuccess && patch.reset()}
    >
      <AccountFields
        name={name}
        onName={setName}
        nameError={name.trim() ? undefined : NO_NAME}
        memberships={memberships}
        onMemberships={setMemberships}
      />
      {patch.error && <InlineMessage>{sentenceOf(patch.error)} Nothing was changed.</InlineMessage>}
      {patch.isSuccess && <InlineMessage tone="good">Saved. It holds from now on.</InlineMessage>}
      <div className={list.actions}>
        <Button type="submit" size="sm" loading={patch.isPending}>
          Save
        </Button>
      </div>
    </form>
  );
}

/** Off ends every token at once, and says what is left behind. */
function AccountSwitch({ account }: { readonly account: ServiceAccount }) {
  const patch = usePatchAccount(account.id);
  const { enabled, unresolvedCases } = account;
  return (
    <section className={list.part} aria-label="Access">
      <h3>Access</h3>
      {patch.error && <InlineMessage>{sentenceOf(patch.error)}</InlineMessage>}
      <p className={list.minor}>
        {enabled
          ? 'Switched off, its tokens are refused at once. What it wrote stays under its name.'
          : 'Its tokens are refused. Switched on, those that have not ended work again.'}
      </p>
      {unresolvedCases > 0 && enabled && (
        <p className={list.minor}>It owns {counted(unresolvedCases, 'unresolved case')}.</p>
      )}
      {unresolvedCases > 0 && !enabled && (
        <InlineMessage tone="warn">
          It owns {counted(unresolvedCases, 'unresolved case')}. Escalate each to somebody who takes it over.
        </InlineMessage>
      )}
      <div className={list.actions}>
        <Button
          variant="default"
          {...(enabled && { c: 'var(--bad-ink)' })}
          loading={patch.isPending}
          onClick={() => patch.mutate({ enabled: !enabled })}
        >
          {enabled ? 'Switch off' : 'Switch on'}
        </Button>
      </div>
    </section>
  );
}
