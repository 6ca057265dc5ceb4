import { fieldTypeNames, type TemplateField } from '@caseroom/shared/template';
import { IconAlertTriangle, IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { type FieldPlace, faultsBelow, isNewKey, moveField, pathOf, removeField } from '../draft.ts';
import { factName } from '../fact-names.ts';
import { AddField } from './add-field.tsx';
import { useEditing } from './editing.ts';
import styles from './editor.module.css';
import { FieldDetails } from './field-details.tsx';
import { MoveButtons } from './move-buttons.tsx';

interface FieldEditorProps {
  readonly field: TemplateField;
  readonly place: FieldPlace;
  readonly count: number;
}

/** A field as one line; opened, everything about it. */
export function FieldEditor({ field, place, count }: FieldEditorProps) {
  const { content, faults, editable, change } = useEditing();
  const [open, setOpen] = useState(isNewKey(field.key));
  const detailsId = useId();
  const wrong = faultsBelow(faults, pathOf(place)) > 0;
  const index = place.part ?? place.field;
  return (
    <li className={styles.field} data-open={open || undefined} data-wrong={wrong || undefined}>
      <div className={styles.fieldLine}>
        <button
          type="button"
          className={styles.fieldButton}
          aria-expanded={open}
          aria-controls={detailsId}
          onClick={() => setOpen(!open)}
        >
          <IconChevronRight size={14} className={styles.chevron ?? ''} aria-hidden />
          <span className={styles.fieldLabel}>{field.label || 'Untitled'}</span>
          {field.required && <span className={styles.required}>required</span>}
          <span className={styles.type}>{typeWords(field)}</span>
          {wrong && (
            <IconAlertTriangle size={15} className={styles.wrong ?? ''} aria-label="needs attention" />
          )}
        </button>
        {editable && (
          <MoveButtons
            what={`the field ${field.label}`}
            isFirst={index === 0}
            isLast={index === count - 1}
            onMove={(step) => change(moveField(content, place, step))}
            onRemove={() => change(removeField(content, place))}
          />
        )}
      </div>
      {open && (
        <div id={detailsId} className={styles.opened}>
          <fieldset className={styles.details} disabled={!editable}>
            <FieldDetails field={field} place={place} />
          </fieldset>
          {field.type === 'yes-no' && <Part field={field} place={place} />}
        </div>
      )}
    </li>
  );
}

function Part({
  field,
  place,
}: {
  readonly field: Extract<TemplateField, { type: 'yes-no' }>;
  readonly place: FieldPlace;
}) {
  return (
    <div className={styles.part}>
      <h4>If yes</h4>
      <ul className={styles.fields}>
        {field.ifYes.map((inner, part) => (
          <FieldEditor key={inner.key} field={inner} place={{ ...place, part }} count={field.ifYes.length} />
        ))}
      </ul>
      {useEditing().editable && <AddField place={{ ...place, part: 0 }} />}
    </div>
  );
}

function typeWords(field: TemplateField): string {
  const type = fieldTypeNames[field.type].toLowerCase();
  if (field.fill) return `${type}, filled: ${factName(field.fill).toLowerCase()}`;
  if (field.type === 'choice' || field.type === 'choices') return `${type} of ${field.options.length}`;
  return field.type === 'yes-no' && field.ifYes.length > 0 ? `${type}, ${field.ifYes.length} if yes` : type;
}
