import type { NoteKind } from '@caseroom/shared/note';
import { noteKinds } from '@caseroom/shared/note-kinds';
import type { TemplateVersion } from '@caseroom/shared/template';
import styles from './add-note.module.css';

interface KindPreviewProps {
  readonly kind: NoteKind;
  /** Undefined: the program has none for this kind. */
  readonly template: TemplateVersion | undefined;
}

/** Beside the kinds: what a new note of one asks for. */
export function KindPreview({ kind, template }: KindPreviewProps) {
  const { name, outline } = noteKinds[kind];
  return (
    <div className={styles.preview} aria-hidden>
      <p className={styles.previewName}>{template?.name ?? name}</p>
      {template
        ? template.content.sections.map((section) => (
            <div key={section.key} className={styles.previewSection}>
              <p>{section.title}</p>
              <ul>
                {section.fields.map((field) => (
                  <li key={field.key} data-required={field.required || undefined}>
                    {field.label}
                  </li>
                ))}
              </ul>
            </div>
          ))
        : outline.map((title) => (
            <div key={title} className={styles.previewSection}>
              <p>{title.replace('[]', '')}</p>
            </div>
          ))}
      {!template && outline.length === 0 && <p className={styles.previewSection}>A blank page.</p>}
    </div>
  );
}
