import { MAX_DISMISSAL_CHARS, type Pick } from '@caseroom/shared/quality';
import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { Avatar } from '../ui/avatar.tsx';
import { Pill } from '../ui/pill.tsx';
import { BeginButton } from './begin-button.tsx';
import styles from './quality.module.css';
import { useDismissPick } from './quality-data.ts';
import { ReasonForm } from './reason-form.tsx';
import { firstName, reasonText } from './words.ts';

interface PickRowProps {
  readonly pick: Pick;
  /** Whether the reader reviews it already. */
  readonly mine: boolean;
  /** Whether the reader may review it, or go on with it. */
  readonly may: boolean;
  readonly beginning: boolean;
  readonly onFocus: () => void;
  readonly onOpen: (scorecardId?: string) => void;
  readonly onDismissed: () => void;
}

/** One case of the work list, with why it was drawn. */
export function PickRow({ pick, mine, may, beginning, onFocus, onOpen, onDismissed }: PickRowProps) {
  const [dismissing, setDismissing] = useState(false);
  const dismiss = useDismissPick();
  const what = `${pick.case.number}, ${pick.agent.name}`;
  return (
    <li className={styles.row}>
      <Avatar person={pick.agent} size={26} />
      <span className={styles.words}>
        <span className={styles.name}>{pick.agent.name}</span>
        <Link to={`/cases/${pick.case.number}?note=${pick.note.id}`} className={styles.about}>
          {pick.case.number} {pick.case.subject}
        </Link>
        <span className={styles.minor}>
          {pick.note.title}, {pick.program.name}
        </span>
      </span>
      <span className={styles.facts}>
        <Pill tone={pick.reason.kind === 'risk-tag' ? 'warn' : 'plain'}>{reasonText(pick.reason)}</Pill>
        {pick.taken && !mine && (
          <span className={styles.minor}>{firstName(pick.taken.by.name)} reviews it</span>
        )}
      </span>
      {may && mine && (
        <Button
          data-row
          size="sm"
          aria-label={`Go on with ${what}`}
          onFocus={onFocus}
          onClick={() => onOpen()}
        >
          Go on
        </Button>
      )}
      {may && !mine && (
        <>
          <BeginButton
            programId={pick.program.id}
            label={`Review ${what}`}
            loading={beginning}
            onFocus={onFocus}
            onBegin={onOpen}
          />
          <Tooltip label="Take it off the list">
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Take ${what} off the list`}
              aria-expanded={dismissing}
              onClick={() => setDismissing(!dismissing)}
            >
              <IconX size={16} />
            </ActionIcon>
          </Tooltip>
        </>
      )}
      {dismissing && (
        <ReasonForm
          label="Why is it not reviewed?"
          placeholder="A test case"
          maxLength={MAX_DISMISSAL_CHARS}
          submitLabel="Take it off"
          pending={dismiss.isPending}
          error={dismiss.error}
          onCancel={() => setDismissing(false)}
          onSubmit={(reason) => dismiss.mutate({ id: pick.id, reason }, { onSuccess: onDismissed })}
        />
      )}
    </li>
  );
}
