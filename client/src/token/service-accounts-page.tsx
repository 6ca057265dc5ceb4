import type { ServiceAccount } from '@caseroom/shared/service-account';
import { Button } from '@mantine/core';
import { IconPlus, IconRobot } from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import { counted } from '../platform/words.ts';
import { Ago } from '../ui/ago.tsx';
import { Avatar } from '../ui/avatar.tsx';
import list from '../ui/list-page.module.css';
import { Failure, Message } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { Pill } from '../ui/pill.tsx';
import { SkeletonLine } from '../ui/skeleton.tsx';
import { useServiceAccounts } from './service-data.ts';
import { NewAccountForm } from './service-form.tsx';
import { ServicePanel } from './service-panel.tsx';

/** Software that works under a name of its own. The list on one side, one account and its tokens on the other. */
export function ServiceAccountsPage() {
  usePageTitle('Service accounts');
  const accounts = useServiceAccounts();
  const [params, setParams] = useSearchParams();
  const show = (next: Record<string, string>) => setParams(next, { replace: true });
  const isAdding = params.has('new');
  const chosen = accounts.data?.find(({ id }) => id === params.get('account'));
  return (
    <div className={list.split} data-aside={isAdding || chosen ? true : undefined}>
      <section className={list.pane} aria-label="Service accounts">
        <div className={list.bar}>
          <p className={list.about}>
            Software that works for nobody in particular has an account of its own: what it does stands under
            its name, and it stays when people go. Nobody can sign in with it.
          </p>
          <Button size="sm" leftSection={<IconPlus size={16} />} onClick={() => show({ new: '' })}>
            New account
          </Button>
        </div>
        {accounts.isPending && (
          <div className={list.loading} role="status" aria-label="Loading the accounts">
            <SkeletonLine width="60%" />
          </div>
        )}
        {accounts.error && !accounts.data && (
          <Failure error={accounts.error} what="the accounts" retry={() => accounts.refetch()} />
        )}
        {accounts.data?.length === 0 && (
          <Message icon={<IconRobot size={20} />} title="No service account yet">
            Make one for each system that writes here: an export, a chatbot, a monitoring tool.
          </Message>
        )}
        <ul className={list.rows}>
          {accounts.data?.map((account) => (
            <li key={account.id}>
              <button
                type="button"
                className={list.row}
                aria-current={account.id === chosen?.id || undefined}
                onClick={() => show({ account: account.id })}
              >
                <AccountRow account={account} />
              </button>
            </li>
          ))}
        </ul>
      </section>
      {isAdding && <NewAccountForm onMade={(id) => show({ account: id })} onClose={() => show({})} />}
      {!isAdding && chosen && <ServicePanel key={chosen.id} account={chosen} onClose={() => show({})} />}
    </div>
  );
}

function AccountRow({ account }: { readonly account: ServiceAccount }) {
  const { name, memberships, tokens, enabled, lastUsedAt } = account;
  const programs = memberships.map(({ program }) => program.name).join(', ');
  return (
    <>
      <Avatar person={account} size={30} />
      <span className={list.facts}>
        <span className={list.name} data-off={!enabled || undefined}>
          {name}
        </span>
        <span className={list.minor}>
          {programs || 'In no program'} · {counted(tokens, 'token')}
          {lastUsedAt && (
            <>
              {' '}
              · used <Ago at={lastUsedAt} />
            </>
          )}
        </span>
      </span>
      {!enabled && <Pill>Off</Pill>}
    </>
  );
}
