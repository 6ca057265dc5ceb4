import { Button, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { fullText } from '../platform/time.ts';
import styles from './admin.module.css';

interface OneTimeLinkProps {
  readonly link: string;
  readonly expiresAt: string;
  readonly name: string;
}

/** Shown once: only its hash is kept. */
export function OneTimeLink({ link, expiresAt, name }: OneTimeLinkProps) {
  // The server answers a path: only the browser knows under which address people reach this deployment.
  const address = new URL(link, window.location.origin).href;
  return (
    <div className={styles.link} role="status">
      <strong>A link for {name}</strong>
      <p>Send it yourself. It works once, until {fullText(new Date(expiresAt))}, and is shown only now.</p>
      <div className={styles.linkRow}>
        <code className={styles.linkText}>{address}</code>
        <CopyButton value={address}>
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
