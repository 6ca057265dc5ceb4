import type { Inbox, Notification } from '@caseroom/shared/notification';
import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconBell, IconCheck, IconInbox } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { sentenceOf } from '../platform/http.ts';
import { useShortcut } from '../platform/shortcuts.ts';
import { Ago } from '../ui/ago.tsx';
import { Avatar } from '../ui/avatar.tsx';
import cards from '../ui/card-list.module.css';
import { Failure, InlineMessage, Message } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { SkeletonLine } from '../ui/skeleton.tsx';
import styles from './inbox.module.css';
import { useInbox, useMark, useReadAll } from './inbox-data.ts';
import { addressOf, titleOf } from './words.ts';

/** What happened that is this person's business, newest first. */
export function InboxPage() {
  usePageTitle('Inbox');
  const { data, error, isPending, refetch } = useInbox();
  const readAll = useReadAll();
  const newest = data?.items[0]?.at;
  return (
    <div className={styles.page}>
      <div className={styles.column}>
        <header className={styles.head}>
          <h1>Inbox</h1>
          {data && data.unread > 0 && <span className={styles.unread}>{data.unread} unread</span>}
          <span className={styles.grow} />
          {data && data.unread > 0 && newest && (
            <Button variant="default" loading={readAll.isPending} onClick={() => readAll.mutate(newest)}>
              Mark all read
            </Button>
          )}
        </header>
        {readAll.error && <InlineMessage>{sentenceOf(readAll.error)}</InlineMessage>}
        {isPending && <Waiting />}
        {error && !data && <Failure error={error} what="your inbox" retry={() => refetch()} />}
        {data?.items.length === 0 && (
          <Message icon={<IconInbox size={20} />} title="Nothing waits for you">
            When somebody mentions you, answers you, or a follow-up of yours comes due, it appears here.
          </Message>
        )}
        {data && data.items.length > 0 && <Items inbox={data} />}
      </div>
    </div>
  );
}

function Items({ inbox: { items } }: { readonly inbox: Inbox }) {
  const [wanted, setWanted] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const navigate = useNavigate();
  const mark = useMark();
  const at = Math.min(wanted, items.length - 1);
  const picked = items[at] as Notification;

  const go = (to: number) => {
    const next = Math.min(Math.max(to, 0), items.length - 1);
    setWanted(next);
    list.current?.querySelectorAll<HTMLElement>('a')[next]?.focus();
  };
  const open = (item: Notification) => {
    if (!item.read) mark.mutate({ id: item.id, read: true });
    void navigate(addressOf(item));
  };
  useShortcut({ keys: 'j', label: 'Next in the inbox', group: 'Inbox' }, () => go(at + 1));
  useShortcut({ keys: 'k', label: 'Previous in the inbox', group: 'Inbox' }, () => go(at - 1));
  useShortcut({ keys: 'enter', label: 'Open it', group: 'Inbox' }, () => open(picked));
  useShortcut({ keys: 'e', label: 'Mark it done', group: 'Inbox' }, () =>
    mark.mutate({ id: picked.id, done: true }),
  );
  return (
    <>
      {mark.error && <InlineMessage>{sentenceOf(mark.error)}</InlineMessage>}
      <ul className={cards.list} ref={list}>
        {items.map((item, i) => (
          <Row
            key={item.id}
            item={item}
            picked={i === at}
            onPick={() => setWanted(i)}
            onOpen={() => open(item)}
            onDone={() => mark.mutate({ id: item.id, done: true })}
          />
        ))}
      </ul>
    </>
  );
}

interface RowProps {
  readonly item: Notification;
  readonly picked: boolean;
  readonly onPick: () => void;
  readonly onOpen: () => void;
  readonly onDone: () => void;
}

function Row({ item, picked, onPick, onOpen, onDone }: RowProps) {
  return (
    <li className={styles.row} data-read={item.read} data-picked={picked || undefined}>
      <Link
        to={addressOf(item)}
        className={styles.item}
        onFocus={onPick}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          onOpen();
        }}
      >
        <span className={styles.dot} aria-hidden />
        {item.actor ? (
          <Avatar person={item.actor} size={26} />
        ) : (
          <span className={styles.system} data-kind={item.kind} aria-hidden>
            <IconBell size={15} stroke={1.8} />
          </span>
        )}
        <span className={styles.words}>
          <span className={styles.title}>
            {titleOf(item)}
            {!item.read && <span className="hidden-text">, unread</span>}
          </span>
          {item.text !== '' && <span className={styles.text}>{item.text}</span>}
          {item.case && (
            <span className={styles.case}>
              {item.case.number} {item.case.subject}
            </span>
          )}
        </span>
        <Ago at={item.at} className={styles.ago ?? ''} />
      </Link>
      <Tooltip label="Done">
        <ActionIcon variant="subtle" color="gray" aria-label={`Done: ${titleOf(item)}`} onClick={onDone}>
          <IconCheck size={16} />
        </ActionIcon>
      </Tooltip>
    </li>
  );
}

function Waiting() {
  return (
    <div className={cards.list} role="status" aria-label="Loading your inbox">
      {['60%', '48%', '56%'].map((width) => (
        <div key={width} className={styles.row}>
          <SkeletonLine width={width} />
        </div>
      ))}
    </div>
  );
}
