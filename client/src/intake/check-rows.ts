import { MAX_TAGS, type Priority, priorityNames, type Status, statusNames } from '@caseroom/shared/case';
import { IncomingCase } from '@caseroom/shared/intake';
import { type CaseField, type Columns, caseFields, fieldKeys } from './fields.ts';

/** A row of a file. */
export interface Row {
  /** As a spreadsheet counts: the header is in 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface RowProblem {
  /** Null: the row as a whole. */
  readonly field: CaseField | null;
  readonly message: string;
}

export type CheckedRow = Row & {
  /** What the row says, by field; empty cells are left out. */
  readonly values: Readonly<Partial<Record<CaseField, string>>>;
} & (
    | { readonly incoming: IncomingCase; readonly problems: readonly [] }
    | { readonly incoming: null; readonly problems: readonly RowProblem[] }
  );
export type GoodRow = Extract<CheckedRow, { problems: readonly [] }>;

/**
 * Every row as a case to send, or what is wrong with it. A reference that an earlier row has is wrong too, and so are
 * more cells than the header has: what they say would be lost, and those before them may stand in the wrong column.
 */
export function checkRows(
  rows: readonly Row[],
  columns: Columns,
  width = Number.POSITIVE_INFINITY,
): readonly CheckedRow[] {
  const lines = new Map<string, number>();
  return rows.map((row) => {
    const checked = refuseSurplus(checkRow(row, columns), width);
    if (!checked.incoming) return checked;
    const { reference } = checked.incoming;
    const earlier = lines.get(reference);
    if (earlier === undefined) {
      lines.set(reference, row.line);
      return checked;
    }
    const message = `Row ${earlier} has this reference already.`;
    return { ...checked, incoming: null, problems: [{ field: 'reference', message }] };
  });
}

function refuseSurplus(row: CheckedRow, width: number): CheckedRow {
  if (row.cells.slice(width).every((cell) => cell.trim() === '')) return row;
  const message = `This row has ${row.cells.length} cells, the header ${width}. Put quotation marks around a cell that holds what parts cells.`;
  return { ...row, incoming: null, problems: [{ field: null, message }, ...row.problems] };
}

export const isGood = (row: CheckedRow): row is GoodRow => row.incoming !== null;

function checkRow(row: Row, columns: Columns): CheckedRow {
  const values = valuesOf(row, columns);
  const parsed = IncomingCase.safeParse(draftOf(values));
  if (parsed.success) return { ...row, values, incoming: parsed.data, problems: [] };
  const problems = new Map<CaseField, string>();
  for (const issue of parsed.error.issues) {
    const field = fieldAt(issue.path);
    if (!problems.has(field)) problems.set(field, sentenceFor(field, values[field], issue));
  }
  return {
    ...row,
    values,
    incoming: null,
    problems: [...problems].map(([field, message]) => ({ field, message })),
  };
}

/** What keeps a spreadsheet from running a cell as a formula is not part of what it says. */
const FORMULA_GUARD = /^'(?=[=+\-@＝＋－＠])/;

function valuesOf({ cells }: Row, columns: Columns): CheckedRow['values'] {
  const values: Partial<Record<CaseField, string>> = {};
  for (const field of fieldKeys) {
    const column = columns[field];
    const value = column === undefined ? '' : (cells[column] ?? '').replaceAll(/\s+/g, ' ').trim();
    if (value !== '') values[field] = value.replace(FORMULA_GUARD, '');
  }
  return values;
}

function draftOf({ reference, subject, priority, status, tags, ...customer }: CheckedRow['values']): object {
  return {
    reference,
    ...(subject && { subject }),
    ...(priority && { priority: priorityWords[priority.toLowerCase()] ?? priority }),
    ...(status && { status: statusWords[status.toLowerCase()] ?? status }),
    ...(tags && { tags: tagsOf(tags) }),
    ...(Object.keys(customer).length > 0 && { customer }),
  };
}

const tagsOf = (text: string): readonly string[] => [
  ...new Set(
    text
      .split(/[,;|]/)
      .map((tag) => tag.trim().toLowerCase())
      .filter(Boolean),
  ),
];

const byName = <T extends string>(names: Readonly<Record<T, string>>): Record<string, T> =>
  Object.fromEntries(
    (Object.entries(names) as [T, string][]).flatMap(([value, name]) => [
      [value.toLowerCase(), value],
      [name.toLowerCase(), value],
    ]),
  );

/** Our names, and those of the systems that people come from. */
const priorityWords: Readonly<Record<string, Priority>> = {
  ...byName(priorityNames),
  '1': 'P1',
  '2': 'P2',
  '3': 'P3',
  '4': 'P4',
  urgent: 'P1',
  medium: 'P3',
};
const statusWords: Readonly<Record<string, Status>> = {
  ...byName(statusNames),
  new: 'open',
  'in progress': 'open',
  pending: 'waiting',
  'on hold': 'waiting',
  solved: 'resolved',
  done: 'resolved',
};

const fieldAt = (path: readonly PropertyKey[]): CaseField => {
  const name = path[0] === 'customer' ? path[1] : path[0];
  return fieldKeys.find((field) => field === name) ?? 'reference';
};

interface Issue {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly maximum?: unknown;
}

function sentenceFor(field: CaseField, value: string | undefined, issue: Issue): string {
  const name = caseFields[field];
  if (value === undefined) return `${name} is missing.`;
  if (field === 'priority') return `“${value}” is no priority. Use P1, P2, P3 or P4.`;
  if (field === 'status') return `“${value}” is no status. Use open, waiting, resolved or closed.`;
  if (field === 'tags' && issue.path.length === 1) return `There are more than ${MAX_TAGS} tags.`;
  if (issue.code === 'too_big' && field === 'tags')
    return `A tag is longer than ${String(issue.maximum)} characters.`;
  if (issue.code === 'too_big') return `${name} is longer than ${String(issue.maximum)} characters.`;
  return `${name}: ${issue.message}`;
}
