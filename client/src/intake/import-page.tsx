import { Button, Select } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { useMe, writablePrograms } from '../platform/session.ts';
import { Message } from '../ui/message.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { FileField } from './file-field.tsx';
import { FileImport } from './file-import.tsx';
import styles from './import.module.css';
import type { CsvFile } from './read-file.ts';

/** Cases from a file of another system, into a program in which this person opens cases. */
export function ImportPage() {
  usePageTitle('Import');
  const programs = writablePrograms(useMe());
  const [chosen, setChosen] = useState<string | null>(null);
  const [file, setFile] = useState<CsvFile | null>(null);
  const program = programs.find(({ id }) => id === chosen) ?? programs[0];
  if (!program)
    return (
      <Message
        icon={<IconFileImport size={20} />}
        title="You open no cases"
        actions={
          <>
            <Button component={Link} to="/admin/people">
              Give yourself a role
            </Button>
            <Button component={Link} to="/admin/incoming" variant="default">
              Set up a webhook
            </Button>
          </>
        }
      >
        Imported cases are opened in the name of who imports them: an agent, senior or lead of the program.
        Leads find Import in their Setup. A webhook brings cases in somebody else’s name.
      </Message>
    );
  return (
    <section className={styles.page} aria-label="Import">
      {file ? (
        <FileImport file={file} program={program} onOther={() => setFile(null)} />
      ) : (
        <div className={styles.part}>
          <p className={styles.about}>
            Bring in cases from a CSV file. Each has a reference: a new one opens a case, which becomes yours,
            and one that is known edits its case. Importing the same file again changes nothing.
          </p>
          <Select
            label="Program"
            w={300}
            maw="100%"
            allowDeselect={false}
            data={programs.map(({ id, name }) => ({ value: id, label: name }))}
            value={program.id}
            onChange={setChosen}
          />
          <FileField onRead={setFile} />
        </div>
      )}
    </section>
  );
}
