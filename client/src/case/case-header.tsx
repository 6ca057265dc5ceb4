import { type Priority, priorityNames, type Status, statusNames } from '@caseroom/shared/case';
import { ActionIcon, Button, CloseButton, Menu, Tooltip } from '@mantine/core';
import {
  IconArrowLeft,
  IconArrowUpRight,
  IconCopy,
  IconDots,
  IconLink,
  IconPrinter,
} from '@tabler/icons-react';
import { Link } from 'react-router';
import { WriteCustomer } from '../interim/write-customer.tsx';
import { sentenceOf } from '../platform/http.ts';
import { usePresence } from '../queue/queue-live.ts';
import { useFilters } from '../queue/use-filters.ts';
import { TagsField } from '../tag/tags-field.tsx';
import { CaseTimers } from '../timer/case-timers.tsx';
import { Ago } from '../ui/ago.tsx';
import { Avatar, PeopleHere } from '../ui/avatar.tsx';
import { InlineMessage } from '../ui/message.tsx';
import { PillButton, PriorityPill, priorityTones, StatusPill, statusTones } from '../ui/pill.tsx';
import { AddNoteMenu } from './add-note.tsx';
import type { useCaseEdit } from './case-data.ts';
import styles from './case-header.module.css';
import { SubjectField } from './subject-field.tsx';

export type CaseChangeHandle = ReturnType<typeof useCaseEdit>;

interface CaseHeaderProps {
  readonly change: CaseChangeHandle;
  /** Absent where the person may not escalate the case now. */
  readonly onEscalate?: (() => void) | undefined;
}

export function CaseHeader({ change, onEscalate }: CaseHeaderProps) {
  const { shown, edit, error, dismiss } = change;
  const { search } = useFilters();
  const people = usePresence(shown.id);
  return (
    <header className={styles.header}>
      <div className={styles.titleRow}>
        <Link to={`/queue${search}`} className={`${styles.back} not-printed`} aria-label="Back to the queue">
          <IconArrowLeft size={18} />
        </Link>
        <span className={styles.number}>{shown.number}</span>
        <SubjectField
          subject={shown.subject}
          canEdit={shown.rights.write}
          onSave={(subject) => edit({ subject })}
        />
        <span className={styles.states}>
          <StatusMenu change={change} />
          <PriorityMenu change={change} />
        </span>
        <span className={styles.grow} />
        <span className={`${styles.tools} not-printed`}>
          <PeopleHere people={people} size={24} max={5} />
          {shown.rights.write && <WriteCustomer held={shown} />}
          {onEscalate && (
            <Tooltip label="Escalate (E)">
              <Button
                variant="default"
                aria-label="Escalate"
                className={styles.escalate ?? ''}
                onClick={onEscalate}
              >
                <IconArrowUpRight size={15} aria-hidden />
                <span>Escalate</span>
              </Button>
            </Tooltip>
          )}
          {shown.rights.write && <AddNoteMenu held={shown} />}
          <CaseMenu change={change} />
        </span>
      </div>
      <div className={styles.facts}>
        <span className={styles.customerName}>
          <strong>{shown.customerName}</strong>
          <span className={styles.factLabel}>{shown.program.name}</span>
        </span>
        <span className={styles.fact}>
          <span className={styles.factLabel}>Owner</span>
          <Avatar person={shown.owner} size={18} />
          <strong>{shown.owner.name}</strong>
        </span>
        <CaseTimers held={shown} />
        <span className={styles.fact} data-minor>
          <span className={styles.factLabel}>Opened</span>
          <Ago at={shown.openedAt} />
        </span>
        <span className={styles.fact} data-minor>
          <span className={styles.factLabel}>Touched</span>
          <Ago at={shown.touchedAt} />
        </span>
        <TagsField held={shown} onSave={(tags) => edit({ tags })} />
      </div>
      {error && (
        <div className={styles.refusal}>
          <InlineMessage>{sentenceOf(error)} The case is as it was.</InlineMessage>
          <CloseButton aria-label="Dismiss" onClick={dismiss} />
        </div>
      )}
    </header>
  );
}

function StatusMenu({ change: { shown, edit } }: { readonly change: CaseChangeHandle }) {
  const choices = shown.rights.statuses;
  if (!shown.rights.write || choices.length < 2) return <StatusPill status={shown.status} />;
  return (
    <Menu position="bottom-start" width={180}>
      <Menu.Target>
        <PillButton
          tone={statusTones[shown.status]}
          aria-label={`Status: ${statusNames[shown.status]}. Change`}
        >
          {statusNames[shown.status]}
        </PillButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={shown.status} onChange={(status) => edit({ status: status as Status })}>
          {choices.map((status) => (
            <Menu.RadioItem key={status} value={status} closeMenuOnClick>
              {statusNames[status]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}

function PriorityMenu({ change: { shown, edit } }: { readonly change: CaseChangeHandle }) {
  if (!shown.rights.write) return <PriorityPill priority={shown.priority} />;
  return (
    <Menu position="bottom-start" width={180}>
      <Menu.Target>
        <PillButton tone={priorityTones[shown.priority]} aria-label={`Priority: ${shown.priority}. Change`}>
          {shown.priority}
        </PillButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup
          value={shown.priority}
          onChange={(priority) => edit({ priority: priority as Priority })}
        >
          {(Object.keys(priorityNames) as Priority[]).map((priority) => (
            <Menu.RadioItem key={priority} value={priority} closeMenuOnClick>
              <span className={styles.menuKey}>{priority}</span> {priorityNames[priority]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}

function CaseMenu({ change: { shown } }: { readonly change: CaseChangeHandle }) {
  const copy = (text: string) => void navigator.clipboard.writeText(text);
  return (
    <Menu position="bottom-end" width={210}>
      <Menu.Target>
        <Tooltip label="More">
          <ActionIcon aria-label="More actions">
            <IconDots size={18} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => copy(shown.number)}>
          Copy the number
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLink size={16} />}
          onClick={() => copy(`${window.location.origin}/cases/${shown.number}`)}
        >
          Copy a link
        </Menu.Item>
        <Menu.Item leftSection={<IconPrinter size={16} />} onClick={() => window.print()}>
          Print
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
