import type { Correction } from '@caseroom/shared/search';
import type { SearchHint } from '@caseroom/shared/search-grammar';
import styles from './search.module.css';

interface NoticesProps {
  readonly answer: { readonly hints: readonly SearchHint[]; readonly corrections: readonly Correction[] };
}

/** What was not understood as it was meant, and what was searched for instead. */
export function Notices({ answer: { hints, corrections } }: NoticesProps) {
  if (hints.length + corrections.length === 0) return null;
  return (
    <div className={styles.notice} role="status">
      {corrections.map(({ from, to }) => (
        <span key={from}>
          Nothing says “{from}”. Showing results for <strong>{to}</strong>.
        </span>
      ))}
      {hints.map(({ text, message }) => (
        <span key={text}>{message}</span>
      ))}
    </div>
  );
}
