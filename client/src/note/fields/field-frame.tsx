import type { PersonRef } from '@caseroom/shared/primitives';
import { NodeViewWrapper } from '@tiptap/react';
import { type ReactNode, useId } from 'react';
import { useFields } from './fields-context.ts';

interface FieldFrameProps {
  readonly attrs: Readonly<Record<string, unknown>>;
  /** It says exactly what the record said when the note was made. */
  readonly filled: boolean;
  /** Who answered it, for answers that are no text. */
  readonly setBy?: PersonRef | undefined;
  readonly children: (ids: { readonly label: string; readonly help: string }) => ReactNode;
}

/** Around every field: what it is called, what belongs there, whether it is missing and where its words come from. */
export function FieldFrame({ attrs, filled, setBy, children }: FieldFrameProps) {
  const { fieldOf, missing, away, pressed } = useFields();
  const id = useId();
  const key = String(attrs.key ?? '');
  const field = fieldOf(key);
  const isMissing = missing.has(key);
  const ids = { label: `${id}label`, help: `${id}help` };
  return (
    <NodeViewWrapper
      className="note-field"
      data-field-key={key}
      data-type={String(attrs.type ?? '')}
      data-away={away.has(key) || undefined}
      data-missing={isMissing ? (pressed ? 'pressed' : 'quiet') : undefined}
    >
      <div className="note-field-label" contentEditable={false}>
        <span id={ids.label}>{String(attrs.label ?? '')}</span>
        {isMissing && <span className="note-field-missing">{pressed ? 'still empty' : 'required'}</span>}
        {filled ? (
          <span className="note-field-source" title="Filled from the record when the note was made">
            from the record
          </span>
        ) : (
          setBy && (
            <span className="note-field-source" title={`Set by ${setBy.name}`}>
              set by {setBy.name.split(' ')[0]}
            </span>
          )
        )}
      </div>
      <div className="note-field-main">
        {children(ids)}
        {field?.help && (
          <p className="note-field-help" id={ids.help} contentEditable={false}>
            {field.help}
          </p>
        )}
      </div>
    </NodeViewWrapper>
  );
}
