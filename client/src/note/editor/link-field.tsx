import { IconCheck, IconExternalLink, IconPencil, IconUnlink } from '@tabler/icons-react';
import type { Editor } from '@tiptap/core';
import { type FormEvent, useState } from 'react';
import styles from './bars.module.css';
import { BarButton } from './format-button.tsx';
import { hrefOf } from './hrefs.ts';

interface LinkFieldProps {
  readonly editor: Editor;
  readonly href: string;
  readonly onDone: () => void;
}

/** Where a link points, to type or to change. Enter sets it, Escape leaves it as it was. */
export function LinkField({ editor, href, onDone }: LinkFieldProps) {
  const [typed, setTyped] = useState(href);
  const [refused, setRefused] = useState(false);
  const leave = () => {
    editor.commands.focus();
    onDone();
  };
  const set = (event: FormEvent) => {
    event.preventDefault();
    const meant = hrefOf(typed);
    if (typed.trim() === '') editor.chain().focus().extendMarkRange('link').unsetLink().run();
    else if (meant === null) return setRefused(true);
    else editor.chain().focus().extendMarkRange('link').setLink({ href: meant }).run();
    onDone();
  };
  return (
    <form className={styles.linkForm} onSubmit={set}>
      <input
        // biome-ignore lint/a11y/noAutofocus: it opens because the person asked to type an address.
        autoFocus
        className={styles.linkInput}
        aria-label="Address of the link"
        aria-invalid={refused}
        placeholder="Web, e-mail or telephone"
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setRefused(false);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          leave();
        }}
      />
      {refused && (
        <span className={styles.linkError} role="alert">
          Use http, https, mailto or tel
        </span>
      )}
      <button type="submit" className={styles.button} aria-label="Set link">
        <IconCheck size={17} stroke={1.7} />
      </button>
    </form>
  );
}

/** The link the caret is in, and what can be done with it. */
export function LinkShown({
  editor,
  href,
  onEdit,
}: {
  readonly editor: Editor;
  readonly href: string;
  readonly onEdit: () => void;
}) {
  return (
    <>
      <span className={styles.linkShown} title={href}>
        {href.replace(/^(https?:\/\/|mailto:|tel:)/, '')}
      </span>
      <BarButton label="Open" onClick={() => window.open(href, '_blank', 'noopener,noreferrer')}>
        <IconExternalLink size={16} stroke={1.7} />
      </BarButton>
      <BarButton label="Change link" keys="mod+shift+k" onClick={onEdit}>
        <IconPencil size={16} stroke={1.7} />
      </BarButton>
      <BarButton
        label="Remove link"
        onClick={() => editor.chain().focus().extendMarkRange('link').unsetLink().run()}
      >
        <IconUnlink size={16} stroke={1.7} />
      </BarButton>
    </>
  );
}
