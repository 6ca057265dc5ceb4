import type { PersonRef } from '@caseroom/shared/primitives';
import { type Calibration, MAX_EXCUSE_CHARS } from '@caseroom/shared/quality';
import { useState } from 'react';
import { useExcuse } from './calibration-data.ts';
import styles from './quality.module.css';
import { ReasonForm } from './reason-form.tsx';
import { firstName } from './words.ts';

/** Who was let off, by whom and why. */
export function Excused({ calibration }: { readonly calibration: Calibration }) {
  return calibration.reviewers.map(
    ({ person, excused }) =>
      excused && (
        <p key={person.id} className={styles.minor}>
          {person.name} was excused by {excused.by.name}: {excused.reason}
        </p>
      ),
  );
}

interface ExcusingProps {
  readonly calibrationId: string;
  /** Those whose scores are missing. */
  readonly people: readonly PersonRef[];
}

/** A lead lets somebody off who will not score after all, so that the others can compare. */
export function Excusing({ calibrationId, people }: ExcusingProps) {
  const [chosen, setChosen] = useState<PersonRef | null>(null);
  const excuse = useExcuse(calibrationId);
  if (chosen)
    return (
      <ReasonForm
        label={`Why does ${firstName(chosen.name)} not score it?`}
        placeholder="Left the program"
        maxLength={MAX_EXCUSE_CHARS}
        submitLabel={`Excuse ${firstName(chosen.name)}`}
        pending={excuse.isPending}
        error={excuse.error}
        onCancel={() => setChosen(null)}
        onSubmit={(reason) =>
          excuse.mutate({ personId: chosen.id, reason }, { onSuccess: () => setChosen(null) })
        }
      />
    );
  return (
    <p className={styles.minor}>
      Somebody will not score it?{' '}
      {people.map((person) => (
        <button key={person.id} type="button" className={styles.link} onClick={() => setChosen(person)}>
          Excuse {person.name}
        </button>
      ))}
    </p>
  );
}
