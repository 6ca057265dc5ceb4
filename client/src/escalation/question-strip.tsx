import type { Case } from '@caseroom/shared/case';
import { MAX_ANSWER_CHARS, type SwarmQuestion } from '@caseroom/shared/escalation';
import { Button, Textarea } from '@mantine/core';
import { IconMessageQuestion } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { sentenceOf } from '../platform/http.ts';
import { useMe } from '../platform/session.ts';
import { Ago } from '../ui/ago.tsx';
import { InlineMessage } from '../ui/message.tsx';
import strip from '../ui/strip.module.css';
import styles from './escalation.module.css';
import { questionsFor, useSwarm, useSwarmActs } from './escalation-data.ts';
import { oneLine } from './swarm-panel.tsx';

/** What this person was asked in this case, with the place to answer. */
export function QuestionStrips({ held }: { readonly held: Case }) {
  const me = useMe();
  const { data: swarm } = useSwarm(held.id);
  return questionsFor(swarm, me.id).map((question) => (
    <QuestionStrip key={question.id} caseId={held.id} question={question} />
  ));
}

function QuestionStrip({ caseId, question }: { readonly caseId: string; readonly question: SwarmQuestion }) {
  const acts = useSwarmActs(caseId);
  const [answer, setAnswer] = useState('');
  const path = `/api/swarm-questions/${question.id}`;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (answer.trim() !== '') acts.mutate({ path: `${path}/answer`, body: { answer: answer.trim() } });
  };
  return (
    <section className={`${strip.strip} not-printed`} data-tone="info" aria-label="A question for you">
      <IconMessageQuestion size={16} aria-hidden />
      <div className={strip.text}>
        <p>
          <strong>{question.askedBy.name} asks you</strong>{' '}
          <Ago at={question.askedAt} className={strip.quiet ?? ''} />
        </p>
        <p>{question.question}</p>
        {acts.error && <InlineMessage>{sentenceOf(acts.error)}</InlineMessage>}
      </div>
      <form className={styles.decline} onSubmit={submit}>
        <Textarea
          aria-label="Your answer"
          placeholder="Your answer"
          autosize
          minRows={1}
          maxRows={5}
          maxLength={MAX_ANSWER_CHARS}
          value={answer}
          onChange={(event) => setAnswer(oneLine(event.currentTarget.value))}
        />
        <Button
          variant="default"
          disabled={acts.isPending}
          onClick={() => acts.mutate({ path: `${path}/leave` })}
        >
          Leave
        </Button>
        <Button type="submit" loading={acts.isPending} disabled={answer.trim() === ''}>
          Answer
        </Button>
      </form>
    </section>
  );
}
