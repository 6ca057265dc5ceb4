import type { ServiceAccount } from '@caseroom/shared/service-account';
import { IconRobot } from '@tabler/icons-react';
import { counted } from '../platform/words.ts';
import { Ago } from '../ui/ago.tsx';
import { Avatar } from '../ui/avatar.tsx';
import list from '../ui/list-page.module.css';
import { AddButton, ListAbout, Listed, ListPage, ListRow, useAside } from '../ui/list-page.tsx';
import { Message } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { Pill } from '../ui/pill.tsx';
import { useServiceAccounts } from './service-data.ts';
import { NewAccountForm } from './service-form.tsx';
import { ServicePanel } from './service-panel.tsx';

/** Software that works under a name of its own. The list on one side, one account and its tokens on the other. */
export function ServiceAccountsPage() {
  usePageTitle('Service accounts');
  const accounts = useServiceAccounts();
  const { openId, isAdding, open, add, close } = useAside('account');
  const chosen = accounts.data?.find(({ id }) => id === openId);
  return (
    <ListPage
      label="Service accounts"
      aside={
        isAdding ? (
          <NewAccountForm onMade={open} onClose={close} />
        ) : (
          chosen && <ServicePanel key={chosen.id} account={chosen} onClose={close} />
        )
      }
    >
      <ListAbout beside={<AddButton onClick={add}>New account</AddButton>}>
        Software that works for nobody in particular has an account of its own: what it does stands under its
        name, and it stays when people go. Nobody can sign in with it.
      </ListAbout>
      <Listed
        query={accounts}
        what="the accounts"
        none={
          <Message icon={<IconRobot size={20} />} title="No service account yet">
            Make one for each system that writes here: an export, a chatbot, a monitoring tool.
          </Message>
        }
      >
        {(items) => (
          <ul className={list.rows}>
            {items.map((account) => (
              <ListRow key={account.id} isOpen={account.id === chosen?.id} onOpen={() => open(account.id)}>
                <AccountRow account={account} />
              </ListRow>
            ))}
          </ul>
        )}
      </Listed>
    </ListPage>
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
