import type { TemplateField, TemplateVersion } from '@caseroom/shared/template';
import { Fragment } from 'react';
import type { Draft } from './draft.ts';
import { factName } from './fact-names.ts';
import styles from './template.module.css';

interface TemplatePreviewProps {
  readonly template: TemplateVersion;
  readonly draft: Draft;
}

/** The note that the draft makes, as its writers come to see it. */
export function TemplatePreview({ draft: { name, content } }: TemplatePreviewProps) {
  return (
    <section className={styles.preview} aria-label="Preview">
      <article className={styles.note}>
        <h3 className={styles.noteTitle}>{name || 'Untitled'}</h3>
        {content.sections.map((section) => (
          <Fragment key={section.key}>
            <h4 className={styles.noteSection}>{section.title}</h4>
            {section.fields.length === 0 && <p className={styles.blank} />}
            {section.fields.map((field) => (
              <PreviewField key={field.key} field={field} />
            ))}
          </Fragment>
        ))}
      </article>
      <Advice title="Do" lines={content.dos} />
      <Advice title="Don’t" lines={content.donts} />
    </section>
  );
}

function PreviewField({ field }: { readonly field: TemplateField }) {
  return (
    <div className={styles.noteField}>
      <p className={styles.noteLabel}>
        {field.label}
        {field.required && <span aria-hidden> *</span>}
      </p>
      {field.help && <p className={styles.noteHelp}>{field.help}</p>}
      <Answer field={field} />
      {field.type === 'yes-no' && field.ifYes.length > 0 && (
        <div className={styles.notePart}>
          {field.ifYes.map((inner) => (
            <PreviewField key={inner.key} field={inner} />
          ))}
        </div>
      )}
    </div>
  );
}

function Answer({ field }: { readonly field: TemplateField }) {
  if (field.fill) return <p className={styles.filled}>{factName(field.fill)}</p>;
  if (field.type === 'choice' || field.type === 'choices') return <Chips options={field.options} />;
  if (field.type === 'yes-no') return <Chips options={['Yes', 'No']} />;
  if (field.type === 'checklist')
    return (
      <ul className={styles.checks}>
        {field.items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    );
  return <p className={styles.blank} data-tall={field.type === 'rich' || undefined} />;
}

function Chips({ options }: { readonly options: readonly string[] }) {
  return (
    <p className={styles.chips}>
      {options.map((option) => (
        <span key={option}>{option}</span>
      ))}
    </p>
  );
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
