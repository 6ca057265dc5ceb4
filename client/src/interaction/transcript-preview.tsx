import type { TranscriptFormat, TranscriptReading } from '@caseroom/shared/interaction';
import type { SpeakerRole } from '@caseroom/shared/transcript';
import { Button, NativeSelect } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { turnAnchor } from '../case/go-to-place.ts';
import styles from './interaction.module.css';
import type { TranscriptDraft } from './log-drafts.ts';
import { speakersOf, swapped, withRoles } from './speakers.ts';
import { TurnView } from './turn-view.tsx';
import { roleNames } from './words.ts';

/** As many turns show whether it was read right. */
const SHOWN_TURNS = 8;
const formatNames: Record<TranscriptFormat, string> = {
  text: 'text',
  vtt: 'captions (VTT)',
  srt: 'captions (SRT)',
  json: 'JSON',
  mail: 'mail',
  typed: 'turns',
};

interface PreviewProps {
  readonly reading: TranscriptReading;
  readonly roles: TranscriptDraft['roles'];
  readonly onRoles: (roles: Record<string, SpeakerRole>) => void;
  readonly onChoose: (dialogue: number) => void;
}

/** How the transcript was read, and who is who in it, before it is kept. */
export function TranscriptPreview({ reading, roles, onRoles, onChoose }: PreviewProps) {
  if (reading.choices.length > 0) return <Choices choices={reading.choices} onChoose={onChoose} />;
  const { turns, warnings } = reading;
  const shown = withRoles(turns.slice(0, SHOWN_TURNS), roles);
  return (
    <section className={styles.preview} aria-label="The transcript as it was read">
      <p className={styles.quiet}>
        Read as {formatNames[reading.format]}, {reading.encoding}: {turns.length}{' '}
        {turns.length === 1 ? 'turn' : 'turns'}.
      </p>
      {warnings.map((warning) => (
        <p key={warning} className={styles.warning}>
          {warning}
        </p>
      ))}
      <Speakers reading={reading} roles={roles} onRoles={onRoles} />
      <ol className={styles.turns}>
        {shown.map((turn, index) => (
          <TurnView key={turnAnchor(index)} turn={turn} />
        ))}
      </ol>
      {turns.length > SHOWN_TURNS && <p className={styles.quiet}>and {turns.length - SHOWN_TURNS} more</p>}
    </section>
  );
}

function Speakers({ reading, roles, onRoles }: Pick<PreviewProps, 'reading' | 'roles' | 'onRoles'>) {
  const speakers = speakersOf(reading.turns, roles);
  return (
    <fieldset className={styles.speakers}>
      <legend>Who is who</legend>
      {speakers.map(({ key, name, role, turns }) => (
        <NativeSelect
          key={key}
          size="xs"
          label={`${name ?? 'Without a name'}, ${turns} ${turns === 1 ? 'turn' : 'turns'}`}
          data={Object.entries(roleNames).map(([value, label]) => ({ value, label }))}
          value={role}
          onChange={(event) => onRoles({ ...roles, [key]: event.currentTarget.value as SpeakerRole })}
        />
      ))}
      <Button
        size="compact-xs"
        variant="subtle"
        leftSection={<IconArrowsExchange size={14} />}
        onClick={() => onRoles({ ...roles, ...swapped(speakers) })}
      >
        Swap customer and our side
      </Button>
    </fieldset>
  );
}

function Choices({
  choices,
  onChoose,
}: {
  readonly choices: TranscriptReading['choices'];
  readonly onChoose: (index: number) => void;
}) {
  return (
    <section className={styles.preview} aria-label="Which conversation">
      <p>This file holds {choices.length} conversations. Which one is it?</p>
      <ol className={styles.choices}>
        {choices.map(({ index, title, turns, opening }) => (
          <li key={index}>
            <button type="button" className={styles.choice} onClick={() => onChoose(index)}>
              <span>{title || `Conversation ${index + 1}`}</span>
              <span className={styles.quiet}>
                {turns} turns: {opening}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
