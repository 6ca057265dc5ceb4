import { noteText } from '@caseroom/shared/editor/text';
import type { Note } from '@caseroom/shared/note';
import type { AwarenessUser } from '@caseroom/shared/wire';
import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import {
  IconBulb,
  IconCheck,
  IconCopy,
  IconDots,
  IconHistory,
  IconLink,
  IconLock,
  IconMessagePlus,
  IconUsers,
} from '@tabler/icons-react';
import { memo, type ReactNode, type RefObject, useRef, useState } from 'react';
import { Link } from 'react-router';
import { clockText, dateText, fullText, useNow } from '../platform/time.ts';
import { Avatar } from '../ui/avatar.tsx';
import { DictationButton } from './dictation/dictation-button.tsx';
import { Tip } from './editor/format-button.tsx';
import { ExemplaryItem, ExemplaryMark } from './exemplary/exemplary-mark.tsx';
import type { SaveMark } from './live/connection.ts';
import type { NoteSession } from './live/note-session.ts';
import styles from './note-header.module.css';
import { historyPath, titleOf } from './note-title.ts';
import { RecheckItem, RecheckMark } from './recheck/recheck-mark.tsx';
import { SavedMark } from './saved-mark.tsx';

/** What stands beside the name of a note once it is set, and in its menu until then. */
type Mark = 'recheck' | 'exemplar';

interface NoteHeaderProps {
  readonly note: Note;
  readonly session: NoteSession | null;
  readonly mark: SaveMark;
  readonly here: readonly AwarenessUser[];
  readonly authorsShown: boolean;
  /** What others add to its menu. */
  readonly menu?: ReactNode;
  readonly onAuthors: () => void;
  readonly onComment: () => void;
}

/** A note's name, who is in it, whether it is saved, and the ways into its past. Drawn again only for news of its own. */
export const NoteHeader = memo(function NoteHeader({
  note,
  session,
  mark,
  here,
  authorsShown,
  menu,
  onAuthors,
  onComment,
}: NoteHeaderProps) {
  const [opened, setOpened] = useState<Mark | null>(null);
  const more = useRef<HTMLButtonElement>(null);
  const markProps = (name: Mark) => ({
    note,
    open: opened === name,
    setOpen: (open: boolean) => {
      setOpened(open ? name : null);
      if (!open) more.current?.focus({ preventScroll: true });
    },
  });
  return (
    <header className={styles.header}>
      <h2 className={styles.title}>{titleOf(note)}</h2>
      {note.audience === 'leads' && (
        <span className={styles.leads}>
          <IconLock size={13} stroke={2} aria-hidden /> Leads only
        </span>
      )}
      <Facts note={note} />
      <RecheckMark {...markProps('recheck')} />
      <ExemplaryMark {...markProps('exemplar')} />
      <span className={styles.end}>
        <span className={styles.here}>
          {here.map((person) => (
            <Avatar key={person.id} person={person} size={20} here="reading" alone />
          ))}
        </span>
        {note.finalised ? (
          <span className={styles.final}>
            <IconLock size={13} stroke={2} aria-hidden /> Finalised
          </span>
        ) : (
          <SavedMark mark={mark} readOnly={note.access === 'read'} />
        )}
        <span className={`${styles.tools} not-printed`}>
          {note.access === 'write' && session && <DictationButton noteId={note.id} className={styles.tool} />}
          <Tooltip label={<Tip label="Comment" keys="mod+alt+m" />}>
            <ActionIcon
              aria-label="Comment"
              className={styles.tool}
              // The selection is what is commented on: it stays.
              onMouseDown={(event) => event.preventDefault()}
              onClick={onComment}
              disabled={!session}
              size={28}
            >
              <IconMessagePlus size={16} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={authorsShown ? 'Hide authors' : 'Show who wrote what'}>
            <ActionIcon
              aria-label="Authors"
              aria-pressed={authorsShown}
              className={styles.tool}
              onClick={onAuthors}
              size={28}
            >
              <IconUsers size={16} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label="History">
            <ActionIcon
              component={Link}
              to={historyPath(note)}
              aria-label="History"
              className={styles.tool}
              size={28}
            >
              <IconHistory size={16} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
          <NoteMenu note={note} session={session} more={menu} button={more} onMark={setOpened} />
        </span>
      </span>
    </header>
  );
});

function Facts({ note }: { readonly note: Note }) {
  const now = useNow();
  const started = new Date(note.createdAt);
  const count = note.authors.length;
  const when = started.toDateString() === now.toDateString() ? clockText(started) : dateText(started, now);
  return (
    <span className={styles.facts}>
      {count > 0 && (
        <span title={note.authors.map((author) => author.name).join(', ')}>
          {count} {count === 1 ? 'author' : 'authors'}
        </span>
      )}
      <span>
        started{' '}
        <time dateTime={note.createdAt} title={fullText(started)}>
          {when}
        </time>
      </span>
    </span>
  );
}

interface NoteMenuProps {
  readonly note: Note;
  readonly session: NoteSession | null;
  readonly more: ReactNode;
  readonly button: RefObject<HTMLButtonElement | null>;
  readonly onMark: (mark: Mark) => void;
}

function NoteMenu({ note, session, more, button, onMark }: NoteMenuProps) {
  const clipboard = useClipboard({ timeout: 1_500 });
  const copyText = () => clipboard.copy(session ? noteText(session.body) : note.text);
  const copyLink = () => clipboard.copy(`${window.location.origin}/cases/${note.caseId}#note-${note.id}`);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon ref={button} aria-label={`More for ${titleOf(note)}`} className={styles.tool} size={28}>
          {clipboard.copied ? <IconCheck size={16} stroke={1.7} /> : <IconDots size={16} stroke={1.7} />}
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {note.template && (
          <Menu.Label>
            {note.template.name}, template version {note.template.version}
          </Menu.Label>
        )}
        <Menu.Item leftSection={<IconCopy size={15} stroke={1.7} />} onClick={copyText}>
          Copy text
        </Menu.Item>
        <Menu.Item leftSection={<IconLink size={15} stroke={1.7} />} onClick={copyLink}>
          Copy link
        </Menu.Item>
        {note.kind === 'resolution' && note.audience === 'team' && (
          <Menu.Item
            component={Link}
            to={`/answers/new?note=${note.id}`}
            leftSection={<IconBulb size={15} stroke={1.7} />}
          >
            Make an answer card
          </Menu.Item>
        )}
        <RecheckItem note={note} onClick={() => onMark('recheck')} />
        <ExemplaryItem note={note} onClick={() => onMark('exemplar')} />
        {more}
      </Menu.Dropdown>
    </Menu>
  );
}
