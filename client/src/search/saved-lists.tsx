import type { SavedSearch } from '@caseroom/shared/search';
import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { sentenceOf } from '../platform/http.ts';
import cards from '../ui/card-list.module.css';
import { Failure, InlineMessage } from '../ui/message.tsx';
import styles from './search.module.css';
import { useForget, useSave, useSaved } from './search-data.ts';

/** One's own searches, and below them the views of each program. Nothing where nobody has saved any. */
export function SavedLists() {
  const saved = useSaved();
  const [gone, setGone] = useState<SavedSearch | null>(null);
  if (saved.error && !saved.data)
    return <Failure compact error={saved.error} what="your saved searches" retry={() => saved.refetch()} />;
  const programs = new Set((saved.data ?? []).map(({ program }) => program?.name ?? ''));
  return (
    <>
      {gone && <Undo gone={gone} onDone={() => setGone(null)} />}
      {[...programs].sort().map((program) => (
        <section key={program} className={styles.section}>
          <h2>{program === '' ? 'Your searches' : `Shared in ${program}`}</h2>
          <ul className={cards.list}>
            {saved.data
              ?.filter((one) => (one.program?.name ?? '') === program)
              .map((one) => (
                <SavedRow key={one.id} saved={one} onGone={setGone} />
              ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function SavedRow({
  saved,
  onGone,
}: {
  readonly saved: SavedSearch;
  readonly onGone: (saved: SavedSearch) => void;
}) {
  const forget = useForget();
  const { id, name, query, sort, mine } = saved;
  const search = new URLSearchParams({ q: query, ...(sort === 'newest' && { sort }) });
  return (
    <li className={styles.savedRow}>
      <Link to={`/search?${search}`} className={styles.savedLink}>
        <span className={styles.name}>{name}</span>
        {name !== query && <span className={styles.minor}>{query}</span>}
      </Link>
      {mine && (
        <Tooltip label="Remove">
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Remove ${name}`}
            loading={forget.isPending}
            onClick={() => forget.mutate(id, { onSuccess: () => onGone(saved) })}
          >
            <IconTrash size={15} />
          </ActionIcon>
        </Tooltip>
      )}
    </li>
  );
}

function Undo({ gone, onDone }: { readonly gone: SavedSearch; readonly onDone: () => void }) {
  const save = useSave();
  const { name, query, sort, program } = gone;
  const back = () =>
    save.mutate({ name, query, sort, programId: program?.id ?? null }, { onSuccess: onDone });
  return (
    <InlineMessage tone="good">
      {save.error ? sentenceOf(save.error) : `“${name}” was removed.`}{' '}
      <Button variant="subtle" size="compact-sm" loading={save.isPending} onClick={back}>
        Undo
      </Button>
    </InlineMessage>
  );
}
