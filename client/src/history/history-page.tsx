import type { Note } from '@caseroom/shared/note';
import { Button } from '@mantine/core';
import { useCallback, useState } from 'react';
import { Link } from 'react-router';
import { titleOf } from '../note/note-title.ts';
import { useBursts } from '../note/read/version-data.ts';
import { mayAudit, useMe } from '../platform/session.ts';
import { Failure, Message } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { BurstList } from './burst-list.tsx';
import styles from './history.module.css';
import { useChain, useNote } from './history-data.ts';
import { HistoryHeader } from './history-header.tsx';
import { HistorySkeleton } from './history-skeleton.tsx';
import { momentOf } from './moments.ts';
import { Timeline } from './timeline.tsx';
import { useHistoryKeys } from './use-history-keys.ts';
import { type Place, usePlace } from './use-place.ts';
import { VerifiedNote } from './verified-note.tsx';
import { ComparedText, VersionText } from './version-text.tsx';

interface HistoryPageProps {
  readonly noteId: string;
  readonly caseId: string;
}

/** A note's past: every version, who wrote what in it, and what changed between any two. */
export function HistoryPage({ noteId, caseId }: HistoryPageProps) {
  const note = useNote(noteId);
  usePageTitle(note.data && `${titleOf(note.data)}, history`);
  const back = (
    <Button component={Link} to={`/cases/${caseId}`} variant="default">
      Go to the case
    </Button>
  );
  if (note.error && !note.data) {
    return (
      <Failure error={note.error} what="this note’s history" retry={() => note.refetch()} actions={back} />
    );
  }
  if (!note.data) return <HistorySkeleton />;
  if (note.data.headSeq === 0) {
    return (
      <Message title="Nothing has been written yet" actions={back}>
        Every edit of this note will be kept here, with who made it and when.
      </Message>
    );
  }
  return <History note={note.data} />;
}

function History({ note }: { readonly note: Note }) {
  const { headSeq } = note;
  const me = useMe();
  const { bursts, error, refetch } = useBursts(note.id, headSeq);
  const { at, from, restedAt, restedFrom, go } = usePlace(headSeq);
  const chain = useChain(note.id, headSeq, mayAudit(me)).data ?? null;
  const [listShown, setListShown] = useState(false);
  useHistoryKeys({ at, headSeq, go });
  const moment = useCallback((seq: number) => momentOf(bursts ?? [], seq), [bursts]);
  const pick = useCallback(
    (change: Partial<Place>) => {
      go(change);
      setListShown(false);
    },
    [go],
  );

  if (error && !bursts)
    return <Failure error={error} what="this note’s history" retry={() => void refetch()} />;
  if (!bursts) return <HistorySkeleton />;
  return (
    <section
      className={styles.page}
      data-list={listShown || undefined}
      aria-label={`History of ${titleOf(note)}`}
    >
      <HistoryHeader
        note={note}
        place={{ at, from }}
        go={go}
        moment={moment}
        listShown={listShown}
        onList={() => setListShown(!listShown)}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which the keyboard can only do with what it can focus. */}
      <section className={styles.text} tabIndex={0} aria-label="Text of the version">
        {from === null ? (
          <VersionText note={note} seq={restedAt} moment={moment} verified={chain?.ok ?? false} />
        ) : (
          <ComparedText note={note} from={restedFrom ?? from} to={restedAt} moment={moment} />
        )}
      </section>
      <aside className={styles.side} aria-label="Edits">
        <BurstList bursts={bursts} place={{ at, from }} go={pick} />
        {chain && <VerifiedNote check={chain} />}
      </aside>
      <footer className={styles.foot}>
        <Timeline
          bursts={bursts}
          headSeq={headSeq}
          place={{ at, from }}
          go={go}
          settled={at === restedAt}
          noteId={note.id}
          moment={moment}
        />
      </footer>
    </section>
  );
}
