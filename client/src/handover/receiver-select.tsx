import type { HandoverCandidate, HandoverItem } from '@caseroom/shared/handover';
import { roleNames } from '@caseroom/shared/people';
import { Select } from '@mantine/core';
import { counted } from '../platform/words.ts';
import { Avatar } from '../ui/avatar.tsx';
import frame from './packet.module.css';
import styles from './panel.module.css';

interface ReceiverSelectProps {
  readonly label: string;
  readonly item: HandoverItem;
  readonly candidates: readonly HandoverCandidate[] | undefined;
  readonly value: string | null;
  readonly disabled?: boolean;
  readonly onChoose: (receiverId: string | null) => void;
}

/** Who takes a case over: people of its program, those who are here first, each with what they have already. */
export function ReceiverSelect({ label, item, candidates, value, disabled, onChoose }: ReceiverSelectProps) {
  const people = (candidates ?? []).filter(({ programId }) => programId === item.case.program.id);
  const byId = new Map(people.map((person) => [person.id, person]));
  // Somebody who can no longer be chosen is still shown as the one who was.
  if (item.receiver && !byId.has(item.receiver.id)) byId.set(item.receiver.id, gone(item));
  const group = (title: string, present: boolean) => ({
    group: title,
    items: [...byId.values()]
      .filter((person) => person.present === present)
      .map(({ id, name }) => ({ value: id, label: name })),
  });
  return (
    <Select
      label={label}
      placeholder={candidates ? 'Somebody of the next shift' : 'Looking who is there'}
      searchable
      clearable
      nothingFoundMessage="Nobody of this program"
      disabled={disabled ?? false}
      data={[group('Here now', true), group('Not here', false)].filter(({ items }) => items.length > 0)}
      value={value}
      leftSection={
        value && byId.get(value) ? <Avatar person={byId.get(value) as HandoverCandidate} size={20} /> : null
      }
      onChange={onChoose}
      renderOption={({ option }) => {
        const person = byId.get(option.value);
        return person ? <Candidate person={person} /> : option.label;
      }}
    />
  );
}

function Candidate({ person }: { readonly person: HandoverCandidate }) {
  const { name, role, team, load, offered, present } = person;
  return (
    <span className={styles.candidate}>
      <Avatar person={person} size={22} {...(present && { here: 'reading' as const })} />
      <span className={styles.candidateText}>
        <span>{name}</span>
        <span className={frame.minor}>
          {[roleNames[role], team, counted(load, 'case'), offered > 0 && `${offered} more offered`]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
    </span>
  );
}

const gone = ({ receiver, case: { program } }: HandoverItem): HandoverCandidate => ({
  ...(receiver as NonNullable<typeof receiver>),
  programId: program.id,
  role: 'agent',
  team: null,
  present: false,
  load: 0,
  offered: 0,
});
