import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './paper.module.css';

interface PaperProps {
  readonly label: string;
  /** The ways back from it. They are not printed. */
  readonly ways: ReactNode;
  readonly children: ReactNode;
}

/** A sheet of paper: ink on white in both themes, so that the screen shows what is printed. */
export function Paper({ label, ways, children }: PaperProps) {
  return (
    <div className={styles.desk}>
      <div className={`${styles.tools} not-printed`}>
        {ways}
        <span className={styles.grow} />
        <Button leftSection={<IconPrinter size={14} aria-hidden />} onClick={() => window.print()}>
          Print
        </Button>
      </div>
      <article className={styles.paper} aria-label={label}>
        {children}
      </article>
    </div>
  );
}
