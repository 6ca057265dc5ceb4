import { type InterimFinding, interimRules } from '@caseroom/shared/interim';
import { IconAlertTriangle, IconBan } from '@tabler/icons-react';
import styles from './interim.module.css';

/** What keeps a message from leaving, or should be looked at. */
export function Findings({ findings }: { readonly findings: readonly InterimFinding[] }) {
  if (findings.length === 0) return null;
  return (
    <ul className={styles.findings}>
      {findings.map((finding) => (
        <li key={finding.key} className={styles.finding} data-never={finding.never || undefined}>
          <FindingWords finding={finding} />
        </li>
      ))}
    </ul>
  );
}

export function FindingWords({ finding }: { readonly finding: InterimFinding }) {
  const { rule, quote, hint, never } = finding;
  return (
    <>
      {never ? <IconBan size={15} aria-hidden /> : <IconAlertTriangle size={15} aria-hidden />}
      <span>
        <strong>{interimRules[rule].name}</strong>
        {quote && <q className={styles.quote}>{quote}</q>}
        <span className={styles.hint}>{hint}</span>
      </span>
    </>
  );
}
