import { type Case, unresolvedStatuses } from '@caseroom/shared/case';
import { type CaseTimer, pauseReasonNames, timerNames } from '@caseroom/shared/timer';
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { sentenceOf } from '../platform/http.ts';
import { durationText, useNow } from '../platform/time.ts';
import { Deadline } from '../ui/deadline.tsx';
import { deadlineTone } from '../ui/deadline-tone.ts';
import { InlineMessage } from '../ui/message.tsx';
import { PauseForm } from './pause-form.tsx';
import { percentAt, soonAtOf } from './progress.ts';
import styles from './timer.module.css';
import { useTimerAct, useTimers } from './timer-data.ts';
import { ToldForm } from './told-form.tsx';

/** In the case's header: what is owed by when, and the two things a person can do about it. */
export function CaseTimers({ held }: { readonly held: Case }) {
  const timers = useTimers(held);
  const act = useTimerAct(held);
  const { items = [], pause = null } = timers.data ?? {};
  const active = items.filter(({ state }) => state !== 'stopped').sort(byDue);
  const mayAct = held.rights.write && unresolvedStatuses.includes(held.status) && active.length > 0;
  if (active.length === 0) return null;
  return (
    <section className={styles.timers} aria-label="Timers">
      {active.map((timer) => (
        <TimerFact key={timer.kind} timer={timer} />
      ))}
      {pause && (
        <span className={styles.pause}>
          {pause.reason === 'other' ? pause.note : pauseReasonNames[pause.reason]}
          <span className={styles.label}> · {pause.by.name.split(' ')[0]}</span>
        </span>
      )}
      {mayAct && (
        <span className={`${styles.acts} not-printed`}>
          {pause ? (
            <Tooltip label="Resume the timers">
              <ActionIcon
                size={24}
                aria-label="Resume the timers"
                loading={act.isPending}
                onClick={() => act.mutate({ act: 'timers/resume' })}
              >
                <IconPlayerPlay size={15} />
              </ActionIcon>
            </Tooltip>
          ) : (
            <PauseForm act={act} />
          )}
          <ToldForm act={act} />
        </span>
      )}
      {act.error && <InlineMessage>{sentenceOf(act.error)}</InlineMessage>}
    </section>
  );
}

function TimerFact({ timer }: { readonly timer: CaseTimer }) {
  const now = useNow();
  const nearest = { kind: timer.kind, dueAt: timer.dueAt, soonAt: soonAtOf(timer) };
  const percent = percentAt(timer, now);
  const isPaused = timer.state === 'paused';
  return (
    <span className={styles.fact} data-timer={timer.kind}>
      <span className={styles.label}>{timerNames[timer.kind]}</span>
      {isPaused ? (
        <strong title="Business time left when it was paused">
          {timer.remaining_ms < 0 ? 'Missed' : `${durationText(timer.remaining_ms)} left`}, paused
        </strong>
      ) : (
        <Deadline timer={nearest} className={styles.left ?? ''} />
      )}
      <span
        className={styles.bar}
        data-tone={isPaused ? 'paused' : deadlineTone(nearest, now)}
        title={`${Math.floor(percent)} % of ${durationText(timer.target_min * 60_000)} has passed`}
        aria-hidden
      >
        <span style={{ width: `${Math.min(100, Math.max(0, percent))}%` }} />
      </span>
    </span>
  );
}

const byDue = (a: CaseTimer, b: CaseTimer): number =>
  (a.dueAt ?? '9999') < (b.dueAt ?? '9999') ? -1 : a.dueAt === b.dueAt ? 0 : 1;
