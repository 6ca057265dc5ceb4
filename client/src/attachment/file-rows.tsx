import { type Attachment, shownTypes } from '@caseroom/shared/attachment';
import { ActionIcon, Button, Progress, Tooltip } from '@mantine/core';
import { IconFile, IconPaperclip, IconRefresh, IconTrash, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { sentenceOf } from '../platform/http.ts';
import { agoText, fullText, useNow } from '../platform/time.ts';
import { InlineMessage } from '../ui/message.tsx';
import styles from './attachment.module.css';
import { downloadPath, picturePath, useRemoveFile } from './attachment-data.ts';
import { sizeText } from './file-words.ts';
import type { Upload } from './use-uploads.ts';

/** A file: its picture where it is one, its name as a download. */
export function FileRow({ file }: { readonly file: Attachment }) {
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

/** A file on its way, or why it did not arrive. */
export function UploadRow({ one: { file, share, fault }, onDrop, onAgain }: UploadProps) {
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
