import { interimChannelNames, interimStateNames } from '@caseroom/shared/interim';
import { type BulkSendCase, bulkSkips } from '@caseroom/shared/interim-bulk';
import { SegmentedControl } from '@mantine/core';
import { memo, useMemo, useState } from 'react';
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
  const ids = useMemo(() => new Set(cases.map((one) => one.case.id)), [cases]);
  const readAgain = useThrottled(useReadAgain(bulkId), READ_AGAIN_MS);
  useLiveEvent('queue:case', ({ summary }) => {
    if (ids.has(summary.id)) readAgain();
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
          <FateRow key={one.case.id} one={one} isOff={isOff} />
        ))}
      </ul>
    </section>
  );
}

interface FateRowProps {
  readonly one: BulkSendCase;
  readonly isOff: boolean;
}

/** One of hundreds: drawn again only when its own message has fared on. */
const FateRow = memo(function FateRow({ one, isOff }: FateRowProps) {
  const { id, number, customerName, subject } = one.case;
  return (
    <li className={styles.fate}>
      <Link
        className={styles.number}
        to={one.interim ? placeInCase(id, { noteId: one.interim.id }) : `/cases/${number}`}
      >
        {number}
      </Link>
      <span className={styles.name}>{customerName}</span>
      <span className={styles.subject}>{subject}</span>
      {!isOff && <Fate one={one} />}
    </li>
  );
});

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
