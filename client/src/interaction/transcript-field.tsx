import { MAX_TRANSCRIPT_FILE_BYTES } from '@caseroom/shared/interaction';
import { Button, FileButton, Textarea } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { sentenceOf } from '../platform/http.ts';
import { useDropArea } from '../ui/drop-area.ts';
import { InlineMessage } from '../ui/message.tsx';
import styles from './interaction.module.css';
import { useReadTranscript } from './interaction-data.ts';
import { noTranscript, type TranscriptDraft } from './log-drafts.ts';
import { TranscriptPreview } from './transcript-preview.tsx';

/** Reading waits for a pause in typing, ms; a paste is one change. */
const PAUSE_MS = 500;
const ACCEPTED =
  '.txt,.vtt,.srt,.json,.jsonl,.csv,.tsv,.eml,.mbox,.html,.htm,.log,.md,text/plain,text/vtt,application/json,message/rfc822';
const MB = 1024 * 1024;

interface FieldProps {
  readonly caseId: string;
  readonly draft: TranscriptDraft;
  readonly onChange: (next: TranscriptDraft) => void;
}

/** What was said: pasted, dropped or picked, and looked over before it is kept. */
export function TranscriptField({ caseId, draft, onChange }: FieldProps) {
  const { read, pending, error, tooLarge } = useReading(caseId, onChange);
  const take = (file: File | null | undefined) => {
    if (file) read({ ...noTranscript, pasted: draft.pasted, file });
  };
  const dropArea = useDropArea((files) => take(files[0]));
  return (
    <div className={styles.transcriptField} {...dropArea}>
      {draft.file ? (
        <p className={styles.file}>
          <span>{draft.file.name}</span>
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => onChange({ ...noTranscript, pasted: draft.pasted })}
          >
            Take out
          </Button>
        </p>
      ) : (
        <Textarea
          label="Transcript"
          description="Paste it, drop a file here, or choose one"
          placeholder={'Agent: Good morning, how can I help?\nCustomer: …'}
          autosize
          minRows={4}
          maxRows={10}
          value={draft.pasted}
          onChange={(event) => read({ ...noTranscript, pasted: event.currentTarget.value })}
        />
      )}
      <FileButton accept={ACCEPTED} onChange={take}>
        {(props) => (
          <Button
            {...props}
            variant="default"
            size="xs"
            leftSection={<IconUpload size={14} />}
            className={styles.pick ?? ''}
          >
            {draft.file ? 'Choose another file' : 'Choose a file'}
          </Button>
        )}
      </FileButton>
      <div role="status">
        {pending && <p className={styles.quiet}>Reading…</p>}
        {tooLarge && (
          <InlineMessage>
            This file is larger than {MAX_TRANSCRIPT_FILE_BYTES / MB} MB. Export a part of it.
          </InlineMessage>
        )}
        {error !== null && !pending && <InlineMessage>{sentenceOf(error)}</InlineMessage>}
      </div>
      {draft.reading && !pending && (
        <TranscriptPreview
          reading={draft.reading}
          roles={draft.roles}
          onRoles={(roles) => onChange({ ...draft, roles })}
          onChoose={(dialogue) => read(draft, dialogue)}
        />
      )}
    </div>
  );
}

/** Reads the newest text or file; an older answer that comes late is dropped. */
function useReading(caseId: string, onChange: (next: TranscriptDraft) => void) {
  const reading = useReadTranscript(caseId);
  const [tooLarge, setTooLarge] = useState(false);
  const turn = useRef(0);
  const timer = useRef<number | undefined>(undefined);
  const change = useRef(onChange);
  useEffect(() => {
    change.current = onChange;
  });
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const read = (next: TranscriptDraft, dialogue?: number) => {
    turn.current += 1;
    const mine = turn.current;
    window.clearTimeout(timer.current);
    const file = next.file ?? new Blob([next.pasted]);
    const isTooLarge = file.size > MAX_TRANSCRIPT_FILE_BYTES;
    setTooLarge(isTooLarge);
    change.current({ ...next, reading: null });
    reading.reset();
    if (isTooLarge || (next.file === null && next.pasted.trim() === '')) return;
    const go = () =>
      reading.mutate(
        { file, name: next.file?.name ?? '', dialogue },
        {
          onSuccess: (found) => {
            if (mine === turn.current) change.current({ ...next, reading: found, roles: {} });
          },
        },
      );
    if (next.file || dialogue !== undefined) go();
    else timer.current = window.setTimeout(go, PAUSE_MS);
  };
  return { read, pending: reading.isPending, error: reading.error, tooLarge };
}
