import type { Case } from '@caseroom/shared/case';
import { missingSections } from '@caseroom/shared/editor/sections';
import {
  type Escalation,
  EscalationReason,
  type EscalationTarget,
  escalationReasonNames,
  MAX_ASK_CHARS,
  type SbarSection,
  sbarSections,
  TIER_NAME,
} from '@caseroom/shared/escalation';
import type { Note } from '@caseroom/shared/note';
import { Button, CloseButton, Select, TextInput } from '@mantine/core';
import { IconCheck, IconCircleDashed } from '@tabler/icons-react';
import {
  type ReactNode,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import caseStyles from '../case/case.module.css';
import { useNotes } from '../case/case-data.ts';
import { noteToWriteIn } from '../case/go-to-note.ts';
import { useNoteSession, useSessionView } from '../note/live/use-note-session.ts';
import { titleOf } from '../note/note-title.ts';
import { isRequestError, sentenceOf } from '../platform/http.ts';
import { useMe } from '../platform/session.ts';
import { InlineMessage } from '../ui/message.tsx';
import styles from './escalation.module.css';
import { openOne, useEscalationActs, useEscalations, useWriters } from './escalation-data.ts';

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
      <Fields programId={held.program.id} form={form} onChange={setForm} onSave={save} error={begin.error} />
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

interface FieldsProps {
  readonly programId: string;
  readonly form: Form;
  readonly onChange: (next: Form) => void;
  readonly onSave: (next: Form) => void;
  readonly error: unknown;
}

function Fields({ programId, form, onChange, onSave, error }: FieldsProps) {
  const targets = useTargets(programId);
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

function useTargets(programId: string) {
  const me = useMe();
  const people = useWriters(programId);
  const teams = [...new Set(people.flatMap(({ team }) => team ?? []))].sort();
  return [
    { group: 'Tier', items: [{ value: 'tier', label: `${TIER_NAME}: any senior` }] },
    { group: 'Team', items: teams.map((team) => ({ value: `team:${team}`, label: `Team ${team}` })) },
    {
      group: 'Person',
      items: people
        .filter(({ id }) => id !== me.id)
        .map(({ id, name }) => ({ value: `person:${id}`, label: name })),
    },
  ];
}

interface NotePartsProps {
  readonly held: Case;
  readonly escalation: Escalation;
  readonly hasAsk: boolean;
  readonly sending: boolean;
  readonly onSend: () => void;
  readonly onShowNotes: () => void;
}

/** What the note still has to say, as it is being written. */
function NoteParts(props: NotePartsProps) {
  const note = useNotes(props.held.id).data?.find(({ id }) => id === props.escalation.noteId);
  return note ? <LiveParts {...props} note={note} /> : <p className={styles.about}>Opening the note.</p>;
}

function LiveParts({
  note,
  escalation,
  hasAsk,
  sending,
  onSend,
  onShowNotes,
}: NotePartsProps & { readonly note: Note }) {
  const missing = useMissing(note);
  const lacks = missing && [...(hasAsk ? [] : ['what you ask for']), ...missing];
  const go = (section: SbarSection) => {
    onShowNotes();
    // On a narrow screen the note is drawn first.
    requestAnimationFrame(() => goToSection(escalation.noteId, section));
  };
  return (
    <div className={styles.parts}>
      <h3>The note</h3>
      <ul>
        {sbarSections.map((section) => {
          const empty = missing?.includes(section) ?? true;
          return (
            <li key={section}>
              <button
                type="button"
                className={styles.part}
                data-empty={empty || undefined}
                onClick={() => go(section)}
              >
                {empty ? (
                  <IconCircleDashed size={16} className={styles.mark ?? ''} aria-hidden />
                ) : (
                  <IconCheck size={16} className={styles.mark ?? ''} aria-hidden />
                )}
                {section}
                <span>{empty ? 'says nothing yet' : 'written'}</span>
              </button>
            </li>
          );
        })}
      </ul>
      <Button onClick={onSend} loading={sending} disabled={lacks === null || lacks.length > 0} fullWidth>
        Send to {escalation.targetName}
      </Button>
      <p className={styles.about} role="status">
        {lacks === null
          ? 'Connecting to the note.'
          : lacks.length > 0
            ? `Still missing: ${lacks.join(', ')}.`
            : 'You own the case until somebody accepts.'}
      </p>
    </div>
  );
}

/** The parts without words, live; null until the note has come. */
function useMissing(note: Note): readonly SbarSection[] | null {
  const { session } = useNoteSession(note, titleOf(note), useMe(), true);
  const { loaded } = useSessionView(session);
  const subscribe = useCallback(
    (changed: () => void) => {
      session?.doc.on('update', changed);
      return () => session?.doc.off('update', changed);
    },
    [session],
  );
  const names = useSyncExternalStore(subscribe, () =>
    session && loaded ? missingSections(session.body).join() : null,
  );
  return useMemo(
    () => (names === null ? null : sbarSections.filter((section) => names.split(',').includes(section))),
    [names],
  );
}

function goToSection(noteId: string, section: SbarSection): void {
  const note = document.querySelector<HTMLElement>(`[data-note-id="${CSS.escape(noteId)}"]`);
  const heading = [...(note?.querySelectorAll('h1, h2, h3') ?? [])].find(
    (one) => one.textContent?.trim().toLowerCase() === section.toLowerCase(),
  );
  (heading ?? note)?.scrollIntoView({ block: 'center' });
  const editor = note?.querySelector<HTMLElement>('[contenteditable="true"]');
  editor?.focus({ preventScroll: true });
  const line = heading?.nextElementSibling ?? heading;
  if (editor && line) document.getSelection()?.collapse(line, line.childNodes.length);
}
