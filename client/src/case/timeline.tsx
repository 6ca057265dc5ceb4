import { type CaseEvent, type CaseEventKind, WITHHELD_EVENT } from '@caseroom/shared/case';
import type { Note } from '@caseroom/shared/note';
import { noteKinds } from '@caseroom/shared/note-kinds';
import { Via } from '@caseroom/shared/token';
import { type UseQueryResult, useQueryClient } from '@tanstack/react-query';
import { clockText, dayText, fullText, useNow } from '../platform/time.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Failure } from '../ui/message.tsx';
import side from '../ui/side-head.module.css';
import { SkeletonLine } from '../ui/skeleton.tsx';
import { caseKeys } from './keys.ts';
import type { Ledger } from './ledger.ts';
import styles from './timeline.module.css';
import { wordsFor } from './timeline-words.ts';

interface TimelineProps {
  readonly caseId: string;
  readonly ledger: UseQueryResult<Ledger>;
}

/** Who did what, when: the case's ledger, newest first, by day. */
export function Timeline({ caseId, ledger }: TimelineProps) {
  const now = useNow();
  return (
    <section aria-label="Timeline">
      <header className={side.head}>
        <h2>Timeline</h2>
      </header>
      {ledger.isPending && <TimelineSkeleton />}
      {ledger.error && !ledger.data && (
        <Failure compact error={ledger.error} what="the timeline" retry={() => ledger.refetch()} />
      )}
      {ledger.data &&
        byDay(ledger.data.events, now).map(([day, events]) => (
          <div key={day} className={styles.dayGroup}>
            <h3 className={styles.day}>{day}</h3>
            <ol className={styles.entries}>
              {events.map((event) => (
                <Entry key={event.seq} event={event} caseId={caseId} />
              ))}
            </ol>
          </div>
        ))}
    </section>
  );
}

/** Recorded and live, and not worth a line. */
const quiet: ReadonlySet<string> = new Set<CaseEventKind>(['comment.reacted', 'comment.edited']);

/** Newest first, in days; what the reader may not know of is left out. */
export function byDay(events: readonly CaseEvent[], now: Date): [day: string, events: CaseEvent[]][] {
  const days = new Map<string, CaseEvent[]>();
  for (const event of events.toReversed()) {
    if (event.kind === WITHHELD_EVENT || quiet.has(event.kind)) continue;
    const day = dayText(new Date(event.at), now);
    days.set(day, [...(days.get(day) ?? []), event]);
  }
  return [...days];
}

function Entry({ event, caseId }: { readonly event: CaseEvent; readonly caseId: string }) {
  const notes = useQueryClient().getQueryData<readonly Note[]>(caseKeys.notes(caseId));
  const noteTitle = (noteId: string) => {
    const note = notes?.find(({ id }) => id === noteId);
    return note && `the ${(note.title || noteKinds[note.kind].name).toLowerCase()}`;
  };
  const at = new Date(event.at);
  return (
    <li className={styles.entry} data-event={event.seq}>
      {event.actor ? (
        <Avatar person={event.actor} size={18} />
      ) : (
        <span className={styles.systemMark} aria-hidden />
      )}
      <div className={styles.entryText}>
        <p>
          <strong>{event.actor?.name.split(' ')[0] ?? 'Caseroom'}</strong>{' '}
          {wordsFor(event, { noteTitle }).map((part, index) =>
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one fixed sentence.
            typeof part === 'string' ? part : <strong key={index}>{part.strong}</strong>,
          )}
          <ThroughToken event={event} />
        </p>
        <time dateTime={event.at} title={fullText(at)}>
          {clockText(at)}
        </time>
      </div>
    </li>
  );
}

/** A program did it, in the person's name. */
function ThroughToken({ event }: { readonly event: CaseEvent }) {
  const via = Via.safeParse(event.data.via);
  return via.success && <span className={styles.via}> via {via.data.name}</span>;
}

const WIDTHS = ['80%', '64%', '72%'];

function TimelineSkeleton() {
  return (
    <div className={styles.entries} role="status" aria-label="Loading the timeline">
      {WIDTHS.map((width) => (
        <div key={width} className={styles.entry}>
          <SkeletonLine width={18} height={18} round />
          <div className={styles.entryText}>
            <SkeletonLine width={width} />
          </div>
        </div>
      ))}
    </div>
  );
}
