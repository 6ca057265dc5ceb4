import { Button, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import list from '../ui/list-page.module.css';
import styles from './incoming.module.css';

/** How to send a case to an address, from a shell, to try it. */
export function SendingExample({ path }: { readonly path: string }) {
  const example = exampleFor(`${window.location.origin}${path}`);
  return (
    <section className={styles.example} aria-label="How to send">
      <header>
        <h3>How to send</h3>
        <CopyButton value={example}>
          {({ copied, copy }) => (
            <Button
              size="xs"
              variant="default"
              leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
              onClick={copy}
            >
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keys. */}
      <pre tabIndex={0}>{example}</pre>
      <p className={list.minor}>
        The first message with a reference opens a case; those after it edit that case, and what they leave
        out stays. The same <code>webhook-id</code> again does nothing, so a sender may repeat what was not
        answered.
      </p>
    </section>
  );
}

const exampleFor = (address: string): string =>
  `SECRET='whsec_…'
BODY='{"reference":"ZD-48213","subject":"Charged twice","customer":{"name":"Ana Reis"}}'
ID="msg-$(date +%s%N)"
AT=$(date +%s)
KEY=$(printf %s "\${SECRET#whsec_}" | base64 -d | od -An -tx1 | tr -d ' \\n')
MAC=$(printf '%s.%s.%s' "$ID" "$AT" "$BODY" |
  openssl dgst -sha256 -mac HMAC -macopt "hexkey:$KEY" -binary | base64)
curl '${address}' \\
  -H 'content-type: application/json' \\
  -H "webhook-id: $ID" \\
  -H "webhook-timestamp: $AT" \\
  -H "webhook-signature: v1,$MAC" \\
  -d "$BODY"`;
