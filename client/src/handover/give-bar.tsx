import { type Handover, type HandoverItem, LEADS_NOTICE_MS } from '@caseroom/shared/handover';
import { Button } from '@mantine/core';
import { IconScale } from '@tabler/icons-react';
import { useState } from 'react';
import { sentenceOf } from '../platform/http.ts';
import { clockText, useNow } from '../platform/time.ts';
import { counted } from '../platform/words.ts';
import { InlineMessage } from '../ui/message.tsx';
import { useAttempt } from './attempt.ts';
import { balanceReasons } from './balance-reasons.ts';
import giveBar from './give-bar.module.css';
import { type HandoverActs, packetPath, proposeBalance } from './handover-data.ts';
import styles from './packet.module.css';
import { gapsOf, isWaiting, readinessOf } from './packet.ts';

interface GiveBarProps {
  readonly held: Handover;
  readonly acts: HandoverActs;
  readonly onPick: (caseId: string) => void;
}

/** Below the giver's list: share the cases out, sign and send; and what is still theirs afterwards. */
export function GiveBar({ held, acts, onPick }: GiveBarProps) {
  if (!held.rights.edit) return <Closed held={held} />;
  const { ready, waiting } = readinessOf(held.items);
  return (
    <footer className={styles.bar}>
      {ready.length + waiting.length > 0 && (
        <>
          <Balance held={held} acts={acts} />
          <Gate waiting={waiting} onPick={onPick} />
          <Send held={held} acts={acts} ready={ready} waiting={waiting} />
        </>
      )}
      <StillYours held={held} acts={acts} />
    </footer>
  );
}

/** Shares the cases that have nobody out by load and skill; every choice can be changed afterwards. */
function Balance({ held, acts }: Omit<GiveBarProps, 'onPick'>) {
  const [error, setError] = useState<unknown>(null);
  const [isLooking, setLooking] = useState(false);
  const [left, setLeft] = useState<number | null>(null);
  const open = held.items.filter(({ state, receiver }) => state === 'unsent' && receiver === null);
  const balance = async () => {
    setError(null);
    setLooking(true);
    try {
      const proposal = await proposeBalance(held.id);
      const without = new Set(open.map((item) => item.case.id));
      const items = proposal.flatMap(({ caseId, receiverId, why }) =>
        without.has(caseId) && receiverId !== null ? [{ caseId, receiverId, why }] : [],
      );
      balanceReasons.set(Object.fromEntries(items.map((item) => [item.caseId, item])));
      setLeft(open.length - items.length);
      if (items.length > 0)
        acts.mutate({
          method: 'PUT',
          path: packetPath(held.id, '/receivers'),
          body: { items: items.map(({ why: _, ...choice }) => choice) },
        });
    } catch (failure) {
      setError(failure);
    }
    setLooking(false);
  };
  if (open.length === 0) return null;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconScale size={14} aria-hidden />}
        loading={isLooking || acts.isPending}
        onClick={() => void balance()}
      >
        Balance for me
      </Button>
      {error !== null && <InlineMessage>{sentenceOf(error)}</InlineMessage>}
      {left !== null && left > 0 && (
        <p className={styles.minor} role="status">
          For {counted(left, 'case')} nobody could be found. Choose somebody yourself.
        </p>
      )}
    </>
  );
}

const MAX_NAMED = 3;

/** What keeps the packet from being sent, by what it is, and the way to each case. */
function Gate({
  waiting,
  onPick,
}: {
  readonly waiting: readonly HandoverItem[];
  readonly onPick: GiveBarProps['onPick'];
}) {
  if (waiting.length === 0) return null;
  return (
    <div className={giveBar.gate} role="status">
      <p>Still missing</p>
      <ul>
        {gapsOf(waiting).map(({ what, items }) => (
          <li key={what}>
            {what}:
            {items.slice(0, MAX_NAMED).map((item) => (
              <button
                key={item.case.id}
                type="button"
                className={giveBar.inlineButton}
                onClick={() => onPick(item.case.id)}
              >
                {item.case.number}
              </button>
            ))}
            {items.length > MAX_NAMED && <span>and {items.length - MAX_NAMED} more</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}

interface SendProps extends Omit<GiveBarProps, 'onPick'> {
  readonly ready: readonly HandoverItem[];
  readonly waiting: readonly HandoverItem[];
}

function Send({ held, acts, ready, waiting }: SendProps) {
  const { key, settled } = useAttempt();
  const send = () =>
    acts.mutate(
      {
        path: packetPath(held.id, '/send'),
        body: { caseIds: ready.map((item) => item.case.id) },
        key,
      },
      { onSettled: (_, error) => settled(error) },
    );
  return (
    <>
      <Button
        fullWidth
        disabled={waiting.length > 0 || ready.length === 0}
        loading={acts.isPending}
        onClick={send}
      >
        Sign and hand over {counted(ready.length + waiting.length, 'case')}
      </Button>
      {waiting.length > 0 && ready.length > 0 && (
        <button type="button" className={styles.textButton} disabled={acts.isPending} onClick={send}>
          Hand over {ready.length === 1 ? 'the one that is' : `the ${ready.length} that are`} ready
        </button>
      )}
    </>
  );
}

/** Nothing moves before it is accepted: what the giver still owns, and when the leads hear of it. */
function StillYours({ held, acts }: Omit<GiveBarProps, 'onPick'>) {
  const now = useNow();
  if (held.state !== 'sent')
    return <p className={styles.minor}>Each case is yours until its receiver accepts it.</p>;
  const mine = held.items.filter(isWaiting);
  const at = new Date(Date.parse(held.shiftEndsAt) - LEADS_NOTICE_MS);
  return (
    <>
      <p className={styles.minor}>
        {counted(mine.length, 'case')} {mine.length === 1 ? 'is' : 'are'} still yours.{' '}
        {at > now
          ? `Leads are told at ${clockText(at)} of what nobody has accepted.`
          : 'Leads are told of what nobody has accepted.'}
      </p>
      <button
        type="button"
        className={styles.textButton}
        disabled={acts.isPending}
        onClick={() => acts.mutate({ path: packetPath(held.id, '/close') })}
      >
        Keep the rest and close the packet
      </button>
    </>
  );
}

function Closed({ held }: { readonly held: Handover }) {
  const kept = held.items.filter(({ state }) => state !== 'accepted').length;
  return (
    <footer className={styles.bar}>
      <p className={styles.minor}>
        {kept === 0
          ? 'Every case was accepted. Nothing of it is yours any more.'
          : `${counted(kept, 'case')} stayed with you.`}
      </p>
    </footer>
  );
}
