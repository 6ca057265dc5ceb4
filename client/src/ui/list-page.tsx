import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import styles from './list-page.module.css';
import { Failure } from './message.tsx';
import { SkeletonLine } from './skeleton.tsx';

interface ListPageProps {
  /** What the list is of: "Service accounts". */
  readonly label: string;
  /** What stands beside the list: one of its things, or a new one. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A list on one side and what is open of it on the other, which alone is seen on a narrow screen. */
export function ListPage({ label, aside, children }: ListPageProps) {
  return (
    <div className={styles.split} data-aside={aside ? true : undefined}>
      <section className={styles.pane} aria-label={label}>
        {children}
      </section>
      {aside}
    </div>
  );
}

interface ListAboutProps {
  readonly children: ReactNode;
  /** What can be done with all of the list. */
  readonly beside?: ReactNode;
}

/** What a list is for. */
export function ListAbout({ children, beside }: ListAboutProps) {
  return (
    <div className={styles.bar}>
      <p className={styles.about}>{children}</p>
      {beside}
    </div>
  );
}

interface AddButtonProps {
  readonly onClick: () => void;
  readonly children: ReactNode;
}

export function AddButton({ onClick, children }: AddButtonProps) {
  return (
    <Button size="sm" leftSection={<IconPlus size={16} />} onClick={onClick}>
      {children}
    </Button>
  );
}

interface ListedProps<T> {
  readonly query: Pick<UseQueryResult<readonly T[]>, 'data' | 'error' | 'refetch'>;
  /** "the accounts". */
  readonly what: string;
  /** What stands there while there is nothing to list. */
  readonly none: ReactNode;
  readonly children: (items: readonly T[]) => ReactNode;
}

/** What a query found, or where it stands. What was found once stays when asking again fails. */
export function Listed<T>({ query: { data, error, refetch }, what, none, children }: ListedProps<T>) {
  if (data) return data.length === 0 ? none : children(data);
  if (error) return <Failure error={error} what={what} retry={() => refetch()} />;
  return (
    <div className={styles.loading} role="status" aria-label={`Loading ${what}`}>
      <SkeletonLine width="60%" />
    </div>
  );
}

interface ListRowProps {
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  /** Lays the row out in columns of its own. */
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** One thing of a list, which opens beside it. */
export function ListRow({ isOpen, onOpen, className = styles.row, children }: ListRowProps) {
  return (
    <li>
      <button
        type="button"
        className={`${styles.line} ${className}`}
        aria-current={isOpen || undefined}
        onClick={onOpen}
      >
        {children}
      </button>
    </li>
  );
}

/** What is open beside a list, as the address says: `?account=<id>` one of its things, `?new` a new one. */
export function useAside(name: string) {
  const [params, setParams] = useSearchParams();
  const show = (next: Record<string, string>) => setParams(next, { replace: true });
  return {
    openId: params.get(name),
    isAdding: params.has('new'),
    open: (id: string) => show({ [name]: id }),
    add: () => show({ new: '' }),
    close: () => show({}),
  };
}
