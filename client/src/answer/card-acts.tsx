import { type AnswerActName, type AnswerCard, MAX_ANSWER_REASON_CHARS } from '@caseroom/shared/answer';
import { Button, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { sentenceOf } from '../platform/http.ts';
import list from '../ui/list-page.module.css';
import { InlineMessage } from '../ui/message.tsx';
import { useCardActs } from './answer-data.ts';
import styles from './library.module.css';

type Reasoned = 'return' | 'retire';

const actWords: Record<AnswerActName, string> = {
  submit: 'Send to review',
  return: 'Send back',
  publish: 'Publish',
  retire: 'Retire',
  restore: 'Bring back for review',
  confirm: 'Still right',
};
const asked: Record<Reasoned, string> = {
  return: 'What is missing',
  retire: 'Why it is retired',
};
const needsReason = (act: AnswerActName): act is Reasoned => act === 'return' || act === 'retire';
const first: readonly AnswerActName[] = ['publish', 'submit'];

interface CardActsProps {
  readonly card: AnswerCard;
  readonly onEdit: () => void;
}

/** What this person may do with the card now. */
export function CardActs({ card, onEdit }: CardActsProps) {
  const { act } = useCardActs();
  const [reasonFor, setReasonFor] = useState<Reasoned | null>(null);
  const { rights, findings, version, id } = card;
  if (!rights.edit && rights.acts.length === 0) return null;
  const run = (name: AnswerActName) => {
    if (needsReason(name)) return setReasonFor(name);
    // Whoever presses it has the warning in front of them.
    const body =
      name === 'submit' ? { do: name, version, despite: findings.length > 0 } : { do: name, version };
    act.mutate({ id, body });
  };
  return (
    <section className={styles.acts} aria-label="What to do with it">
      {reasonFor ? (
        <ReasonForm
          card={card}
          name={reasonFor}
          pending={act.isPending}
          onCancel={() => setReasonFor(null)}
          onSend={(reason) =>
            act.mutate(
              { id, body: { do: reasonFor, version, reason } },
              { onSuccess: () => setReasonFor(null) },
            )
          }
        />
      ) : (
        <div className={list.actions}>
          {rights.acts.map((name) => (
            <Button
              key={name}
              variant={first.includes(name) ? 'filled' : 'default'}
              loading={act.isPending && act.variables.body.do === name}
              onClick={() => run(name)}
            >
              {name === 'submit' && findings.length > 0 ? 'Send to review as it is' : actWords[name]}
            </Button>
          ))}
          {rights.edit && (
            <Button variant="default" onClick={onEdit}>
              Edit
            </Button>
          )}
        </div>
      )}
      {card.state === 'review' && !rights.acts.includes('publish') && (
        <p className={styles.minor}>A lead or a quality reviewer other than its author publishes it.</p>
      )}
      {act.error && <InlineMessage>{sentenceOf(act.error)}</InlineMessage>}
    </section>
  );
}

interface ReasonFormProps {
  readonly card: AnswerCard;
  readonly name: Reasoned;
  readonly pending: boolean;
  readonly onSend: (reason: string) => void;
  readonly onCancel: () => void;
}

function ReasonForm({ name, pending, onSend, onCancel }: ReasonFormProps) {
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() !== '') onSend(reason.trim());
  };
  return (
    <form className={list.form} onSubmit={submit} onKeyDown={(event) => event.key === 'Escape' && onCancel()}>
      <Textarea
        autoFocus
        label={asked[name]}
        autosize
        minRows={2}
        maxLength={MAX_ANSWER_REASON_CHARS}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value.replaceAll(/\s*\n\s*/g, ' '))}
      />
      <div className={list.actions}>
        <Button type="submit" loading={pending} disabled={reason.trim() === ''}>
          {actWords[name]}
        </Button>
        <Button variant="subtle" color="gray" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
