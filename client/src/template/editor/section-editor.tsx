import { MAX_LABEL_CHARS, type TemplateSection } from '@caseroom/shared/template';
import { TextInput } from '@mantine/core';
import { changeSection, moveSection, removeSection } from '../draft.ts';
import { AddField } from './add-field.tsx';
import { useEditing } from './editing.ts';
import styles from './editor.module.css';
import { FieldEditor } from './field-editor.tsx';
import { MoveButtons } from './move-buttons.tsx';

interface SectionEditorProps {
  readonly section: TemplateSection;
  readonly index: number;
  readonly count: number;
}

/** A heading of the note with its fields. */
export function SectionEditor({ section, index, count }: SectionEditorProps) {
  const { content, faults, editable, change } = useEditing();
  return (
    <section className={styles.section} aria-label={`Section ${section.title}`}>
      {editable ? (
        <header className={styles.sectionHead}>
          <TextInput
            className={styles.sectionTitle ?? ''}
            aria-label="Section title"
            maxLength={MAX_LABEL_CHARS}
            value={section.title}
            error={faults.get(`sections.${index}.title`) ?? faults.get(`sections.${index}.key`)}
            onChange={({ currentTarget: { value: title } }) =>
              change(changeSection(content, index, (before) => ({ ...before, title })))
            }
          />
          <MoveButtons
            what={`the section ${section.title}`}
            isFirst={index === 0}
            isLast={index === count - 1}
            onMove={(step) => change(moveSection(content, index, step))}
            onRemove={() => change(removeSection(content, index))}
          />
        </header>
      ) : (
        <h3 className={styles.adviceHead}>{section.title}</h3>
      )}
      {section.fields.length === 0 && <p className={styles.free}>Without fields: a place to write freely.</p>}
      <ul className={styles.fields}>
        {section.fields.map((field, at) => (
          <FieldEditor
            key={field.key}
            field={field}
            place={{ section: index, field: at }}
            count={section.fields.length}
          />
        ))}
      </ul>
      {editable && <AddField place={{ section: index, field: 0 }} />}
    </section>
  );
}
