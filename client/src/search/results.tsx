import type { SearchHit } from '@caseroom/shared/search';
import { useRef, useState } from 'react';
import { Link } from 'react-router';
import { useShortcut } from '../platform/shortcuts.ts';
import { Ago } from '../ui/ago.tsx';
import cards from '../ui/card-list.module.css';
import { PriorityPill, StatusPill } from '../ui/pill.tsx';
import { addressOf } from './address.ts';
import { HitTitle } from './hit-title.tsx';
import { KindIcon } from './kind-icon.tsx';
import { Marked } from './marked.tsx';
import styles from './search.module.css';

interface ResultsProps {
  readonly items: readonly SearchHit[];
  /** They answer what was asked before; the next are on their way. */
  readonly old: boolean;
}

export function Results({ items, old }: ResultsProps) {
  const list = useRef<HTMLUListElement>(null);
  const [at, setAt] = useState(-1);
  const go = (to: number) => {
    const next = Math.min(Math.max(to, 0), items.length - 1);
    setAt(next);
    list.current?.querySelectorAll<HTMLElement>('a')[next]?.focus();
  };
  useShortcut({ keys: 'j', label: 'Next result', group: 'Anywhere' }, () => go(at + 1));
  useShortcut({ keys: 'k', label: 'Previous result', group: 'Anywhere' }, () => go(at - 1));
  return (
    <ul
      className={`${cards.list} ${styles.results}`}
      ref={list}
      aria-label="Results"
      data-old={old || undefined}
    >
      {items.map((hit, i) => (
        <li key={`${hit.kind} ${hit.id}`} className={styles.result}>
          <Link to={addressOf(hit)} className={styles.resultLink} onFocus={() => setAt(i)}>
            <KindIcon hit={hit} />
            <span className={styles.words}>
              <span className={styles.name}>
                <HitTitle hit={hit} />
              </span>
              {hit.excerpt.text !== '' && (
                <span className={styles.excerpt}>
                  <Marked {...hit.excerpt} />
                </span>
              )}
              <CaseOf hit={hit} />
            </span>
            <Ago at={hit.at} className={styles.ago ?? ''} />
          </Link>
        </li>
      ))}
    </ul>
  );
}

function CaseOf({ hit }: { readonly hit: SearchHit }) {
  const { kind, case: held, note, author } = hit;
  const by = byWords(hit);
  if (kind === 'answer')
    return (
      <span className={styles.of}>
        <span>Answer card</span>
        <span>{held.program.name}</span>
        <span>{author.name}</span>
      </span>
    );
  return (
    <span className={styles.of}>
      <span className="numbers">{held.number}</span>
      {(note || kind === 'contact') && <span>{held.subject}</span>}
      <span>{held.customerName}</span>
      {by && <span>{by}</span>}
      <StatusPill status={held.status} />
      <PriorityPill priority={held.priority} />
    </span>
  );
}

/** Whose it is, said in a word; what a customer replied is nobody's here. */
function byWords({ kind, note, turn, author: { name } }: SearchHit): string | null {
  if (kind === 'contact') return turn === null ? null : `logged by ${name}`;
  return note ? `last by ${name}` : name;
}
