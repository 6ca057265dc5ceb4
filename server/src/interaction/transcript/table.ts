import Papa from 'papaparse';
import { dialogueOf } from './json.ts';
import { momentIn } from './json-fields.ts';
import { plainText } from './plain.ts';
import { roleOfLabel } from './roles.ts';
import { elapsedOf } from './stamps.ts';
import type { Dialogue } from './turns.ts';

/** What exports call their columns, in small letters and without spaces and signs; the likeliest first. */
const columns = {
  text: ['text', 'message', 'body', 'content', 'transcript', 'utterance', 'words', 'messagetext', 'comment'],
  speaker: [
    'speaker',
    'name',
    'author',
    'from',
    'sender',
    'sendername',
    'participant',
    'user',
    'who',
    'agent',
  ],
  role: ['role', 'sendertype', 'authortype', 'participantrole', 'speakerrole', 'direction', 'type', 'party'],
  time: ['timestamp', 'time', 'datetime', 'date', 'createdat', 'sentat', 'start', 'starttime'],
} as const;
/** Beyond these a line is no heading, characters. */
const MAX_HEADING_CHARS = 400;

/** A table with a heading that names who said what, whatever parts its columns; null when it is none. */
export function readTable(text: string): Dialogue | null {
  const [heading = ''] = text.trimStart().split('\n', 1);
  if (heading.length > MAX_HEADING_CHARS || !/[,;\t|]/.test(heading)) return null;
  const { data, meta } = Papa.parse<Record<string, string>>(text.trimStart(), {
    header: true,
    skipEmptyLines: 'greedy',
  });
  const found = (kind: keyof typeof columns): string | undefined =>
    columns[kind].flatMap((name) => (meta.fields ?? []).filter((field) => plainHeading(field) === name))[0];
  const [words, speaker, role, time] = [found('text'), found('speaker'), found('role'), found('time')];
  if (words === undefined || (speaker ?? role) === undefined) return null;
  const cell = (row: Record<string, string>, key: string | undefined): string | null =>
    (key === undefined ? '' : (row[key] ?? '')).trim() || null;
  const stamps = data.map((row) => cell(row, time));
  const moments = stamps.map(momentIn);
  const times = moments.every((moment) => moment !== null) ? moments : elapsedOf(stamps);
  return dialogueOf(
    '',
    data.map((row, i) => ({
      speaker: cell(row, speaker) ?? cell(row, role),
      role: roleOfLabel(cell(row, role) ?? ''),
      startMs: times[i] ?? null,
      text: plainText(cell(row, words) ?? ''),
    })),
  );
}

const plainHeading = (field: string): string => field.toLowerCase().replaceAll(/[^a-z]/g, '');
