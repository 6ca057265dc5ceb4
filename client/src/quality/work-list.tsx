import type { Pick } from '@caseroom/shared/quality';
import { Button } from '@mantine/core';
import { IconClipboardCheck } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { sentenceOf } from '../platform/http.ts';
import { useMe } from '../platform/session.ts';
import { useShortcut } from '../platform/shortcuts.ts';
import cards from '../ui/card-list.module.css';
import { Failure, InlineMessage, Message } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { ListSkeleton } from './list-skeleton.tsx';
import { PickRow } from './pick-row.tsx';
import styles from './quality.module.css';
import { useBeginReview, usePicks, useRestorePick } from './quality-data.ts';

/** What was drawn and is not reviewed yet, with why each was drawn. */
export function WorkList() {
  usePageTitle('Work list');
  const { data, error, refetch } = usePicks(true);
  const [off, setOff] = useState<Pick | null>(null);
  return (
    <div className={styles.column}>
      <header className={styles.head}>
        <h2>Drawn for review</h2>
        <span className={styles.minor}>By the rules of each program; the seed of every draw is kept.</span>
      </header>
      {error && !data && <Failure error={error} what="the work list" retry={() => refetch()} />}
      {!data && !error && <ListSkeleton label="Loading the work list" />}
      {off && <TakenOff key={off.id} pick={off} onDone={() => setOff(null)} />}
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
      {data && data.length > 0 && <Picks picks={data} onDismissed={setOff} />}
    </div>
  );
}

interface PicksProps {
  readonly picks: readonly Pick[];
  readonly onDismissed: (pick: Pick) => void;
}

function Picks({ picks, onDismissed }: PicksProps) {
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
  const open = (pick: Pick, scorecardId?: string) => {
    if (pick.taken?.by.id === me.id) return void navigate(`/quality/reviews/${pick.taken.reviewId}`);
    begin.mutate(
      { pickId: pick.id, ...(scorecardId && { scorecardId }) },
      { onSuccess: ({ id }) => void navigate(`/quality/reviews/${id}`) },
    );
  };
  const isBeginning = ({ id }: Pick): boolean =>
    begin.isPending &&
    begin.variables !== undefined &&
    'pickId' in begin.variables &&
    begin.variables.pickId === id;
  return (
    <>
      {begin.error && <InlineMessage>{sentenceOf(begin.error)}</InlineMessage>}
      <ul className={cards.list} ref={list}>
        {picks.map((pick, i) => {
          const mine = pick.taken?.by.id === me.id;
          return (
            <PickRow
              key={pick.id}
              pick={pick}
              mine={mine}
              may={reviews.has(pick.program.id) && pick.agent.id !== me.id && (!pick.taken || mine)}
              beginning={isBeginning(pick)}
              onFocus={() => setAt(i)}
              onOpen={(scorecardId) => open(pick, scorecardId)}
              onDismissed={() => onDismissed(pick)}
            />
          );
        })}
      </ul>
    </>
  );
}

/** What was taken off the list a moment ago can be put back. */
function TakenOff({ pick, onDone }: { readonly pick: Pick; readonly onDone: () => void }) {
  const restore = useRestorePick();
  return (
    <InlineMessage tone="good">
      {pick.case.number} is off the list.{' '}
      <button
        type="button"
        className={styles.link}
        disabled={restore.isPending}
        onClick={() => restore.mutate(pick.id, { onSuccess: onDone })}
      >
        Put it back
      </button>
      {restore.error && ` ${sentenceOf(restore.error)}`}
    </InlineMessage>
  );
}
