import { Select } from '@mantine/core';
import { type CaseField, type Columns, caseFields, fieldKeys } from './fields.ts';
import styles from './import.module.css';

interface ColumnFieldsProps {
  readonly header: readonly string[];
  readonly columns: Columns;
  readonly onChange: (columns: Columns) => void;
}

/** Which column holds what; guessed, and changed here. */
export function ColumnFields({ header, columns, onChange }: ColumnFieldsProps) {
  const data = header.map((name, column) => ({
    value: String(column),
    label: name || `Column ${column + 1}`,
  }));
  const set = (field: CaseField, value: string | null) => {
    const { [field]: _, ...others } = columns;
    onChange(value === null ? others : { ...others, [field]: Number(value) });
  };
  return (
    <fieldset className={styles.columns}>
      <legend>Which column holds what</legend>
      {fieldKeys.map((field) => (
        <Select
          key={field}
          label={caseFields[field]}
          withAsterisk={field === 'reference'}
          placeholder="Not in this file"
          clearable
          data={data}
          value={columns[field] === undefined ? null : String(columns[field])}
          onChange={(value) => set(field, value)}
        />
      ))}
    </fieldset>
  );
}
