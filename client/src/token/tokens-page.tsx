import { Button } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import list from '../ui/list-page.module.css';
import { Failure, Message } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { SkeletonLine } from '../ui/skeleton.tsx';
import styles from './token.module.css';
import { useTokens, type Whose } from './token-data.ts';
import { TokenForm } from './token-form.tsx';
import { TokenList } from './token-list.tsx';

/** One's own tokens: what acts in one's name. */
export function TokensPage() {
  usePageTitle('API tokens');
  const [isMaking, setMaking] = useState(false);
  return (
    <div className={styles.alone}>
      <div className={list.split} data-aside={isMaking || undefined}>
        <section className={list.pane} aria-label="API tokens">
          <header className={styles.head}>
            <div>
              <h1 className={styles.title}>API tokens</h1>
              <p className={list.about}>
                A token lets a script or another system act in your name, with no more rights than yours. What
                it can do is on <Link to="/developers">the page for developers</Link>.
              </p>
            </div>
            <Button size="sm" leftSection={<IconPlus size={16} />} onClick={() => setMaking(true)}>
              New token
            </Button>
          </header>
          <Tokens whose="mine" noneTitle="No tokens yet">
            Make one for each script or system, so that you can end one without the others.
          </Tokens>
        </section>
        {isMaking && <TokenForm onClose={() => setMaking(false)} />}
      </div>
    </div>
  );
}

/** For administrators: whatever acts in anybody's name. */
export function AllTokensPage() {
  usePageTitle('Tokens');
  return (
    <section className={list.pane} aria-label="Tokens">
      <div className={list.bar}>
        <p className={list.about}>
          Everybody makes their own tokens, with no more rights than they have. Software that works for nobody
          in particular has a <Link to="/admin/services">service account</Link>. Revoking a token ends it at
          once.
        </p>
      </div>
      <Tokens whose="everybody" noneTitle="Nobody has made a token">
        People make theirs under Preferences.
      </Tokens>
    </section>
  );
}

interface TokensProps {
  readonly whose: Whose;
  readonly noneTitle: string;
  readonly children: ReactNode;
}

function Tokens({ whose, noneTitle, children }: TokensProps) {
  const tokens = useTokens(whose);
  if (tokens.isPending)
    return (
      <div className={list.loading} role="status" aria-label="Loading the tokens">
        <SkeletonLine width="60%" />
      </div>
    );
  if (!tokens.data) return <Failure error={tokens.error} what="the tokens" retry={() => tokens.refetch()} />;
  if (tokens.data.length === 0)
    return (
      <Message icon={<IconKey size={20} />} title={noneTitle}>
        {children}
      </Message>
    );
  return <TokenList tokens={tokens.data} namesPeople={whose === 'everybody'} />;
}
