import type { Note } from '@caseroom/shared/note';
import { type DragEvent, type ReactNode, useState } from 'react';
import styles from './attachment.module.css';
import { useAttachments } from './attachment-data.ts';
import { FileRow, UploadRow } from './file-rows.tsx';
import { useUploads } from './use-uploads.ts';

interface NoteFilesProps {
  readonly note: Note;
  /** The note itself: what is dropped or pasted on it, and is a file, belongs to it. */
  readonly children: ReactNode;
}

/** A note with its files below it, as screenshots that somebody pasted while they wrote. */
export function NoteFiles({ note, children }: NoteFilesProps) {
  const found = useAttachments(note.caseId);
  const { uploads, add, drop, again } = useUploads(note.caseId, { noteId: note.id });
  const [over, setOver] = useState(false);
  const mayWrite = note.access === 'write';
  const files = found.data?.filter(({ noteId }) => noteId === note.id) ?? [];
  const hasFiles = (event: DragEvent) => mayWrite && event.dataTransfer.types.includes('Files');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the note inside is what one acts on.
    <div
      className={styles.list}
      data-over={over || undefined}
      onDragOverCapture={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDropCapture={(event) => {
        setOver(false);
        if (!hasFiles(event)) return;
        event.preventDefault();
        event.stopPropagation();
        add(event.dataTransfer.files);
      }}
      onPasteCapture={(event) => {
        const { files: pasted, types } = event.clipboardData;
        // Office programs offer a picture of the text as well: the text is what was copied.
        if (!mayWrite || pasted.length === 0 || types.includes('text/plain') || types.includes('text/html'))
          return;
        event.preventDefault();
        event.stopPropagation();
        add(pasted);
      }}
    >
      {children}
      {files.length + uploads.length > 0 && (
        <ul className={`${styles.files} ${styles.ofNote}`} aria-label="Files of this note">
          {files.map((file) => (
            <FileRow key={file.id} file={file} />
          ))}
          {uploads.map((one) => (
            <UploadRow key={one.key} one={one} onDrop={() => drop(one.key)} onAgain={() => again(one)} />
          ))}
        </ul>
      )}
    </div>
  );
}
