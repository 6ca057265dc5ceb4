import type { Interaction } from '@caseroom/shared/interaction';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { sentenceOf } from '../platform/http.ts';
import { InlineMessage } from '../ui/message.tsx';
import styles from './interaction.module.css';
import { useAttachTranscript } from './interaction-data.ts';
import { noTranscript } from './log-drafts.ts';
import { transcriptOf } from './speakers.ts';
import { TranscriptField } from './transcript-field.tsx';

/** Adds what was said to a contact that was logged without it. */
export function AttachTranscript({ item }: { readonly item: Interaction }) {
  const [draft, setDraft] = useState(noTranscript);
  const attaching = useAttachTranscript(item.id);
  const transcript = transcriptOf(draft);
  return (
    <div className={styles.form}>
      <TranscriptField caseId={item.caseId} draft={draft} onChange={setDraft} />
      {attaching.error && <InlineMessage>{sentenceOf(attaching.error)} It is all still here.</InlineMessage>}
      {transcript && (
        <Button loading={attaching.isPending} onClick={() => attaching.mutate(transcript)}>
          Attach the transcript
        </Button>
      )}
    </div>
  );
}
