import type { Case } from '@caseroom/shared/case';
import { type Interaction, momentChannels, type NewInteraction } from '@caseroom/shared/interaction';
import { Button } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { rightNow } from '../platform/clock.ts';
import { sentenceOf } from '../platform/http.ts';
import { useMe } from '../platform/session.ts';
import { InlineMessage } from '../ui/message.tsx';
import { FactsFields } from './facts-fields.tsx';
import styles from './interaction.module.css';
import { useLogInteraction } from './interaction-data.ts';
import { type LogDraft, noTranscript, type TranscriptDraft, useLogDraft } from './log-drafts.ts';
import { transcriptOf } from './speakers.ts';
import { TranscriptField } from './transcript-field.tsx';
import { localMinute } from './words.ts';

/** A contact that is logged afterwards is taken to have lasted so long, minutes, until somebody says otherwise. */
const GUESSED_MIN = 5;
const MINUTE_MS = 60_000;

/** What the contact was, and what was said in it. */
export function LogForm({
  held,
  onLogged,
}: {
  readonly held: Case;
  readonly onLogged: (made: Interaction) => void;
}) {
  const me = useMe();
  const { draft, set, forget } = useLogDraft(held.id, () => freshDraft(held.customerName, me.name));
  const logging = useLogInteraction(held.id);
  const [key, setKey] = useState(() => crypto.randomUUID());
  const waits = draft.transcript.pasted.trim() !== '' && transcriptOf(draft.transcript) === null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    logging.mutate(
      { body: bodyOf(draft), key },
      {
        onSuccess: (made) => {
          forget();
          onLogged(made);
        },
        onError: () => setKey(crypto.randomUUID()),
      },
    );
  };
  const takeIn = (transcript: TranscriptDraft) =>
    set({ transcript, ...(transcript.reading && !draft.timed ? timesOf(transcript.reading) : {}) });
  return (
    <form className={styles.form} onSubmit={submit} aria-label="Log interaction">
      <FactsFields facts={draft} onChange={set} error={logging.error} />
      <TranscriptField caseId={held.id} draft={draft.transcript} onChange={takeIn} />
      {logging.error && (
        <InlineMessage>{sentenceOf(logging.error)} Nothing was logged; it is all still here.</InlineMessage>
      )}
      <Button type="submit" loading={logging.isPending} disabled={waits}>
        Save interaction
      </Button>
    </form>
  );
}

function freshDraft(customer: string, mine: string): LogDraft {
  const now = rightNow();
  return {
    channel: 'call',
    direction: 'inbound',
    started: localMinute(new Date(now.getTime() - GUESSED_MIN * MINUTE_MS)),
    ended: localMinute(now),
    timed: false,
    customers: [customer],
    staff: [mine],
    reference: '',
    transcript: noTranscript,
  };
}

/** When it was, as far as the transcript tells. */
function timesOf({ beganAt, turns }: NonNullable<TranscriptDraft['reading']>): Partial<LogDraft> {
  const length_ms = turns.at(-1)?.startMs ?? null;
  if (length_ms === null && beganAt === null) return {};
  const began = beganAt === null ? new Date(rightNow().getTime() - (length_ms ?? 0)) : new Date(beganAt);
  return {
    started: localMinute(began),
    ended: localMinute(new Date(Math.min(began.getTime() + (length_ms ?? 0), rightNow().getTime()))),
  };
}

function bodyOf({
  channel,
  direction,
  started,
  ended,
  customers,
  staff,
  reference,
  transcript,
}: LogDraft): NewInteraction {
  const said = transcriptOf(transcript);
  const startedAt = new Date(started).toISOString();
  return {
    channel,
    direction,
    startedAt,
    endedAt: momentChannels.has(channel) ? startedAt : new Date(ended).toISOString(),
    participants: [
      ...customers.map((name) => ({ name, role: 'customer' as const })),
      ...staff.map((name) => ({ name, role: 'agent' as const })),
    ],
    reference,
    ...(said ? { transcript: said } : {}),
  };
}
