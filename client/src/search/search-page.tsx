import type { SearchSort } from '@caseroom/shared/search';
import { parseSearch } from '@caseroom/shared/search-grammar';
import { Button, CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useMe } from '../platform/session.ts';
import { useShortcut } from '../platform/shortcuts.ts';
import cards from '../ui/card-list.module.css';
import { Failure, Message } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { SkeletonLine } from '../ui/skeleton.tsx';
import { FilterChips } from './filter-chips.tsx';
import { Help } from './help.tsx';
import { Notices } from './notices.tsx';
import { remember } from './recent.ts';
import { Results } from './results.tsx';
import { SaveButton } from './save-button.tsx';
import { SavedLists } from './saved-lists.tsx';
import styles from './search.module.css';
import { useFullSearch } from './search-data.ts';
import { Tabs } from './tabs.tsx';

/** Typing rests this long before the address and the server follow, ms. */
const PAUSE_MS = 200;

/** Everything a search finds, a page at a time. The address holds it, so that it can be kept and passed on. */
export function SearchPage() {
  const me = useMe();
  const [params, setParams] = useSearchParams();
  const q = (params.get('q') ?? '').trim();
  const sort: SearchSort = params.get('sort') === 'newest' ? 'newest' : 'best';
  usePageTitle(q === '' ? 'Search' : `Search: ${q}`);
  useEffect(() => remember(me.id, q), [me.id, q]);
  const go = (next: { q?: string; sort?: SearchSort }) => {
    const to = { q, sort, ...next };
    setParams(
      { ...(to.q && { q: to.q }), ...(to.sort === 'newest' && { sort: to.sort }) },
      { replace: true },
    );
  };
  return (
    <div className={styles.page}>
      <div className={styles.column}>
        <header className={styles.head}>
          <h1>Search</h1>
          <span className={styles.grow} />
          {q !== '' && <SaveButton q={q} sort={sort} />}
        </header>
        <Box q={q} onChange={(next) => go({ q: next })} />
        <FilterChips terms={parseSearch(q).terms} onChange={(next) => go({ q: next })} />
        {q === '' ? (
          <>
            <SavedLists />
            <Help onTry={(next) => go({ q: next })} />
          </>
        ) : (
          <Found
            q={q}
            sort={sort}
            onSort={(next) => go({ sort: next })}
            onQuery={(next) => go({ q: next })}
          />
        )}
      </div>
    </div>
  );
}

function Box({ q, onChange }: { readonly q: string; readonly onChange: (q: string) => void }) {
  const [text, setText] = useState(q);
  const box = useRef<HTMLInputElement>(null);
  const commit = useDebouncedCallback(onChange, PAUSE_MS);
  const sent = useRef(q);
  // The address may change by other ways than typing here: a chip, a saved search, going back.
  useEffect(() => {
    if (sent.current !== q) setText(q);
    sent.current = q;
  }, [q]);
  useShortcut({ keys: '/', label: 'Go to the search box', group: 'Anywhere' }, () => box.current?.focus());
  const change = (next: string) => {
    setText(next);
    sent.current = next.trim();
    commit(next.trim());
  };
  return (
    <TextInput
      ref={box}
      autoFocus={q === ''}
      type="search"
      size="md"
      aria-label="Search"
      placeholder="Words, “a whole phrase”, tag:billing, author:name"
      leftSection={<IconSearch size={18} />}
      rightSection={text && <CloseButton aria-label="Clear the search" onClick={() => change('')} />}
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}

interface FoundProps {
  readonly q: string;
  readonly sort: SearchSort;
  readonly onSort: (sort: SearchSort) => void;
  readonly onQuery: (q: string) => void;
}

function Found({ q, sort, onSort, onQuery }: FoundProps) {
  const found = useFullSearch(q, sort);
  const first = found.data?.pages[0];
  const items = found.data?.pages.flatMap((page) => page.items) ?? [];
  if (found.error && !found.data)
    return <Failure error={found.error} what="the results" retry={() => found.refetch()} />;
  return (
    <>
      {first && <Notices answer={first} />}
      <Tabs q={q} sort={sort} counts={first?.counts} onSort={onSort} onQuery={onQuery} />
      {found.isPending && <Waiting />}
      {first && items.length === 0 && (
        <Message icon={<IconSearch size={20} />} title="Nothing found">
          Nothing you may read says this. Try fewer or other words, a beginning such as refu*, or take a
          filter away.
        </Message>
      )}
      {items.length > 0 && <Results items={items} old={found.isPlaceholderData} />}
      {found.hasNextPage && (
        <Button
          variant="default"
          loading={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </>
  );
}

function Waiting() {
  return (
    <div className={cards.list} role="status" aria-label="Searching">
      {['62%', '48%', '56%', '40%'].map((width) => (
        <div key={width} className={`${styles.result} ${styles.waiting}`}>
          <SkeletonLine width={width} />
        </div>
      ))}
    </div>
  );
}
