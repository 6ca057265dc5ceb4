import {
  FieldType,
  type FillFact,
  fieldTypeNames,
  MAX_HELP_CHARS,
  MAX_LABEL_CHARS,
  type TemplateField,
} from '@caseroom/shared/template';
import { Checkbox, Select, Textarea, TextInput } from '@mantine/core';
import { changeField, type FieldPlace, isNewKey, pathOf, shapedAs } from '../draft.ts';
import { factsFor } from '../fact-names.ts';
import { useEditing } from './editing.ts';
import styles from './editor.module.css';
import { LinesField } from './lines-field.tsx';

interface DetailsProps {
  readonly field: TemplateField;
  readonly place: FieldPlace;
}

/** Everything about one field, with what is wrong beside it. */
export function FieldDetails({ field, place }: DetailsProps) {
  const { content, faults, change } = useEditing();
  const path = pathOf(place);
  const edit = (to: (field: TemplateField) => TemplateField) => change(changeField(content, place, to));
  const facts = factsFor(field.type);
  const types = FieldType.options.filter((type) => place.part === undefined || type !== 'yes-no');
  return (
    <>
      <div className={styles.pair}>
        <TextInput
          label="Label"
          maxLength={MAX_LABEL_CHARS}
          value={field.label}
          error={faults.get(`${path}.label`) ?? faults.get(`${path}.key`)}
          onChange={({ currentTarget: { value: label } }) => edit((before) => ({ ...before, label }))}
        />
        <Select
          label="Type"
          allowDeselect={false}
          data={types.map((type) => ({ value: type, label: fieldTypeNames[type] }))}
          value={field.type}
          onChange={(type) => type && edit((before) => shapedAs(type as FieldType, before))}
        />
      </div>
      <Textarea
        label="Help"
        description="A sentence under the label: what belongs here."
        autosize
        maxLength={MAX_HELP_CHARS}
        value={field.help ?? ''}
        error={faults.get(`${path}.help`)}
        onChange={({ currentTarget: { value } }) =>
          edit((before) => ({ ...before, help: value || undefined }))
        }
      />
      <TypeDetails field={field} place={place} />
      <Checkbox
        label="Required before the note can be finalised"
        checked={field.required}
        onChange={({ currentTarget: { checked } }) => edit((before) => ({ ...before, required: checked }))}
      />
      {facts.length > 0 && (
        <Select
          label="Filled from the record with"
          placeholder="Nothing: people write it"
          clearable
          searchable
          data={facts}
          value={field.fill ?? null}
          error={faults.get(`${path}.fill`)}
          onChange={(fact) => edit((before) => ({ ...before, fill: (fact as FillFact | null) ?? undefined }))}
        />
      )}
      {!isNewKey(field.key) && (
        <p className={styles.key}>
          Notes and rules know it as <code>{field.key}</code>, in every version.
        </p>
      )}
    </>
  );
}

function TypeDetails({ field, place }: DetailsProps) {
  const { content, faults, change } = useEditing();
  const path = pathOf(place);
  const edit = (to: TemplateField) => change(changeField(content, place, () => to));
  if (field.type === 'choice' || field.type === 'choices')
    return (
      <LinesField
        label="Options"
        lines={field.options}
        path={`${path}.options`}
        onChange={(options) => edit({ ...field, options })}
      />
    );
  if (field.type === 'checklist')
    return (
      <LinesField
        label="To tick"
        lines={field.items}
        path={`${path}.items`}
        onChange={(items) => edit({ ...field, items })}
      />
    );
  if (field.type === 'amount')
    return (
      <TextInput
        label="Currency"
        maw={120}
        value={field.currency}
        error={faults.get(`${path}.currency`)}
        onChange={(event) => edit({ ...field, currency: event.currentTarget.value.toUpperCase() })}
      />
    );
  return null;
}
