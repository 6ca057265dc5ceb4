import type { Handover } from '@caseroom/shared/handover';
import { Button } from '@mantine/core';
import { IconArrowLeft, IconPrinter } from '@tabler/icons-react';
import { Link, useParams } from 'react-router';
import { sentenceOf } from '../platform/http.ts';
import { useMe } from '../platform/session.ts';
import { clockText, durationText, fullText, useNow } from '../platform/time.ts';
import { Failure, InlineMessage } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { Pill } from '../ui/pill.tsx';
import { GiveCase } from './give-case.tsx';
import { type HandoverActs, packetPath, useHandover, useHandoverAct } from './handover-data.ts';
import styles from './packet.module.css';
import { factsOf, firstName, partIn } from './packet.ts';
import { PacketList } from './packet-list.tsx';
import { PacketSkeleton } from './packet-skeleton.tsx';
import { ShiftEnd } from './shift-end.tsx';
import { ShiftText } from './shift-text.tsx';
import { TakeCase } from './take-case.tsx';
import { SHIFT, usePicked } from './use-picked.ts';

/** A packet at the end of a shift: written by its giver, read back by whoever comes on. */
export function PacketPage() {
  const { handoverId = '' } = useParams();
  const packet = useHandover(handoverId);
  if (packet.data) return <PacketView key={packet.data.id} held={packet.data} />;
  if (packet.error) {
    return (
      <Failure
        addressed
        error={packet.error}
        what="a handover"
        retry={() => packet.refetch()}
        actions={
          <Button component={Link} to="/handover" variant="default">
            See your handovers
          </Button>
        }
      />
    );
  }
  return <PacketSkeleton />;
}

function PacketView({ held }: { readonly held: Handover }) {
  const me = useMe();
  const acts = useHandoverAct(held.id);
  const { picked, pick, isChosen } = usePicked(held, me.id);
  usePageTitle(titleOf(held, me.id));
  const item = held.items.find((one) => one.case.id === picked);
  const part = item && partIn(held, item, me.id);
  return (
    <article className={styles.page} data-chosen={isChosen || undefined} aria-label="Handover">
      <PacketHeader held={held} acts={acts} />
      {acts.error && (
        <div className={styles.refusal}>
          <InlineMessage>{sentenceOf(acts.error)}</InlineMessage>
          <Button variant="default" onClick={acts.reset}>
            Dismiss
          </Button>
        </div>
      )}
      <div className={styles.body}>
        <PacketList held={held} acts={acts} picked={picked} onPick={pick} />
        {picked === SHIFT && <ShiftText held={held} acts={acts} onBack={() => pick(null)} />}
        {item && part === 'giver' && (
          <GiveCase key={item.case.id} held={held} item={item} acts={acts} onBack={() => pick(null)} />
        )}
        {item && part && part !== 'giver' && (
          <TakeCase key={item.case.id} held={held} item={item} acts={acts} onPick={pick} />
        )}
      </div>
    </article>
  );
}

const titleOf = ({ giver, state }: Handover, meId: string): string =>
  giver.id !== meId
    ? `Handover from ${giver.name}`
    : state === 'drafting'
      ? 'End of your shift'
      : 'Handover to the next shift';

function PacketHeader({ held, acts }: { readonly held: Handover; readonly acts: HandoverActs }) {
  const me = useMe();
  const now = useNow();
  const accepted = held.items.filter(({ state }) => state === 'accepted').length;
  const all = held.items.filter(({ state }) => state !== 'withdrawn').length;
  const facts = factsOf(held.items, now);
  return (
    <header className={styles.header}>
      <div className={styles.headRow}>
        <Link to="/handover" className={styles.back} aria-label="All handovers">
          <IconArrowLeft size={18} />
        </Link>
        <h1 className={styles.title}>{titleOf(held, me.id)}</h1>
        {held.state !== 'drafting' && (
          <Pill tone={all > 0 && accepted === all ? 'good' : 'plain'}>
            {accepted} of {all} accepted
          </Pill>
        )}
        {held.state === 'closed' && <Pill>closed</Pill>}
        <span className={styles.grow} />
        {held.rights.edit ? (
          <ShiftEnd
            held={held}
            onMove={(shiftEndsAt) =>
              acts.mutate({ method: 'PATCH', path: packetPath(held.id), body: { shiftEndsAt } })
            }
          />
        ) : (
          <ShiftEndWords held={held} />
        )}
        <Button
          component={Link}
          to={`/handover/${held.id}/record`}
          variant="default"
          leftSection={<IconPrinter size={14} aria-hidden />}
        >
          Print
        </Button>
      </div>
      {facts.length > 0 && (
        <p className={`${styles.facts} numbers`}>
          {facts.map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
        </p>
      )}
    </header>
  );
}

function ShiftEndWords({ held: { shiftEndsAt, giver, state } }: { readonly held: Handover }) {
  const now = useNow();
  const end = new Date(shiftEndsAt);
  const left_ms = end.getTime() - now.getTime();
  const when = left_ms > 0 ? `ends in ${durationText(left_ms)}` : `ended at ${clockText(end)}`;
  return (
    <span className={styles.shiftWords} title={fullText(end)}>
      {state === 'closed'
        ? `shift of ${fullText(end).replace(/:\d\d$/, '')}`
        : `${firstName(giver)}’s shift ${when}`}
    </span>
  );
}
