import type { MissingField } from '@caseroom/shared/editor/fields';
import type { Note } from '@caseroom/shared/note';
import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { sentenceOf } from '../../platform/http.ts';
import { InlineMessage } from '../../ui/message.tsx';
import styles from './finish.module.css';
import { useFinalise } from './finish-data.ts';

interface FinishBarProps {
  readonly note: Note;
  readonly missing: readonly MissingField[];
  /** Everything written here has its receipt; what is not saved could not be part of what stands. */
  readonly saved: boolean;
  readonly onJump: (key: string) => void;
  /** Somebody wants to finalise although something is missing. */
  readonly onPress: () => void;
}

/** As many missing fields are named; the others are counted. */
const MAX_NAMED = 4;

/** Under a note from a template: what it still has to say, and its end. */
export function FinishBar({ note, missing, saved, onJump, onPress }: FinishBarProps) {
  const [asking, setAsking] = useState(false);
  const finalise = useFinalise(note);
  const press = () => {
    const first = missing[0];
    finalise.reset();
    if (!first) return setAsking(true);
    onPress();
    onJump(first.key);
  };
  if (asking && missing.length === 0)
    return (
      <div className={`${styles.bar} not-printed`}>
        <span className={styles.text}>
          Nobody writes in this note once it is finalised. What comes up later is added as an amendment.
        </span>
        <Button variant="default" onClick={() => setAsking(false)}>
          Keep writing
        </Button>
        <Button
          loading={finalise.isPending}
          disabled={!saved}
          onClick={() => finalise.mutate(undefined, { onError: () => setAsking(false) })}
          autoFocus
        >
          Finalise
        </Button>
      </div>
    );
  return (
    <>
      <div className={`${styles.bar} not-printed`}>
        {missing.length === 0 ? (
          <span className={styles.done}>
            <IconCheck size={15} stroke={2} aria-hidden /> Everything required is here
          </span>
        ) : (
          <span className={styles.left}>
            <span className="numbers">{missing.length} left</span>
            {missing.slice(0, MAX_NAMED).map(({ key, label }) => (
              <button key={key} type="button" className={styles.jump} onClick={() => onJump(key)}>
                {label}
              </button>
            ))}
            {missing.length > MAX_NAMED && <span>and {missing.length - MAX_NAMED} more</span>}
          </span>
        )}
        <Button variant="default" onClick={press}>
          Finalise
        </Button>
      </div>
      {finalise.error && <InlineMessage>{sentenceOf(finalise.error)} The note is as it was.</InlineMessage>}
    </>
  );
}
