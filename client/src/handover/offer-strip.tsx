import type { Case } from '@caseroom/shared/case';
import type { CaseHandover } from '@caseroom/shared/handover';
import { Button } from '@mantine/core';
import { IconArrowBackUp, IconArrowsExchange } from '@tabler/icons-react';
import { Link } from 'react-router';
import { handoverPath } from '../case/go-to-place.ts';
import { useMe } from '../platform/session.ts';
import { clockText } from '../platform/time.ts';
import { Ago } from '../ui/ago.tsx';
import strip from '../ui/strip.module.css';
import { useCaseHandovers } from './handover-data.ts';
import { firstName } from './packet.ts';

/** Above the notes while a case goes from shift to shift: who gives it to whom, and the way to the packet. */
export function OfferStrip({ held }: { readonly held: Case }) {
  const { data } = useCaseHandovers(held.id);
  const latest = data?.[0];
  if (!latest || !['offered', 'declined'].includes(latest.state)) return null;
  return <Strip held={held} handover={latest} />;
}

function Strip({ held, handover }: { readonly held: Case; readonly handover: CaseHandover }) {
  const me = useMe();
  const { title, go, tone } = wordsOf(handover, me.id);
  return (
    <section className={`${strip.strip} not-printed`} data-tone={tone} aria-label="Handover">
      {tone === 'bad' ? (
        <IconArrowBackUp size={16} aria-hidden />
      ) : (
        <IconArrowsExchange size={16} aria-hidden />
      )}
      <div className={strip.text}>
        <p>
          <strong>{title}</strong>{' '}
          {handover.offeredAt && <Ago at={handover.offeredAt} className={strip.quiet ?? ''} />}
        </p>
        {handover.state === 'declined' && handover.reason && <p>“{handover.reason}”</p>}
        {handover.state === 'offered' && (
          <p className={strip.quiet}>
            {handover.giver.id === me.id ? 'Your' : `${firstName(handover.giver)}’s`} shift ends at{' '}
            {clockText(new Date(handover.shiftEndsAt))}. It is{' '}
            {handover.giver.id === me.id ? 'yours' : `${firstName(handover.giver)}’s`} until it is accepted.
          </p>
        )}
      </div>
      {handover.mayOpen && (
        <Button component={Link} to={handoverPath(handover.handoverId, held.number)} variant="default">
          {go}
        </Button>
      )}
    </section>
  );
}

function wordsOf({ state, giver, receiver, settledBy }: CaseHandover, meId: string) {
  const from = giver.id === meId ? 'You' : firstName(giver);
  const to = receiver?.id === meId ? 'you' : receiver ? firstName(receiver) : 'somebody';
  if (state === 'declined') {
    const by = settledBy?.id === meId ? 'You' : settledBy ? firstName(settledBy) : 'The receiver';
    return { title: `${by} declined the handover`, go: 'Open the handover', tone: 'bad' } as const;
  }
  if (receiver?.id === meId)
    return { title: `Offered to you by ${firstName(giver)}`, go: 'Read back', tone: 'info' } as const;
  return { title: `${from} offered this to ${to}`, go: 'Open the handover', tone: 'info' } as const;
}
