import type { Case } from '@caseroom/shared/case';
import { type Escalation, escalationReasonNames, MAX_DECLINE_CHARS } from '@caseroom/shared/escalation';
import { Button, CloseButton, TextInput } from '@mantine/core';
import { IconArrowBackUp, IconArrowUpRight } from '@tabler/icons-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { placeInCase } from '../case/go-to-place.ts';
import { sentenceOf } from '../platform/http.ts';
import { useMe } from '../platform/session.ts';
import { fullText, useNow } from '../platform/time.ts';
import { Ago } from '../ui/ago.tsx';
import { InlineMessage } from '../ui/message.tsx';
import strip from '../ui/strip.module.css';
import styles from './escalation.module.css';
import { mayEscalate, openOne, useEscalationActs, useEscalations } from './escalation-data.ts';
import { acceptWords } from './wait-words.ts';

interface StripProps {
  readonly held: Case;
  /** Opens the panel, to go on with a draft or to begin anew. */
  readonly onEscalate: () => void;
  readonly panelOpen: boolean;
}

type Acts = ReturnType<typeof useEscalationActs>['act'];

/** Above the notes while a case is on its way to somebody, or has come back: who waits for whom, and what one can do. */
export function EscalationStrip({ held, onEscalate, panelOpen }: StripProps) {
  const { data } = useEscalations(held.id);
  const { act } = useEscalationActs(held.id);
  const open = openOne(data);
  const latest = data?.[0];
  const returned = !open && latest?.state === 'declined' && held.status !== 'closed' ? latest : undefined;
  return (
    <>
      {open?.state === 'sent' && <Waiting escalation={open} act={act} />}
      {open?.state === 'drafted' && !panelOpen && <Drafted escalation={open} onEscalate={onEscalate} />}
      {returned && !panelOpen && <Returned escalation={returned} held={held} onEscalate={onEscalate} />}
      {act.error && (
        <div className={`${styles.refusal} not-printed`}>
          <InlineMessage>{sentenceOf(act.error)}</InlineMessage>
          <CloseButton aria-label="Dismiss" onClick={act.reset} />
        </div>
      )}
    </>
  );
}

function Strip({ tone, children }: { readonly tone: 'info' | 'warn' | 'bad'; readonly children: ReactNode }) {
  return (
    <section className={`${strip.strip} not-printed`} data-tone={tone} aria-label="Escalation">
      {tone === 'bad' ? (
        <IconArrowBackUp size={16} aria-hidden />
      ) : (
        <IconArrowUpRight size={16} aria-hidden />
      )}
      {children}
    </section>
  );
}

const firstName = ({ name }: { readonly name: string }): string => name.split(' ')[0] ?? name;

function Waiting({ escalation, act }: { readonly escalation: Escalation; readonly act: Acts }) {
  const [declining, setDeclining] = useState(false);
  const { rights, sender, targetName, ask, reason, sentAt } = escalation;
  const due = useAcceptBy(escalation);
  const run = (what: 'accept' | 'withdraw') => act.mutate({ id: escalation.id, act: what });
  return (
    <Strip tone={due?.isLate ? 'warn' : 'info'}>
      <div className={strip.text}>
        <p>
          <strong>
            {firstName(sender)} escalated to {targetName}
          </strong>{' '}
          {sentAt && <Ago at={sentAt} className={strip.quiet ?? ''} />}
          {due && (
            <span className={styles.due} title={due.title} data-late={due.isLate || undefined}>
              {due.text}
            </span>
          )}
        </p>
        <p className={strip.quiet}>
          {ask} <span>· {escalationReasonNames[reason]}</span> ·{' '}
          <Link to={placeInCase(escalation.caseId, escalation)} className={styles.toNote}>
            Read the note
          </Link>
        </p>
      </div>
      {declining ? (
        <DeclineForm
          pending={act.isPending}
          onCancel={() => setDeclining(false)}
          onDecline={(why) =>
            act.mutate(
              { id: escalation.id, act: 'decline', body: { reason: why } },
              { onSettled: () => setDeclining(false) },
            )
          }
        />
      ) : (
        <span className={styles.stripActions}>
          {rights.answer && (
            <>
              <Button variant="default" onClick={() => setDeclining(true)} disabled={act.isPending}>
                Decline
              </Button>
              <Button onClick={() => run('accept')} loading={act.isPending}>
                Accept and own it
              </Button>
            </>
          )}
          {rights.withdraw && (
            <Button variant="default" onClick={() => run('withdraw')} loading={act.isPending}>
              Withdraw
            </Button>
          )}
        </span>
      )}
    </Strip>
  );
}

function useAcceptBy({ acceptBy }: Escalation) {
  const now = useNow();
  if (!acceptBy) return null;
  const at = new Date(acceptBy);
  return { ...acceptWords(at, now), title: fullText(at) };
}

interface DeclineFormProps {
  readonly pending: boolean;
  readonly onCancel: () => void;
  readonly onDecline: (reason: string) => void;
}

function DeclineForm({ pending, onCancel, onDecline }: DeclineFormProps) {
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() !== '') onDecline(reason.trim());
  };
  return (
    <form className={styles.decline} onSubmit={submit}>
      <TextInput
        autoFocus
        aria-label="Why it goes back"
        placeholder="Why it goes back, and to whom it should go"
        maxLength={MAX_DECLINE_CHARS}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && onCancel()}
      />
      <Button variant="default" onClick={onCancel}>
        Cancel
      </Button>
      <Button type="submit" color="red" loading={pending} disabled={reason.trim() === ''}>
        Decline
      </Button>
    </form>
  );
}

function Drafted({
  escalation,
  onEscalate,
}: {
  readonly escalation: Escalation;
  readonly onEscalate: () => void;
}) {
  const me = useMe();
  const mine = escalation.sender.id === me.id;
  return (
    <Strip tone="info">
      <p className={strip.text}>
        <strong>{mine ? 'You are' : `${firstName(escalation.sender)} is`} writing an escalation</strong> to{' '}
        {escalation.targetName}. Nobody has been told yet.
      </p>
      {mine && (
        <span className={styles.stripActions}>
          <Button variant="default" onClick={onEscalate}>
            Go on
          </Button>
        </span>
      )}
    </Strip>
  );
}

interface ReturnedProps {
  readonly escalation: Escalation;
  readonly held: Case;
  readonly onEscalate: () => void;
}

function Returned({ escalation, held, onEscalate }: ReturnedProps) {
  const me = useMe();
  const by = escalation.settledBy ? firstName(escalation.settledBy) : 'Somebody';
  return (
    <Strip tone="bad">
      <div className={strip.text}>
        <p>
          <strong>
            {by} declined the escalation to {escalation.targetName}
          </strong>{' '}
          {escalation.settledAt && <Ago at={escalation.settledAt} className={strip.quiet ?? ''} />}
        </p>
        <p>“{escalation.settledReason}”</p>
      </div>
      {mayEscalate(held, me) && (
        <span className={styles.stripActions}>
          <Button variant="default" onClick={onEscalate}>
            Escalate again
          </Button>
        </span>
      )}
    </Strip>
  );
}
