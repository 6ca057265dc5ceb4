import { Button } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { Failure, Message } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { SkeletonLine } from '../ui/skeleton.tsx';
import styles from './token.module.css';
import { useTokens } from './token-data.ts';
import { TokenForm } from './token-form.tsx';
import { TokenList } from './token-list.tsx';

/** One's own tokens: what acts in one's name. */
export function TokensPage() {
  usePageTitle('API tokens');
  const tokens = useTokens('mine');
  const [isMaking, setMaking] = useState(false);
  return (
    <div className={styles.split} data-aside={isMaking || undefined}>
      <section className={styles.pane} aria-label="API tokens">
        <header className={styles.head}>
          <div>
            <h1 className={styles.title}>API tokens</h1>
            <p className={styles.minor}>
              A token lets a script or another system act in your name, with no more rights than yours. What
              it can do is on <Link to="/developers">the page for developers</Link>.
            </p>
          </div>
          <Button size="sm" leftSection={<IconPlus size={16} />} onClick={() => setMaking(true)}>
            New token
          </Button>
        </header>
        {tokens.isPending && <SkeletonLine width="60%" />}
        {tokens.error && !tokens.data && (
          <Failure error={tokens.error} what="your tokens" retry={() => tokens.refetch()} />
        )}
        {tokens.data?.length === 0 && (
          <Message icon={<IconKey size={20} />} title="No tokens yet">
            Make one for each script or system, so that you can end one without the others.
          </Message>
        )}
        {tokens.data && <TokenList tokens={tokens.data} />}
      </section>
      {isMaking && <TokenForm onClose={() => setMaking(false)} />}
    </div>
  );
}

/** For administrators: whatever acts in anybody's name. */
export function AllTokensPage() {
  usePageTitle('Tokens');
  const tokens = useTokens('everybody');
  return (
    <section className={styles.pane} aria-label="Tokens">
      <p className={styles.about}>
        Everybody makes their own tokens, with no more rights than they have. Revoking one ends it at once.
      </p>
      {tokens.isPending && <SkeletonLine width="60%" />}
      {tokens.error && !tokens.data && (
        <Failure error={tokens.error} what="the tokens" retry={() => tokens.refetch()} />
      )}
      {tokens.data?.length === 0 && (
        <Message icon={<IconKey size={20} />} title="Nobody has made a token">
          People make theirs under Preferences.
        </Message>
      )}
      {tokens.data && <TokenList tokens={tokens.data} namesPeople />}
    </section>
  );
}
