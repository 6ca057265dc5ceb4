import type { HandoverRecord } from '@caseroom/shared/handover';
import { pauseReasonNames } from '@caseroom/shared/timer';
import {
  IconArrowUpRight,
  IconClockHour4,
  IconHeartHandshake,
  IconMessage,
  IconPlayerPause,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { dueTone, dueWords } from '../note/due-words.ts';
import { fullText, useNow } from '../platform/time.ts';
import { Ago } from '../ui/ago.tsx';
import { Deadline } from '../ui/deadline.tsx';
import frame from './packet.module.css';
import { firstName } from './packet.ts';
import styles from './panel.module.css';

interface RecordFactsProps {
  readonly record: HandoverRecord;
  /** Who owns the case after the handover, as the giver or the receiver says it: "Raj", "you". */
  readonly heir: string;
}

/** What the record says of a case now, beside what people wrote. */
export function RecordFacts({ record, heir }: RecordFactsProps) {
  const { timer, nextUpdateAt, pause, escalation, followUps } = record;
  const isEmpty = !timer && !nextUpdateAt && !pause && !escalation && followUps.length === 0;
  return (
    <section className={styles.panelSection} aria-label="From the record">
      <h3>From the record</h3>
      {isEmpty && <p className={frame.minor}>No deadline, no promise and nothing under way.</p>}
      <ul className={styles.factList}>
        {timer?.dueAt && (
          <Fact icon={<IconClockHour4 size={15} aria-hidden />}>
            Nearest deadline <Deadline timer={timer} />
          </Fact>
        )}
        {nextUpdateAt && (
          <Fact icon={<IconMessage size={15} aria-hidden />}>
            Customer hears from us <Due at={nextUpdateAt} />
          </Fact>
        )}
        {pause && (
          <Fact icon={<IconPlayerPause size={15} aria-hidden />}>
            Timers paused:{' '}
            {pause.reason === 'other' ? pause.note : pauseReasonNames[pause.reason].toLowerCase()}
          </Fact>
        )}
        {escalation && (
          <Fact icon={<IconArrowUpRight size={15} aria-hidden />}>
            Escalated to {escalation.targetName} <Ago at={escalation.sentAt} className={frame.minor ?? ''} />
            <span className={styles.factMore}>{escalation.ask}</span>
          </Fact>
        )}
        {followUps.map(({ id, text, owner, dueAt, promise }) => (
          <Fact
            key={id}
            icon={
              promise ? <IconHeartHandshake size={15} aria-hidden /> : <span className={styles.taskMark} />
            }
          >
            {text || 'Untitled task'} <Due at={dueAt} />
            <span className={styles.factMore}>
              {promise ? 'promised to the customer, ' : ''}
              {owner ? firstName(owner) : `nobody named, so ${heir}`}
            </span>
          </Fact>
        ))}
      </ul>
    </section>
  );
}

function Fact({ icon, children }: { readonly icon: ReactNode; readonly children: ReactNode }) {
  return (
    <li className={styles.fact}>
      {icon}
      <span>{children}</span>
    </li>
  );
}

function Due({ at }: { readonly at: string }) {
  const now = useNow();
  const due = new Date(at);
  const tone = dueTone(due, now);
  return (
    <time className={styles.due} dateTime={at} data-tone={tone} title={fullText(due)}>
      {dueWords(due, now)}
      {tone === 'overdue' && <span className="hidden-text">, overdue</span>}
    </time>
  );
}
