import type { Case } from '@caseroom/shared/case';
import {
  type Escalation,
  EscalationReason,
  type EscalationTarget,
  escalationReasonNames,
  MAX_ASK_CHARS,
  TIER_NAME,
} from '@caseroom/shared/escalation';
import { Button, CloseButton, Select, TextInput } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import caseStyles from '../case/case.module.css';
import { noteToWriteIn } from '../case/go-to-note.ts';
import { isRequestError, sentenceOf } from '../platform/http.ts';
import { useMe } from '../platform/session.ts';
import { InlineMessage } from '../ui/message.tsx';
import styles from './escalation.module.css';
import { openOne, useEscalationActs, useEscalations, useWriters } from './escalation-data.ts';
import { NoteParts } from './note-parts.tsx';

interface SheetProps {
  readonly held: Case;
  readonly onClose: () => void;
  /** Shows the notes where only one of the two has room. */
  readonly onShowNotes: () => void;
}

interface Form {
  readonly target: EscalationTarget;
  readonly reason: EscalationReason;
  readonly ask: string;
}

const startOf = (escalation: Escalation | undefined): Form => ({
  target: escalation?.target ?? { kind: 'tier' },
  reason: escalation?.reason ?? 'expertise',
  ask: escalation?.ask ?? '',
});

/** Beside the notes: to whom, why, what is asked for, and what the escalation note still has to say. */
export function EscalateSheet(props: SheetProps) {
  const { data } = useEscalations(props.held.id);
  if (!data) return <Frame onClose={props.onClose}>{null}</Frame>;
  const draft = openOne(data);
  const before = data[0]?.state === 'declined' ? data[0] : undefined;
  return <OpenSheet {...props} key={props.held.id} draft={draft} before={before} />;
}

interface OpenSheetProps extends SheetProps {
  readonly draft: Escalation | undefined;
  /** The last one, when it was declined: the new one goes on in its note. */
  readonly before: Escalation | undefined;
}

function OpenSheet({ held, onClose, onShowNotes, draft, before }: OpenSheetProps) {
  const [form, setForm] = useState(() => startOf(draft ?? before));
  const { draft: begin, change, act } = useEscalationActs(held.id);
  const [key] = useState(() => crypto.randomUUID());
  const save = (next: Form) => {
    setForm(next);
    if (draft) change.mutate({ id: draft.id, patch: next });
  };
  const start = () =>
    begin.mutate(
      { body: { ...form, ...(before ? { noteId: before.noteId } : {}) }, key },
      {
        onSuccess: (made) => {
          noteToWriteIn.set(made.noteId);
          onShowNotes();
        },
      },
    );
  const submit = async (id: string) => {
    try {
      await change.mutateAsync({ id, patch: form });
      await act.mutateAsync({ id, act: 'send' });
      onClose();
    } catch {
      // What was refused is shown from the mutation itself.
    }
  };
  const error = begin.error ?? act.error ?? change.error;
  return (
    <Frame onClose={onClose}>
      <Fields held={held} form={form} onChange={setForm} onSave={save} error={begin.error} />
      {draft && isOwner(held, form.target) && (
        <InlineMessage tone="warn">
          {held.owner.name} owns this case by now, so this would reach nobody. Choose somebody else above, or{' '}
          <button
            type="button"
            className={styles.textButton}
            onClick={() => save({ ...form, target: { kind: 'tier' } })}
          >
            send it to {TIER_NAME} instead
          </button>
          .
        </InlineMessage>
      )}
      {draft ? (
        <NoteParts
          held={held}
          escalation={draft}
          hasAsk={form.ask.trim() !== ''}
          onShowNotes={onShowNotes}
          sending={act.isPending || change.isPending}
          onSend={() => void submit(draft.id)}
        />
      ) : (
        <>
          <p className={styles.about}>
            {before
              ? 'You go on in the same escalation note. It is sent when it says all four parts.'
              : 'A note opens with what the record knows already: the customer, what was tried, what they were told, what is still open. You own the case until somebody accepts.'}
          </p>
          <Button onClick={start} loading={begin.isPending} fullWidth>
            {before ? 'Go on in the note' : 'Write the escalation note'}
          </Button>
        </>
      )}
      {error && <InlineMessage>{sentenceOf(error)}</InlineMessage>}
      {draft && (
        <Button
          variant="subtle"
          color="gray"
          disabled={act.isPending}
          onClick={() => act.mutate({ id: draft.id, act: 'withdraw' }, { onSuccess: onClose })}
        >
          Drop this escalation, keep the note
        </Button>
      )}
    </Frame>
  );
}

function Frame({ onClose, children }: { readonly onClose: () => void; readonly children: ReactNode }) {
  const ref = useRef<HTMLElement>(null);
  useEffect(() => ref.current?.focus(), []);
  return (
    <aside
      ref={ref}
      tabIndex={-1}
      className={`${caseStyles.side} ${styles.sheet}`}
      aria-label="Escalate"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose();
      }}
    >
      <header className={styles.sheetHead}>
        <h2>Escalate</h2>
        <CloseButton aria-label="Close the escalation panel" onClick={onClose} />
      </header>
      {children}
    </aside>
  );
}

/** It was begun before they took the case over in another way. */
const isOwner = ({ owner }: Case, target: EscalationTarget): boolean =>
  target.kind === 'person' && target.personId === owner.id;

interface FieldsProps {
  readonly held: Case;
  readonly form: Form;
  readonly onChange: (next: Form) => void;
  readonly onSave: (next: Form) => void;
  readonly error: unknown;
}

function Fields({ held, form, onChange, onSave, error }: FieldsProps) {
  const targets = useTargets(held, form.target);
  const targetError = isRequestError(error) ? error.fieldMessage('target') : undefined;
  return (
    <div className={styles.fields}>
      <Select
        label="To"
        data={targets}
        value={keyOf(form.target)}
        allowDeselect={false}
        searchable
        error={targetError}
        onChange={(value) => value && onSave({ ...form, target: targetFrom(value) })}
      />
      <Select
        label="Reason"
        data={EscalationReason.options.map((value) => ({ value, label: escalationReasonNames[value] }))}
        value={form.reason}
        allowDeselect={false}
        onChange={(value) => value && onSave({ ...form, reason: value as EscalationReason })}
      />
      <TextInput
        label="What do you ask for?"
        placeholder="Rerun the batch for 214 accounts today"
        maxLength={MAX_ASK_CHARS}
        value={form.ask}
        onChange={(event) => onChange({ ...form, ask: event.currentTarget.value })}
        onBlur={() => onSave(form)}
      />
    </div>
  );
}

const keyOf = (target: EscalationTarget): string =>
  target.kind === 'tier'
    ? 'tier'
    : target.kind === 'team'
      ? `team:${target.team}`
      : `person:${target.personId}`;

function targetFrom(value: string): EscalationTarget {
  if (value.startsWith('team:')) return { kind: 'team', team: value.slice('team:'.length) };
  if (value.startsWith('person:')) return { kind: 'person', personId: value.slice('person:'.length) };
  return { kind: 'tier' };
}

/** Whom a case can be escalated to: not oneself, and not its owner, but for a draft that names them already. */
function useTargets(held: Case, target: EscalationTarget) {
  const me = useMe();
  const people = useWriters(held.program.id);
  const isOther = (id: string) => id !== me.id && (id !== held.owner.id || isOwner(held, target));
  const teams = [...new Set(people.flatMap(({ team }) => team ?? []))].sort();
  return [
    { group: 'Tier', items: [{ value: 'tier', label: `${TIER_NAME}: any senior` }] },
    { group: 'Team', items: teams.map((team) => ({ value: `team:${team}`, label: `Team ${team}` })) },
    {
      group: 'Person',
      items: people
        .filter(({ id }) => isOther(id))
        .map(({ id, name }) => ({ value: `person:${id}`, label: name })),
    },
  ];
}
