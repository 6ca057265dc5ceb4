import { IconArrowBackUp, IconArrowForwardUp, IconLink, IconMessagePlus } from '@tabler/icons-react';
import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { useState } from 'react';
import styles from './bars.module.css';
import { BarButton, FormatButton } from './format-button.tsx';
import { blockFormats, insertFormats, markFormats } from './formats.ts';
import { LinkField } from './link-field.tsx';

const formats = [...markFormats, ...blockFormats.filter(({ id }) => id !== 'heading-1'), ...insertFormats];

interface TouchBarProps {
  readonly editor: Editor;
  readonly onComment: () => void;
}

/** Every format in one row under the text that is being written, for fingers. */
export function TouchBar({ editor, onComment }: TouchBarProps) {
  const [linking, setLinking] = useState(false);
  const focused = useEditorState({ editor, selector: ({ editor: now }) => now.isFocused });
  if (!focused && !linking) return null;
  return (
    <div className={`${styles.bar} ${styles.touch}`} role="toolbar" aria-label="Format">
      {linking ? (
        <LinkField
          editor={editor}
          href={String(editor.getAttributes('link').href ?? '')}
          onDone={() => setLinking(false)}
        />
      ) : (
        <>
          <BarButton label="Undo" onClick={() => editor.chain().focus().undo().run()}>
            <IconArrowBackUp size={18} stroke={1.7} />
          </BarButton>
          <BarButton label="Redo" onClick={() => editor.chain().focus().redo().run()}>
            <IconArrowForwardUp size={18} stroke={1.7} />
          </BarButton>
          <BarButton label="Comment" onClick={onComment}>
            <IconMessagePlus size={18} stroke={1.7} />
          </BarButton>
          <span className={styles.divider} />
          {formats.map((format) => (
            <FormatButton key={format.id} editor={editor} format={format} />
          ))}
          <BarButton label="Link" onClick={() => setLinking(true)}>
            <IconLink size={18} stroke={1.7} />
          </BarButton>
        </>
      )}
    </div>
  );
}
