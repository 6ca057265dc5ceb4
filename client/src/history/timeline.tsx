import { personColour } from '@caseroom/shared/colour';
import type { Burst } from '@caseroom/shared/note';
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react';
import { useIsFetching } from '@tanstack/react-query';
import { type CSSProperties, memo, useEffect, useMemo, useState } from 'react';
import { momentText } from '../note/authorship/credit-words.ts';
import { noteKeys } from '../note/note-keys.ts';
import { rightNow } from '../platform/clock.ts';
import { type Bar, timelineBars } from './bars.ts';
import styles from './timeline.module.css';
import type { Place } from './use-place.ts';

/** Playing a whole note takes about this many steps, one after the other, each this long at least. */
const PLAY_STEPS = 90;
const PLAY_STEP_MS = 130;

interface TimelineProps {
  readonly noteId: string;
  readonly bursts: readonly Burst[];
  readonly headSeq: number;
  readonly place: { readonly at: number; readonly from: number | null };
  /** The slider has rested, so what it points at has been asked for. */
  readonly settled: boolean;
  readonly go: (change: Partial<Place>) => void;
  readonly moment: (seq: number) => Date | null;
}

/** Every edit of the note from left to right, in the colours of who made them, with one or two versions picked. */
export function Timeline({ noteId, bursts, headSeq, place, settled, go, moment }: TimelineProps) {
  const { at, from } = place;
  const bars = useMemo(() => timelineBars(bursts, headSeq), [bursts, headSeq]);
  const [playing, setPlaying] = usePlaying(noteId, { at, headSeq, settled, go });
  const share = (seq: number) => `${(100 * seq) / headSeq}%`;
  const style = { '--at': share(at), '--from': share(from ?? at) } as CSSProperties;
  const label = (seq: number) => timeWords(moment(seq));
  return (
    <div className={styles.timeline}>
      <Tooltip label={playing ? 'Pause' : 'Play from here'}>
        <ActionIcon
          variant="default"
          size={36}
          aria-label={playing ? 'Pause' : 'Play'}
          onClick={() => setPlaying(!playing)}
        >
          {playing ? <IconPlayerPauseFilled size={15} /> : <IconPlayerPlayFilled size={15} />}
        </ActionIcon>
      </Tooltip>
      <div className={styles.track} style={style} data-comparing={from !== null || undefined}>
        <Bars bars={bars} />
        {from !== null && (
          <>
            <span className={styles.span} aria-hidden />
            <Slider
              name="Compare from"
              className={styles.fromThumb}
              max={headSeq}
              value={from}
              words={label(from)}
              onPick={(seq) => go({ from: Math.min(seq, at) })}
            />
          </>
        )}
        <Slider
          name={from === null ? 'Version' : 'Compare to'}
          max={headSeq}
          value={at}
          words={label(at)}
          onPick={(seq) => go({ at: Math.max(seq, from ?? 0) })}
        />
      </div>
      <span className={styles.time}>
        {label(at)}
        <span className={styles.of}>
          {at} of {headSeq}
        </span>
      </span>
    </div>
  );
}

const timeWords = (moment: Date | null): string =>
  moment ? momentText(moment.toISOString(), rightNow()).replace(/:\d\d$/, '') : 'Start';

const Bars = memo(function Bars({ bars }: { readonly bars: readonly Bar[] }) {
  return (
    <div className={styles.bars} aria-hidden>
      {bars.map(({ to, height, author }) => {
        const { ink, inkDark } = personColour(author?.colour ?? 0);
        const style = {
          '--height': `${Math.max(height * 100, 4)}%`,
          '--bar': ink,
          '--bar-dark': inkDark,
        } as CSSProperties;
        return (
          <span key={to} className={styles.bar} data-empty={author === null || undefined} style={style} />
        );
      })}
    </div>
  );
});

interface SliderProps {
  readonly name: string;
  readonly className?: string | undefined;
  readonly max: number;
  readonly value: number;
  readonly words: string;
  readonly onPick: (seq: number) => void;
}

function Slider({ name, className, max, value, words, onPick }: SliderProps) {
  return (
    <input
      type="range"
      className={`${styles.slider} ${className}`}
      aria-label={name}
      aria-valuetext={`${words}, edit ${value} of ${max}`}
      min={0}
      max={max}
      step={1}
      value={value}
      onChange={(event) => onPick(event.currentTarget.valueAsNumber)}
    />
  );
}

interface Playing {
  readonly at: number;
  readonly headSeq: number;
  readonly settled: boolean;
  readonly go: (change: Partial<Place>) => void;
}

/** Steps on when the version that is asked for has come, so that a slow answer slows the playing. */
function usePlaying(
  noteId: string,
  { at, headSeq, settled, go }: Playing,
): [boolean, (playing: boolean) => void] {
  const [playing, setPlaying] = useState(false);
  const fetching =
    useIsFetching({ queryKey: [...noteKeys.all(noteId), 'version'] }) +
    useIsFetching({ queryKey: [...noteKeys.all(noteId), 'comparison'] });
  useEffect(() => {
    if (!playing || !settled || fetching > 0) return;
    if (at >= headSeq) return setPlaying(false);
    const step = Math.max(1, Math.ceil(headSeq / PLAY_STEPS));
    const timer = setTimeout(() => go({ at: Math.min(at + step, headSeq) }), PLAY_STEP_MS);
    return () => clearTimeout(timer);
  }, [playing, settled, fetching, at, headSeq, go]);
  const start = (wanted: boolean) => {
    if (wanted && at >= headSeq) go({ at: 0 });
    setPlaying(wanted);
  };
  return [playing, start];
}
