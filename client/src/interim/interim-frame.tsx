import type { Case } from '@caseroom/shared/case';
import { type Interim, interimStateNames, releasedStates } from '@caseroom/shared/interim';
import type { Note } from '@caseroom/shared/note';
import { IconMailForward } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { CallScript } from './call-script.tsx';
import { Composer } from './composer.tsx';
import { DeliveryBar } from './delivery-bar.tsx';
import styles from './interim.module.css';
import { useInterims } from './interim-data.ts';
import { toWords } from './words.ts';

interface FrameProps {
  readonly held: Case;
  readonly note: Note;
  /** The note itself, where everybody writes. */
  readonly children: ReactNode;
}

/**
 * Around the note of a message to the customer: nobody can take it for an internal one. Above it where it goes, below
 * it what keeps it from leaving, the deliberate act, and what became of it.
 */
export function InterimFrame({ held, note, children }: FrameProps) {
  const interim = useInterims(held.id).data?.find(({ id }) => id === note.id);
  // Finalised without being released: a note like any other.
  if (!interim && note.finalised) return children;
  const isOut = interim !== undefined && releasedStates.includes(interim.state);
  return (
    <section className={styles.frame} data-out={isOut || undefined} aria-label="Message to the customer">
      <header className={styles.band}>
        <IconMailForward size={17} aria-hidden />
        <h3 className={styles.to}>{toWords(held.customer.name, interim)}</h3>
        <span className={styles.reads}>{isOut ? '' : 'The customer reads this'}</span>
        {interim && (
          <span className={styles.state} data-state={interim.state}>
            {interimStateNames[interim.state]}
          </span>
        )}
      </header>
      {interim && !isOut && <Composer held={held} note={note} interim={interim} letter={children} />}
      {(!interim || isOut) && <div className={styles.letter}>{children}</div>}
      {interim && isOut && <After held={held} interim={interim} />}
    </section>
  );
}

function After({ held, interim }: { readonly held: Case; readonly interim: Interim }) {
  return interim.state === 'to-call' ? (
    <CallScript held={held} interim={interim} />
  ) : (
    <DeliveryBar interim={interim} />
  );
}
