import { MAX_GOAL_CHARS, type Review } from '@caseroom/shared/quality';
import { itemsOf, maxOf } from '@caseroom/shared/scorecard';
import { Button, Select, TextInput } from '@mantine/core';
import { IconTargetArrow } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { Link } from 'react-router';
import { nowMs } from '../platform/clock.ts';
import { sentenceOf } from '../platform/http.ts';
import { InlineMessage } from '../ui/message.tsx';
import { useGoalActs } from './goal-data.ts';
import quality from './quality.module.css';
import styles from './review.module.css';
import { firstName } from './words.ts';

const DAY_MS = 86_400_000;
/** A goal is proposed for this long from now. */
const PROPOSED_DAYS = 21;
const WHOLE = 'whole';

/** What the agent works on next, from what this review found. */
export function GoalForm({ review }: { readonly review: Review }) {
  const [isOpen, setOpen] = useState(false);
  const { set } = useGoalActs();
  const agent = firstName(review.agent.name);
  if (!isOpen) {
    return (
      <div className={styles.goal}>
        {set.data && (
          <InlineMessage tone="good">
            The goal stands in <Link to="/quality/coaching">{agent}’s coaching plan</Link>.
          </InlineMessage>
        )}
        <Button variant="default" leftSection={<IconTargetArrow size={15} />} onClick={() => setOpen(true)}>
          Set a goal for {agent}
        </Button>
      </div>
    );
  }
  return <Fields review={review} set={set} onClose={() => setOpen(false)} />;
}

interface FieldsProps {
  readonly review: Review;
  readonly set: ReturnType<typeof useGoalActs>['set'];
  readonly onClose: () => void;
}

function Fields({ review, set, onClose }: FieldsProps) {
  const [what, setWhat] = useState('');
  const [item, setItem] = useState(() => weakestOf(review) ?? WHOLE);
  const [dueOn, setDueOn] = useState(() =>
    new Date(nowMs() + PROPOSED_DAYS * DAY_MS).toISOString().slice(0, 10),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const goal = { reviewId: review.id, item: item === WHOLE ? null : item, what: what.trim(), dueOn };
    set.mutate(goal, { onSuccess: onClose });
  };
  return (
    <form className={quality.form} onSubmit={submit} aria-label="Coaching goal">
      <TextInput
        label={`Goal for ${review.agent.name}`}
        placeholder="Every promise with a day and a time"
        autoFocus
        maxLength={MAX_GOAL_CHARS}
        value={what}
        onChange={(event) => setWhat(event.currentTarget.value)}
      />
      <Select
        label="Seen in"
        allowDeselect={false}
        data={[
          { value: WHOLE, label: 'The whole review' },
          ...itemsOf(review.scorecard.body).map(({ id, text }) => ({ value: id, label: text })),
        ]}
        value={item}
        onChange={(value) => setItem(value ?? WHOLE)}
      />
      <TextInput
        type="date"
        label="By"
        maw={180}
        value={dueOn}
        onChange={(event) => setDueOn(event.currentTarget.value)}
      />
      {set.error && <InlineMessage>{sentenceOf(set.error)}</InlineMessage>}
      <div className={quality.actions}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={set.isPending} disabled={what.trim() === '' || dueOn === ''}>
          Set the goal
        </Button>
      </div>
    </form>
  );
}

/** The item that was scored lowest, of those that were not scored in full. */
function weakestOf({ scorecard, marking }: Review): string | undefined {
  const scored = itemsOf(scorecard.body).flatMap(({ id, scale }) => {
    const score = marking.marks.find((mark) => mark.item === id)?.score;
    return typeof score === 'number' && score < maxOf(scale) ? [{ id, share: score / maxOf(scale) }] : [];
  });
  return scored.sort((a, b) => a.share - b.share)[0]?.id;
}
