import { Button, FileButton } from '@mantine/core';
import { IconFileTypeCsv, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useDropArea } from '../ui/drop-area.ts';
import { InlineMessage } from '../ui/message.tsx';
import styles from './import.module.css';
import { readFile } from './read-beside.ts';
import { type CsvFile, MAX_FILE_BYTES, MAX_ROWS } from './read-file.ts';

const ACCEPTED = '.csv,.tsv,.txt,text/csv,text/tab-separated-values';
const MB = 1_048_576;

/** A file to drop or choose; says what is wrong with one that cannot be read. */
export function FileField({ onRead }: { readonly onRead: (file: CsvFile) => void }) {
  const [reading, setReading] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const take = async (file: File | null | undefined) => {
    if (!file) return;
    setReading(true);
    setWrong(null);
    const read = await readFile(file);
    setReading(false);
    if ('unreadable' in read) setWrong(`${file.name}: ${read.unreadable}`);
    else onRead(read);
  };
  const dropArea = useDropArea((files) => void take(files[0]));
  return (
    <>
      <div className={styles.drop} {...dropArea}>
        <IconFileTypeCsv size={28} stroke={1.5} aria-hidden />
        <p className={styles.dropTitle}>Drop a CSV file here</p>
        <FileButton accept={ACCEPTED} onChange={(file) => void take(file)}>
          {(props) => (
            <Button {...props} leftSection={<IconUpload size={16} />} loading={reading}>
              Choose a file
            </Button>
          )}
        </FileButton>
        <p className={styles.minor}>
          Up to {MAX_ROWS.toLocaleString()} rows and {MAX_FILE_BYTES / MB} MB. You see every row before
          anything happens.
        </p>
      </div>
      {wrong && <InlineMessage>{wrong}</InlineMessage>}
    </>
  );
}
