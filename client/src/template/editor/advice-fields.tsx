import { MAX_RECHECK_DAYS, MAX_SENTENCES, MAX_WORDS, type TemplateContent } from '@caseroom/shared/template';
import { NumberInput } from '@mantine/core';
import { useEditing } from './editing.ts';
import styles from './editor.module.css';
import { LinesField } from './lines-field.tsx';

type Unit = 'sentences' | 'words';
const units: Record<Unit, { name: string; max: number }> = {
  sentences: { name: 'Sentences', max: MAX_SENTENCES },
  words: { name: 'Words', max: MAX_WORDS },
};

/** What a good note of this kind is like: habits, usual length, and when it is looked at again. */
export function AdviceFields() {
  const { content, change } = useEditing();
  const { recheckEvery_days: recheck, ...rest } = content;
  return (
    <section className={styles.section} aria-label="Advice">
      <h3 className={styles.adviceHead}>Advice</h3>
      <LinesField label="Do" lines={content.dos} path="dos" onChange={(dos) => change({ ...content, dos })} />
      <LinesField
        label="Don’t"
        lines={content.donts}
        path="donts"
        onChange={(donts) => change({ ...content, donts })}
      />
      <div className={styles.pair}>
        <Span unit="sentences" />
        <Span unit="words" />
      </div>
      <NumberInput
        label="Recheck every"
        description="Notes made from it are looked at again after so many days."
        maw={240}
        size="sm"
        min={1}
        max={MAX_RECHECK_DAYS}
        allowDecimal={false}
        suffix=" days"
        placeholder="Never"
        value={recheck ?? ''}
        onChange={(days) =>
          change(
            typeof days === 'number' ? { ...content, recheckEvery_days: days } : (rest as TemplateContent),
          )
        }
      />
    </section>
  );
}

/** "2 to 5", or nothing while one of the two is empty. */
function Span({ unit }: { readonly unit: Unit }) {
  const { content, faults, change } = useEditing();
  const { name, max } = units[unit];
  const span = content.length[unit];
  const set = (next: { min: number; max: number } | undefined) => {
    const { [unit]: _, ...others } = content.length;
    change({ ...content, length: next ? { ...others, [unit]: next } : others });
  };
  const bound = (which: 'min' | 'max', value: number | string) => {
    if (typeof value !== 'number') return set(undefined);
    set({ min: span?.min ?? (which === 'min' ? value : 0), max: span?.max ?? value, [which]: value });
  };
  const shared = { size: 'sm', min: 0, max, allowDecimal: false, hideControls: true } as const;
  return (
    <fieldset className={styles.span}>
      <legend>{name}, usually</legend>
      <NumberInput
        {...shared}
        aria-label={`Least ${unit}`}
        value={span?.min ?? ''}
        onChange={(value) => bound('min', value)}
      />
      <span>to</span>
      <NumberInput
        {...shared}
        aria-label={`Most ${unit}`}
        value={span?.max ?? ''}
        error={faults.get(`length.${unit}`)}
        onChange={(value) => bound('max', value)}
      />
    </fieldset>
  );
}
