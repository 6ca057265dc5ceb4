import type { Case } from '@caseroom/shared/case';
import type { Note } from '@caseroom/shared/note';
import { type CSSProperties, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { surfaces } from '../note/surfaces.ts';
import { usePeople } from '../note/use-people.ts';
import { sentenceOf } from '../platform/http.ts';
import { useMe } from '../platform/session.ts';
import { useStore } from '../platform/store.ts';
import { InlineMessage } from '../ui/message.tsx';
import { activeThread, DRAFT_ID, pointedThread, settledShown } from './active.ts';
import { useThreads } from './comment-data.ts';
import styles from './comment-margin.module.css';
import { CommentSheet } from './comment-sheet.tsx';
import { Composer } from './composer.tsx';
import { setThreadDraft, threadDraft, useThreadDraft } from './drafts.ts';
import { countSettled, type Entry, entriesOf } from './margin-items.ts';
import { SelectButton } from './select-button.tsx';
import { SettledToggle } from './settled-toggle.tsx';
import { ThreadCard } from './thread-card.tsx';
import { useCommenting } from './use-commenting.ts';
import { useGoing } from './use-going.ts';
import { useLayout } from './use-layout.ts';
import { usePlaces } from './use-places.ts';
import { useTextClicks } from './use-text-clicks.ts';
import { useWide } from './use-wide.ts';

interface CommentMarginProps {
  readonly held: Case;
  readonly notes: readonly Note[];
  /** What the notes scroll in. */
  readonly column: RefObject<HTMLElement | null>;
}

const nobodysRights = { comment: false, coach: false, suggest: false };

/** The threads of a case beside the text they are about; where there is no room for that, in a sheet below it. */
export function CommentMargin({ held, notes, column }: CommentMarginProps) {
  const me = useMe();
  const people = usePeople(held.id);
  const threads = useThreads(held.id);
  const { byNote } = threads;
  const surfaceOf = useStore(surfaces);
  const draft = useThreadDraft(me.id, held.id);
  const [activeId, pointedId, allShown] = [
    useStore(activeThread),
    useStore(pointedThread),
    useStore(settledShown),
  ];
  const isWide = useWide(column);
  const [sheetOpen, setSheetOpen] = useState(false);
  const places = usePlaces({
    surfaces: surfaceOf,
    byNote,
    draft,
    activeId,
    pointedId,
    settledShown: allShown,
  });
  const entries = useMemo(
    () => entriesOf({ notes, byNote, places, draft, activeId, settledShown: allShown }),
    [notes, byNote, places, draft, activeId, allShown],
  );
  const openSheet = useCallback(() => setSheetOpen(true), []);
  const noteOf = useCallback(
    (threadId: string) => [...byNote].find(([, { items }]) => items.some(({ id }) => id === threadId))?.[0],
    [byNote],
  );
  const mayComment = useCallback((noteId: string) => byNote.get(noteId)?.rights.comment ?? true, [byNote]);
  const { wish, hint } = useCommenting(held, mayComment, openSheet);
  const go = useGoing({ entries, noteOf, settled: threads.settled, places, onGo: openSheet });
  const dropEmpty = useCallback(() => {
    const begun = threadDraft(me.id, held.id);
    if (begun && begun.body.trim() === '' && begun.suggestion === null) setThreadDraft(me.id, held.id, null);
    activeThread.set(null);
  }, [me.id, held.id]);
  useTextClicks(column, openSheet, dropEmpty);
  useEffect(() => forgetAll, []);

  const leave = (noteId: string) => {
    activeThread.set(null);
    setSheetOpen(false);
    surfaces.get().get(noteId)?.editor?.view.focus();
  };
  const settle = (threadId: string) => {
    const at = entries.findIndex(({ id }) => id === threadId);
    const next = entries[at + 1] ?? entries[at - 1];
    activeThread.set(null);
    if (next)
      document
        .querySelector<HTMLElement>(`[data-card="${CSS.escape(next.id)}"]`)
        ?.focus({ preventScroll: true });
  };
  const drawn = entries.map((entry) => ({
    entry,
    card: entry.thread ? (
      <ThreadCard
        key={entry.id}
        thread={entry.thread}
        now={places.get(entry.id) === null ? null : places.get(entry.id)?.words}
        people={people}
        onOpen={() => go(entry.id)}
        onLeave={() => leave(entry.noteId)}
        onSettled={() => settle(entry.id)}
      />
    ) : (
      draft && (
        <Composer
          key={DRAFT_ID}
          caseId={held.id}
          owner={held.owner}
          draft={draft}
          rights={byNote.get(draft.noteId)?.rights ?? nobodysRights}
          people={people}
          wish={wish}
          onOpened={({ id }) => go(id)}
          onLeave={() => leave(draft.noteId)}
        />
      )
    ),
  }));
  const settledCount = countSettled(byNote);
  const toggle = settledCount > 0 && <SettledToggle count={settledCount} />;
  const failure = threads.error !== null && (
    <InlineMessage tone="warn">
      The comments could not be read: {sentenceOf(threads.error)}{' '}
      <button type="button" className={styles.retry} onClick={threads.retry}>
        Try again
      </button>
    </InlineMessage>
  );
  const unread = entries.filter(({ thread }) => (thread?.unread ?? 0) > 0).length;
  const isEmpty = entries.length === 0 && !failure;
  return (
    <>
      {isWide && !isEmpty && (
        <Wide
          entries={entries}
          drawn={drawn}
          activeId={activeId}
          moved={places}
          head={
            <>
              {failure}
              {toggle}
            </>
          }
        />
      )}
      {(!isWide || (isEmpty && settledCount > 0)) && (
        <CommentSheet
          open={sheetOpen && !isWide}
          setOpen={setSheetOpen}
          count={entries.filter(({ thread }) => thread).length}
          unread={unread}
          wide={isWide}
          toggle={toggle}
        >
          {failure}
          {drawn.map(({ card }) => card)}
        </CommentSheet>
      )}
      {hint && (
        <p className={styles.hint} role="status">
          {hint}
        </p>
      )}
      <SelectButton />
    </>
  );
}

function forgetAll(): void {
  activeThread.set(null);
  pointedThread.set(null);
  settledShown.set(false);
}

interface WideProps {
  readonly entries: readonly Entry[];
  readonly drawn: readonly { readonly entry: Entry; readonly card: React.ReactNode }[];
  readonly activeId: string | null;
  readonly moved: unknown;
  readonly head: React.ReactNode;
}

function Wide({ entries, drawn, activeId, moved, head }: WideProps) {
  const cards = useRef<HTMLDivElement>(null);
  const { tops, height } = useLayout(cards, entries, activeId, moved);
  const placeOf = (id: string): CSSProperties => {
    const top = tops.get(id);
    return top === undefined ? { opacity: 0 } : { transform: `translateY(${Math.round(top)}px)` };
  };
  return (
    <aside className={styles.margin} aria-label="Comments">
      <div className={styles.head}>{head}</div>
      <div ref={cards} className={styles.cards} style={{ minHeight: height }}>
        {drawn.map(({ entry, card }) => (
          <div
            key={entry.id}
            className={styles.place}
            data-active={entry.id === activeId || undefined}
            style={placeOf(entry.id)}
          >
            {card}
          </div>
        ))}
      </div>
    </aside>
  );
}
