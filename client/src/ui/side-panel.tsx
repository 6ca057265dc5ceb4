import { CloseButton } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './side-panel.module.css';

interface SidePanelProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Beside the list, so that the list stays in sight; over it on a narrow screen. */
export function SidePanel({ title, onClose, children }: SidePanelProps) {
  return (
    <aside className={styles.panel} aria-label={title}>
      <header className={styles.head}>
        <h2>{title}</h2>
        <CloseButton aria-label="Close" onClick={onClose} />
      </header>
      {children}
    </aside>
  );
}
