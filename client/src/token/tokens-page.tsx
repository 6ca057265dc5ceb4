import { Button } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import list from '../ui/list-page.module.css';
import { ListAbout, Listed, ListPage } from '../ui/list-page.tsx';
import { Message } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
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
      <ListPage label="API tokens" aside={isMaking && <TokenForm onClose={() => setMaking(false)} />}>
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
      </ListPage>
    </div>
  );
}

/** For administrators: whatever acts in anybody's name. */
export function AllTokensPage() {
  usePageTitle('Tokens');
  return (
    <ListPage label="Tokens">
      <ListAbout>
        Everybody makes their own tokens, with no more rights than they have. Software that works for nobody
        in particular has a <Link to="/admin/services">service account</Link>. Revoking a token ends it at
        once.
      </ListAbout>
      <Tokens whose="everybody" noneTitle="Nobody has made a token">
        People make theirs under Preferences.
      </Tokens>
    </ListPage>
  );
}

interface TokensProps {
  readonly whose: Whose;
  readonly noneTitle: string;
  readonly children: ReactNode;
}

function Tokens({ whose, noneTitle, children }: TokensProps) {
  return (
    <Listed
      query={useTokens(whose)}
      what="the tokens"
      none={
        <Message icon={<IconKey size={20} />} title={noneTitle}>
          {children}
        </Message>
      }
    >
      {(tokens) => <TokenList tokens={tokens} namesPeople={whose === 'everybody'} />}
    </Listed>
  );
}
