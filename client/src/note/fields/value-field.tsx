import { isValue, valueText } from '@caseroom/shared/editor/answers';
import type { TemplateField } from '@caseroom/shared/template';
import { IconX } from '@tabler/icons-react';
import type { ReactNodeViewProps } from '@tiptap/react';
import { FieldFrame } from './field-frame.tsx';
import { enterNext } from './field-places.ts';
import { useFields } from './fields-context.ts';
import { ChoiceInput, PersonInput } from './picked-inputs.tsx';
import { AmountInput, MomentInput } from './typed-inputs.tsx';
import { useSetter } from './use-setter.ts';

/** A control of one answer. `value` is the answer as the document holds it; null for none. */
export interface AnswerProps {
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
  readonly disabled: boolean;
  readonly labelledBy: string;
  readonly describedBy: string;
}

/** A field with one answer: an option, a time, an amount, a person, yes or no. */
export function ValueField({ node, editor, getPos, updateAttributes }: ReactNodeViewProps) {
  const { fieldOf } = useFields();
  const { key, type, value, filled } = node.attrs as Record<string, string | null>;
  const at = getPos();
  const setBy = useSetter(editor, at, 'value');
  const field = fieldOf(key ?? '');
  const isSet = isValue(type ?? '', value);
  const set = (next: string | null) => updateAttributes({ value: next });
  return (
    <FieldFrame attrs={node.attrs} filled={isSet && value === filled} setBy={isSet ? setBy : undefined}>
      {(ids) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: keys that bubble from the control within.
        <div
          className="note-field-answer"
          contentEditable={false}
          onKeyDown={(event) => {
            // Asked now: text in front of the field may have grown since it was drawn.
            const now = getPos();
            if (event.key !== 'Tab' || event.defaultPrevented || now === undefined) return;
            if (enterNext(editor.view, now, event.shiftKey ? -1 : 1)) event.preventDefault();
          }}
        >
          <Answer
            type={type ?? ''}
            field={field}
            value={isSet ? value : null}
            onChange={set}
            disabled={!editor.isEditable}
            labelledBy={ids.label}
            describedBy={ids.help}
          />
          {isSet && editor.isEditable && (
            <button
              type="button"
              className="note-field-clear"
              tabIndex={-1}
              aria-label="Clear"
              onClick={() => set(null)}
            >
              <IconX size={13} stroke={2} />
            </button>
          )}
        </div>
      )}
    </FieldFrame>
  );
}

function Answer({
  type,
  field,
  ...answer
}: AnswerProps & { readonly type: string; readonly field: TemplateField | undefined }) {
  if (type === 'yes-no') return <ChoiceInput {...answer} options={yesNo} />;
  if (type === 'date-time') return <MomentInput {...answer} />;
  if (type === 'person') return <PersonInput {...answer} />;
  if (type === 'amount' && field?.type === 'amount')
    return <AmountInput {...answer} currency={field.currency} />;
  if (type === 'choice' && field?.type === 'choice')
    return (
      <ChoiceInput {...answer} options={field.options.map((option) => ({ value: option, label: option }))} />
    );
  // Its template is on its way, or it is of a newer kind than this page: to read, never to lose.
  return <span className="note-field-plain">{valueText(type, answer.value) || '–'}</span>;
}

const yesNo = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
];
