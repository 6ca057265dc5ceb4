import { type Handover, type HandoverItem, MAX_HANDOVER_LINE_CHARS } from '@caseroom/shared/handover';
import { Button, CloseButton, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Link } from 'react-router';
import { useMe } from '../platform/session.ts';
import { useShortcut } from '../platform/shortcuts.ts';
import { clockText } from '../platform/time.ts';
import { counted } from '../platform/words.ts';
import { Avatar } from '../ui/avatar.tsx';
import { InlineMessage } from '../ui/message.tsx';
import { useAttempt } from './attempt.ts';
import { type HandoverAct, type HandoverActs, itemPath } from './handover-data.ts';
import styles from './packet.module.css';
import { firstName, isReadBack, linesOf, nextOffered, progressOf } from './packet.ts';
import panel from './panel.module.css';
import { oneLine, Questions, submitOnEnter } from './questions.tsx';
import { RecordFacts } from './record-facts.tsx';
import { Rescue } from './rescue.tsx';
import type { ReadBackView } from './use-read-back.ts';

interface TakePanelProps {
  readonly held: Handover;
  /** With the marks that are on their way. */
  readonly item: HandoverItem;
  readonly acts: HandoverActs;
  readonly readBack: ReadBackView;
  /** The line the next question is about. */
  readonly aboutKey: string | null;
  readonly onAbout: (key: string | null) => void;
  readonly onPick: (caseId: string | null) => void;
}

/** Beside the read-back: questions to the giver, and the answer to the offer. */
export function TakePanel(props: TakePanelProps) {
  const { held, item, acts } = props;
  const { take, assign } = item.rights;
  const me = useMe();
  // A lead finds somebody first, and takes it when there is nobody.
  const isRescue = assign && take && item.receiver?.id !== me.id;
  return (
    <aside className={styles.panel} aria-label="Answer the handover">
      {isRescue ? (
        <>
          <Rescue held={held} item={item} acts={acts} />
          <State {...props} />
        </>
      ) : (
        <>
          <State {...props} />
          {assign && <Rescue held={held} item={item} acts={acts} />}
        </>
      )}
      <Questions item={item} acts={acts} />
      {take && <AskForm {...props} />}
      <Signatures {...props} />
      <RecordFacts record={item.record} heir={heirOf(item, me.id)} />
    </aside>
  );
}

const heirOf = ({ receiver }: HandoverItem, meId: string): string =>
  !receiver ? 'the next owner' : receiver.id === meId ? 'you' : firstName(receiver);

function State(props: TakePanelProps) {
  const { held, item } = props;
  const me = useMe();
  const giver = firstName(held.giver);
  const isMine = item.receiver?.id === me.id;
  if (item.state === 'accepted')
    return (
      <InlineMessage tone="good">
        {isMine ? (
          <>
            Yours since {item.settledAt && clockText(new Date(item.settledAt))}.{' '}
            <Link to={`/cases/${item.case.number}`}>Open {item.case.number}</Link>
          </>
        ) : (
          `${item.receiver?.name ?? 'Somebody'} accepted and owns it now.`
        )}
      </InlineMessage>
    );
  if (item.obstacle)
    return <InlineMessage tone="warn">{item.obstacle} There is nothing to take over.</InlineMessage>;
  if (item.state === 'withdrawn')
    return (
      <InlineMessage tone="warn">{item.reason ?? `${giver} took it back and keeps the case.`}</InlineMessage>
    );
  if (item.rights.take) return <Answer {...props} />;
  if (item.state === 'declined')
    return (
      <p>
        {item.settledBy?.id === me.id
          ? 'You'
          : (item.settledBy && firstName(item.settledBy)) || 'The receiver'}{' '}
        declined: “{item.reason}” It is {giver}’s until somebody accepts.
      </p>
    );
  if (item.state === 'unsent')
    return <p>{giver} is still writing this. You can write in the note together already.</p>;
  return (
    <p>
      Offered to {item.receiver?.name}. {readWords(item)} It is {giver}’s until it is accepted.
    </p>
  );
}

function readWords(item: HandoverItem): string {
  const { read, of } = progressOf(item);
  return read === 0 ? 'Nothing is read back yet.' : `${read} of ${of} lines are read back.`;
}

/** Accept once everything is read back, or give it back with the reason. */
function Answer(props: TakePanelProps) {
  const { held, item, acts, readBack } = props;
  const me = useMe();
  const [declining, setDeclining] = useState(false);
  const { read, of } = progressOf(item);
  const ready = isReadBack(item) && Object.keys(readBack.draft.marks).length === 0;
  const accept = () => actAndGoOn({ path: itemPath(held.id, item.case.id, 'accept') }, props);
  useShortcut(
    { keys: 'enter', label: 'Accept the case', group: 'Handover' },
    () => pressFocusedOr(accept),
    ready && !acts.isPending,
  );
  return (
    <section className={panel.panelSection} aria-label="Accept or decline">
      <h3>{item.receiver?.id === me.id ? 'Read back and accept' : 'Or take it yourself'}</h3>
      <progress className={panel.progress} value={read} max={of} aria-label="Lines read back" />
      <p className={styles.minor} role="status">
        {read === of ? 'Everything is read back.' : `${counted(of - read, 'line')} not read back yet`}
      </p>
      {declining ? (
        <DeclineForm {...props} onCancel={() => setDeclining(false)} />
      ) : (
        <span className={styles.answers}>
          <Button className={panel.accept} disabled={!ready} loading={acts.isPending} onClick={accept}>
            Accept {item.case.number}
          </Button>
          {item.receiver?.id === me.id && (
            <Button variant="default" disabled={acts.isPending} onClick={() => setDeclining(true)}>
              Decline
            </Button>
          )}
        </span>
      )}
      <p className={styles.minor}>The case is yours from the moment you accept.</p>
    </section>
  );
}

/**
 * Answers an offer and shows the next case that waits for this person, so that a packet is read through without the
 * list. Word of it on the live socket may take the button away before the answer is here.
 */
function actAndGoOn(
  act: HandoverAct,
  { acts, item, onPick }: Pick<TakePanelProps, 'acts' | 'item' | 'onPick'>,
): void {
  const goOn = (now: Handover) => {
    const next = nextOffered(now, item.case.id);
    if (next) onPick(next.case.id);
  };
  // What was refused is shown from the mutation itself.
  void acts
    .mutateAsync(act)
    .then(goOn)
    .catch(() => undefined);
}

/** Enter presses what has the focus; on a tick, or nowhere, it means the case. */
function pressFocusedOr(run: () => void): void {
  const focused = document.activeElement;
  const pressable = focused instanceof HTMLElement && focused.matches('a, button:not([data-line])');
  if (pressable) focused.click();
  else run();
}

type DeclineProps = TakePanelProps & { readonly onCancel: () => void };

function DeclineForm({ onCancel, ...props }: DeclineProps) {
  const { held, item, acts } = props;
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() === '') return;
    const body = { reason: reason.trim() };
    actAndGoOn({ path: itemPath(held.id, item.case.id, 'decline'), body }, props);
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <TextInput
        autoFocus
        aria-label="Why it goes back"
        placeholder="Why it goes back, and who could take it"
        maxLength={MAX_HANDOVER_LINE_CHARS}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && onCancel()}
      />
      <span className={styles.formActions}>
        <Button type="submit" color="red" loading={acts.isPending} disabled={reason.trim() === ''}>
          Decline
        </Button>
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
      </span>
    </form>
  );
}

function AskForm({ held, item, acts, readBack, aboutKey, onAbout }: TakePanelProps) {
  const about = linesOf(item).find(({ key }) => key === aboutKey);
  const { key, settled } = useAttempt();
  const { question } = readBack.draft;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (question.trim() === '') return;
    acts.mutate(
      {
        path: itemPath(held.id, item.case.id, 'questions'),
        body: { question: question.trim(), ...(about && { key: about.key }) },
        key,
      },
      {
        onSuccess: () => {
          readBack.writeQuestion('');
          onAbout(null);
        },
        onSettled: (_, error) => settled(error),
      },
    );
  };
  return (
    <form className={styles.form} onSubmit={submit} aria-label="Ask the giver">
      {about && (
        <p className={panel.about}>
          {about.text}
          <CloseButton size="xs" aria-label="Not about this line" onClick={() => onAbout(null)} />
        </p>
      )}
      <Textarea
        key={aboutKey}
        autoFocus={aboutKey !== null}
        label={`Ask ${firstName(held.giver)}`}
        placeholder="What is not clear yet?"
        autosize
        minRows={1}
        maxRows={5}
        maxLength={MAX_HANDOVER_LINE_CHARS}
        value={question}
        onChange={(event) => readBack.writeQuestion(oneLine(event.currentTarget.value))}
        onKeyDown={submitOnEnter}
      />
      {question.trim() !== '' && (
        <Button type="submit" variant="default" loading={acts.isPending}>
          Ask
        </Button>
      )}
    </form>
  );
}

/** Who has signed for this case: the giver by sending, the receiver by accepting. */
function Signatures({ held, item }: TakePanelProps) {
  const me = useMe();
  if (!item.offeredAt || !item.receiver) return null;
  const name = item.receiver.id === me.id ? 'You' : firstName(item.receiver);
  const accepted = item.state === 'accepted' && item.settledAt;
  return (
    <p className={panel.signatures}>
      <Avatar person={held.giver} size={20} />
      {firstName(held.giver)} signed {clockText(new Date(item.offeredAt))}
      <Avatar person={item.receiver} size={20} />
      {accepted ? `${name} signed ${clockText(new Date(accepted))}` : `${name}: not yet`}
    </p>
  );
}
