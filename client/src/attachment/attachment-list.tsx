import { type Attachment, fileTypes, shownTypes } from '@caseroom/shared/attachment';
import { ActionIcon, Button, FileButton, Progress, Tooltip } from '@mantine/core';
import { IconFile, IconPaperclip, IconRefresh, IconTrash, IconX } from '@tabler/icons-react';
import { type ClipboardEvent, type DragEvent, useState } from 'react';
import { sentenceOf } from '../platform/http.ts';
import { agoText, fullText, useNow } from '../platform/time.ts';
import { Failure, InlineMessage } from '../ui/message.tsx';
import styles from './attachment.module.css';
import { downloadPath, picturePath, useAttachments, useRemoveFile } from './attachment-data.ts';
import { sizeText } from './file-words.ts';
import { type Upload, useUploads } from './use-uploads.ts';

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
  const { uploads, add, drop, again } = useUploads(caseId, interactionId);
  const [over, setOver] = useState(false);
  const files = found.data?.filter((file) => !interactionId || file.interactionId === interactionId) ?? [];
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (mayWrite) add(event.dataTransfer.files);
  };
  const onPaste = (event: ClipboardEvent) => {
    if (!mayWrite || event.clipboardData.files.length === 0) return;
    event.preventDefault();
    add(event.clipboardData.files);
  };
  return (
    <section
      aria-label="Files"
      className={styles.list}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(mayWrite);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
      onPaste={onPaste}
    >
      <header className={styles.head}>
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

function FileRow({ file }: { readonly file: Attachment }) {
  const now = useNow();
  const removing = useRemoveFile(file.caseId);
  const [asking, setAsking] = useState(false);
  const at = new Date(file.addedAt);
  return (
    <li className={styles.file}>
      {shownTypes.has(file.mediaType) ? (
        <img src={picturePath(file.id)} alt="" loading="lazy" className={styles.picture} />
      ) : (
        <IconFile size={20} stroke={1.5} aria-hidden className={styles.icon ?? ''} />
      )}
      <span className={styles.words}>
        <a href={downloadPath(file.id)} download={file.name} className={styles.name}>
          {file.name}
        </a>
        <span className={styles.facts}>
          {sizeText(file.size_bytes)}, {file.addedBy.name.split(' ')[0]},{' '}
          <time dateTime={file.addedAt} title={fullText(at)}>
            {agoText(at, now)}
          </time>
        </span>
        {asking && (
          <span className={styles.question}>
            Gone for good.
            <Button
              size="compact-xs"
              color="red"
              variant="light"
              loading={removing.isPending}
              onClick={() => removing.mutate(file.id)}
            >
              Take away
            </Button>
            <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setAsking(false)}>
              Keep
            </Button>
          </span>
        )}
        {removing.error && <InlineMessage>{sentenceOf(removing.error)}</InlineMessage>}
      </span>
      {file.mayRemove && !asking && (
        <Tooltip label="Take away">
          <ActionIcon
            size={24}
            aria-label={`Take away ${file.name}`}
            className="not-printed"
            onClick={() => setAsking(true)}
          >
            <IconTrash size={14} />
          </ActionIcon>
        </Tooltip>
      )}
    </li>
  );
}

interface UploadProps {
  readonly one: Upload;
  readonly onDrop: () => void;
  readonly onAgain: () => void;
}

function UploadRow({ one: { file, share, fault }, onDrop, onAgain }: UploadProps) {
  return (
    <li className={styles.file}>
      <IconPaperclip size={20} stroke={1.5} aria-hidden className={styles.icon ?? ''} />
      <span className={styles.words}>
        <span className={styles.name}>{file.name}</span>
        {fault === null ? (
          <Progress value={share * 100} size="sm" aria-label={`Attaching ${file.name}`} />
        ) : (
          <span className={styles.fault} role="alert">
            Not attached. {fault}
          </span>
        )}
      </span>
      {fault !== null && (
        <Tooltip label="Try again">
          <ActionIcon size={24} aria-label={`Try ${file.name} again`} onClick={onAgain}>
            <IconRefresh size={14} />
          </ActionIcon>
        </Tooltip>
      )}
      <Tooltip label={fault === null ? 'Cancel' : 'Dismiss'}>
        <ActionIcon
          size={24}
          aria-label={`${fault === null ? 'Cancel' : 'Dismiss'} ${file.name}`}
          onClick={onDrop}
        >
          <IconX size={14} />
        </ActionIcon>
      </Tooltip>
    </li>
  );
}
