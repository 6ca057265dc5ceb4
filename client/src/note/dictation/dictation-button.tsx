import { ActionIcon, Button, Popover, Tooltip } from '@mantine/core';
import { IconMicrophone } from '@tabler/icons-react';
import { useState } from 'react';
import { setPreferences, usePreferences } from '../../platform/preferences.ts';
import { useStore } from '../../platform/store.ts';
import styles from './dictation.module.css';
import { dictatedNote } from './listening.ts';
import { recognitionClass } from './recognition.ts';

interface ButtonProps {
  readonly noteId: string;
  readonly className?: string | undefined;
}

/** Begins and ends dictating; absent where the browser cannot. Whoever uses it first is told who may listen. */
export function DictationButton({ noteId, className = '' }: ButtonProps) {
  const isOn = useStore(dictatedNote) === noteId;
  const { knowsWhoListens } = usePreferences();
  const [asking, setAsking] = useState(false);
  if (!recognitionClass()) return null;
  const begin = () => {
    setPreferences({ knowsWhoListens: true });
    setAsking(false);
    dictatedNote.set(noteId);
  };
  const press = () => {
    if (isOn) dictatedNote.set(null);
    else if (knowsWhoListens) begin();
    else setAsking(!asking);
  };
  return (
    <Popover opened={asking} onChange={setAsking} width={290} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Tooltip
          label={isOn ? 'Stop dictating' : 'Dictate. The browser’s maker may process what is said.'}
          multiline
          maw={220}
        >
          <ActionIcon
            aria-label="Dictate"
            aria-pressed={isOn}
            className={className}
            size={28}
            // The caret is where the words go: it stays.
            onMouseDown={(event) => event.preventDefault()}
            onClick={press}
          >
            <IconMicrophone size={16} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={styles.notice}>
          <p>
            Your browser turns speech into text. Its maker may send what the microphone hears to its own
            servers: don’t dictate while the customer can be heard.
          </p>
          <Button onClick={begin}>Begin dictating</Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
