import type { Doer } from '@caseroom/shared/note';
import { rightNow } from '../../platform/clock.ts';
import styles from './author-card.module.css';
import { BesideCard, type Line } from './beside-card.tsx';
import { authorWords, momentText, provenanceText } from './credit-words.ts';
import type { Credit } from './credits.ts';

/** A stretch of text that somebody points at, and where it is on the screen. */
export interface Pointed {
  readonly credit: Credit;
  /** In a comparison, of text that is gone. */
  readonly deletedBy?: Doer | undefined;
  readonly rect: Line;
}

/** Who wrote the text that is pointed at, beside it. */
export function AuthorCard({
  pointed,
  verified,
}: {
  readonly pointed: Pointed | null;
  readonly verified?: boolean;
}) {
  if (!pointed) return null;
  const { credit, deletedBy } = pointed;
  const now = rightNow();
  const [before, name, after] = authorWords(credit);
  return (
    <BesideCard line={pointed.rect}>
      <div>
        {before}
        <strong>{name}</strong>
        {after}
        {credit.at === null ? ', just now' : `, ${momentText(credit.at, now)}`}
      </div>
      <div className={styles.provenance}>
        {provenanceText(credit, now)}
        {verified && credit.seq !== null && ' · verified'}
      </div>
      {deletedBy && (
        <div className={styles.provenance}>
          deleted by {deletedBy.name}, {momentText(deletedBy.at, now)} · edit {deletedBy.seq}
        </div>
      )}
    </BesideCard>
  );
}
