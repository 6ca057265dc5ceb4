import type { CaseSummary } from '@caseroom/shared/case';
import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconFilterOff, IconInbox, IconListCheck, IconPlus } from '@tabler/icons-react';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { usePresentNames } from '../case/vocabulary.ts';
import { useMe, writablePrograms } from '../platform/session.ts';
import { Failure, Message } from '../ui/message.tsx';
import { SkeletonLine } from '../ui/skeleton.tsx';
import { CaseList, type Selecting } from './case-list.tsx';
import { FilterBar } from './filter-bar.tsx';
import { type Filters, hasFilters, withoutFilters } from './filters.ts';
import styles from './queue.module.css';
import { useCaseList, useFacets } from './queue-data.ts';
import { arrange, type CasePage, heldStill } from './rows.ts';
import { useSelection } from './selection.ts';
import { type SelectionActions, SelectionBar } from './selection-bar.tsx';
import { useFilters } from './use-filters.ts';

const none: readonly CasePage[] = [];

interface QueuePaneProps {
  readonly above?: ReactNode;
  /** Absent where nothing can be done with selected cases. */
  readonly actions?: SelectionActions | undefined;
}

/** The queue, beside the case on a wide screen and alone on a narrow one. */
export function QueuePane({ above, actions }: QueuePaneProps) {
  const { filters: asked, setFilters, search } = useFilters();
  const tag = usePresentNames(asked.tag);
  const filters = useMemo(() => ({ ...asked, tag }), [asked, tag]);
  const { caseId } = useParams();
  const list = useCaseList(filters);
  const facets = useFacets(filters);
  const { rows, waiting, setHover } = useSteadyRows(list.data?.pages ?? none, filters);
  const selection = useSelection();
  const [isSelecting, setSelecting] = useState(false);
  const endSelecting = () => {
    setSelecting(false);
    selection.clear();
  };
  const selecting: Selecting | null = actions
    ? {
        on: isSelecting,
        ids: selection.ids,
        toggle(row, through) {
          setSelecting(true);
          selection.toggle(row, rows, through);
        },
        end: endSelecting,
      }
    : null;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  return (
    <section className={`${styles.pane} not-printed`} aria-label="Queue">
      <QueueHeader
        search={search}
        isSelecting={isSelecting}
        onSelecting={actions && (() => (isSelecting ? endSelecting() : setSelecting(true)))}
      />
      {above}
      <FilterBar filters={filters} onChange={setFilters} facets={facets.data} />
      {list.isPending && <RowSkeletons />}
      {list.isError && !list.data && (
        <Failure compact error={list.error} what="the queue" retry={() => list.refetch()} />
      )}
      {list.data && rows.length === 0 && <NoRows filters={filters} onChange={setFilters} search={search} />}
      {rows.length > 0 && (
        <CaseList
          rows={rows}
          waiting={waiting}
          openId={rows.find((row) => row.number === caseId || row.id === caseId)?.id}
          search={search}
          onHover={setHover}
          hasMore={hasNextPage}
          onMore={more}
          dimmed={list.isPlaceholderData}
          selecting={selecting}
        />
      )}
      {actions && isSelecting && (
        <SelectionBar selection={selection} rows={rows} actions={actions} onEnd={endSelecting} />
      )}
    </section>
  );
}

/** Sorted rows that stand still for as long as the pointer is among them. */
function useSteadyRows(pages: readonly CasePage[], filters: Filters) {
  const me = useMe();
  const [order, setOrder] = useState<{ ids: readonly string[]; filters: Filters; pageCount: number } | null>(
    null,
  );
  const arranged = useMemo(() => arrange(pages, filters, me.id), [pages, filters, me.id]);
  // Other filters or another page are the person's own doing: then the list may change under the pointer.
  const held = order && order.filters === filters && order.pageCount === pages.length ? order : null;
  const setHover = useCallback(
    (hovering: boolean) =>
      setOrder(hovering ? { ids: arranged.map((row) => row.id), filters, pageCount: pages.length } : null),
    [arranged, filters, pages.length],
  );
  const shown: { rows: readonly CaseSummary[]; waiting: number } = held
    ? heldStill(held.ids, arranged, pages)
    : { rows: arranged, waiting: 0 };
  return { ...shown, setHover };
}

interface QueueHeaderProps {
  readonly search: string;
  readonly isSelecting: boolean;
  readonly onSelecting: (() => void) | undefined;
}

function QueueHeader({ search, isSelecting, onSelecting }: QueueHeaderProps) {
  const canOpen = writablePrograms(useMe()).length > 0;
  return (
    <header className={styles.header}>
      <h1 className={styles.title}>Queue</h1>
      {onSelecting && (
        <Tooltip label="Select cases (X)">
          <ActionIcon
            className={styles.selectStart ?? ''}
            variant={isSelecting ? 'light' : 'subtle'}
            color={isSelecting ? undefined : 'gray'}
            aria-label="Select cases"
            aria-pressed={isSelecting}
            size={28}
            onClick={onSelecting}
          >
            <IconListCheck size={16} />
          </ActionIcon>
        </Tooltip>
      )}
      {canOpen && (
        <Tooltip label="New case (C)">
          <ActionIcon
            component={Link}
            to={`/cases/new${search}`}
            variant="default"
            aria-label="New case"
            size={28}
          >
            <IconPlus size={16} />
          </ActionIcon>
        </Tooltip>
      )}
    </header>
  );
}

interface NoRowsProps {
  readonly filters: Filters;
  readonly onChange: (next: Filters) => void;
  readonly search: string;
}

function NoRows({ filters, onChange, search }: NoRowsProps) {
  const navigate = useNavigate();
  const canOpen = writablePrograms(useMe()).length > 0;
  if (hasFilters(filters)) {
    return (
      <Message
        compact
        icon={<IconFilterOff size={20} />}
        title="No case matches"
        actions={
          <Button variant="default" onClick={() => onChange(withoutFilters(filters))}>
            Clear the filters
          </Button>
        }
      >
        {filters.q
          ? `Nothing here has all the words of “${filters.q.trim()}”.`
          : 'Nothing here fits all these filters at once.'}
      </Message>
    );
  }
  const mine = filters.view === 'mine';
  return (
    <Message
      compact
      icon={<IconInbox size={20} />}
      title={mine ? 'You own no unresolved case' : 'The queue is empty'}
      actions={
        <>
          {mine && (
            <Button variant="default" onClick={() => onChange({ ...filters, view: 'unresolved' })}>
              Show everyone’s
            </Button>
          )}
          {canOpen && <Button onClick={() => void navigate(`/cases/new${search}`)}>New case</Button>}
        </>
      }
    >
      Cases of your programs appear here as they are opened, newest work first.
    </Message>
  );
}

const SKELETON_WIDTHS = ['78%', '62%', '85%', '55%', '70%', '66%', '80%', '58%'];

function RowSkeletons() {
  return (
    <div className={styles.list} role="status" aria-label="Loading the queue">
      {SKELETON_WIDTHS.map((width) => (
        <div key={width} className={styles.row}>
          <span className={styles.rowTop}>
            <SkeletonLine width={width} height={14} />
          </span>
          <span className={styles.rowBottom}>
            <SkeletonLine width={120} />
          </span>
        </div>
      ))}
    </div>
  );
}
