import { type Program, Role, roleNames } from '@caseroom/shared/people';
import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import styles from './memberships-field.module.css';

export interface MembershipDraft {
  readonly programId: string;
  readonly role: Role;
  readonly team: string;
}

interface MembershipsFieldProps {
  readonly programs: readonly Program[];
  readonly value: readonly MembershipDraft[];
  /** Said where there is none. */
  readonly none: string;
  readonly onChange: (next: MembershipDraft[]) => void;
}

const roleChoices = Role.options.map((role) => ({ value: role, label: roleNames[role] }));

/** What somebody is in which program. */
export function MembershipsField({ programs, value, none, onChange }: MembershipsFieldProps) {
  const free = programs.filter(({ id }) => !value.some(({ programId }) => programId === id));
  const change = (index: number, fields: Partial<MembershipDraft>) =>
    onChange(value.map((row, at) => (at === index ? { ...row, ...fields } : row)));
  return (
    <fieldset className={styles.memberships}>
      <legend>Programs</legend>
      {value.length === 0 && <p className={styles.minor}>{none}</p>}
      {value.map((row, index) => (
        <div key={row.programId} className={styles.membership}>
          <Select
            aria-label="Program"
            allowDeselect={false}
            data={programs
              .filter(({ id }) => id === row.programId || free.some((program) => program.id === id))
              .map(({ id, name }) => ({ value: id, label: name }))}
            value={row.programId}
            onChange={(programId) => programId && change(index, { programId })}
          />
          <Select
            aria-label="Role"
            allowDeselect={false}
            data={roleChoices}
            value={row.role}
            onChange={(role) => role && change(index, { role: role as Role })}
          />
          <TextInput
            aria-label="Team"
            placeholder="Team"
            value={row.team}
            onChange={(event) => change(index, { team: event.currentTarget.value })}
          />
          <ActionIcon
            aria-label="Remove from the program"
            onClick={() => onChange(value.filter((_, at) => at !== index))}
          >
            <IconX size={15} />
          </ActionIcon>
        </div>
      ))}
      {free[0] && (
        <Button
          variant="default"
          leftSection={<IconPlus size={14} />}
          onClick={() => free[0] && onChange([...value, { programId: free[0].id, role: 'agent', team: '' }])}
        >
          Add to a program
        </Button>
      )}
    </fieldset>
  );
}

/** As the API takes them: an empty team is none. */
export const membershipInputs = (drafts: readonly MembershipDraft[]) =>
  drafts.map(({ programId, role, team }) => ({ programId, role, team: team.trim() || null }));
