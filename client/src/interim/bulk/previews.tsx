import { type BulkCheckItem, type BulkSkip, bulkSkips } from '@caseroom/shared/interim-bulk';
import { ActionIcon } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { Letter } from '../letter.tsx';
import { toWords } from '../words.ts';
import styles from './bulk.module.css';

/** The words with the values of one case after the other. */
export function Previews({ items }: { readonly items: readonly BulkCheckItem[] }) {
  const [at, setAt] = useState(0);
  const shown = items[Math.min(at, items.length - 1)];
  if (!shown) return null;
  const index = items.indexOf(shown);
  const go = (step: number) => setAt((index + step + items.length) % items.length);
  return (
    <section className={styles.previews} aria-label="As a customer reads it">
      <header>
        <p>
          <strong>{toWords(shown.case.customerName, shown)}</strong>
          <span className={styles.quiet}>
            {shown.case.number}
            {shown.recipient && ` · ${shown.recipient}`}
          </span>
        </p>
        {items.length > 1 && (
          <span className={styles.pager}>
            <ActionIcon variant="default" size={30} aria-label="The customer before" onClick={() => go(-1)}>
              <IconChevronLeft size={16} />
            </ActionIcon>
            <span className="numbers">
              {index + 1} of {items.length}
            </span>
            <ActionIcon variant="default" size={30} aria-label="The next customer" onClick={() => go(1)}>
              <IconChevronRight size={16} />
            </ActionIcon>
          </span>
        )}
      </header>
      <Letter subject={shown.subject} blocks={shown.blocks} />
    </section>
  );
}

/** More cases than these are folded away below their reasons. */
const MAX_OPEN = 5;

/** "no address", "3 no address, 1 resolved meanwhile". */
function reasonsOf(items: readonly BulkCheckItem[]): string {
  const counts = new Map<BulkSkip, number>();
  for (const { skip } of items) if (skip) counts.set(skip, (counts.get(skip) ?? 0) + 1);
  return [...counts]
    .map(([skip, count]) => `${counts.size > 1 ? `${count} ` : ''}${bulkSkips[skip].toLowerCase()}`)
    .join(', ');
}

/** Who gets nothing, and why. */
export function LeftOut({ items }: { readonly items: readonly BulkCheckItem[] }) {
  if (items.length === 0) return null;
  return (
    <details className={styles.leftOut} open={items.length <= MAX_OPEN}>
      <summary>
        {items.length === 1 ? '1 case is left out' : `${items.length} cases are left out`}: {reasonsOf(items)}
      </summary>
      <ul>
        {items.map((item) => (
          <li key={item.case.id}>
            <Link to={`/cases/${item.case.number}`} target="_blank">
              {item.case.number}
            </Link>{' '}
            {item.case.customerName}: <strong>{item.skip && bulkSkips[item.skip]}</strong>{' '}
            <span className={styles.quiet}>{item.why}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
