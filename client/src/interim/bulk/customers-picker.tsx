import { type CaseSummary, Priority, priorityNames } from '@caseroom/shared/case';
import { type BulkCheck, bulkSkips, MAX_BULK_CASES } from '@caseroom/shared/interim-bulk';
import { Button, Checkbox, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { memo, useCallback, useMemo, useState } from 'react';
import { Link } from 'react-router';
import { Failure, InlineMessage } from '../../ui/message.tsx';
import { SkeletonLine } from '../../ui/skeleton.tsx';
import styles from './bulk.module.css';
import { useReachable, type Whom } from './bulk-data.ts';

/** Typing rests this long before the server is asked, ms. */
const PAUSE_MS = 250;

/** The cases that may be written to, and those of them that are chosen: all, until somebody leaves one out. */
export function useCustomers(programId: string, start: Whom) {
  const [whom, setWhom] = useState(start);
  const [settled] = useDebouncedValue(whom, PAUSE_MS);
  const reachable = useReachable(programId, settled);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const items = reachable.data?.items;
  const chosenIds = useMemo(
    () => (items ?? []).filter(({ id }) => !left.has(id)).map(({ id }) => id),
    [items, left],
  );
  return { whom, setWhom, reachable, left, setLeft, chosenIds };
}

interface CustomersPickerProps {
  readonly customers: ReturnType<typeof useCustomers>;
  /** What is known of the words as they are now. */
  readonly check: BulkCheck | undefined;
}

/** Whom it goes to. Cases that were selected elsewhere stay the choice until somebody looks for others. */
export function CustomersPicker({ customers, check }: CustomersPickerProps) {
  const { whom, setWhom, reachable, left, setLeft, chosenIds } = customers;
  const cases = reachable.data?.items ?? [];
  const change = (next: Partial<Whom>) => setWhom({ ...whom, numbers: [], ...next });
  const skips = useMemo(() => skipsIn(check), [check]);
  const toggle = useCallback(
    (id: string, on: boolean) => setLeft((held) => withOrWithout(held, id, !on)),
    [setLeft],
  );
  return (
    <section className={styles.part} aria-labelledby="customers">
      <h2 id="customers">Customers</h2>
      {whom.numbers.length > 0 ? (
        <div className={styles.acts}>
          <p className={styles.quiet}>The cases you selected.</p>
          <Button variant="default" size="xs" onClick={() => change({})}>
            Choose by filter instead
          </Button>
        </div>
      ) : (
        <Narrow whom={whom} onChange={change} />
      )}
      {reachable.error && (
        <Failure compact error={reachable.error} what="the cases" retry={() => reachable.refetch()} />
      )}
      {reachable.isPending && (
        <div className={styles.loading} role="status" aria-label="Loading the cases">
          <SkeletonLine width="70%" />
          <SkeletonLine width="62%" />
        </div>
      )}
      {reachable.data && cases.length === 0 && (
        <p className={styles.quiet}>
          {whom.numbers.length > 0
            ? 'None of the cases you selected is of this program.'
            : 'No unresolved case fits this.'}
        </p>
      )}
      {reachable.data?.isCut && (
        <InlineMessage tone="warn">
          One message goes to {MAX_BULK_CASES} cases at most: these are the first of them.
        </InlineMessage>
      )}
      {cases.length > 0 && (
        <Checkbox
          label={`${chosenIds.length} of ${cases.length} chosen`}
          checked={chosenIds.length === cases.length}
          indeterminate={chosenIds.length > 0 && chosenIds.length < cases.length}
          onChange={({ currentTarget: { checked } }) =>
            setLeft(new Set(checked ? [] : cases.map(({ id }) => id)))
          }
        />
      )}
      {cases.length > 0 && (
        <ul className={`${styles.cases} ${styles.choices}`} aria-label="Cases">
          {cases.map((one) => (
            <Choice
              key={one.id}
              one={one}
              chosen={!left.has(one.id)}
              onToggle={toggle}
              skip={skips.get(one.id) ?? ''}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

function withOrWithout(ids: ReadonlySet<string>, id: string, isIn: boolean): ReadonlySet<string> {
  const next = new Set(ids);
  if (isIn) next.add(id);
  else next.delete(id);
  return next;
}

/** By the id of a case: why it is left out. */
const skipsIn = (check: BulkCheck | undefined): ReadonlyMap<string, string> =>
  new Map(check?.items.flatMap(({ case: { id }, skip }) => (skip ? [[id, bulkSkips[skip]]] : [])));

function Narrow({
  whom,
  onChange,
}: {
  readonly whom: Whom;
  readonly onChange: (next: Partial<Whom>) => void;
}) {
  return (
    <div className={styles.fields}>
      <TextInput
        label="With the tag"
        placeholder="Any"
        value={whom.tag}
        onChange={(event) => onChange({ tag: event.currentTarget.value.toLowerCase() })}
      />
      <Select
        label="Priority"
        placeholder="Any"
        clearable
        data={Priority.options.map((one) => ({ value: one, label: `${one} ${priorityNames[one]}` }))}
        value={whom.priority || null}
        onChange={(one) => onChange({ priority: one ?? '' })}
      />
      <TextInput
        label="With the words"
        placeholder="Subject, customer, number"
        value={whom.q}
        onChange={(event) => onChange({ q: event.currentTarget.value })}
      />
    </div>
  );
}

interface ChoiceProps {
  readonly one: CaseSummary;
  readonly chosen: boolean;
  readonly onToggle: (id: string, on: boolean) => void;
  readonly skip: string;
}

/** One of hundreds: drawn again only when it is the one that changed. */
const Choice = memo(function Choice({ one, chosen, onToggle, skip }: ChoiceProps) {
  return (
    <li className={styles.case}>
      <Checkbox
        aria-label={`${one.number} ${one.customerName}`}
        checked={chosen}
        onChange={(event) => onToggle(one.id, event.currentTarget.checked)}
      />
      <Link to={`/cases/${one.number}`} target="_blank" className={styles.number}>
        {one.number}
      </Link>
      <span className={styles.name}>{one.customerName}</span>
      <span className={styles.subject}>{one.subject}</span>
      <span className={styles.skip}>{chosen && skip}</span>
    </li>
  );
});
