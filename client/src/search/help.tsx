import styles from './search.module.css';

const examples: readonly (readonly [string, string])[] = [
  ['"double charge"', 'a whole phrase'],
  ['refu*', 'every word that begins so'],
  ['invoice -refund', 'the one without the other'],
  ['C-1042', 'a case by its number; also a customer’s e-mail, telephone number or account'],
  ['tag:billing status:open', 'filters; several values with commas: status:open,waiting'],
  ['kind:resolution author:me', 'notes of one kind, and who wrote in them'],
  ['after:7d before:today', 'when it was last written in: a day, a month, 7d, yesterday'],
  ['in:notes router', 'in notes alone, or in:cases'],
  ['in:contacts cancel', 'what customers said, in transcripts and replies'],
];

/** What can be typed, to be tried with a click. */
export function Help({ onTry }: { readonly onTry: (q: string) => void }) {
  return (
    <section className={styles.section}>
      <h2>What you can type</h2>
      <dl className={styles.help}>
        {examples.map(([q, what]) => (
          <div key={q} style={{ display: 'contents' }}>
            <dt>
              <button type="button" onClick={() => onTry(q)}>
                {q}
              </button>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
