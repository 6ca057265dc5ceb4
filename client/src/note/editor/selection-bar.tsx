import { IconLink, IconMessagePlus } from '@tabler/icons-react';
import type { Editor } from '@tiptap/core';
import { TextSelection } from '@tiptap/pm/state';
import { useEditorState } from '@tiptap/react';
import { BubbleMenu } from '@tiptap/react/menus';
import styles from './bars.module.css';
import { BarButton, FormatButton } from './format-button.tsx';
import { blockFormats, markFormats } from './formats.ts';
import { LinkField, LinkShown } from './link-field.tsx';

const offered = blockFormats.filter(({ id }) =>
  ['heading-3', 'bullets', 'numbers', 'tasks', 'quote'].includes(id),
);
const touch = typeof window !== 'undefined' && window.matchMedia('(pointer: coarse)').matches;

interface SelectionBarProps {
  readonly editor: Editor;
  /** The person asked for the link field, by key or from another bar. */
  readonly linking: boolean;
  readonly setLinking: (linking: boolean) => void;
  readonly onComment: () => void;
}

/** What can be made of the selected text, just above it; or the link the caret stands in. */
export function SelectionBar({ editor, linking, setLinking, onComment }: SelectionBarProps) {
  const { empty, href } = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      empty: now.state.selection.empty,
      href: (now.getAttributes('link').href as string | undefined) ?? '',
    }),
  });
  // A case opens with many notes and nothing selected; a dozen buttons in each would be drawn for nobody.
  const isIdle = empty && !href && !linking;
  return (
    <BubbleMenu
      editor={editor}
      pluginKey="selectionBar"
      updateDelay={120}
      className={styles.floating}
      options={{ placement: 'top-start', offset: 8, flip: true, shift: { padding: 8 } }}
      shouldShow={({ editor: now, state }) => shouldShow(now, state.selection)}
    >
      {!isIdle && (
        <div className={styles.bar} role="toolbar" aria-label="Format the selection">
          {linking ? (
            <LinkField editor={editor} href={href} onDone={() => setLinking(false)} />
          ) : empty && href ? (
            <LinkShown editor={editor} href={href} onEdit={() => setLinking(true)} />
          ) : (
            <>
              <BarButton label="Comment" keys="mod+alt+m" onClick={onComment}>
                <IconMessagePlus size={17} stroke={1.7} />
              </BarButton>
              <span className={styles.divider} />
              {markFormats.map((format) => (
                <FormatButton key={format.id} editor={editor} format={format} />
              ))}
              <BarButton
                label="Link"
                keys="mod+shift+k"
                active={href !== ''}
                onClick={() => setLinking(true)}
              >
                <IconLink size={17} stroke={1.7} />
              </BarButton>
              <span className={styles.divider} />
              {offered.map((format) => (
                <FormatButton key={format.id} editor={editor} format={format} />
              ))}
            </>
          )}
        </div>
      )}
    </BubbleMenu>
  );
}

function shouldShow(editor: Editor, selection: Editor['state']['selection']): boolean {
  if (!editor.isEditable || !(selection instanceof TextSelection)) return false;
  const inBar = document.activeElement?.closest('[role="toolbar"]') !== null;
  if (!editor.isFocused && !inBar) return false;
  if (selection.empty) return editor.isActive('link');
  // On touch the bar below the text says the same without covering the system's own menu.
  return (
    !touch &&
    !editor.isActive('codeBlock') &&
    editor.state.doc.textBetween(selection.from, selection.to, ' ').trim() !== ''
  );
}
