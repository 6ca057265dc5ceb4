import type { Case } from '@caseroom/shared/case';
import type { Note } from '@caseroom/shared/note';
import { noteKinds } from '@caseroom/shared/note-kinds';
import { useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { caseKeys } from '../case/keys.ts';
import type { Ledger } from '../case/ledger.ts';
import { useSeen } from '../note/reading/use-seen.ts';
import { send } from '../platform/http.ts';
import { useShortcut } from '../platform/shortcuts.ts';
import { clockText, fullText, useNow } from '../platform/time.ts';
import { Avatar } from '../ui/avatar.tsx';
import { goToStop } from './go-to-stop.ts';
import styles from './seen.module.css';
import { countText, leftText, stopWords } from './since-words.ts';
import { peopleBehind, peopleOf, type Stop, stepTo, timeOf } from './stops.ts';
import { type SinceView, useSince } from './use-since.ts';

/** What others did since this person left, above the notes; nothing when there was nothing. */
export function SinceBanner({ held }: { readonly held: Case }) {
  const view = useSince(held.id);
  useCaseSeen(held.id, view.known);
  const { since, stops } = view;
  if (!since?.leftAt || stops.length === 0) return null;
  return <Banner key={since.leftAt} caseId={held.id} view={view} leftAt={new Date(since.leftAt)} />;
}

/** The ledger is read with the page: it stands beside the notes. */
function useCaseSeen(caseId: string, enabled: boolean): void {
  const queries = useQueryClient();
  const shown = () => {
    const ledger = queries.getQueryData<Ledger>(caseKeys.ledger(caseId));
    return ledger ? { seq: ledger.head, typed: false } : null;
  };
  useSeen(`/api/cases/${caseId}/seen`, caseId, shown, enabled);
}

interface BannerProps {
  readonly caseId: string;
  readonly view: SinceView;
  readonly leftAt: Date;
}

function Banner({ caseId, view, leftAt }: BannerProps) {
  const { stops, since } = view;
  const now = useNow();
  const [current, setCurrent] = useState(-1);
  const [listed, setListed] = useState(false);
  const listId = useId();
  const goTo = (index: number) => {
    const stop = stops[index];
    if (!stop) return;
    setCurrent(index);
    if (!goToStop(stop)) setListed(true);
  };
  const move = (step: 1 | -1) => goTo(stepTo(current, step, stops.length));
  const markAsRead = async () => {
    view.dismiss();
    if (since) await readAll(caseId, since);
  };
  useShortcut({ keys: '.', label: 'Next change since you left', group: 'Case' }, () => move(1));
  useShortcut({ keys: ',', label: 'Previous change since you left', group: 'Case' }, () => move(-1));
  useShortcut({ keys: 'x', label: 'Mark the changes as read', group: 'Case' }, () => void markAsRead());

  return (
    <section className={`${styles.banner} not-printed`} aria-label="Since you left">
      <div className={styles.line}>
        <strong>
          Since you left{' '}
          <time dateTime={leftAt.toISOString()} title={fullText(leftAt)}>
            {leftText(leftAt, now)}
          </time>
        </strong>
        <button
          type="button"
          className={styles.count}
          aria-expanded={listed}
          aria-controls={listId}
          onClick={() => setListed(!listed)}
        >
          {countText(stops.length, peopleBehind(stops))}
        </button>
        <span className={styles.actions}>
          <button type="button" className={styles.action} onClick={() => void markAsRead()}>
            Mark as read
          </button>
          <button type="button" className={styles.next} onClick={() => move(1)}>
            {current < 0 ? 'Next change' : `Change ${current + 1} of ${stops.length}`}{' '}
            <span aria-hidden>↓</span>
          </button>
        </span>
      </div>
      {listed && (
        <ol id={listId} className={styles.list}>
          {stops.map((stop, index) => (
            <StopLine
              key={keyOf(stop)}
              caseId={caseId}
              stop={stop}
              current={index === current}
              onGo={() => goTo(index)}
            />
          ))}
        </ol>
      )}
    </section>
  );
}

const keyOf = (stop: Stop): string =>
  stop.at === 'event'
    ? `event ${stop.event.seq}`
    : `${stop.note.noteId} ${stop.at === 'text' ? stop.index : ''}`;

interface StopLineProps {
  readonly caseId: string;
  readonly stop: Stop;
  readonly current: boolean;
  readonly onGo: () => void;
}

function StopLine({ caseId, stop, current, onGo }: StopLineProps) {
  const notes = useQueryClient().getQueryData<readonly Note[]>(caseKeys.notes(caseId));
  const noteTitle = (noteId: string) => {
    const note = notes?.find(({ id }) => id === noteId);
    return note && `the ${(note.title || noteKinds[note.kind].name).toLowerCase()}`;
  };
  const people = peopleOf(stop);
  const [person] = people;
  const at = new Date(timeOf(stop));
  return (
    <li>
      <button type="button" className={styles.stop} aria-current={current || undefined} onClick={onGo}>
        {person && <Avatar person={person} size={18} />}
        <span className={styles.words}>
          <strong>{people.map(({ name }) => name.split(' ')[0]).join(', ')}</strong>{' '}
          {stopWords(stop, { noteTitle }).map((part, index) =>
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one fixed sentence.
            typeof part === 'string' ? part : <strong key={index}>{part.strong}</strong>,
          )}
        </span>
        <time dateTime={at.toISOString()} title={fullText(at)}>
          {clockText(at)}
        </time>
      </button>
    </li>
  );
}

/** Everything up to what the banner told of; what came in since is read by reading it. */
async function readAll(caseId: string, { notes, eventSeq }: NonNullable<SinceView['since']>): Promise<void> {
  const marks = notes.map(({ noteId, headSeq }) => ({ path: `/api/notes/${noteId}/seen`, seq: headSeq }));
  const all = [...marks, { path: `/api/cases/${caseId}/seen`, seq: eventSeq }];
  // A mark that does not arrive is no loss: reading tells it again, and so does the next visit.
  await Promise.allSettled(all.map(({ path, seq }) => send('PUT', path, { body: { seq } })));
}
