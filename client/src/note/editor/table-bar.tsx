import {
  IconColumnInsertRight,
  IconColumnRemove,
  IconRowInsertBottom,
  IconRowRemove,
  IconTableMinus,
  IconTableRow,
} from '@tabler/icons-react';
import type { ChainedCommands, Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { BubbleMenu } from '@tiptap/react/menus';
import type { ComponentType } from 'react';
import styles from './bars.module.css';
import { BarButton } from './format-button.tsx';

interface TableAction {
  readonly label: string;
  readonly Icon: ComponentType<{ size?: number; stroke?: number }>;
  readonly apply: (chain: ChainedCommands) => ChainedCommands;
}

const actions: readonly TableAction[] = [
  { label: 'Add row below', Icon: IconRowInsertBottom, apply: (chain) => chain.addRowAfter() },
  { label: 'Add column right', Icon: IconColumnInsertRight, apply: (chain) => chain.addColumnAfter() },
  { label: 'Delete row', Icon: IconRowRemove, apply: (chain) => chain.deleteRow() },
  { label: 'Delete column', Icon: IconColumnRemove, apply: (chain) => chain.deleteColumn() },
  { label: 'Header row', Icon: IconTableRow, apply: (chain) => chain.toggleHeaderRow() },
  { label: 'Delete table', Icon: IconTableMinus, apply: (chain) => chain.deleteTable() },
];

/** Rows and columns, at the table's own corner while the caret is in it. */
export function TableBar({ editor }: { readonly editor: Editor }) {
  const inTable = useEditorState({ editor, selector: ({ editor: now }) => now.isActive('table') });
  return (
    <BubbleMenu
      editor={editor}
      pluginKey="tableBar"
      updateDelay={120}
      className={styles.floating}
      options={{ placement: 'top-end', offset: 4, flip: false, shift: { padding: 8 } }}
      getReferencedVirtualElement={() => tableAt(editor)}
      shouldShow={({ editor: now, state }) =>
        now.isEditable && now.isFocused && state.selection.empty && now.isActive('table')
      }
    >
      {inTable && (
        <div className={styles.bar} role="toolbar" aria-label="Table">
          {actions.map(({ label, Icon, apply }) => (
            <BarButton key={label} label={label} onClick={() => apply(editor.chain().focus()).run()}>
              <Icon size={16} stroke={1.7} />
            </BarButton>
          ))}
        </div>
      )}
    </BubbleMenu>
  );
}

/** The table element around the caret. */
function tableAt(editor: Editor): HTMLElement | null {
  const { node } = editor.view.domAtPos(editor.state.selection.from);
  const element = node instanceof Element ? node : node.parentElement;
  return element?.closest('table') ?? null;
}
