import type { HandoverItem } from '@caseroom/shared/handover';
import { IconCheck } from '@tabler/icons-react';
import { isCaption, progressOf } from './packet.ts';
import styles from './panel.module.css';

/** What the receiver has read back so far, as the giver follows it: their own words, or that they ticked it. */
export function ReadBackList({ item, by }: { readonly item: HandoverItem; readonly by: string }) {
  const read = item.parts.flatMap(({ lines }) =>
    lines.filter(({ readBack }, at) => readBack !== null && !isCaption(lines, at)),
  );
  const { of } = progressOf(item);
  return (
    <section className={styles.panelSection} aria-label="Read back">
      <h3>
        Read back by {by}, {read.length} of {of}
      </h3>
      <ul className={styles.factList}>
        {read.map(({ key, text, readBack }) => (
          <li key={key} className={styles.fact}>
            <IconCheck size={15} className={styles.goodMark ?? ''} aria-hidden />
            <span>
              {readBack?.comment ? (
                <>
                  “{readBack.comment}”<span className={styles.factMore}>{text}</span>
                </>
              ) : (
                text
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
