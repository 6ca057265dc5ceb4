import { NodeViewContent, type ReactNodeViewProps } from '@tiptap/react';
import { FieldFrame } from './field-frame.tsx';

/** A field one writes in, alone or with others. */
export function WrittenField({ node }: ReactNodeViewProps) {
  const { filled } = node.attrs;
  const words = node.textBetween(0, node.content.size, '\n').trim();
  return (
    <FieldFrame attrs={node.attrs} filled={typeof filled === 'string' && words === filled}>
      {() => <NodeViewContent className="note-field-text" />}
    </FieldFrame>
  );
}
