import type { Handover, HandoverItem } from '@caseroom/shared/handover';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useMe } from '../platform/session.ts';
import { clockText } from '../platform/time.ts';
import { type HandoverActs, itemPath, useCandidates } from './handover-data.ts';
import frame from './packet.module.css';
import styles from './panel.module.css';
import { ReceiverSelect } from './receiver-select.tsx';

interface RescueProps {
  readonly held: Handover;
  readonly item: HandoverItem;
  readonly acts: HandoverActs;
}

/** A lead finds somebody else for a case that nobody has accepted, or takes it: it is read back all the same. */
export function Rescue({ held, item, acts }: RescueProps) {
  const me = useMe();
  const candidates = useCandidates(held.id, true);
  const [chosen, setChosen] = useState<string | null>(null);
  const assign = (receiverId: string) =>
    acts.mutate(
      { path: itemPath(held.id, item.case.id, 'assign'), body: { receiverId } },
      { onSuccess: () => setChosen(null) },
    );
  return (
    <section className={styles.panelSection} aria-label="Find somebody else">
      <h3>Find somebody else</h3>
      {item.receiver && item.state === 'offered' && <p>It is offered to {item.receiver.name}.</p>}
      {item.leadsToldAt && (
        <p>
          Nobody had accepted it by {clockText(new Date(item.leadsToldAt))}. It stays with {held.giver.name}.
        </p>
      )}
      <ReceiverSelect
        label="Goes to"
        item={{ ...item, receiver: null }}
        candidates={candidates.data?.filter(({ id }) => id !== held.giver.id && id !== item.receiver?.id)}
        value={chosen}
        onChoose={setChosen}
      />
      <span className={frame.answers}>
        <Button
          className={styles.accept}
          disabled={chosen === null}
          loading={acts.isPending}
          onClick={() => chosen !== null && assign(chosen)}
        >
          Assign
        </Button>
        {!item.rights.take && (
          <Button variant="default" disabled={acts.isPending} onClick={() => assign(me.id)}>
            Take it myself
          </Button>
        )}
      </span>
    </section>
  );
}
