import { personValue, valueText } from '@caseroom/shared/editor/answers';
import { Select } from '@mantine/core';
import { useId, useState } from 'react';
import { useFields } from './fields-context.ts';
import type { AnswerProps } from './value-field.tsx';

interface Option {
  readonly value: string;
  readonly label: string;
}

/** Up to so many options, and so many letters of them, stand there to be clicked; more are a list. */
const MAX_SHOWN_OPTIONS = 5;
const MAX_SHOWN_CHARS = 56;

/** One of some options. */
export function ChoiceInput({ options, ...answer }: AnswerProps & { readonly options: readonly Option[] }) {
  const letters = options.reduce((sum, { label }) => sum + label.length, 0);
  const isShort = options.length <= MAX_SHOWN_OPTIONS && letters <= MAX_SHOWN_CHARS;
  return isShort ? <Shown {...answer} options={options} /> : <Listed {...answer} options={options} />;
}

function Shown({
  options,
  value,
  onChange,
  disabled,
  labelledBy,
  describedBy,
}: AnswerProps & { readonly options: readonly Option[] }) {
  const name = useId();
  return (
    <div
      className="note-field-options"
      role="radiogroup"
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
    >
      {options.map((option) => (
        <label key={option.value} className="note-field-option">
          <input
            type="radio"
            name={name}
            checked={value === option.value}
            disabled={disabled}
            onChange={() => onChange(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </div>
  );
}

function Listed({
  options,
  value,
  onChange,
  disabled,
  labelledBy,
  describedBy,
}: AnswerProps & { readonly options: readonly Option[] }) {
  const isKnown = value === null || options.some((option) => option.value === value);
  const data = isKnown ? options : [...options, { value, label: value }];
  return (
    <Select
      className="note-field-select"
      data={[...data]}
      value={value}
      onChange={onChange}
      disabled={disabled}
      searchable
      placeholder="Choose"
      nothingFoundMessage="No such option"
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      comboboxProps={{ withinPortal: true, position: 'bottom-start', width: 280 }}
    />
  );
}

/** Somebody of the program. */
export function PersonInput({ value, onChange, disabled, labelledBy, describedBy }: AnswerProps) {
  const { people } = useFields();
  const [found, setFound] = useState<readonly Option[]>([]);
  const load = async () =>
    setFound(
      (await people())
        .filter((person) => person.colour !== null)
        .map(({ id, label }) => ({ value: personValue({ id, name: label }), label })),
    );
  const isKnown = value === null || found.some((option) => option.value === value);
  const data = isKnown ? found : [...found, { value, label: valueText('person', value) }];
  return (
    <Select
      className="note-field-select"
      data={[...data]}
      value={value}
      onChange={onChange}
      disabled={disabled}
      searchable
      placeholder="Name"
      nothingFoundMessage="Nobody of this program by that name"
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      onFocus={() => void load()}
      comboboxProps={{ withinPortal: true, position: 'bottom-start', width: 260 }}
    />
  );
}
