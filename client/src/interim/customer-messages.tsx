import type { Case } from '@caseroom/shared/case';
import { interimChannelNames } from '@caseroom/shared/interim';
import { Button, Tooltip } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCopy, IconLink, IconX } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useLocation } from 'react-router';
import { replyAnchor } from '../case/go-to-place.ts';
import { sentenceOf } from '../platform/http.ts';
import { dateText, useNow } from '../platform/time.ts';
import { Ago } from '../ui/ago.tsx';
import { InlineMessage } from '../ui/message.tsx';
import side from '../ui/side-head.module.css';
import { useInterims, useLinkActs, useLinks, useReplies } from './interim-data.ts';
import styles from './messages.module.css';
import { Terms } from './terms.tsx';

/** Beside the notes: what the customer answered, and the links to their own page. */
export function CustomerMessages({ held }: { readonly held: Case }) {
  const replies = useReplies(held.id).data ?? [];
  const named = useNamed(replies.map(({ id }) => replyAnchor(id)));
  const isWriting = (useInterims(held.id).data ?? []).length > 0;
  if (replies.length === 0 && !isWriting) return null;
  return (
    <section aria-label="With the customer">
      <header className={side.head}>
        <h2>With the customer</h2>
      </header>
      {replies.length > 0 && (
        <ul className={styles.replies} aria-label="Replies">
          {replies.map(({ id, channel, sender, text, at }) => (
            <li
              key={id}
              id={replyAnchor(id)}
              className={styles.reply}
              data-target={replyAnchor(id) === named || undefined}
            >
              <p className={styles.replyHead}>
                <strong>{interimChannelNames[channel]}</strong> {sender}
                <Ago at={at} className={styles.quiet ?? ''} />
              </p>
              <p className={styles.replyText}>{text}</p>
            </li>
          ))}
        </ul>
      )}
      <Terms held={held} />
      <Links held={held} />
    </section>
  );
}

/** Which of these the address ends in; it is brought into sight. */
function useNamed(anchors: readonly string[]): string | undefined {
  const { hash } = useLocation();
  const named = anchors.find((anchor) => `#${anchor}` === hash);
  useEffect(() => {
    if (named) document.getElementById(named)?.scrollIntoView({ block: 'center' });
  }, [named]);
  return named;
}

function Links({ held }: { readonly held: Case }) {
  const now = useNow();
  const links = useLinks(held.id).data ?? [];
  const { add, revoke } = useLinkActs(held.id);
  const clipboard = useClipboard({ timeout: 2_000 });
  const working = links.filter(({ revokedAt, expiresAt }) => !revokedAt && new Date(expiresAt) > now);
  const error = add.error ?? revoke.error;
  return (
    <div className={styles.links}>
      <p className={styles.quiet}>
        {working.length === 0
          ? 'A page of their own shows what you released, and nothing else.'
          : `Their page: ${working.length === 1 ? 'one link works' : `${working.length} links work`}.`}
      </p>
      {working.map((link) => (
        <p key={link.id} className={styles.link}>
          <IconLink size={14} aria-hidden />
          <span>
            until {dateText(new Date(link.expiresAt), now)}
            {link.views > 0
              ? `, opened ${link.views === 1 ? 'once' : `${link.views} times`}`
              : ', not opened yet'}
          </span>
          {held.rights.write && (
            <Tooltip label="Revoke: the link stops working">
              <button
                type="button"
                className={styles.revoke}
                aria-label={`Revoke the link until ${dateText(new Date(link.expiresAt), now)}`}
                onClick={() => revoke.mutate(link.id)}
              >
                <IconX size={14} aria-hidden />
              </button>
            </Tooltip>
          )}
        </p>
      ))}
      {add.data && (
        <p className={styles.made}>
          <input
            readOnly
            aria-label="The new link"
            value={add.data.link}
            onFocus={(event) => event.currentTarget.select()}
          />
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconCopy size={14} />}
            onClick={() => clipboard.copy(add.data.link)}
          >
            {clipboard.copied ? 'Copied' : 'Copy'}
          </Button>
          <span className={styles.quiet}>It is shown only now.</span>
        </p>
      )}
      {error && <InlineMessage>{sentenceOf(error)}</InlineMessage>}
      {held.rights.write && !add.data && (
        <Button
          variant="default"
          size="compact-sm"
          className="not-printed"
          loading={add.isPending}
          onClick={() => add.mutate()}
        >
          Make a link to their page
        </Button>
      )}
    </div>
  );
}
