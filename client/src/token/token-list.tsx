import type { ScopeArea, Token } from '@caseroom/shared/token';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { sentenceOf } from '../platform/http.ts';
import { dateText, useNow } from '../platform/time.ts';
import { Ago } from '../ui/ago.tsx';
import { Avatar } from '../ui/avatar.tsx';
import list from '../ui/list-page.module.css';
import { InlineMessage } from '../ui/message.tsx';
import { Pill } from '../ui/pill.tsx';
import { scopesInWords } from './scope-words.ts';
import styles from './token.module.css';
import { useRevokeToken, useScopeAreas } from './token-data.ts';

interface TokenListProps {
  readonly tokens: readonly Token[];
  /** Whose each is, where there are several people's. */
  readonly namesPeople?: boolean;
  /** In a panel. */
  readonly inside?: boolean;
}

export function TokenList({ tokens, namesPeople = false, inside = false }: TokenListProps) {
  const areas = useScopeAreas().data ?? [];
  return (
    <ul className={styles.rows} data-inside={inside || undefined}>
      {tokens.map((token) => (
        <li key={token.id} className={styles.token}>
          {namesPeople && <Avatar person={token.person} size={30} />}
          <TokenFacts token={token} areas={areas} namesPeople={namesPeople} />
          <RevokeButton token={token} />
        </li>
      ))}
    </ul>
  );
}

interface TokenFactsProps {
  readonly token: Token;
  readonly areas: readonly ScopeArea[];
  readonly namesPeople: boolean;
}

function TokenFacts({ token, areas, namesPeople }: TokenFactsProps) {
  const now = useNow();
  const { programs, person, madeBy, lastUsedAt, expiresAt } = token;
  return (
    <div className={styles.tokenFacts}>
      <div className={styles.tokenName}>
        {token.name} <StatePill token={token} now={now} />
      </div>
      <p>
        {namesPeople && `For ${person.name}. `}
        {capital(scopesInWords(token.scopes, areas))}
        {programs && `; only in ${programs.map(({ name }) => name).join(', ')}`}
      </p>
      <div className={`${list.minor} numbers`}>
        {lastUsedAt ? (
          <>
            used <Ago at={lastUsedAt} />
          </>
        ) : (
          'never used'
        )}
        {expiresAt ? ` · ends ${dateText(new Date(expiresAt), now)}` : ' · does not end by itself'}
        {madeBy && ` · made by ${madeBy.name}`}
      </div>
    </div>
  );
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

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
    <div className={list.actions}>
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
