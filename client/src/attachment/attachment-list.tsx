import { fileTypes } from '@caseroom/shared/attachment';
import { Button, FileButton } from '@mantine/core';
import type { ClipboardEvent } from 'react';
import { useDropArea } from '../ui/drop-area.ts';
import { Failure } from '../ui/message.tsx';
import side from '../ui/side-head.module.css';
import styles from './attachment.module.css';
import { useAttachments } from './attachment-data.ts';
import { FileRow, UploadRow } from './file-rows.tsx';
import { useUploads } from './use-uploads.ts';

const ACCEPTED = Object.keys(fileTypes)
  .map((ending) => `.${ending}`)
  .join(',');

interface ListProps {
  readonly caseId: string;
  readonly mayWrite: boolean;
  /** Only the files of this contact; absent: every file of the case. */
  readonly interactionId?: string;
}

/** Files, attached by dropping, pasting or choosing; taken away by whoever attached them. */
export function AttachmentList({ caseId, mayWrite, interactionId }: ListProps) {
  const found = useAttachments(caseId);
  const { uploads, add, drop, again } = useUploads(caseId, interactionId ? { interactionId } : {});
  const files = found.data?.filter((file) => !interactionId || file.interactionId === interactionId) ?? [];
  const dropArea = useDropArea(add, mayWrite);
  const onPaste = (event: ClipboardEvent) => {
    if (!mayWrite || event.clipboardData.files.length === 0) return;
    event.preventDefault();
    add(event.clipboardData.files);
  };
  return (
    <section aria-label="Files" className={styles.list} {...dropArea} onPaste={onPaste}>
      <header className={side.head}>
        <h2>Files</h2>
        {mayWrite && (
          <FileButton accept={ACCEPTED} multiple onChange={add}>
            {(props) => (
              <Button {...props} size="compact-xs" variant="subtle" className="not-printed">
                Attach files
              </Button>
            )}
          </FileButton>
        )}
      </header>
      {found.error && !found.data && (
        <Failure compact error={found.error} what="the files" retry={() => found.refetch()} />
      )}
      {found.data && files.length === 0 && uploads.length === 0 && (
        <p className={styles.none}>{mayWrite ? 'Drop or paste files here.' : 'No files.'}</p>
      )}
      <ul className={styles.files}>
        {files.map((file) => (
          <FileRow key={file.id} file={file} />
        ))}
        {uploads.map((one) => (
          <UploadRow key={one.key} one={one} onDrop={() => drop(one.key)} onAgain={() => again(one)} />
        ))}
      </ul>
    </section>
  );
}
