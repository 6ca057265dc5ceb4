import type { Program } from '@caseroom/shared/people';
import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { LeaveGuard } from '../ui/leave-guard.tsx';
import { InlineMessage } from '../ui/message.tsx';
import { checkRows, isGood } from './check-rows.ts';
import { ColumnFields } from './column-fields.tsx';
import { guessColumns } from './fields.ts';
import styles from './import.module.css';
import { ImportProgress } from './import-progress.tsx';
import { useImportRun } from './import-run.ts';
import type { CsvFile } from './read-file.ts';
import { RowTable } from './row-table.tsx';

interface FileImportProps {
  readonly file: CsvFile;
  readonly program: Program;
  readonly onOther: () => void;
}

/** One file: what its columns hold, how its rows look as cases, and then how they come in. */
export function FileImport({ file, program, onOther }: FileImportProps) {
  const [columns, setColumns] = useState(() => guessColumns(file.header));
  const checked = useMemo(() => checkRows(file.rows, columns, file.header.length), [file, columns]);
  const { run, start, goOn, stop } = useImportRun(program.id);
  const good = checked.filter(isGood);
  const isRunning = run.phase === 'running' || run.phase === 'stopping';
  return (
    <>
      <LeaveGuard when={isRunning} title="Stop the import?" stay="Keep importing" leave="Stop and leave">
        {run.results.length.toLocaleString()} of {run.rows.length.toLocaleString()} rows are in and stay.
        Importing the same file again goes on from there.
      </LeaveGuard>
      <header className={styles.head}>
        <div className={styles.facts}>
          <h2>{file.name}</h2>
          <p className={styles.minor}>
            {countOf(file.rows.length)} into {program.name} · {file.encoding}, {delimiterName(file.delimiter)}
          </p>
        </div>
        {!isRunning && (
          <Button variant="default" onClick={onOther}>
            {run.phase === 'done' ? 'Import another file' : 'Choose another file'}
          </Button>
        )}
        {run.phase === 'ready' && (
          <Button disabled={good.length === 0} onClick={() => start(good)}>
            {good.length === 0 ? 'Nothing to import' : `Import ${countOf(good.length)}`}
          </Button>
        )}
      </header>
      {run.phase === 'ready' ? (
        <>
          <ColumnFields header={file.header} columns={columns} onChange={setColumns} />
          {columns.reference === undefined ? (
            <InlineMessage tone="warn">
              Choose the column with the reference: what the other system calls a case.
            </InlineMessage>
          ) : (
            (columns.subject === undefined || columns.name === undefined) && (
              <InlineMessage tone="warn">
                Without a subject and a customer name only cases that are known already can be edited.
              </InlineMessage>
            )
          )}
          <RowTable rows={checked} />
        </>
      ) : (
        <ImportProgress file={file} checked={checked} run={run} onStop={stop} onGoOn={goOn} />
      )}
    </>
  );
}

const countOf = (rows: number): string => `${rows.toLocaleString()} ${rows === 1 ? 'row' : 'rows'}`;

const delimiterName = (delimiter: string): string =>
  ({ ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' })[delimiter] ?? delimiter;
