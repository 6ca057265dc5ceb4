import { type BrokenLedger, faultNames, type LedgerCheck } from '@caseroom/shared/audit';
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconShieldCheck, IconShieldSearch } from '@tabler/icons-react';
import { Link } from 'react-router';
import { sentenceOf } from '../platform/http.ts';
import { clockText } from '../platform/time.ts';
import { InlineMessage } from '../ui/message.tsx';
import styles from './audit.module.css';
import { useVerify } from './audit-data.ts';

/** Recomputes every chain and says whether anything was changed, taken out or put in since it was written. */
export function VerifyBar() {
  const verify = useVerify();
  return (
    <section className={styles.verify} aria-label="Verification">
      <div className={styles.verifyText} role="status">
        {!verify.data && (
          <>
            <IconShieldSearch size={20} aria-hidden />
            <p>
              {verify.isPending
                ? 'Reading every ledger and recomputing its chain.'
                : 'Every entry and every edit is chained to the one before. Verify that nothing was changed since.'}
            </p>
          </>
        )}
        {verify.data && <Result check={verify.data} />}
      </div>
      <Button size="sm" loading={verify.isPending} onClick={() => verify.mutate()}>
        {verify.data ? 'Verify again' : 'Verify'}
      </Button>
      {verify.error && (
        <div className={styles.verifyError}>
          <InlineMessage>{sentenceOf(verify.error)}</InlineMessage>
        </div>
      )}
    </section>
  );
}

function Result({ check }: { readonly check: LedgerCheck }) {
  const count = (value: number) => value.toLocaleString('en-GB');
  const counted = `${count(check.events)} entries of ${count(check.cases)} cases and ${count(check.edits)} edits of ${count(check.notes)} notes`;
  if (check.ok) {
    return (
      <>
        <IconShieldCheck size={20} aria-hidden className={styles.good ?? ''} />
        <p>
          <strong className={styles.good}>Everything is as it was written.</strong> {counted} verified at{' '}
          {clockText(new Date(check.checkedAt))}
          {check.redacted > 0 &&
            `; the content of ${count(check.redacted)} was taken out, their place still holds`}
          .
        </p>
      </>
    );
  }
  return (
    <>
      <IconAlertTriangle size={20} aria-hidden className={styles.bad ?? ''} />
      <div>
        <p>
          <strong className={styles.bad}>
            {check.brokenLedgers === 1 ? 'One ledger is' : `${count(check.brokenLedgers)} ledgers are`} not as
            written.
          </strong>{' '}
          Out of {counted}. Keep the database as it is and tell its owner.
        </p>
        <ul className={styles.broken}>
          {check.broken.map((broken) => (
            <Broken key={`${broken.caseId} ${broken.noteId}`} broken={broken} />
          ))}
        </ul>
      </div>
    </>
  );
}

function Broken({ broken }: { readonly broken: BrokenLedger }) {
  return (
    <li>
      <Link to={`/cases/${broken.caseNumber}`} className={styles.case}>
        {broken.caseNumber}
      </Link>{' '}
      {broken.ledger === 'note' ? 'a note, from edit' : 'its ledger, from entry'} {broken.seq}:{' '}
      {faultNames[broken.fault]}
    </li>
  );
}
