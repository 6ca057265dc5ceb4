import type { Pick } from '@caseroom/shared/quality';
import { Button } from '@mantine/core';
import { IconClipboardCheck } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { sentenceOf } from '../platform/http.ts';
import { useMe } from '../platform/session.ts';
import { useShortcut } from '../platform/shortcuts.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Failure, InlineMessage, Message } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { Pill } from '../ui/pill.tsx';
import { ListSkeleton } from './list-skeleton.tsx';
import styles from './quality.module.css';
import { useBeginReview, usePicks } from './quality-data.ts';
import { firstName, reasonText } from './words.ts';

/** What was drawn and is not reviewed yet, with why each was drawn. */
export function WorkList() {
  usePageTitle('Work list');
  const { data, error, refetch } = usePicks(true);
  return (
    <div className={styles.column}>
      <header className={styles.head}>
        <h2>Drawn for review</h2>
        <span className={styles.minor}>By the rules of each program; the seed of every draw is kept.</span>
      </header>
      {error && !data && <Failure error={error} what="the work list" retry={() => refetch()} />}
      {!data && !error && <ListSkeleton label="Loading the work list" />}
      {data?.length === 0 && (
        <Message
          icon={<IconClipboardCheck size={20} />}
          title="Everything drawn is reviewed"
          actions={
            <Button component={Link} to="/quality/scorecards" variant="default">
              Sampling rules
            </Button>
          }
        >
          A sample of the week is drawn on Monday, as each program’s rules say. You can also draw from this
          week now.
        </Message>
      )}
      {data && data.length > 0 && <Picks picks={data} />}
    </div>
  );
}

function Picks({ picks }: { readonly picks: readonly Pick[] }) {
  const me = useMe();
  const navigate = useNavigate();
  const begin = useBeginReview();
  const list = useRef<HTMLUListElement>(null);
  const [at, setAt] = useState(0);
  const go = (to: number) => {
    const next = Math.min(Math.max(to, 0), picks.length - 1);
    setAt(next);
    list.current?.querySelectorAll<HTMLElement>('[data-row]')[next]?.focus();
  };
  useShortcut({ keys: 'j', label: 'Next in the list', group: 'Quality' }, () => go(at + 1));
  useShortcut({ keys: 'k', label: 'Previous in the list', group: 'Quality' }, () => go(at - 1));
  const reviews = new Set(
    me.memberships.filter(({ role }) => role === 'qa').map(({ program }) => program.id),
  );
  const open = (pick: Pick) => {
    if (pick.taken?.by.id === me.id) void navigate(`/quality/reviews/${pick.taken.reviewId}`);
    else
      begin.mutate({ pickId: pick.id }, { onSuccess: ({ id }) => void navigate(`/quality/reviews/${id}`) });
  };
  return (
    <>
      {begin.error && <InlineMessage>{sentenceOf(begin.error)}</InlineMessage>}
      <ul className={styles.list} ref={list}>
        {picks.map((pick, i) => {
          const mine = pick.taken?.by.id === me.id;
          const may = reviews.has(pick.program.id) && pick.agent.id !== me.id && (!pick.taken || mine);
          return (
            <li key={pick.id} className={styles.row}>
              <Avatar person={pick.agent} size={26} />
              <span className={styles.words}>
                <span className={styles.name}>{pick.agent.name}</span>
                <Link to={`/cases/${pick.case.number}?note=${pick.note.id}`} className={styles.about}>
                  {pick.case.number} {pick.case.subject}
                </Link>
                <span className={styles.minor}>
                  {pick.note.title}, {pick.program.name}
                </span>
              </span>
              <span className={styles.facts}>
                <Pill tone={pick.reason.kind === 'risk-tag' ? 'warn' : 'plain'}>
                  {reasonText(pick.reason)}
                </Pill>
                {pick.taken && !mine && (
                  <span className={styles.minor}>{firstName(pick.taken.by.name)} reviews it</span>
                )}
              </span>
              {may && (
                <Button
                  data-row
                  size="sm"
                  variant={mine ? 'filled' : 'default'}
                  loading={
                    begin.isPending &&
                    begin.variables !== undefined &&
                    'pickId' in begin.variables &&
                    begin.variables.pickId === pick.id
                  }
                  aria-label={`${mine ? 'Go on with' : 'Review'} ${pick.case.number}, ${pick.agent.name}`}
                  onFocus={() => setAt(i)}
                  onClick={() => open(pick)}
                >
                  {mine ? 'Go on' : 'Review'}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}
