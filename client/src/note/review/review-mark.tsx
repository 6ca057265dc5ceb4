import type { Note } from '@caseroom/shared/note';
import { dayAfter, type NoteReview } from '@caseroom/shared/review';
import { Button, Popover, Select, TextInput, Tooltip, UnstyledButton } from '@mantine/core';
import { IconCalendarCheck } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { sentenceOf } from '../../platform/http.ts';
import { useNow } from '../../platform/time.ts';
import { InlineMessage } from '../../ui/message.tsx';
import styles from './review.module.css';
import { useCaseReviews, useSetReview, useStillRight } from './review-data.ts';
import { dayOf, intervalChoices, intervalDays, intervalValue, reviewWords } from './review-words.ts';

/** As far ahead as a first date is offered, days. */
const FIRST_DAYS = 30;

/** In a note's header: when somebody looks whether it is still right, and saying so in one click. */
export function ReviewMark({ note }: { readonly note: Note }) {
  const review = useCaseReviews(note.caseId).data?.find(({ noteId }) => noteId === note.id);
  const [open, setOpen] = useState(false);
  const confirm = useStillRight({ noteId: note.id, caseId: note.caseId });
  const now = useNow();
  const mayWrite = note.access === 'write' || note.mayAmend;
  if (!review && !mayWrite) return null;
  const due = review?.dueOn && review.isDue ? review : undefined;
  const words = review?.dueOn ? reviewWords({ dueOn: review.dueOn, isDue: review.isDue }, now) : null;
  return (
    <span className={`${styles.mark} not-printed`}>
      <Popover
        opened={open}
        onChange={setOpen}
        position="bottom-start"
        shadow="md"
        radius="md"
        trapFocus
        withinPortal
      >
        <Popover.Target>
          <Tooltip label={words ? 'Change the review date' : 'Set a review date'} disabled={open}>
            <UnstyledButton
              className={styles.words ?? ''}
              data-due={due ? true : undefined}
              data-bare={words === null || undefined}
              aria-label={words ? `${words}. Change` : 'Set a review date'}
              disabled={!mayWrite}
              onClick={() => setOpen(!open)}
            >
              <IconCalendarCheck size={15} stroke={1.7} aria-hidden />
              {words}
            </UnstyledButton>
          </Tooltip>
        </Popover.Target>
        <Popover.Dropdown>
          <ReviewForm note={note} review={review} onDone={() => setOpen(false)} />
        </Popover.Dropdown>
      </Popover>
      {due?.write && (
        <Button
          variant="light"
          size="compact-xs"
          loading={confirm.isPending}
          onClick={() => confirm.mutate(undefined)}
        >
          Still right
        </Button>
      )}
      {confirm.error && <InlineMessage>{sentenceOf(confirm.error)}</InlineMessage>}
    </span>
  );
}

interface ReviewFormProps {
  readonly note: Note;
  readonly review: NoteReview | undefined;
  readonly onDone: () => void;
}

function ReviewForm({ note, review, onDone }: ReviewFormProps) {
  const set = useSetReview(note.caseId, note.id);
  const [today] = useState(() => dayOf(new Date()));
  const [day, setDay] = useState(review?.dueOn ?? dayAfter(today, FIRST_DAYS));
  const [every, setEvery] = useState(intervalValue(review?.everyDays ?? null));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (day) set.mutate({ dueOn: day, everyDays: intervalDays(every) }, { onSuccess: onDone });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <TextInput
        type="date"
        label="Look at it again on"
        min={today}
        required
        withAsterisk={false}
        value={day}
        onChange={(event) => setDay(event.currentTarget.value)}
      />
      <Select
        label="And then"
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
        data={intervalChoices(review?.everyDays ?? null)}
        value={every}
        onChange={(value) => value && setEvery(value)}
      />
      {set.error && <InlineMessage>{sentenceOf(set.error)}</InlineMessage>}
      <span className={styles.actions}>
        {review?.dueOn && (
          <Button
            variant="subtle"
            color="gray"
            onClick={() => set.mutate({ dueOn: null, everyDays: null }, { onSuccess: onDone })}
          >
            Take it away
          </Button>
        )}
        <Button type="submit" loading={set.isPending} disabled={!day}>
          Save
        </Button>
      </span>
    </form>
  );
}
