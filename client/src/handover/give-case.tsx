import type { Handover, HandoverItem } from '@caseroom/shared/handover';
import { Button } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { NoteSkeleton } from '../case/case-skeleton.tsx';
import { useStore } from '../platform/store.ts';
import { clockText, fullText } from '../platform/time.ts';
import { InlineMessage } from '../ui/message.tsx';
import { balanceReasons } from './balance-reasons.ts';
import { CaseHead } from './case-head.tsx';
import { type HandoverActs, itemPath, packetPath, useCandidates, useReadAgain } from './handover-data.ts';
import { NoteParts } from './note-parts.tsx';
import styles from './packet.module.css';
import { firstName, progressOf } from './packet.ts';
import panel from './panel.module.css';
import { Questions } from './questions.tsx';
import { ReadBackList } from './read-back-list.tsx';
import { ReceiverSelect } from './receiver-select.tsx';
import { RecordFacts } from './record-facts.tsx';

/** The editor is heavy and only ever wanted for one case of a packet at a time. */
const PacketNote = lazy(async () => ({ default: (await import('./packet-note.tsx')).PacketNote }));

interface GiveCaseProps {
  readonly held: Handover;
  readonly item: HandoverItem;
  readonly acts: HandoverActs;
  readonly onBack: () => void;
}

/** One case as its giver sees it: the note, written together with the receiver, and beside it what there is to decide. */
export function GiveCase({ held, item, acts, onBack }: GiveCaseProps) {
  const readAgain = useReadAgain(held.id);
  return (
    <>
      <div className={styles.middle}>
        <div className={styles.column}>
          <CaseHead item={item} onBack={onBack} />
          <Suspense fallback={<NoteSkeleton />}>
            <PacketNote item={item} isShown onTyping={readAgain} />
          </Suspense>
        </div>
      </div>
      <aside className={styles.panel} aria-label="About this case">
        <Standing held={held} item={item} acts={acts} />
        <Questions item={item} acts={acts} />
        {item.state !== 'accepted' && <NoteParts item={item} />}
        {item.receiver && item.state !== 'unsent' && progressOf(item).read > 0 && (
          <ReadBackList item={item} by={firstName(item.receiver)} />
        )}
        <RecordFacts
          record={item.record}
          heir={item.receiver ? firstName(item.receiver) : 'the next owner'}
        />
      </aside>
    </>
  );
}

type StandingProps = Omit<GiveCaseProps, 'onBack'>;

/** To whom it goes, and how far it has come. */
function Standing(props: StandingProps) {
  const { item } = props;
  return (
    <section className={panel.panelSection} aria-label="Receiver">
      {item.obstacle && (
        <InlineMessage tone="warn">{item.obstacle} There is nothing to hand over.</InlineMessage>
      )}
      {item.state === 'declined' && (
        <InlineMessage>
          {item.settledBy ? firstName(item.settledBy) : 'The receiver'} declined: “{item.reason}” Choose
          somebody else.
        </InlineMessage>
      )}
      {item.state === 'accepted' && <Accepted item={item} />}
      {item.state === 'offered' && <Offered {...props} />}
      {['unsent', 'declined', 'withdrawn'].includes(item.state) && <Choose {...props} />}
    </section>
  );
}

function Accepted({ item }: { readonly item: HandoverItem }) {
  const at = item.settledAt ? new Date(item.settledAt) : null;
  return (
    <InlineMessage tone="good">
      {item.receiver?.name} accepted{' '}
      {at && (
        <time dateTime={item.settledAt ?? ''} title={fullText(at)}>
          at {clockText(at)}
        </time>
      )}{' '}
      and owns it now.
    </InlineMessage>
  );
}

function Offered({ held, item, acts }: StandingProps) {
  const { read, of } = progressOf(item);
  const to = item.receiver ? firstName(item.receiver) : 'Somebody';
  return (
    <>
      <h3>Offered to {item.receiver?.name}</h3>
      <p>
        {read === 0 ? `${to} has not read anything back yet.` : `${to} has read back ${read} of ${of}.`} It is
        yours until {to} accepts.
        {item.leadsToldAt && ` Leads were told at ${clockText(new Date(item.leadsToldAt))}.`}
      </p>
      <Button
        variant="default"
        loading={acts.isPending}
        onClick={() => acts.mutate({ path: itemPath(held.id, item.case.id, 'withdraw') })}
      >
        Take it back
      </Button>
    </>
  );
}

function Choose({ held, item, acts }: StandingProps) {
  const candidates = useCandidates(held.id, held.rights.edit);
  const reason = useStore(balanceReasons)[item.case.id];
  const choose = (receiverId: string | null) =>
    acts.mutate({
      method: 'PUT',
      path: packetPath(held.id, '/receivers'),
      body: { items: [{ caseId: item.case.id, receiverId }] },
    });
  const isKept = item.state === 'withdrawn';
  if (!held.rights.edit || item.obstacle) return isKept ? <p>It stays with you.</p> : null;
  return (
    <>
      {isKept && <p>It stays with you. Choose somebody to hand it over after all.</p>}
      <ReceiverSelect
        label="Goes to"
        item={item}
        candidates={candidates.data}
        value={item.state === 'unsent' ? (item.receiver?.id ?? null) : null}
        disabled={acts.isPending && candidates.data === undefined}
        onChoose={choose}
      />
      {item.state === 'unsent' && reason && reason.receiverId === item.receiver?.id && (
        <p className={styles.minor}>Balanced: {reason.why}.</p>
      )}
      {item.state === 'unsent' && item.rights.withdraw && (
        <button
          type="button"
          className={styles.textButton}
          onClick={() => acts.mutate({ path: itemPath(held.id, item.case.id, 'withdraw') })}
        >
          Keep this case
        </button>
      )}
    </>
  );
}
