import { Tooltip } from '@mantine/core';
import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import type { ReactNode } from 'react';
import { Keys } from '../../ui/keys.tsx';
import styles from './bars.module.css';
import { applyFormat, type Format } from './formats.ts';

/** What a button does, and the keys that do it too. */
export function Tip({ label, keys }: { readonly label: string; readonly keys?: string | undefined }) {
  return (
    <span className={styles.tip}>
      {label}
      {keys && <Keys keys={keys} />}
    </span>
  );
}

interface BarButtonProps {
  readonly label: string;
  readonly keys?: string | undefined;
  readonly active?: boolean;
  readonly disabled?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

/** A button that acts on the text without taking the focus from it. */
export function BarButton({ label, keys, active, disabled, onClick, children }: BarButtonProps) {
  return (
    <Tooltip label={<Tip label={label} keys={keys} />} events={{ hover: true, focus: true, touch: false }}>
      <button
        type="button"
        className={styles.button}
        aria-label={label}
        aria-pressed={active}
        disabled={disabled}
        onMouseDown={(event) => event.preventDefault()}
        onClick={onClick}
      >
        {children}
      </button>
    </Tooltip>
  );
}

export function FormatButton({ editor, format }: { readonly editor: Editor; readonly format: Format }) {
  const active = useEditorState({ editor, selector: ({ editor: now }) => format.isActive(now) });
  return (
    <BarButton
      label={format.label}
      keys={format.keys}
      active={active}
      onClick={() => applyFormat(editor, format)}
    >
      <format.Icon size={17} stroke={1.7} />
    </BarButton>
  );
}
