import { personColour } from '@caseroom/shared/colour';
import type { CSSProperties } from 'react';
import type { Share } from './credits.ts';
import styles from './legend.module.css';

/** Whose text a note is, in per cent. */
export function Legend({ shares }: { readonly shares: readonly Share[] }) {
  return (
    <ul className={styles.legend} aria-label="Share of the text by author">
      {shares.map(({ author, percent }) => {
        const { wash, washDark, ink, inkDark } = personColour(author.colour);
        const style = {
          '--wash': wash,
          '--wash-dark': washDark,
          '--author-ink': ink,
          '--author-ink-dark': inkDark,
        } as CSSProperties;
        return (
          <li key={author.id} className={styles.entry} style={style}>
            <span className={styles.swatch} aria-hidden />
            {author.name} <span className={styles.percent}>{percent < 1 ? '< 1' : percent} %</span>
          </li>
        );
      })}
    </ul>
  );
}
