import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { type CheckedRow, isGood } from './check-rows.ts';
import type { CaseField } from './fields.ts';
import styles from './import.module.css';

/** Rows shown at once; more on demand. */
const SHOWN_ROWS = 50;

/** Every row as the case it becomes, with what is wrong with it below it. */
export function RowTable({ rows }: { readonly rows: readonly CheckedRow[] }) {
  const [only, setOnly] = useState<'all' | 'faulty'>('all');
  const [limit, setLimit] = useState(SHOWN_ROWS);
  const faulty = rows.filter((row) => !isGood(row));
  const listed = only === 'faulty' && faulty.length > 0 ? faulty : rows;
  const shown = listed.slice(0, limit);
  return (
    <div className={styles.preview}>
      <div className={styles.previewBar}>
        <p role="status" className={styles.standing} data-faulty={faulty.length > 0 || undefined}>
          {standingOf(faulty.length, rows.length)}
        </p>
        {faulty.length > 0 && (
          <SegmentedControl
            aria-label="Rows shown"
            size="xs"
            data={[
              { value: 'all', label: 'All rows' },
              { value: 'faulty', label: 'Need attention' },
            ]}
            value={only}
            onChange={(value) => setOnly(value === 'faulty' ? 'faulty' : 'all')}
          />
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keys. */}
      <section className={styles.scroll} aria-label="Rows of the file" tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Row</th>
              <th scope="col">Reference</th>
              <th scope="col">Subject</th>
              <th scope="col">Customer</th>
              <th scope="col">Priority</th>
              <th scope="col">Status</th>
              <th scope="col">Tags</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <RowLines key={row.line} row={row} />
            ))}
          </tbody>
        </table>
      </section>
      {listed.length > limit && (
        <Button variant="default" onClick={() => setLimit(limit + SHOWN_ROWS)}>
          Show {Math.min(SHOWN_ROWS, listed.length - limit)} more of{' '}
          {(listed.length - limit).toLocaleString()}
        </Button>
      )}
    </div>
  );
}

const standingOf = (faulty: number, all: number): string =>
  faulty === 0
    ? `All ${all.toLocaleString()} rows can be imported.`
    : `${faulty.toLocaleString()} of ${all.toLocaleString()} rows need attention and are left out.`;

function RowLines({ row }: { readonly row: CheckedRow }) {
  const { line, values, problems } = row;
  const cell = (field: CaseField) => (
    <td data-bad={problems.some((problem) => problem.field === field) || undefined}>
      {values[field] ?? '–'}
    </td>
  );
  const reached = [values.email, values.phone, values.company, values.account].filter(Boolean).join(' · ');
  return (
    <>
      <tr data-faulty={problems.length > 0 || undefined}>
        <th scope="row">{line}</th>
        {cell('reference')}
        {cell('subject')}
        <td>
          {values.name ?? '–'}
          {reached && <span className={styles.reached}>{reached}</span>}
        </td>
        {cell('priority')}
        {cell('status')}
        {cell('tags')}
      </tr>
      {problems.length > 0 && (
        <tr className={styles.problem}>
          <td />
          <td colSpan={6}>{problems.map(({ message }) => message).join(' ')}</td>
        </tr>
      )}
    </>
  );
}
