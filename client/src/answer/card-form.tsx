import {
  type AnswerText,
  answerPartKeys,
  answerParts,
  MAX_ANSWER_PART_CHARS,
  MAX_ANSWER_TITLE_CHARS,
} from '@caseroom/shared/answer';
import { MAX_TAG_CHARS, MAX_TAGS } from '@caseroom/shared/case';
import { findPersonal } from '@caseroom/shared/personal-data';
import { Button, TagsInput, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useVocabulary } from '../case/vocabulary.ts';
import { isRequestError, sentenceOf } from '../platform/http.ts';
import list from '../ui/list-page.module.css';
import { InlineMessage } from '../ui/message.tsx';
import { Findings } from './findings.tsx';

interface CardFormProps {
  readonly programId: string;
  readonly first: AnswerText;
  readonly label: string;
  readonly error: unknown;
  readonly pending: boolean;
  readonly onSave: (words: AnswerText) => void;
  readonly onCancel: () => void;
  readonly children?: ReactNode;
}

/** The words of a card. What looks like a customer's is pointed out while one writes. */
export function CardForm({
  programId,
  first,
  label,
  error,
  pending,
  onSave,
  onCancel,
  children,
}: CardFormProps) {
  const [draft, setDraft] = useState<AnswerText>(() => pick(first));
  const tags = useVocabulary(programId).data?.tags.filter(({ retired }) => !retired) ?? [];
  const change = (fields: Partial<AnswerText>) => setDraft({ ...draft, ...fields });
  const messageFor = (path: string) => (isRequestError(error) ? error.fieldMessage(path) : undefined);
  const findings = findPersonal([draft.title, ...answerPartKeys.map((part) => draft[part])].join('\n'));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave(draft);
  };
  return (
    <form className={list.form} onSubmit={submit}>
      <TextInput
        label="Title"
        description="What somebody with the same problem would look for"
        maxLength={MAX_ANSWER_TITLE_CHARS}
        value={draft.title}
        error={messageFor('title')}
        onChange={(event) => change({ title: event.currentTarget.value })}
      />
      {answerPartKeys.map((part) => (
        <Textarea
          key={part}
          label={answerParts[part].name}
          description={answerParts[part].about}
          autosize
          minRows={part === 'fix' ? 4 : 2}
          maxRows={14}
          maxLength={MAX_ANSWER_PART_CHARS}
          value={draft[part]}
          error={messageFor(part)}
          onChange={(event) => change({ [part]: event.currentTarget.value })}
        />
      ))}
      <TagsInput
        label="Tags"
        description="Cases with these tags are offered the card sooner"
        maxTags={MAX_TAGS}
        maxLength={MAX_TAG_CHARS}
        data={tags.map(({ name }) => name)}
        value={draft.tags}
        error={messageFor('tags')}
        onChange={(next) => change({ tags: next.map((tag) => tag.toLowerCase()) })}
      />
      {findings.length > 0 && <Findings items={findings} />}
      {children}
      {error !== null && error !== undefined && !(isRequestError(error) && error.problem.fields) && (
        <InlineMessage>{sentenceOf(error)}</InlineMessage>
      )}
      <div className={list.actions}>
        <Button
          type="submit"
          loading={pending}
          disabled={draft.title.trim() === '' || draft.fix.trim() === ''}
        >
          {label}
        </Button>
        <Button variant="subtle" color="gray" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

const pick = ({ title, problem, cause, fix, tell, tags }: AnswerText): AnswerText => ({
  ...{ title, problem, cause, fix, tell },
  tags: [...tags],
});
