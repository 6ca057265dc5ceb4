import { interimChannelNames, interimStateNames } from '@caseroom/shared/interim';
import { type BulkSendCase, bulkSkips } from '@caseroom/shared/interim-bulk';
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { placeInCase } from '../../case/go-to-place.ts';
import { useLiveEvent } from '../../platform/live.ts';
import { useThrottled } from '../../platform/use-throttled.ts';
import styles from './bulk.module.css';
import { useReadAgain } from './bulk-data.ts';
import { isUnsent } from './bulk-words.ts';

/** Deliveries come by the dozen; the list is read again at most this often, ms. */
const READ_AGAIN_MS = 1_000;

interface CaseFatesProps {
  readonly bulkId: string;
  readonly cases: readonly BulkSendCase[];
  /** It was given back: nothing comes any more. */
  readonly isOff: boolean;
}

/** How each case has fared; what becomes of its message afterwards comes in live. */
export function CaseFates({ bulkId, cases, isOff }: CaseFatesProps) {
  const [which, setWhich] = useState('all');
  const readAgain = useThrottled(useReadAgain(bulkId), READ_AGAIN_MS);
  useLiveEvent('queue:case', ({ summary }) => {
    if (cases.some((one) => one.case.id === summary.id)) readAgain();
  });
  const unsent = cases.filter(isUnsent);
  const hasBoth = unsent.length > 0 && unsent.length < cases.length;
  const shown = hasBoth && which === 'unsent' ? unsent : cases;
  return (
    <section className={styles.part} aria-labelledby="fates">
      <div className={styles.head}>
        <h2 id="fates">Cases</h2>
        {hasBoth && (
          <SegmentedControl
            aria-label="Cases to show"
            data={[
              { value: 'all', label: `All ${cases.length}` },
              { value: 'unsent', label: `Not sent ${unsent.length}` },
            ]}
            value={which}
            onChange={setWhich}
          />
        )}
      </div>
      <ul className={styles.cases} aria-label="Cases">
        {shown.map((one) => (
          <li key={one.case.id} className={styles.fate}>
            <Link
              className={styles.number}
              to={
                one.interim
                  ? placeInCase(one.case.id, { noteId: one.interim.id })
                  : `/cases/${one.case.number}`
              }
            >
              {one.case.number}
            </Link>
            <span className={styles.name}>{one.case.customerName}</span>
            <span className={styles.subject}>{one.case.subject}</span>
            {!isOff && <Fate one={one} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Fate({ one: { state, interim, skip, why } }: { readonly one: BulkSendCase }) {
  if (state === 'waiting') return <span className={styles.quiet}>To come</span>;
  if (interim && interim.state !== 'failed')
    return (
      <span>
        <span className={styles.sent}>{interimStateNames[interim.state]}</span>{' '}
        <span className={styles.quiet}>{interim.recipient ?? interimChannelNames[interim.channel]}</span>
      </span>
    );
  const isSkipped = state === 'skipped' && skip;
  return (
    <span>
      <span className={isSkipped ? styles.skip : styles.failed}>
        {isSkipped ? bulkSkips[skip] : interim ? interimStateNames[interim.state] : 'Failed'}
      </span>{' '}
      <span className={styles.quiet}>{interim?.failure ?? why}</span>
    </span>
  );
}
