import type { InterimBlock } from '@caseroom/shared/interim';
import styles from './interim.module.css';

/** The exact words, as the customer reads them. */
export function Letter({
  subject,
  blocks,
}: {
  readonly subject: string;
  readonly blocks: readonly InterimBlock[];
}) {
  return (
    <div className={styles.exact}>
      {subject && <p className={styles.exactSubject}>{subject}</p>}
      {blocks.map(({ is, text, lead }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the words are fixed; a block has nothing else to be known by.
        <p key={i} className={styles[is]}>
          {lead && <span aria-hidden>{lead}</span>}
          {text}
        </p>
      ))}
    </div>
  );
}
