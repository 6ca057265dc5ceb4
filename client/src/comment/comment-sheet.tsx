import { CloseButton } from '@mantine/core';
import { IconMessage } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import styles from './comment-margin.module.css';

interface CommentSheetProps {
  readonly open: boolean;
  readonly setOpen: (open: boolean) => void;
  readonly count: number;
  /** How many of them have something new. */
  readonly unread: number;
  /** There is a margin, only nothing to put in it. */
  readonly wide: boolean;
  readonly toggle: ReactNode;
  readonly children: ReactNode;
}

/** The threads below the text on a narrow screen, opened from a button that stays within reach. */
export function CommentSheet({ open, setOpen, count, unread, wide, toggle, children }: CommentSheetProps) {
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    requestAnimationFrame(() => button.current?.focus({ preventScroll: true }));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close();
  };
  if (wide) return <div className={styles.corner}>{toggle}</div>;
  if (!open)
    return (
      <div className={`${styles.corner} not-printed`}>
        <button ref={button} type="button" className={styles.open} onClick={() => setOpen(true)}>
          <IconMessage size={16} stroke={1.8} aria-hidden />
          {count === 0 ? 'Comments' : `${count} ${count === 1 ? 'comment' : 'comments'}`}
          {unread > 0 && <span className={styles.unread}>{unread} new</span>}
        </button>
      </div>
    );
  return (
    <section
      className={`${styles.sheet} not-printed`}
      data-comment-sheet
      aria-label="Comments"
      onKeyDown={onKeyDown}
    >
      <header className={styles.sheetHead}>
        <h2>Comments</h2>
        {toggle}
        <CloseButton aria-label="Close the comments" onClick={close} />
      </header>
      <div className={styles.list}>
        {children}
        {count === 0 && (
          <p className={styles.none}>Nobody has commented here. Select words in a note to begin.</p>
        )}
      </div>
    </section>
  );
}
