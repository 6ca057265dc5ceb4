import type { FollowUp, ListFollowUps } from '@caseroom/shared/follow-up';
import { SegmentedControl, Select } from '@mantine/core';
import { IconChecklist } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useSearchParams } from 'react-router';
import { DueTabs } from '../case/due-tabs.tsx';
import { sentenceOf } from '../platform/http.ts';
import { useNow } from '../platform/time.ts';
import cards from '../ui/card-list.module.css';
import { Failure, InlineMessage, Message } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { SkeletonLine } from '../ui/skeleton.tsx';
import styles from './follow-up.module.css';
import { useFollowUps, useTick } from './follow-up-data.ts';
import { FollowUpRow } from './follow-up-row.tsx';
import { groupFollowUps, groupNames } from './groups.ts';

type View = 'mine' | 'promises' | 'team' | 'done';

const views: Record<View, { name: string; query: ListFollowUps }> = {
  mine: { name: 'Mine', query: { of: 'mine', state: 'open' } },
  promises: { name: 'Promises', query: { of: 'mine', state: 'open' } },
  team: { name: 'Everyone’s', query: { of: 'team', state: 'open' } },
  done: { name: 'Done', query: { of: 'mine', state: 'done' } },
};

/** Everything somebody has to do by a time, over all cases: overdue first. */
export function FollowUpPage() {
  usePageTitle('My follow-ups');
  const [view, setView] = useState<View>('mine');
  const [params, setParams] = useSearchParams();
  const tag = params.get('tag');
  const { query } = views[view];
  const { data, error, isPending, refetch } = useFollowUps(tag ? { ...query, tag } : query);
  const items = view === 'promises' ? data?.filter(({ promise }) => promise) : data;
  return (
    <div className={styles.page}>
      <div className={styles.column}>
        <DueTabs />
        <header className={styles.head}>
          <h1>My follow-ups</h1>
          <TagSelect
            query={query}
            tag={tag}
            onChange={(next) => setParams(next ? { tag: next } : {}, { replace: true })}
          />
          <SegmentedControl
            aria-label="Which follow-ups"
            value={view}
            onChange={(value) => setView(value as View)}
            data={Object.entries(views).map(([value, { name }]) => ({ value, label: name }))}
          />
        </header>
        {isPending && <Waiting />}
        {error && !data && <Failure error={error} what="your follow-ups" retry={() => refetch()} />}
        {items?.length === 0 && <Nothing view={view} tag={tag} />}
        {items && items.length > 0 && <Groups items={items} done={view === 'done'} />}
      </div>
    </div>
  );
}

interface TagSelectProps {
  /** The list that is narrowed. */
  readonly query: ListFollowUps;
  readonly tag: string | null;
  readonly onChange: (tag: string | null) => void;
}

/** Offers the tags of the cases whose follow-ups are listed; shown once there are any. */
function TagSelect({ query, tag, onChange }: TagSelectProps) {
  const all = useFollowUps(query).data ?? [];
  const tags = new Set([...all.flatMap((followUp) => followUp.case.tags), ...(tag ? [tag] : [])]);
  if (tags.size === 0) return null;
  return (
    <Select
      className={styles.tagSelect ?? ''}
      aria-label="Tag"
      placeholder="All tags"
      clearable
      searchable
      data={[...tags].sort()}
      value={tag}
      onChange={onChange}
    />
  );
}

function Groups({ items, done }: { readonly items: readonly FollowUp[]; readonly done: boolean }) {
  const now = useNow();
  const tick = useTick();
  const rows = (group: readonly FollowUp[]): ReactNode => (
    <ul className={`${cards.list} ${styles.list}`}>
      {group.map((followUp) => (
        <FollowUpRow
          key={followUp.id}
          followUp={followUp}
          withCase
          onTick={(checked) => tick.mutate({ id: followUp.id, done: checked })}
        />
      ))}
    </ul>
  );
  return (
    <>
      {tick.error && <InlineMessage>{sentenceOf(tick.error)}</InlineMessage>}
      {done
        ? rows(items)
        : groupFollowUps(items, now).map(([key, group]) => (
            <section key={key} aria-labelledby={`group-${key}`}>
              <h2 id={`group-${key}`} className={styles.group} data-group={key}>
                {groupNames[key]} <span>{group.length}</span>
              </h2>
              {rows(group)}
            </section>
          ))}
    </>
  );
}

const nothing: Record<View, { title: string; text: string }> = {
  mine: {
    title: 'Nothing to follow up',
    text: 'In any note, write a task, mention somebody and type “@@” and a time: “@@tomorrow 3pm”.',
  },
  promises: { title: 'No promises open', text: 'What a customer was promised, by you, is listed here.' },
  team: { title: 'Nothing to follow up', text: 'Open tasks with a time, in every case you can read.' },
  done: { title: 'Nothing done yet', text: 'What you tick stays here, the latest first.' },
};

function Nothing({ view, tag }: { readonly view: View; readonly tag: string | null }) {
  return (
    <Message icon={<IconChecklist size={20} />} title={nothing[view].title}>
      {tag ? `In no case with the tag “${tag}”.` : nothing[view].text}
    </Message>
  );
}

function Waiting() {
  return (
    <div className={`${cards.list} ${styles.list}`} role="status" aria-label="Loading your follow-ups">
      {['70%', '55%', '62%'].map((width) => (
        <div key={width} className={styles.row}>
          <SkeletonLine width={width} />
        </div>
      ))}
    </div>
  );
}
