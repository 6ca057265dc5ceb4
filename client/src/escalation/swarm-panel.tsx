import type { Case } from '@caseroom/shared/case';
import {
  MAX_OUTCOME_CHARS,
  MAX_QUESTION_CHARS,
  type Swarm,
  type SwarmQuestion,
} from '@caseroom/shared/escalation';
import { Button, Select, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { sentenceOf } from '../platform/http.ts';
import { useMe } from '../platform/session.ts';
import { Ago } from '../ui/ago.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { Failure, InlineMessage } from '../ui/message.tsx';
import side from '../ui/side-head.module.css';
import styles from './escalation.module.css';
import { useSwarm, useSwarmActs, useWriters } from './escalation-data.ts';

type Doing = 'nothing' | 'asking' | 'closing';

/** Who was asked into the case, what, and what they said. Asking never moves the case to anybody. */
export function SwarmPanel({ held }: { readonly held: Case }) {
  const swarm = useSwarm(held.id);
  const [doing, setDoing] = useState<Doing>('nothing');
  const open = swarm.data && swarm.data.closedAt === null ? swarm.data : null;
  const canAsk = held.rights.write && held.status !== 'closed';
  if (swarm.error && !swarm.data)
    return <Failure compact error={swarm.error} what="the swarm" retry={() => swarm.refetch()} />;
  if (swarm.data === undefined || (swarm.data === null && !canAsk)) return null;
  return (
    <section aria-label="Swarm">
      <header className={side.head}>
        <h2>Swarm</h2>
        {doing === 'nothing' && (
          <span>
            {open?.mayClose && (
              <button type="button" className={styles.textButton} onClick={() => setDoing('closing')}>
                Close
              </button>
            )}
            {canAsk && (
              <button type="button" className={styles.textButton} onClick={() => setDoing('asking')}>
                Ask someone
              </button>
            )}
          </span>
        )}
      </header>
      {doing === 'asking' && <AskForm held={held} onDone={() => setDoing('nothing')} />}
      {doing === 'closing' && open && <CloseForm swarm={open} onDone={() => setDoing('nothing')} />}
      {swarm.data && <Questions swarm={swarm.data} />}
      {swarm.data === null && doing === 'nothing' && (
        <p className={styles.none}>Ask a specialist a question here. The case stays with its owner.</p>
      )}
    </section>
  );
}

function Questions({ swarm }: { readonly swarm: Swarm }) {
  return (
    <>
      {swarm.closedAt && swarm.closedBy && (
        <p className={styles.outcome}>
          <strong>Closed by {swarm.closedBy.name}</strong>{' '}
          <Ago at={swarm.closedAt} className={styles.quiet ?? ''} />
          <br />
          {swarm.outcome}
        </p>
      )}
      <ul className={styles.questions}>
        {swarm.questions.map((question) => (
          <Question key={question.id} question={question} isClosed={swarm.closedAt !== null} />
        ))}
      </ul>
    </>
  );
}

function Question({
  question: q,
  isClosed,
}: {
  readonly question: SwarmQuestion;
  readonly isClosed: boolean;
}) {
  return (
    <li className={styles.question}>
      <Avatar person={q.person} size={20} />
      <div>
        <p>
          <strong>{q.person.name}</strong>{' '}
          <span className={styles.quiet}>asked by {q.askedBy.name.split(' ')[0]}</span>{' '}
          <Ago at={q.askedAt} className={styles.quiet ?? ''} />
        </p>
        <p className={styles.asked}>{q.question}</p>
        {q.answer !== null && q.answeredAt ? (
          <p className={styles.answer}>
            {q.answer} <Ago at={q.answeredAt} className={styles.quiet ?? ''} />
          </p>
        ) : (
          <p className={styles.pending}>
            {q.leftAt ? 'Left without an answer' : isClosed ? 'Not answered' : 'No answer yet'}
          </p>
        )}
        {q.answer !== null && q.leftAt && <p className={styles.pending}>Has left the swarm</p>}
      </div>
    </li>
  );
}

function AskForm({ held, onDone }: { readonly held: Case; readonly onDone: () => void }) {
  const me = useMe();
  const people = useWriters(held.program.id).filter(({ id }) => id !== me.id);
  const acts = useSwarmActs(held.id);
  const [key] = useState(() => crypto.randomUUID());
  const [personId, setPersonId] = useState<string | null>(null);
  const [question, setQuestion] = useState('');
  const ready = personId !== null && question.trim() !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    const body = { people: [{ personId, question: question.trim() }] };
    acts.mutate({ path: `/api/cases/${held.id}/swarm`, body, key }, { onSuccess: onDone });
  };
  return (
    <form className={styles.form} onSubmit={submit} onKeyDown={(event) => event.key === 'Escape' && onDone()}>
      <Select
        label="Who"
        placeholder="Somebody of this program"
        searchable
        data={people.map(({ id, name, team }) => ({ value: id, label: team ? `${name}, ${team}` : name }))}
        value={personId}
        onChange={setPersonId}
      />
      <Textarea
        label="Question"
        autosize
        minRows={2}
        maxLength={MAX_QUESTION_CHARS}
        value={question}
        onChange={(event) => setQuestion(oneLine(event.currentTarget.value))}
      />
      {acts.error && <InlineMessage>{sentenceOf(acts.error)}</InlineMessage>}
      <FormActions label="Ask" pending={acts.isPending} ready={ready} onCancel={onDone} />
    </form>
  );
}

function CloseForm({ swarm, onDone }: { readonly swarm: Swarm; readonly onDone: () => void }) {
  const acts = useSwarmActs(swarm.caseId);
  const [outcome, setOutcome] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (outcome.trim() === '') return;
    acts.mutate(
      { path: `/api/swarms/${swarm.id}/close`, body: { outcome: outcome.trim() } },
      { onSuccess: onDone },
    );
  };
  return (
    <form className={styles.form} onSubmit={submit} onKeyDown={(event) => event.key === 'Escape' && onDone()}>
      <Textarea
        autoFocus
        label="What came of it"
        description="It goes into the case’s timeline for good."
        autosize
        minRows={2}
        maxLength={MAX_OUTCOME_CHARS}
        value={outcome}
        onChange={(event) => setOutcome(oneLine(event.currentTarget.value))}
      />
      {acts.error && <InlineMessage>{sentenceOf(acts.error)}</InlineMessage>}
      <FormActions
        label="Close the swarm"
        pending={acts.isPending}
        ready={outcome.trim() !== ''}
        onCancel={onDone}
      />
    </form>
  );
}

interface FormActionsProps {
  readonly label: string;
  readonly pending: boolean;
  readonly ready: boolean;
  readonly onCancel: () => void;
}

const FormActions = ({ label, pending, ready, onCancel }: FormActionsProps) => (
  <span className={styles.formActions}>
    <Button type="submit" loading={pending} disabled={!ready}>
      {label}
    </Button>
    <Button variant="subtle" color="gray" onClick={onCancel}>
      Cancel
    </Button>
  </span>
);

/** The contract keeps these to one line; a pasted line break becomes a space. */
export const oneLine = (text: string): string => text.replaceAll(/\s*\n\s*/g, ' ');
