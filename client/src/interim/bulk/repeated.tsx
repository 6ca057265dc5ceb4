import type { BulkCheckItem } from '@caseroom/shared/interim-bulk';
import { Button } from '@mantine/core';
import styles from './bulk.module.css';
import { repeatedIn } from './same-customer.ts';

interface RepeatedProps {
  /** What is sent. */
  readonly items: readonly BulkCheckItem[];
  /** Leaves cases out; absent where the choice is made. */
  readonly onLeave?: (caseIds: readonly string[]) => void;
}

const MAX_NAMED = 3;

/** Who would read it more than once, because they have more than one case. */
export function Repeated({ items, onLeave }: RepeatedProps) {
  const repeated = repeatedIn(items);
  if (repeated.length === 0) return null;
  const named = repeated.slice(0, MAX_NAMED).map(wordsOf).join('; ');
  const more = repeated.length - MAX_NAMED;
  return (
    <div className={styles.attention}>
      <p>
        {repeated.length === 1 ? 'One customer gets it' : `${repeated.length} customers get it`} more than
        once, for each of their cases: {named}
        {more > 0 && ` and ${more} more`}.
      </p>
      {onLeave && (
        <Button
          variant="default"
          size="xs"
          onClick={() => onLeave(repeated.flatMap(([, ...later]) => later.map((item) => item.case.id)))}
        >
          Write once to each
        </Button>
      )}
    </div>
  );
}

const wordsOf = (cases: readonly BulkCheckItem[]): string =>
  `${cases[0]?.case.customerName} (${cases.map((item) => item.case.number).join(', ')})`;
