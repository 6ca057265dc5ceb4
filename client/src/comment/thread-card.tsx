import type { Thread } from '@caseroom/shared/comment';
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconCheck, IconRotate } from '@tabler/icons-react';
import { type KeyboardEvent, type MouseEvent, useRef, useState } from 'react';
import { rightNow } from '../platform/clock.ts';
import { sentenceOf } from '../platform/http.ts';
import { useMe } from '../platform/session.ts';
import { useStore } from '../platform/store.ts';
import { InlineMessage } from '../ui/message.tsx';
import { activeThread, pointedThread } from './active.ts';
import { patchThread, useAct } from './comment-data.ts';
import { CommentItem } from './comment-item.tsx';
import type { People } from './mention-field.ts';
import { SuggestionPart } from './suggestion-part.tsx';
import styles from './thread.module.css';
import { CoachingLine, GoneText, ResolvedLine, ThreadFoot } from './thread-parts.tsx';
import { isSettled, nameOf, unreadFrom } from './threads.ts';
import { useCardSeen } from './use-card-seen.ts';

interface ThreadCardProps {
  readonly thread: Thread;
  /** The words of its text now; null: they are gone; undefined: not known yet. */
  readonly now: string | null | undefined;
  readonly people: People;
  /** Somebody wants to see all of it. */
  readonly onOpen: () => void;
  /** Back to the text. */
  readonly onLeave: () => void;
  /** It has been folded away, or brought back. */
  readonly onSettled: () => void;
}

/** A thread in the margin: its beginning, and once somebody is at it the whole of it. */
export function ThreadCard({ thread, now, people, onOpen, onLeave, onSettled }: ThreadCardProps) {
  const me = useMe();
  const card = useRef<HTMLElement>(null);
  const act = useAct(thread.caseId);
  const active = useStore(activeThread) === thread.id;
  const [replying, setReplying] = useState(false);
  const { comments, suggestion } = thread;
  const settled = isSettled(thread);
  const coaching = thread.audience === 'coaching';
  const shown = active ? comments : comments.slice(0, 1);
  const unread = unreadFrom(thread, me.id);
  useCardSeen(card, thread, active || comments.length <= 1);
  const mentionable = coaching ? null : people;

  const activate = () => activeThread.set(thread.id);
  const resolve = () => {
    const resolvedAt = settled ? null : rightNow().toISOString();
    act.mutate({
      run: () => patchThread(thread.id, { resolved: !settled }),
      shown: { ...thread, resolvedAt, resolvedBy: settled ? null : me },
    });
    if (!settled) onSettled();
  };
  /** Menus stand outside of the card, and their events come through it all the same. */
  const isInside = ({ target }: { target: EventTarget }) => card.current?.contains(target as Node) ?? false;
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isInside(event)) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      onLeave();
    } else if (event.key === 'Enter' && event.target === card.current) {
      event.preventDefault();
      activate();
      setReplying(true);
    }
  };
  const firstNew = comments.findIndex(({ id }) => id === unread);
  return (
    <article
      ref={card}
      data-card={thread.id}
      className={styles.card}
      data-active={active || undefined}
      data-coaching={coaching || undefined}
      data-settled={settled || undefined}
      data-unread={thread.unread > 0 || undefined}
      aria-label={nameOf(thread)}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard goes from thread to thread.
      tabIndex={0}
      onClick={(event: MouseEvent) => {
        if (!isInside(event)) return;
        // What one presses keeps the focus; anywhere else leads to the thread and its text.
        const isPressed = (event.target as Element).closest('button, a, input, textarea, label');
        if (active || isPressed) activate();
        else onOpen();
      }}
      onFocus={(event) => {
        if (isInside(event) && event.target.matches(':focus-visible')) activate();
      }}
      onPointerEnter={() => pointedThread.set(thread.id)}
      onPointerLeave={() => pointedThread.set(null)}
      onKeyDown={onKeyDown}
    >
      <div className={styles.corner}>
        <Tooltip label={settled ? 'Reopen' : 'Resolve'}>
          <ActionIcon
            size={24}
            className={`${styles.tool} not-printed`}
            aria-label={settled ? 'Reopen' : 'Resolve'}
            onClick={(event) => {
              event.stopPropagation();
              resolve();
            }}
          >
            {settled ? <IconRotate size={15} stroke={1.8} /> : <IconCheck size={16} stroke={1.8} />}
          </ActionIcon>
        </Tooltip>
      </div>
      {coaching && <CoachingLine thread={thread} />}
      {now === null && <GoneText quote={thread.quote} />}
      {shown.length > 0 && (
        <ol className={styles.comments}>
          {shown.map((comment, i) => (
            <CommentItem
              key={comment.id}
              thread={thread}
              comment={comment}
              act={act}
              people={mentionable}
              isNew={firstNew >= 0 && i >= firstNew && comment.author.id !== me.id}
              clamped={!active}
            />
          ))}
        </ol>
      )}
      {suggestion && <SuggestionPart thread={thread} suggestion={suggestion} now={now} act={act} />}
      <ResolvedLine thread={thread} />
      {act.error && <InlineMessage>{sentenceOf(act.error)}</InlineMessage>}
      <ThreadFoot
        {...{ thread, act, active, settled, replying, setReplying, now }}
        people={mentionable}
        hidden={comments.length - shown.length}
        hiddenNew={firstNew >= 1 && !active ? thread.unread : 0}
        onOpen={activate}
      />
    </article>
  );
}
