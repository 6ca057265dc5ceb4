import type { Excerpt } from '@caseroom/shared/search';
import styles from './search.module.css';

/** A text with the parts that matched marked: text alone, whatever stands in it. */
export function Marked({ text, ranges }: Excerpt) {
  const parts = [];
  let at = 0;
  for (const [from, to] of ranges) {
    parts.push(text.slice(at, from));
    parts.push(
      <mark key={from} className={styles.mark}>
        {text.slice(from, to)}
      </mark>,
    );
    at = to;
  }
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  );
}
