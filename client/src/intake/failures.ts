import { csvOf } from '@caseroom/shared/csv';
import type { CheckedRow, Row } from './check-rows.ts';
import type { RowResult } from './import-run.ts';

export interface FailedRow {
  readonly row: Row;
  readonly reason: string;
}

/** Rows that did not come in, in the order of the file: what is wrong with them, or why the server refused. */
export function failedRows(
  checked: readonly CheckedRow[],
  results: readonly RowResult[],
): readonly FailedRow[] {
  const refused = new Map(
    results.flatMap((result) =>
      result.outcome === 'refused' ? [[result.row.line, result.reason] as const] : [],
    ),
  );
  return checked.flatMap((row) => {
    const said = row.problems.map(({ message }) => message).join(' ');
    const reason = said || refused.get(row.line);
    return reason ? [{ row, reason }] : [];
  });
}

/** The reason, and the same cells after it, also those beyond the header: to be mended and imported again. */
export function failuresCsv(header: readonly string[], failed: readonly FailedRow[]): string {
  return csvOf([['Reason', ...header], ...failed.map(({ row, reason }) => [reason, ...row.cells])]);
}
