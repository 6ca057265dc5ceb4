import type { ScopeArea, Token } from '@caseroom/shared/token';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { sentenceOf } from '../platform/http.ts';
import { dateText, useNow } from '../platform/time.ts';
import { Ago } from '../ui/ago.tsx';
import { InlineMessage } from '../ui/message.tsx';
import { Pill } from '../ui/pill.tsx';
import { scopesInWords } from './scope-words.ts';
import styles from './token.module.css';
import { useRevokeToken, useScopeAreas } from './token-data.ts';

interface TokenListProps {
  readonly tokens: readonly Token[];
  /** Whose each is, where there are several people's. */
  readonly namesPeople?: boolean;
}

export function TokenList({ tokens, namesPeople = false }: TokenListProps) {
  const areas = useScopeAreas().data ?? [];
  return (
    <ul className={styles.rows}>
      {tokens.map((token) => (
        <li key={token.id} className={styles.row}>
          <TokenFacts token={token} areas={areas} namesPeople={namesPeople} />
          <RevokeButton token={token} />
        </li>
      ))}
    </ul>
  );
}

function TokenFacts({
  token,
  areas,
  namesPeople,
}: {
  readonly token: Token;
  readonly areas: readonly ScopeArea[];
  readonly namesPeople: boolean;
}) {
  const now = useNow();
  return (
    <div className={styles.facts}>
      <div className={styles.name}>
        {token.name} <StatePill token={token} now={now} />
      </div>
      <div className={styles.minor}>
        {namesPeople && `For ${token.person.name}. `}
        {scopesInWords(token.scopes, areas)}
      </div>
      <div className={`${styles.minor} numbers`}>
        {token.lastUsedAt ? (
          <>
            used <Ago at={token.lastUsedAt} />
          </>
        ) : (
          'never used'
        )}
        {token.expiresAt
          ? ` · ends ${dateText(new Date(token.expiresAt), now)}`
          : ' · does not end by itself'}
      </div>
    </div>
  );
}

function StatePill({ token, now }: { readonly token: Token; readonly now: Date }) {
  if (token.revokedAt) return <Pill>Revoked{token.revokedBy && ` by ${token.revokedBy.name}`}</Pill>;
  return token.expiresAt && new Date(token.expiresAt) <= now ? <Pill>Ended</Pill> : null;
}

/** Asked once more: whatever uses the token stops at once, and there is no way back. */
function RevokeButton({ token }: { readonly token: Token }) {
  const revoke = useRevokeToken();
  const [asked, setAsked] = useState(false);
  const now = useNow();
  if (token.revokedAt || (token.expiresAt && new Date(token.expiresAt) <= now)) return null;
  return (
    <div className={styles.actions}>
      {revoke.error && <InlineMessage>{sentenceOf(revoke.error)}</InlineMessage>}
      {asked ? (
        <>
          <Button variant="default" onClick={() => setAsked(false)}>
            Keep it
          </Button>
          <Button
            color="red"
            aria-label={`Revoke ${token.name} for good`}
            loading={revoke.isPending}
            autoFocus
            onClick={() => revoke.mutate(token.id)}
          >
            Revoke for good
          </Button>
        </>
      ) : (
        <Button variant="default" aria-label={`Revoke ${token.name}`} onClick={() => setAsked(true)}>
          Revoke
        </Button>
      )}
    </div>
  );
}
