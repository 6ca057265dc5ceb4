import Papa from 'papaparse';
import type { Row } from './check-rows.ts';

const MB = 1_048_576;
/** Largest file, bytes: so much is read and checked within a moment. */
export const MAX_FILE_BYTES = 5 * MB;
/** Most rows below the header. */
export const MAX_ROWS = 5_000;

export interface CsvFile {
  readonly name: string;
  readonly encoding: Encoding;
  readonly delimiter: string;
  readonly header: readonly string[];
  readonly rows: readonly Row[];
}
/** Why a file cannot be imported, in a sentence. */
export interface Unreadable {
  readonly unreadable: string;
}
export type Encoding = 'UTF-8' | 'UTF-16' | 'Windows-1252';

export function readBytes(name: string, bytes: Uint8Array): CsvFile | Unreadable {
  const { text, encoding } = decode(bytes);
  const read = readTable(text);
  return 'unreadable' in read ? read : { name, encoding, ...read };
}

/** What has a mark at its start is what that says; the rest is UTF-8, or else what spreadsheets on Windows write. */
export function decode(bytes: Uint8Array): { readonly text: string; readonly encoding: Encoding } {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return { text: textIn('utf-16le', bytes), encoding: 'UTF-16' };
  if (first === 0xfe && second === 0xff) return { text: textIn('utf-16be', bytes), encoding: 'UTF-16' };
  const unmarked = unmarkedUtf16(bytes);
  if (unmarked) return { text: textIn(unmarked, bytes), encoding: 'UTF-16' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' };
  } catch {
    return { text: textIn('windows-1252', bytes), encoding: 'Windows-1252' };
  }
}

const textIn = (label: string, bytes: Uint8Array): string => new TextDecoder(label).decode(bytes);

/** How much of a file is looked at to tell whether every second byte is zero. */
const SAMPLE_BYTES = 4_096;

/** Some programs leave the mark out: of the letters of a header every second byte is zero then, and no other. */
function unmarkedUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const zeros = [0, 1].map((first) => sample.filter((byte, at) => byte === 0 && at % 2 === first).length);
  const [even = 0, odd = 0] = zeros;
  if (Math.max(even, odd) < sample.length / 4 || Math.min(even, odd) > 0) return null;
  return odd > even ? 'utf-16le' : 'utf-16be';
}

/** Some spreadsheet programs say in a line of its own before the header what parts the cells. */
const SEPARATOR_LINE = /^sep=(.)\r?\n/i;

/** The table in a text, whatever stands between its cells: comma, semicolon, tab or bar. */
export function readTable(text: string): Pick<CsvFile, 'delimiter' | 'header' | 'rows'> | Unreadable {
  if (text.includes('\0'))
    return { unreadable: 'This is not a text file. Save it as CSV in your spreadsheet program.' };
  const [line = '', said] = SEPARATOR_LINE.exec(text) ?? [];
  const table = text.slice(line.length);
  const before = said === undefined ? 0 : 1;
  const delimiter = said ?? delimiterOf(table);
  const { data, errors } = Papa.parse<string[]>(table, { delimiter });
  const broken = errors.find(({ type }) => type === 'Quotes');
  if (broken)
    return {
      unreadable: `A quotation mark in row ${(broken.row ?? 0) + 1 + before} does not match another.`,
    };
  const lines = data
    .map((cells, index) => ({ line: index + 1 + before, cells }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const [head, ...rows] = lines;
  if (!head) return { unreadable: 'This file is empty.' };
  if (rows.length === 0) return { unreadable: 'This file has a header and no rows below it.' };
  if (rows.length > MAX_ROWS)
    return { unreadable: `This file has ${rows.length} rows. Import at most ${MAX_ROWS} at once.` };
  return { delimiter, header: head.cells.map((cell) => cell.trim()), rows };
}

const delimiters = [',', ';', '\t', '|'] as const;

/** The one that parts the header into most cells. */
function delimiterOf(text: string): string {
  const cells = delimiters.map(
    (delimiter) => Papa.parse<string[]>(text, { delimiter, preview: 1 }).data[0]?.length ?? 0,
  );
  return delimiters[cells.indexOf(Math.max(...cells))] ?? ',';
}
