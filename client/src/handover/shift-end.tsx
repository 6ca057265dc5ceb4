import type { Handover } from '@caseroom/shared/handover';
import { LEADS_NOTICE_MS } from '@caseroom/shared/handover';
import { useEffect, useState } from 'react';
import { rightNow } from '../platform/clock.ts';
import { clockText, durationText, useNow } from '../platform/time.ts';
import { nextAt } from './next-at.ts';
import styles from './packet.module.css';

interface ShiftEndProps {
  readonly held: Handover;
  readonly onMove: (shiftEndsAt: string) => void;
}

/** When the giver goes home; what nobody has accepted is brought to the leads before. */
export function ShiftEnd({ held, onMove }: ShiftEndProps) {
  const now = useNow();
  const end = new Date(held.shiftEndsAt);
  const [clock, setClock] = useState(clockText(end));
  const [wrong, setWrong] = useState(false);
  useEffect(() => setClock(clockText(new Date(held.shiftEndsAt))), [held.shiftEndsAt]);
  const left_ms = end.getTime() - now.getTime();
  const save = () => {
    const at = nextAt(clock, rightNow());
    setWrong(at === null);
    if (at && at.getTime() !== end.getTime()) onMove(at.toISOString());
  };
  return (
    <label className={styles.shiftEnd}>
      Shift ends
      <input
        type="time"
        value={clock}
        aria-invalid={wrong || undefined}
        onChange={(event) => setClock(event.currentTarget.value)}
        onBlur={save}
        onKeyDown={(event) => event.key === 'Enter' && save()}
      />
      <span className={styles.minor} role="status">
        {wrong
          ? 'a time within 16 hours'
          : left_ms > 0
            ? `in ${durationText(left_ms)}${leadWords(held, now)}`
            : 'has ended'}
      </span>
    </label>
  );
}

function leadWords({ shiftEndsAt, state }: Handover, now: Date): string {
  const at = new Date(Date.parse(shiftEndsAt) - LEADS_NOTICE_MS);
  return state === 'sent' && at > now ? `, leads hear at ${clockText(at)}` : '';
}
