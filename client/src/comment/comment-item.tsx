import type { Comment, Thread } from '@caseroom/shared/comment';
import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots, IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useMe } from '../platform/session.ts';
import { fullText } from '../platform/time.ts';
import { Ago } from '../ui/ago.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { CommentBody } from './comment-body.tsx';
import { type ActHandle, deleteComment, editComment, useAct } from './comment-data.ts';
import { CommentForm } from './comment-form.tsx';
import { type Draft, emptyDraft, useDraft } from './drafts.ts';
import { type People, stillMentioned } from './mention-field.ts';
import { ReactButton, Reactions } from './reactions.tsx';
import styles from './thread.module.css';

interface CommentItemProps {
  readonly thread: Thread;
  readonly comment: Comment;
  readonly act: ActHandle;
  readonly people: People | null;
  /** Nobody has read it yet who looks. */
  readonly isNew: boolean;
  /** A long one is cut off until its thread is opened. */
  readonly clamped: boolean;
}

/** One comment: who, when, what; what one may do with it appears beside it. */
export function CommentItem({ thread, comment, act, people, isNew, clamped }: CommentItemProps) {
  const me = useMe();
  const [doing, setDoing] = useState<'edit' | 'delete' | null>(null);
  const isMine = comment.author.id === me.id;
  const isGone = comment.deletedAt !== null;
  return (
    <li className={styles.comment} data-clamped={clamped || undefined}>
      <header className={styles.head}>
        <Avatar person={comment.author} size={18} />
        <strong>{comment.author.name}</strong>
        <Ago at={comment.at} className={styles.when} />
        {comment.editedAt && !isGone && (
          <span className={styles.edited} title={`Edited ${fullText(new Date(comment.editedAt))}`}>
            edited
          </span>
        )}
        {isNew && <span className={styles.new}>New</span>}
        {!isGone && (
          <span className={`${styles.tools} not-printed`}>
            <ReactButton thread={thread} comment={comment} act={act} />
            {isMine && <OwnMenu onEdit={() => setDoing('edit')} onDelete={() => setDoing('delete')} />}
          </span>
        )}
      </header>
      {isGone ? (
        <p className={styles.gone}>Deleted by {isMine ? 'you' : 'its author'}</p>
      ) : doing === 'edit' ? (
        <EditComment thread={thread} comment={comment} people={people} onDone={() => setDoing(null)} />
      ) : (
        <CommentBody {...comment} />
      )}
      {doing === 'delete' && !isGone && (
        <DeleteQuestion
          onDelete={() => {
            setDoing(null);
            act.mutate({ run: () => deleteComment(comment.id) });
          }}
          onKeep={() => setDoing(null)}
        />
      )}
      <Reactions thread={thread} comment={comment} act={act} />
    </li>
  );
}

function OwnMenu({ onEdit, onDelete }: { readonly onEdit: () => void; readonly onDelete: () => void }) {
  return (
    <Menu position="bottom-end" returnFocus={false}>
      <Menu.Target>
        <ActionIcon size={24} className={styles.tool} aria-label="More for your comment">
          <IconDots size={15} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={15} stroke={1.7} />} onClick={onEdit}>
          Edit
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash size={15} stroke={1.7} />} onClick={onDelete}>
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

interface EditCommentProps {
  readonly thread: Thread;
  readonly comment: Comment;
  readonly people: People | null;
  readonly onDone: () => void;
}

function EditComment({ thread, comment, people, onDone }: EditCommentProps) {
  const me = useMe();
  const [kept, setDraft] = useDraft(me.id, `edit ${comment.id}`);
  const draft: Draft = kept.body === '' ? { body: comment.body, mentions: comment.mentions } : kept;
  const edit = useAct(thread.caseId);
  const close = () => {
    setDraft(emptyDraft);
    onDone();
  };
  const save = () => {
    if (draft.body.trim() === comment.body) return close();
    const body = { body: draft.body, mentions: stillMentioned(draft) };
    edit.mutate({ run: () => editComment(comment.id, body) }, { onSuccess: close });
  };
  return (
    <CommentForm
      label="Edit your comment"
      placeholder=""
      draft={draft}
      setDraft={setDraft}
      people={people}
      send="Save"
      busy={edit.isPending}
      error={edit.error}
      focus
      coaching={thread.audience === 'coaching'}
      onSend={save}
      onCancel={close}
    />
  );
}

function DeleteQuestion({
  onDelete,
  onKeep,
}: {
  readonly onDelete: () => void;
  readonly onKeep: () => void;
}) {
  return (
    <fieldset className={styles.question}>
      <legend className="hidden-text">Delete this comment?</legend>
      <span>Delete this comment? Its words go for good.</span>
      <span className={styles.row}>
        <Button size="compact-xs" color="red" onClick={onDelete} autoFocus>
          Delete
        </Button>
        <Button size="compact-xs" variant="default" onClick={onKeep}>
          Keep
        </Button>
      </span>
    </fieldset>
  );
}
