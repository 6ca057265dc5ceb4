import { type HandoverItem, type HandoverQuestion, MAX_HANDOVER_LINE_CHARS } from '@caseroom/shared/handover';
import { Button, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMe } from '../platform/session.ts';
import { Ago } from '../ui/ago.tsx';
import { useAttempt } from './attempt.ts';
import { answerPath, type HandoverActs } from './handover-data.ts';
import frame from './packet.module.css';
import { firstName } from './packet.ts';
import styles from './panel.module.css';

/** What the receiver asked and what the giver said; who may answer does so here. */
export function Questions({ item, acts }: { readonly item: HandoverItem; readonly acts: HandoverActs }) {
  if (item.questions.length === 0) return null;
  return (
    <section className={styles.panelSection} aria-label="Questions">
      <h3>Questions</h3>
      <ul className={styles.questions}>
        {item.questions.map((question) => (
          <Question key={question.id} question={question} canAnswer={item.rights.answer} acts={acts} />
        ))}
      </ul>
    </section>
  );
}

interface QuestionProps {
  readonly question: HandoverQuestion;
  readonly canAnswer: boolean;
  readonly acts: HandoverActs;
}

function Question({ question: q, canAnswer, acts }: QuestionProps) {
  const me = useMe();
  const by = (person: HandoverQuestion['askedBy']) => (person.id === me.id ? 'You' : firstName(person));
  return (
    <li className={styles.question} data-open={q.answer === null || undefined}>
      <p>
        <strong>{by(q.askedBy)} asked</strong> <Ago at={q.askedAt} className={frame.minor ?? ''} />
      </p>
      {q.about && <p className={styles.about}>{q.about}</p>}
      <p>{q.question}</p>
      {q.answer !== null && q.answeredBy ? (
        <p className={styles.answer}>
          <strong>{by(q.answeredBy)}</strong> {q.answer}
        </p>
      ) : canAnswer ? (
        <AnswerForm question={q} acts={acts} />
      ) : (
        <p className={frame.minor}>No answer yet</p>
      )}
    </li>
  );
}

function AnswerForm({ question, acts }: Omit<QuestionProps, 'canAnswer'>) {
  const [answer, setAnswer] = useState('');
  const { key, settled } = useAttempt();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (answer.trim() !== '')
      acts.mutate(
        { path: answerPath(question.id), body: { answer: answer.trim() }, key },
        { onSettled: (_, error) => settled(error) },
      );
  };
  return (
    <form className={frame.form} onSubmit={submit}>
      <Textarea
        aria-label={`Your answer to ${question.askedBy.name}`}
        placeholder="Your answer"
        autosize
        minRows={1}
        maxRows={6}
        maxLength={MAX_HANDOVER_LINE_CHARS}
        value={answer}
        onChange={(event) => setAnswer(oneLine(event.currentTarget.value))}
        onKeyDown={submitOnEnter}
      />
      <Button type="submit" loading={acts.isPending} disabled={answer.trim() === ''}>
        Answer
      </Button>
    </form>
  );
}

/** The contract keeps these to one line; a pasted line break becomes a space. */
export const oneLine = (text: string): string => text.replaceAll(/\s*\n\s*/g, ' ');

/** In a field of one line, Enter sends it. */
export function submitOnEnter(event: React.KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}
