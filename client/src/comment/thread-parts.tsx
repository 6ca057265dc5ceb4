import type { Thread } from '@caseroom/shared/comment';
import { Button, Checkbox } from '@mantine/core';
import { IconCheck, IconLock, IconPencilPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { listed } from '../case/timeline-words.ts';
import { useMe } from '../platform/session.ts';
import { Ago } from '../ui/ago.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { type ActHandle, patchThread, replyTo, useAct } from './comment-data.ts';
import { CommentForm } from './comment-form.tsx';
import { emptyDraft, useDraft } from './drafts.ts';
import { type People, stillMentioned } from './mention-field.ts';
import { isPlainLine } from './places.ts';
import { SuggestForm } from './suggestion-part.tsx';
import styles from './thread.module.css';
import { firstName, shortened } from './threads.ts';

/** Says whose eyes a coaching thread is for, in words and a lock besides its colour. */
export function CoachingLine({ thread: { coached, openedBy, evidence } }: { readonly thread: Thread }) {
  const me = useMe();
  const other = coached && coached.id !== me.id ? coached : openedBy;
  return (
    <p className={styles.coaching}>
      <span className={styles.coachingPill}>
        <IconLock size={12} stroke={2.2} aria-hidden /> Coaching
      </span>
      Only you and {firstName(other)}
      {evidence && <span className={styles.evidence}>Evidence</span>}
    </p>
  );
}

/** Who dealt with a thread; that of an accepted suggestion says so itself. */
export function ResolvedLine({
  thread: { resolvedBy, resolvedAt, suggestion },
}: {
  readonly thread: Thread;
}) {
  if (!resolvedBy || !resolvedAt || suggestion?.settledAt === resolvedAt) return null;
  return (
    <p className={styles.resolved}>
      <IconCheck size={13} aria-hidden /> Resolved by {firstName(resolvedBy)} <Ago at={resolvedAt} />
    </p>
  );
}

/** The words a thread was about, where they do not stand in the text any more. */
export function GoneText({ quote }: { readonly quote: string }) {
  return (
    <div className={styles.orphan}>
      <span>The text is gone:</span>
      <blockquote>{shortened(quote)}</blockquote>
    </div>
  );
}

interface ThreadFootProps {
  readonly thread: Thread;
  readonly act: ActHandle;
  readonly active: boolean;
  readonly settled: boolean;
  readonly replying: boolean;
  readonly setReplying: (replying: boolean) => void;
  readonly now: string | null | undefined;
  readonly people: People | null;
  /** Comments that are not shown, and how many of them are new. */
  readonly hidden: number;
  readonly hiddenNew: number;
  readonly onOpen: () => void;
}

/** What is folded away of a thread, and what one may add to it. */
export function ThreadFoot(props: ThreadFootProps) {
  const { thread, active, settled, hidden, hiddenNew, onOpen, replying, setReplying, now } = props;
  const [suggesting, setSuggesting] = useState(false);
  if (!active) return hidden > 0 ? <Folded {...{ thread, hidden, hiddenNew, onOpen }} /> : null;
  const maySuggest = thread.rights.suggest && !settled && typeof now === 'string' && isPlainLine(now);
  if (suggesting && maySuggest)
    return <SuggestForm thread={thread} now={now} onDone={() => setSuggesting(false)} />;
  return (
    <>
      <Reply {...props} replying={replying} setReplying={setReplying} />
      {!replying && (maySuggest || thread.rights.evidence) && (
        <div className={`${styles.row} not-printed`}>
          {maySuggest && (
            <Button
              size="compact-xs"
              variant="default"
              leftSection={<IconPencilPlus size={14} stroke={1.7} />}
              onClick={() => setSuggesting(true)}
            >
              {thread.suggestion?.state === 'open' ? 'Suggest other words again' : 'Suggest other words'}
            </Button>
          )}
          {thread.rights.evidence && <EvidenceBox {...props} />}
        </div>
      )}
    </>
  );
}

function Folded({
  thread,
  hidden,
  hiddenNew,
  onOpen,
}: Pick<ThreadFootProps, 'thread' | 'hidden' | 'hiddenNew' | 'onOpen'>) {
  const people = [...new Map(thread.comments.slice(1).map(({ author }) => [author.id, author])).values()];
  return (
    <button type="button" className={styles.folded} onClick={onOpen}>
      {people.slice(0, 3).map((person) => (
        <Avatar key={person.id} person={person} size={16} />
      ))}
      <span className="hidden-text">by {listed(people.map(({ name }) => name))}:</span>
      {hidden} {hidden === 1 ? 'reply' : 'replies'}
      {hiddenNew > 0 && <span className={styles.new}>{hiddenNew} new</span>}
    </button>
  );
}

function EvidenceBox({ thread, act }: Pick<ThreadFootProps, 'thread' | 'act'>) {
  return (
    <Checkbox
      size="xs"
      color="violet"
      label="Evidence for quality review"
      checked={thread.evidence}
      onChange={(event) => {
        const evidence = event.currentTarget.checked;
        act.mutate({ run: () => patchThread(thread.id, { evidence }), shown: { ...thread, evidence } });
      }}
    />
  );
}

function Reply({ thread, settled, replying, setReplying, people }: ThreadFootProps) {
  const me = useMe();
  const [draft, setDraft] = useDraft(me.id, `reply ${thread.id}`);
  const [key, setKey] = useState(() => crypto.randomUUID());
  const reply = useAct(thread.caseId);
  if (!thread.rights.reply && draft.body === '') return null;
  if (!replying && draft.body === '')
    return (
      <div className={`${styles.row} not-printed`}>
        <button type="button" className={styles.replyButton} onClick={() => setReplying(true)}>
          {settled ? 'Reply to a resolved thread…' : 'Reply…'}
        </button>
      </div>
    );
  const close = () => {
    setDraft(emptyDraft);
    setReplying(false);
    reply.reset();
  };
  const send = () => {
    const body = { body: draft.body.trim(), mentions: stillMentioned(draft) };
    const onSuccess = () => {
      close();
      setKey(crypto.randomUUID());
    };
    reply.mutate({ run: () => replyTo(thread.id, body, key) }, { onSuccess });
  };
  const change = (next: typeof draft) => {
    // Other words are another comment, also where the answer to the first try never came.
    if (reply.error) setKey(crypto.randomUUID());
    setDraft(next);
  };
  const coaching = thread.audience === 'coaching';
  return (
    <CommentForm
      label="Reply"
      placeholder={coaching ? 'Only the two of you read this' : 'Reply, or @mention somebody'}
      draft={draft}
      setDraft={change}
      people={people}
      send="Reply"
      busy={reply.isPending}
      error={reply.error}
      focus={replying}
      coaching={coaching}
      onSend={send}
      onCancel={close}
      onEscape={() => setReplying(false)}
    />
  );
}
