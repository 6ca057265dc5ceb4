import type { Burst } from '@caseroom/shared/note';
import { memo } from 'react';
import { burstTimes, burstWords } from '../note/read/burst-words.ts';
import { dayText, useNow } from '../platform/time.ts';
import { Avatar } from '../ui/avatar.tsx';
import styles from './burst-list.module.css';
import { burstAt } from './moments.ts';
import type { Place } from './use-place.ts';

interface BurstListProps {
  readonly bursts: readonly Burst[];
  readonly place: { readonly at: number; readonly from: number | null };
  readonly go: (change: Partial<Place>) => void;
}

/** The note's past in the order of telling, newest first, by day. */
export function BurstList({ bursts, place, go }: BurstListProps) {
  const now = useNow();
  const current = burstAt(bursts, place.at);
  return (
    <div className={styles.list}>
      {byDay(bursts, now).map(({ day, bursts: ofDay }) => (
        <section key={day} aria-label={day}>
          <h2 className={styles.day}>{day}</h2>
          <ul className={styles.bursts}>
            {ofDay.map((burst) => (
              <BurstRow
                key={`${burst.toSeq}-${burst.author.id}`}
                burst={burst}
                current={burst === current}
                comparing={place.from !== null}
                go={go}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

interface BurstRowProps {
  readonly burst: Burst;
  readonly current: boolean;
  readonly comparing: boolean;
  readonly go: (change: Partial<Place>) => void;
}

/** Takes one to how the note read after the burst; in a comparison, to what the burst changed. */
const BurstRow = memo(function BurstRow({ burst, current, comparing, go }: BurstRowProps) {
  const place = comparing ? { at: burst.toSeq, from: burst.fromSeq - 1 } : { at: burst.toSeq };
  return (
    <li className={styles.item}>
      <button
        type="button"
        className={styles.burst}
        aria-current={current || undefined}
        onClick={() => go(place)}
      >
        <Avatar person={burst.author} size={20} />
        <span className={styles.what}>
          {burst.name && <strong className={styles.name}>“{burst.name}”</strong>}
          <span className={styles.words}>
            {burst.author.name.split(' ')[0]} {burstWords(burst)}
          </span>
          <span className={styles.times}>{burstTimes(burst)}</span>
        </span>
        <span className={styles.seq}>{burst.toSeq}</span>
      </button>
    </li>
  );
});

function byDay(bursts: readonly Burst[], now: Date): { day: string; bursts: Burst[] }[] {
  const days: { day: string; bursts: Burst[] }[] = [];
  for (const burst of bursts) {
    const day = dayText(new Date(burst.to), now);
    const last = days.at(-1);
    if (last?.day === day) last.bursts.push(burst);
    else days.push({ day, bursts: [burst] });
  }
  return days;
}
