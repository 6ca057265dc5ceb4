import { type Interaction, momentChannels, type PatchInteraction } from '@caseroom/shared/interaction';
import { Button } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { sentenceOf } from '../platform/http.ts';
import { InlineMessage } from '../ui/message.tsx';
import { type Facts, FactsFields } from './facts-fields.tsx';
import styles from './interaction.module.css';
import { useEditInteraction } from './interaction-data.ts';
import { localMinute } from './words.ts';

/** Puts right what was logged; the case's ledger keeps what it said before. */
export function EditFacts({ item, onDone }: { readonly item: Interaction; readonly onDone: () => void }) {
  const [start] = useState(() => factsOf(item));
  const [facts, setFacts] = useState(start);
  const editing = useEditInteraction();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const patch = patchOf(item, start, facts);
    if (Object.keys(patch).length === 0) onDone();
    else editing.mutate({ id: item.id, patch }, { onSuccess: onDone });
  };
  return (
    <form className={styles.form} onSubmit={submit} aria-label="Edit the interaction">
      <FactsFields
        facts={facts}
        onChange={(change) => setFacts((now) => ({ ...now, ...change }))}
        error={editing.error}
        underWay={item.endedAt === null}
      />
      {editing.error && <InlineMessage>{sentenceOf(editing.error)}</InlineMessage>}
      <div className={styles.buttons}>
        <Button type="submit" loading={editing.isPending}>
          Save
        </Button>
        <Button variant="subtle" color="gray" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

const factsOf = (item: Interaction): Facts => ({
  channel: item.channel,
  direction: item.direction,
  started: localMinute(new Date(item.startedAt)),
  ended: localMinute(new Date(item.endedAt ?? item.startedAt)),
  timed: true,
  customers: item.participants.filter(({ role }) => role === 'customer').map(({ name }) => name),
  staff: item.participants.filter(({ role }) => role === 'agent').map(({ name }) => name),
  reference: item.reference,
});

/** Only what is different: the fields show minutes, and seconds that nobody touched stay. */
function patchOf(item: Interaction, was: Facts, now: Facts): PatchInteraction {
  const people =
    was.customers.join('\n') !== now.customers.join('\n') || was.staff.join('\n') !== now.staff.join('\n');
  const hasEnd = item.endedAt !== null && !momentChannels.has(now.channel);
  return {
    ...(now.channel !== was.channel && { channel: now.channel }),
    ...(now.direction !== was.direction && { direction: now.direction }),
    ...(now.started !== was.started && { startedAt: new Date(now.started).toISOString() }),
    ...(hasEnd && now.ended !== was.ended && { endedAt: new Date(now.ended).toISOString() }),
    ...(now.reference !== was.reference && { reference: now.reference }),
    ...(people && {
      participants: [
        ...now.customers.map((name) => ({ name, role: 'customer' as const })),
        ...now.staff.map((name) => ({ name, role: 'agent' as const })),
        ...item.participants.filter(({ role }) => role === 'other'),
      ],
    }),
  };
}
