import type { Handover } from '@caseroom/shared/handover';
import { Button } from '@mantine/core';
import { useMe } from '../platform/session.ts';
import { counted } from '../platform/words.ts';
import { type HandoverActs, itemPath } from './handover-data.ts';
import styles from './packet.module.css';
import { acceptable, firstName, isReadBack } from './packet.ts';

/** Below the receiver's list: how far they are, and one press for all once every case is read back. */
export function AcceptAll({ held, acts }: { readonly held: Handover; readonly acts: HandoverActs }) {
  const me = useMe();
  const mine = held.items.filter(({ receiver }) => receiver?.id === me.id);
  const open = mine.filter(({ state, rights }) => state === 'offered' && rights.take);
  if (mine.length === 0) return null;
  const ready = acceptable(held, me.id);
  const read = mine.filter((item) => item.state === 'accepted' || isReadBack(item)).length;
  const acceptAll = async () => {
    try {
      for (const item of ready) await acts.mutateAsync({ path: itemPath(held.id, item.case.id, 'accept') });
    } catch {
      // What was refused is shown from the mutation itself; the cases before it are accepted.
    }
  };
  return (
    <footer className={styles.bar}>
      <p className={styles.minor} role="status">
        {open.length === 0 && mine.every(({ state }) => state === 'accepted')
          ? `All yours now. ${firstName(held.giver)} can go home.`
          : `${read} of ${counted(mine.length, 'case')} read back`}
      </p>
      {open.length > 1 && (
        <Button
          fullWidth
          variant="default"
          disabled={ready.length < open.length}
          loading={acts.isPending}
          onClick={() => void acceptAll()}
        >
          Accept all {open.length}
        </Button>
      )}
    </footer>
  );
}
