import { fieldsOf, type TemplateContent } from '@caseroom/shared/template';
import { useDebouncedValue } from '@mantine/hooks';
import { lazy, Suspense, useMemo } from 'react';
import { SkeletonLine } from '../ui/skeleton.tsx';
import type { Draft } from './draft.ts';
import { factName } from './fact-names.ts';
import styles from './template.module.css';

/** The editor is heavy: it comes with the first template that is looked at. */
const TrialNote = lazy(async () => ({
  default: (await import('../note/fields/trial-note.tsx')).TrialNote,
}));

/** The preview follows the draft at this distance, ms. */
const SETTLE_MS = 350;

/** The note that the draft makes, to be tried out: nothing of it is kept. */
export function TemplatePreview({ draft }: { readonly draft: Draft }) {
  const [{ name, content }] = useDebouncedValue(draft, SETTLE_MS);
  const filled = useMemo(() => filledWithNames(content), [content]);
  return (
    <section className={styles.preview} aria-label="Preview">
      <article className={styles.note} aria-label="A note to try out">
        <h3 className={styles.noteTitle}>{name || 'Untitled'}</h3>
        <Suspense fallback={<SkeletonLine width="60%" />}>
          <TrialNote content={content} filled={filled} label={`Try out: ${name}`} />
        </Suspense>
      </article>
      <Advice title="Do" lines={content.dos} />
      <Advice title="Don’t" lines={content.donts} />
    </section>
  );
}

/** Where the record would speak, the preview says what it would speak of. */
function filledWithNames(content: TemplateContent): Map<string, string> {
  const filled = fieldsOf(content).flatMap(({ key, type, fill }): [string, string][] =>
    fill && (type === 'text' || type === 'rich') ? [[key, factName(fill)]] : [],
  );
  return new Map(filled);
}

function Advice({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <div className={styles.advice}>
      <h4>{title}</h4>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
