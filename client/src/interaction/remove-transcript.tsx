import type { Interaction } from '@caseroom/shared/interaction';
import { Button, Popover } from '@mantine/core';
import { useState } from 'react';
import { sentenceOf } from '../platform/http.ts';
import { InlineMessage } from '../ui/message.tsx';
import styles from './interaction.module.css';
import { useRemoveTranscript } from './interaction-data.ts';

/** Takes a transcript away for good, as when it was another customer's; asks once, since its words are gone then. */
export function RemoveTranscript({ item }: { readonly item: Interaction }) {
  const [open, setOpen] = useState(false);
  const removing = useRemoveTranscript(item.id);
  if (!item.mayEdit) return null;
  return (
    <Popover opened={open} onChange={setOpen} width={260} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setOpen(!open)}>
          Take away
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={styles.form}>
          <p>Its words will be gone. That it was here stays in the timeline.</p>
          {removing.error && <InlineMessage>{sentenceOf(removing.error)}</InlineMessage>}
          <Button color="red" loading={removing.isPending} onClick={() => removing.mutate()}>
            Take the transcript away
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
