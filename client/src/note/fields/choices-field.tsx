import type { ReactNodeViewProps } from '@tiptap/react';
import { FieldFrame } from './field-frame.tsx';
import { enterNext } from './field-places.ts';
import { useOptionSetters } from './use-setter.ts';

interface Shown {
  readonly at: number;
  readonly label: string;
  readonly chosen: boolean;
}

/** A field that takes several options: each is a switch of its own, so two people can set two at once. */
export function ChoicesField({ node, editor, getPos }: ReactNodeViewProps) {
  const at = getPos();
  const [setBy, ...others] = useOptionSetters(editor, at);
  const options: Shown[] = [];
  node.forEach((option, offset) => {
    const { label, chosen } = option.attrs;
    options.push({ at: offset, label: String(label ?? ''), chosen: chosen === true });
  });
  const toggle = ({ at: offset, chosen }: Shown) => {
    const start = getPos();
    if (start === undefined) return;
    editor.view.dispatch(
      editor.state.tr.setNodeAttribute(start + 1 + offset, 'chosen', chosen ? null : true),
    );
  };
  return (
    <FieldFrame attrs={node.attrs} filled={false} setBy={others.length === 0 ? setBy : undefined}>
      {(ids) => (
        <fieldset
          className="note-field-options"
          contentEditable={false}
          aria-labelledby={ids.label}
          aria-describedby={ids.help}
          onKeyDown={(event) => {
            const now = getPos();
            if (event.key !== 'Tab' || now === undefined) return;
            const isLast = event.target === event.currentTarget.querySelector('label:last-of-type input');
            const isFirst = event.target === event.currentTarget.querySelector('input');
            if (!(event.shiftKey ? isFirst : isLast)) return;
            if (enterNext(editor.view, now, event.shiftKey ? -1 : 1)) event.preventDefault();
          }}
        >
          {options.map((option) => (
            <label key={option.at} className="note-field-option">
              <input
                type="checkbox"
                checked={option.chosen}
                disabled={!editor.isEditable}
                onChange={() => toggle(option)}
              />
              <span>{option.label}</span>
            </label>
          ))}
        </fieldset>
      )}
    </FieldFrame>
  );
}
