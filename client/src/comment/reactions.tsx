import { type Comment, Reaction, reactionNames, type Thread } from '@caseroom/shared/comment';
import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconMoodPlus } from '@tabler/icons-react';
import { listed } from '../case/timeline-words.ts';
import { useMe } from '../platform/session.ts';
import { type ActHandle, react } from './comment-data.ts';
import styles from './thread.module.css';
import { reacted } from './threads.ts';

interface ReactionsProps {
  readonly thread: Thread;
  readonly comment: Comment;
  readonly act: ActHandle;
}

/** How people answered a comment without words; one's own can be taken back. */
export function Reactions({ thread, comment, act }: ReactionsProps) {
  const toggle = useToggle(thread, comment, act);
  if (comment.reactions.length === 0) return null;
  return (
    <div className={styles.reactions}>
      {comment.reactions.map(({ reaction, people }) => {
        const names = listed(people.map(({ name }) => name));
        return (
          <Tooltip key={reaction} label={`${reactionNames[reaction]}: ${names}`}>
            <button
              type="button"
              className={styles.reaction}
              aria-pressed={toggle.isMine(reaction)}
              aria-label={`${reactionNames[reaction]}: ${names}`}
              onClick={() => toggle.run(reaction)}
            >
              <span aria-hidden>{reaction}</span> {people.length}
            </button>
          </Tooltip>
        );
      })}
    </div>
  );
}

export function ReactButton({ thread, comment, act }: ReactionsProps) {
  const toggle = useToggle(thread, comment, act);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size={24} className={styles.tool} aria-label={`React to ${comment.author.name}`}>
          <IconMoodPlus size={15} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown className={styles.reactionMenu ?? ''}>
        {Reaction.options.map((reaction) => (
          <Menu.Item
            key={reaction}
            className={styles.reactionItem ?? ''}
            aria-label={reactionNames[reaction]}
            title={reactionNames[reaction]}
            data-mine={toggle.isMine(reaction) || undefined}
            onClick={() => toggle.run(reaction)}
          >
            {reaction}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function useToggle(thread: Thread, comment: Comment, act: ActHandle) {
  const me = useMe();
  const isMine = (reaction: Reaction) =>
    comment.reactions.some((one) => one.reaction === reaction && one.people.some(({ id }) => id === me.id));
  const run = (reaction: Reaction) => {
    const on = !isMine(reaction);
    const { id, name, colour } = me;
    act.mutate({
      run: () => react(comment.id, reaction, on),
      shown: reacted(thread, comment.id, reaction, { id, name, colour }, on),
    });
  };
  return { isMine, run };
}
