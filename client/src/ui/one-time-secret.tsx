import { Button, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './one-time-secret.module.css';

interface OneTimeSecretProps {
  readonly title: string;
  readonly secret: string;
  readonly children: ReactNode;
}

/** Something that is shown once, to copy. */
export function OneTimeSecret({ title, secret, children }: OneTimeSecretProps) {
  return (
    <div className={styles.box} role="status">
      <strong>{title}</strong>
      <p>{children}</p>
      <div className={styles.line}>
        <code className={styles.text}>{secret}</code>
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button leftSection={copied ? <IconCheck size={15} /> : <IconCopy size={15} />} onClick={copy}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
      </div>
    </div>
  );
}
