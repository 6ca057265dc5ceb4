import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useEditing } from './editing.ts';

interface LinesFieldProps {
  readonly label: string;
  readonly lines: readonly string[];
  /** Where faults of the list and its entries lie: "sections.0.fields.1.options". */
  readonly path: string;
  readonly onChange: (lines: string[]) => void;
}

/** A list that is written as text, one entry a line. Blank lines are the writer's own and no entries. */
export function LinesField({ label, lines, path, onChange }: LinesFieldProps) {
  const { faults } = useEditing();
  const [typed, setTyped] = useState(() => lines.join('\n'));
  // A change from elsewhere, as when another version is taken up.
  const text = entriesOf(typed).join('\n') === lines.join('\n') ? typed : lines.join('\n');
  const fault = [...faults].find(([at]) => at === path || at.startsWith(`${path}.`))?.[1];
  return (
    <Textarea
      label={label}
      description="One a line."
      autosize
      minRows={2}
      maxRows={12}
      value={text}
      error={fault}
      onChange={({ currentTarget: { value } }) => {
        setTyped(value);
        onChange(entriesOf(value));
      }}
    />
  );
}

const entriesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
