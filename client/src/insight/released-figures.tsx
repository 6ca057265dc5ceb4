import { measures } from '@caseroom/shared/insight';
import { type ReleasedFigures as Figures, SMALL_COUNT } from '@caseroom/shared/insight-release';
import { ofText, valueText } from '@caseroom/shared/insight-words';
import styles from './release.module.css';

/** Figures as a program's client reads them. */
export function ReleasedFigures({ figures }: { readonly figures: Figures }) {
  return (
    <dl className={styles.figures}>
      {figures.measures.map(({ measure, n, value }) => {
        const words = measures[measure];
        const isCount = words.fold === 'count';
        return (
          <div key={measure} className={styles.figure}>
            <dt>{words.name}</dt>
            <dd>
              {n === null ? (
                <span className={styles.few}>fewer than {SMALL_COUNT}, not shown</span>
              ) : (
                <>
                  <span className={styles.value}>{valueText(words, { n, value })}</span>
                  {!isCount && <span className={styles.minor}>of {ofText(words, n)}</span>}
                </>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
