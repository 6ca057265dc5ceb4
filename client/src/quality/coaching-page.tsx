import { type Goal, GoalState, goalStateNames } from '@caseroom/shared/quality';
import { Select } from '@mantine/core';
import { IconTargetArrow } from '@tabler/icons-react';
import { Link } from 'react-router';
import { sentenceOf } from '../platform/http.ts';
import { useMe } from '../platform/session.ts';
import { dateText, useNow } from '../platform/time.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Failure, InlineMessage, Message } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { Pill, type Tone } from '../ui/pill.tsx';
import styles from './coaching.module.css';
import { useGoalActs, useGoals } from './goal-data.ts';
import { ListSkeleton } from './list-skeleton.tsx';
import quality from './quality.module.css';

/** What agents work on after their reviews, and how it goes: theirs and their leads’ and reviewers’ business. */
export function CoachingPage() {
  usePageTitle('Coaching');
  const me = useMe();
  const { data, error, refetch } = useGoals();
  return (
    <div className={quality.column}>
      <header className={quality.head}>
        <h2>Coaching plans</h2>
        <span className={quality.minor}>Goals that follow from reviews, and the scores since.</span>
      </header>
      {error && !data && <Failure error={error} what="the goals" retry={() => refetch()} />}
      {!data && !error && <ListSkeleton label="Loading the goals" />}
      {data?.length === 0 && (
        <Message icon={<IconTargetArrow size={20} />} title="No goal yet">
          A reviewer or a lead sets one from a submitted review: what, by when. Later reviews show how it
          goes.
        </Message>
      )}
      {byAgent(data ?? []).map(({ agent, goals }) => (
        <section key={agent.id} className={quality.section} aria-label={agent.name}>
          <h3 className={styles.agent}>
            <Avatar person={agent} size={22} />
            {agent.id === me.id ? 'Your plan' : agent.name}
          </h3>
          <ul className={quality.list}>
            {goals.map((goal) => (
              <GoalRow key={goal.id} goal={goal} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function byAgent(goals: readonly Goal[]): { agent: Goal['agent']; goals: Goal[] }[] {
  const plans = new Map<string, { agent: Goal['agent']; goals: Goal[] }>();
  for (const goal of goals) {
    const plan = plans.get(goal.agent.id) ?? { agent: goal.agent, goals: [] };
    plan.goals.push(goal);
    plans.set(goal.agent.id, plan);
  }
  return [...plans.values()];
}

const tones: Record<GoalState, Tone> = { open: 'info', reached: 'good', missed: 'warn', dropped: 'plain' };

function GoalRow({ goal }: { readonly goal: Goal }) {
  const { edit } = useGoalActs();
  const now = useNow();
  const isLate = goal.state === 'open' && goal.dueOn < now.toISOString().slice(0, 10);
  return (
    <li className={styles.goal}>
      <div className={styles.what}>
        <span className={quality.name}>{goal.what}</span>
        <span className={quality.minor}>
          {goal.item ? `“${goal.item.text}”` : 'The whole review'} ·{' '}
          <Link to={`/quality/reviews/${goal.reviewId}`}>from this review</Link>, by {goal.setBy.name}
        </span>
        {edit.error && <InlineMessage>{sentenceOf(edit.error)}</InlineMessage>}
      </div>
      <Progress goal={goal} />
      <div className={styles.state}>
        {goal.mayEdit ? (
          <Select
            w={150}
            aria-label={`State of the goal “${goal.what}”`}
            allowDeselect={false}
            data={GoalState.options.map((value) => ({ value, label: goalStateNames[value] }))}
            value={goal.state}
            onChange={(state) => state && edit.mutate({ id: goal.id, patch: { state: state as GoalState } })}
          />
        ) : (
          <Pill tone={tones[goal.state]}>{goalStateNames[goal.state]}</Pill>
        )}
        <span className={styles.due} data-late={isLate || undefined}>
          {isLate ? 'was due' : 'by'} {dateText(new Date(`${goal.dueOn}T12:00:00`), now)}
        </span>
      </div>
    </li>
  );
}

/** A bar a review, oldest first; said in words as well. */
function Progress({ goal: { progress } }: { readonly goal: Goal }) {
  const words = progress.map(({ percent }) => `${percent} %`).join(', ');
  const [first, last] = [progress[0], progress.at(-1)];
  return (
    <div className={styles.progress}>
      <span className={styles.bars} role="img" aria-label={`Scores, oldest first: ${words || 'none yet'}`}>
        {progress.map(({ reviewId, percent }) => (
          <span
            key={reviewId}
            className={styles.bar}
            style={{ height: `${Math.max(percent, 6)}%` }}
            data-full={percent === 100 || undefined}
          />
        ))}
      </span>
      <span className={quality.minor}>
        {first && last && progress.length > 1 ? `${first.percent} → ${last.percent} %` : 'No review since'}
      </span>
    </div>
  );
}
