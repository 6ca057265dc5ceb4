import { Button, Progress } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { Link } from 'react-router';
import { download } from '../platform/download.ts';
import { InlineMessage } from '../ui/message.tsx';
import type { CheckedRow } from './check-rows.ts';
import { type FailedRow, failedRows, failuresCsv } from './failures.ts';
import styles from './import.module.css';
import type { ImportRun, RowResult } from './import-run.ts';
import type { CsvFile } from './read-file.ts';

interface ImportProgressProps {
  readonly file: CsvFile;
  readonly checked: readonly CheckedRow[];
  readonly run: ImportRun;
  readonly onStop: () => void;
  readonly onGoOn: () => void;
}

/** How far the import is, what became of its rows, and which did not come in. */
export function ImportProgress({ file, checked, run, onStop, onGoOn }: ImportProgressProps) {
  const { phase, rows, results, halted } = run;
  const failed = failedRows(checked, results);
  const share = (100 * results.length) / Math.max(1, rows.length);
  return (
    <div className={styles.part}>
      <div className={styles.progress}>
        <p className={styles.progressTitle}>{titleOf(run)}</p>
        <Progress value={share} aria-label="Rows imported" />
        <p className={styles.minor}>{outcomesOf(results)}</p>
        <p className="hidden-text" role="status">
          {heardOf(run)}
        </p>
      </div>
      {halted && <InlineMessage>{halted} The import stopped here; nothing is lost.</InlineMessage>}
      <div className={styles.actions}>
        {(phase === 'running' || phase === 'stopping') && (
          <Button variant="default" loading={phase === 'stopping'} onClick={onStop}>
            Stop
          </Button>
        )}
        {phase === 'stopped' && <Button onClick={onGoOn}>Go on</Button>}
        {phase === 'done' && (
          <Button component={Link} to="/queue" variant="default">
            Open the queue
          </Button>
        )}
      </div>
      {failed.length > 0 && <Failures file={file} failed={failed} />}
    </div>
  );
}

const titleOf = ({ phase, rows, results }: ImportRun): string => {
  const standing = `${results.length.toLocaleString()} of ${rows.length.toLocaleString()}`;
  if (phase === 'done') return `Done: ${standing} rows`;
  return phase === 'stopped' ? `Stopped at ${standing} rows` : `Importing: ${standing} rows`;
};

/** Read out ten times at most, not with every row. */
const heardOf = (run: ImportRun): string => {
  if (run.phase !== 'running') return titleOf(run);
  const tenths = Math.floor((10 * run.results.length) / Math.max(1, run.rows.length));
  return `${tenths * 10} percent imported`;
};

const outcomeNames = [
  ['opened', 'opened'],
  ['edited', 'edited'],
  ['unchanged', 'already as they were'],
  ['refused', 'refused'],
] as const;

const outcomesOf = (results: readonly RowResult[]): string =>
  outcomeNames
    .map(([outcome, name]) => [results.filter((result) => result.outcome === outcome).length, name] as const)
    .filter(([count]) => count > 0)
    .map(([count, name]) => `${count.toLocaleString()} ${name}`)
    .join(' · ') || 'The first row is on its way.';

function Failures({ file, failed }: { readonly file: CsvFile; readonly failed: readonly FailedRow[] }) {
  const name = `${file.name.replace(/\.\w+$/, '')}-not-imported`;
  return (
    <section className={styles.failures} aria-label="Rows that did not come in">
      <header>
        <h3>
          {failed.length.toLocaleString()} {failed.length === 1 ? 'row' : 'rows'} did not come in
        </h3>
        <Button
          variant="default"
          leftSection={<IconDownload size={15} />}
          onClick={() => download(name, failuresCsv(file.header, failed))}
        >
          Download as CSV
        </Button>
      </header>
      <ul>
        {failed.map(({ row, reason }) => (
          <li key={row.line}>
            <span>Row {row.line}</span>
            <span>{reason}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
