import { MIN_CALIBRATORS } from '@caseroom/shared/quality';
import { Button, MultiSelect, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { useCase, useNotes } from '../case/case-data.ts';
import { sentenceOf } from '../platform/http.ts';
import { InlineMessage } from '../ui/message.tsx';
import { useStartCalibration } from './calibration-data.ts';
import styles from './quality.module.css';
import { useQualityProgram } from './quality-data.ts';

const TYPING_MS = 250;
const isCaseNumber = (text: string): boolean => /^C-\d+$/i.test(text);

/** Which note, and who scores it. */
export function NewCalibrationForm({ onClose }: { readonly onClose: () => void }) {
  const [number, setNumber] = useState('');
  const [asked] = useDebouncedValue(number.trim().toUpperCase(), TYPING_MS);
  return (
    <section className={styles.card} aria-label="New calibration">
      <TextInput
        label="Case"
        description="By its number, as C-1042."
        autoFocus
        maw={220}
        value={number}
        onChange={(event) => setNumber(event.currentTarget.value)}
      />
      {isCaseNumber(asked) ? (
        <OfCase key={asked} number={asked} onClose={onClose} />
      ) : (
        <div className={styles.actions}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </div>
      )}
    </section>
  );
}

function OfCase({ number, onClose }: { readonly number: string; readonly onClose: () => void }) {
  const found = useCase(number);
  if (found.data)
    return <NoteAndReviewers caseId={found.data.id} programId={found.data.program.id} onClose={onClose} />;
  return found.error ? <InlineMessage>{sentenceOf(found.error)}</InlineMessage> : null;
}

interface NoteAndReviewersProps {
  readonly caseId: string;
  readonly programId: string;
  readonly onClose: () => void;
}

function NoteAndReviewers({ caseId, programId, onClose }: NoteAndReviewersProps) {
  const navigate = useNavigate();
  const notes = (useNotes(caseId).data ?? []).filter(
    ({ audience, headSeq }) => audience === 'team' && headSeq > 0,
  );
  const reviewers = useQualityProgram(programId).data?.reviewers ?? [];
  const start = useStartCalibration();
  const [noteId, setNoteId] = useState<string | null>(null);
  const [chosen, setChosen] = useState<string[] | null>(null);
  const ids = chosen ?? reviewers.map(({ id }) => id);
  const note = noteId ?? notes[0]?.id ?? null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (note)
      start.mutate(
        { noteId: note, reviewerIds: ids },
        { onSuccess: ({ id }) => void navigate(`/quality/calibrations/${id}`) },
      );
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Select
        label="Note"
        allowDeselect={false}
        data={notes.map(({ id, title }) => ({ value: id, label: title }))}
        value={note}
        onChange={setNoteId}
      />
      <MultiSelect
        label="Who scores it"
        description="Reviewers and leads of the program. Nobody sees the others before all have submitted."
        data={reviewers.map(({ id, name }) => ({ value: id, label: name }))}
        value={ids}
        onChange={setChosen}
      />
      {start.error && <InlineMessage>{sentenceOf(start.error)}</InlineMessage>}
      <div className={styles.actions}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={start.isPending} disabled={!note || ids.length < MIN_CALIBRATORS}>
          Ask them
        </Button>
      </div>
    </form>
  );
}
