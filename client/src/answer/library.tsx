import { AnswerState, type AnswerSummary, answerStateNames, ListAnswers } from '@caseroom/shared/answer';
import { Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBulb, IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { useTagLooks } from '../case/vocabulary.ts';
import { readablePrograms, useMe } from '../platform/session.ts';
import { useShortcut } from '../platform/shortcuts.ts';
import { useParamSetter } from '../platform/use-param-setter.ts';
import { Ago } from '../ui/ago.tsx';
import list from '../ui/list-page.module.css';
import { ListPage } from '../ui/list-page.tsx';
import { Failure, Message } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { Pill } from '../ui/pill.tsx';
import { ProgramFilter } from '../ui/program-select.tsx';
import { SkeletonLine } from '../ui/skeleton.tsx';
import { TagChip } from '../ui/tag-chip.tsx';
import { useAnswers } from './answer-data.ts';
import { staleWords, stateTones, usedWords } from './answer-words.ts';
import { CardPanel } from './card-panel.tsx';
import styles from './library.module.css';

/** Typing rests this long before the server is asked, ms. */
const PAUSE_MS = 200;

/** Every answer card this person may read, as far as they ask for it; one of them open beside the list. */
export function Library() {
  usePageTitle('Answer cards');
  const { cardId } = useParams();
  const [params] = useSearchParams();
  const query = ListAnswers.safeParse(Object.fromEntries(params));
  const asked = query.success ? query.data : {};
  const cards = useAnswers(asked);
  const isNarrowed = ['program', 'state', 'tag', 'q'].some((name) => params.has(name));
  return (
    <ListPage
      label="Answer cards"
      aside={cardId !== undefined && <CardPanel key={cardId} cardId={cardId} backTo={`/answers?${params}`} />}
    >
      <Filters />
      {cards.isPending && <Waiting />}
      {cards.error && !cards.data && (
        <Failure error={cards.error} what="the answer cards" retry={() => cards.refetch()} />
      )}
      {cards.data?.length === 0 && <Nothing isNarrowed={isNarrowed} />}
      {cards.data && cards.data.length > 0 && <CardList items={cards.data} chosen={cardId ?? null} />}
    </ListPage>
  );
}

const states = [
  ...AnswerState.options.map((value) => ({ value: value as string, label: answerStateNames[value] })),
  { value: 'stale', label: 'To look at again' },
];
const sorts = [
  { value: 'used', label: 'Most used' },
  { value: 'newest', label: 'Newest' },
  { value: 'title', label: 'By title' },
];

function Filters() {
  const programs = readablePrograms(useMe());
  const [params, _setParams] = useSearchParams();
  const looks = useTagLooks();
  const set = useParamSetter();
  const [typed, setTyped] = useState(params.get('q') ?? '');
  const [rested] = useDebouncedValue(typed.trim(), PAUSE_MS);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what rests is what is asked for, and nothing else.
  useEffect(() => set('q', rested), [rested]);
  const tag = params.get('tag');
  return (
    <search className={list.tools} aria-label="Filters of the answer cards">
      <TextInput
        className={list.search ?? ''}
        type="search"
        aria-label="Search answer cards"
        placeholder="Words of a card"
        leftSection={<IconSearch size={15} />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <ProgramFilter
        w={170}
        programs={programs}
        value={params.get('program')}
        onChange={(value) => set('program', value)}
      />
      <Select
        w={150}
        aria-label="State"
        placeholder="Any state"
        clearable
        data={states}
        value={params.get('state')}
        onChange={(value) => set('state', value)}
      />
      <Select
        w={140}
        aria-label="Tag"
        placeholder="All tags"
        clearable
        searchable
        data={[...new Set([...looks.keys(), ...(tag ? [tag] : [])])].sort()}
        value={tag}
        onChange={(value) => set('tag', value)}
      />
      <Select
        w={130}
        aria-label="Order"
        allowDeselect={false}
        data={sorts}
        value={params.get('sort') ?? 'used'}
        onChange={(value) => set('sort', value === 'used' ? null : value)}
      />
    </search>
  );
}

interface CardListProps {
  readonly items: readonly AnswerSummary[];
  readonly chosen: string | null;
}

function CardList({ items, chosen }: CardListProps) {
  const rows = useRef<HTMLUListElement>(null);
  const at = useRef(-1);
  const go = (step: 1 | -1) => {
    at.current = Math.min(Math.max(at.current + step, 0), items.length - 1);
    rows.current?.querySelectorAll<HTMLElement>('a')[at.current]?.focus();
  };
  useShortcut({ keys: 'j', label: 'Next card', group: 'Anywhere' }, () => go(1));
  useShortcut({ keys: 'k', label: 'Previous card', group: 'Anywhere' }, () => go(-1));
  return (
    <ul className={list.rows} ref={rows} aria-label="Cards">
      {items.map((card, i) => (
        <li key={card.id}>
          <CardRow
            card={card}
            isOpen={card.id === chosen}
            onFocus={() => {
              at.current = i;
            }}
          />
        </li>
      ))}
    </ul>
  );
}

interface CardRowProps {
  readonly card: AnswerSummary;
  readonly isOpen: boolean;
  readonly onFocus: () => void;
}

function CardRow({ card, isOpen, onFocus }: CardRowProps) {
  const [params] = useSearchParams();
  const looks = useTagLooks();
  const several = readablePrograms(useMe()).length > 1;
  return (
    <Link
      to={`/answers/${card.id}?${params}`}
      className={styles.row}
      aria-current={isOpen || undefined}
      onFocus={onFocus}
    >
      <span className={styles.rowHead}>
        <span className={styles.rowTitle}>{card.title}</span>
        {card.state !== 'published' && (
          <Pill tone={stateTones[card.state]}>{answerStateNames[card.state]}</Pill>
        )}
        {card.stale && <Pill tone="warn">{staleWords[card.stale]}</Pill>}
      </span>
      <span className={styles.rowFix}>{card.problem || card.fix}</span>
      <span className={styles.rowFacts}>
        {card.tags.slice(0, 4).map((tag) => (
          <TagChip key={tag} name={tag} colour={looks.get(tag)?.colour ?? null} />
        ))}
        <span>{usedWords(card)}</span>
        {several && <span>{card.program.name}</span>}
        <span>
          {card.author.name} · <Ago at={card.editedAt} />
        </span>
      </span>
    </Link>
  );
}

function Nothing({ isNarrowed }: { readonly isNarrowed: boolean }) {
  return isNarrowed ? (
    <Message icon={<IconSearch size={20} />} title="No such card">
      No answer card fits these filters. Fewer of them find more.
    </Message>
  ) : (
    <Message icon={<IconBulb size={20} />} title="No answer cards yet">
      When a resolution note says something others will need, open its menu and choose “Make an answer card”.
      Once reviewed it is offered beside cases like it.
    </Message>
  );
}

function Waiting() {
  return (
    <div className={list.rows} role="status" aria-label="Loading the answer cards">
      {['52%', '64%', '48%'].map((width) => (
        <div key={width} className={styles.row}>
          <SkeletonLine width={width} />
          <SkeletonLine width="80%" />
        </div>
      ))}
    </div>
  );
}
