import type { FollowUp } from '@caseroom/shared/follow-up';
import { IconHeartHandshake } from '@tabler/icons-react';
import { Link } from 'react-router';
import { placeInCase } from '../case/go-to-place.ts';
import { dueTone, dueWords } from '../note/due-words.ts';
import { fullText, useNow } from '../platform/time.ts';
import { Avatar } from '../ui/avatar.tsx';
import styles from './follow-up.module.css';

interface RowProps {
  readonly followUp: FollowUp;
  readonly onTick: (done: boolean) => void;
  /** In the case's own list its case need not be named. */
  readonly withCase: boolean;
}

/** One follow-up: tick it, or go to its place in the note. */
export function FollowUpRow({ followUp, onTick, withCase }: RowProps) {
  const { id, noteId, text, owner, promise, done, write } = followUp;
  const words = text || 'Untitled task';
  return (
    <li className={styles.row} data-done={done !== null}>
      <input
        type="checkbox"
        className={styles.tick}
        checked={done !== null}
        disabled={!write}
        aria-label={`Done: ${words}`}
        onChange={(event) => onTick(event.target.checked)}
      />
      <div className={styles.words}>
        <Link to={placeInCase(followUp.case.id, { noteId, followUpId: id })} className={styles.text}>
          {words}
        </Link>
        <div className={styles.facts}>
          {owner ? (
            <span className={styles.owner}>
              <Avatar person={owner} size={16} /> {owner.name.split(' ')[0]}
            </span>
          ) : (
            <span className={styles.noOwner}>no owner yet</span>
          )}
          <DueFact followUp={followUp} />
          {promise && (
            <span className={styles.promise} title="The customer was promised this">
              <IconHeartHandshake size={13} stroke={1.8} aria-hidden /> promise
            </span>
          )}
          {withCase && (
            <span className={styles.case}>
              {followUp.case.number} {followUp.case.subject}
            </span>
          )}
        </div>
      </div>
    </li>
  );
}

function DueFact({ followUp: { dueAt, done } }: { readonly followUp: FollowUp }) {
  const now = useNow();
  const due = new Date(dueAt);
  if (done) return <span className={styles.due}>done {dueWords(new Date(done.at), now)}</span>;
  const tone = dueTone(due, now);
  return (
    <time className={styles.due} dateTime={dueAt} data-tone={tone} title={fullText(due)}>
      {dueWords(due, now)}
      {tone === 'overdue' && <span className="hidden-text">, overdue</span>}
    </time>
  );
}
