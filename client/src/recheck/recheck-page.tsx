import { noteKinds } from '@caseroom/shared/note-kinds';
import type { Me } from '@caseroom/shared/people';
import type { RecheckItem } from '@caseroom/shared/recheck';
import { Button, SegmentedControl } from '@mantine/core';
import { IconCalendarCheck } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { DueTabs } from '../case/due-tabs.tsx';
import { placeInCase } from '../case/go-to-place.ts';
import { type RecheckQuery, useRechecks, useStillRight } from '../note/recheck/recheck-data.ts';
import { recheckWords } from '../note/recheck/recheck-words.ts';
import { sentenceOf } from '../platform/http.ts';
import { useMe } from '../platform/session.ts';
import { useNow } from '../platform/time.ts';
import { Ago } from '../ui/ago.tsx';
import { Avatar } from '../ui/avatar.tsx';
import cards from '../ui/card-list.module.css';
import { Failure, InlineMessage, Message } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { ProgramFilter } from '../ui/program-select.tsx';
import { SkeletonLine } from '../ui/skeleton.tsx';
import styles from './recheck.module.css';

type View = 'mine' | 'team' | 'later';
const views: Record<View, { name: string; query: RecheckQuery }> = {
  mine: { name: 'Mine', query: { of: 'mine', state: 'due' } },
  team: { name: 'Everyone’s', query: { of: 'team', state: 'due' } },
  later: { name: 'Later', query: { of: 'team', state: 'later' } },
};

/** Notes whose day has come: each is looked at and found still right, or written anew. */
export function RecheckPage() {
  usePageTitle('Notes to recheck');
  const me = useMe();
  // A lead’s own cases are few: theirs to mind are the team’s.
  const [view, setView] = useState<View>(() => (leads(me) ? 'team' : 'mine'));
  const [program, setProgram] = useState<string | null>(null);
  const { data, error, isPending, refetch } = useRechecks({
    ...views[view].query,
    ...(program ? { program } : {}),
  });
  return (
    <div className={styles.page}>
      <div className={styles.column}>
        <DueTabs />
        <header className={styles.head}>
          <h1>Notes to recheck</h1>
          <ProgramFilter
            programs={me.memberships.map(({ program }) => program)}
            value={program}
            onChange={setProgram}
          />
          <SegmentedControl
            aria-label="Which notes"
            value={view}
            onChange={(value) => setView(value as View)}
            data={Object.entries(views).map(([value, { name }]) => ({ value, label: name }))}
          />
        </header>
        {isPending && <Waiting />}
        {error && !data && <Failure error={error} what="the notes to recheck" retry={() => refetch()} />}
        {data?.length === 0 && <Nothing view={view} />}
        {data && data.length > 0 && (
          <ul className={cards.list}>
            {data.map((item) => (
              <Row key={item.noteId} item={item} />
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

const leads = ({ memberships }: Me): boolean => memberships.some(({ role }) => role === 'lead');

function Row({ item }: { readonly item: RecheckItem }) {
  const confirm = useStillRight({ noteId: item.noteId, caseId: item.case.id });
  const now = useNow();
  const title = item.title || noteKinds[item.kind].name;
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <Link to={placeInCase(item.case.id, { noteId: item.noteId })} className={styles.title}>
          {title}
        </Link>
        <span className={styles.case}>
          {item.case.number} {item.case.subject}
        </span>
        <span className={styles.facts}>
          {item.dueOn && (
            <span className={styles.due} data-due={item.isDue || undefined}>
              {recheckWords({ dueOn: item.dueOn, isDue: item.isDue }, now)}
            </span>
          )}
          <span className={styles.owner}>
            <Avatar person={item.owner} size={16} /> {item.owner.name.split(' ')[0]}
          </span>
          {item.last && (
            <span>
              found right by {item.last.by.name.split(' ')[0]} · <Ago at={item.last.at} />
            </span>
          )}
        </span>
        {confirm.error && <InlineMessage>{sentenceOf(confirm.error)}</InlineMessage>}
      </div>
      {item.write && item.isDue && (
        <Button
          variant="default"
          aria-label={`Still right: ${title}, ${item.case.number}`}
          loading={confirm.isPending}
          onClick={() => confirm.mutate(undefined)}
        >
          Still right
        </Button>
      )}
    </li>
  );
}

const nothing: Record<View, { readonly title: string; readonly text: ReactNode }> = {
  mine: {
    title: 'Nothing to recheck',
    text: 'Notes in cases of yours appear here when their day comes. The calendar in a note’s header sets it.',
  },
  team: { title: 'Nothing to recheck', text: 'No note of your programs is past its day.' },
  later: { title: 'Nothing planned', text: 'Notes whose day is still to come are listed here.' },
};

function Nothing({ view }: { readonly view: View }) {
  return (
    <Message icon={<IconCalendarCheck size={20} />} title={nothing[view].title}>
      {nothing[view].text}
    </Message>
  );
}

function Waiting() {
  return (
    <div className={cards.list} role="status" aria-label="Loading the notes to recheck">
      {['70%', '55%', '62%'].map((width) => (
        <div key={width} className={styles.row}>
          <SkeletonLine width={width} />
        </div>
      ))}
    </div>
  );
}
