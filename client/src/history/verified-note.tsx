import type { LedgerCheck } from '@caseroom/shared/audit';
import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react';
import { clockText } from '../platform/time.ts';
import styles from './history.module.css';

/** What a check of the stored chain of this note found. */
export function VerifiedNote({ check }: { readonly check: LedgerCheck }) {
  const edits = `${check.edits.toLocaleString('en-GB')} ${check.edits === 1 ? 'edit' : 'edits'}`;
  if (check.ok) {
    return (
      <p className={styles.verified}>
        <IconShieldCheck size={16} stroke={1.8} aria-hidden />
        {edits} verified, no gap, at {clockText(new Date(check.checkedAt))}
      </p>
    );
  }
  return (
    <p className={styles.verified} data-broken role="alert">
      <IconAlertTriangle size={16} stroke={1.8} aria-hidden />
      The stored edits are not as they were written. Tell an auditor; do not rely on this history.
    </p>
  );
}
