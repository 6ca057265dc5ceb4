import type { TranscriptFormat, TranscriptReading } from '@caseroom/shared/interaction';
import { isRefusal, type Refusal, refuse } from '@caseroom/shared/refusal';
import { readCaptions } from './captions.ts';
import { decodeText } from './decode.ts';
import { readJson } from './json.ts';
import { readMail } from './mail.ts';
import { maskTurns } from './mask.ts';
import { isHtml, textOfHtml } from './plain.ts';
import { guessRoles, type KnownPeople } from './roles.ts';
import { readTable } from './table.ts';
import { readText } from './text.ts';
import { type Dialogue, tidyText, tidyTurns, tooManyTurns } from './turns.ts';

export interface TranscriptFile {
  readonly bytes: Uint8Array;
  /** Empty when it was pasted. */
  readonly name: string;
  /** Which conversation of the file, from 0; null while nobody has chosen. */
  readonly dialogue: number | null;
  readonly known: KnownPeople;
}

/** Most conversations of one file that are offered. */
const MAX_CHOICES = 200;
const OPENING_CHARS = 120;

type Format = Exclude<TranscriptFormat, 'typed'>;
interface Found {
  readonly format: Format;
  readonly dialogues: readonly Dialogue[];
  readonly warnings: readonly string[];
}

/** A file of any of the usual kinds as a transcript to look over, or why it cannot be one and what to do. */
export async function readTranscriptFile(file: TranscriptFile): Promise<TranscriptReading | Refusal> {
  const decoded = decodeText(file.bytes);
  if (isRefusal(decoded)) return decoded;
  if (decoded.text.trim() === '') return refuse('invalid', 'There is nothing in it.');
  const found = await findDialogues(file, decoded.text);
  if (isRefusal(found)) return found;
  const { format, dialogues, warnings } = found;
  const head = { name: file.name, format, encoding: decoded.encoding, warnings: [...warnings] };
  const chosen =
    dialogues.length === 1 ? dialogues[0] : file.dialogue === null ? undefined : dialogues[file.dialogue];
  if (!chosen)
    return { ...head, turns: [], beganAt: null, choices: dialogues.slice(0, MAX_CHOICES).map(choiceOf) };
  const turns = tidyTurns(chosen.turns, guessRoles(chosen.turns, file.known));
  const fault = turns.length === 0 ? 'Nobody says anything in it.' : tooManyTurns(turns.length);
  if (fault) return refuse('invalid', fault);
  const masked = maskTurns(turns);
  return {
    ...head,
    turns: masked.turns,
    warnings: [...warnings, ...masked.warnings],
    beganAt: chosen.beganAt?.toISOString() ?? null,
    choices: [],
  };
}

const choiceOf = ({ title, turns }: Dialogue, index: number) => ({
  index,
  title: tidyText(title),
  turns: turns.length,
  opening: tidyText(turns.find(({ text }) => text.trim() !== '')?.text ?? '').slice(0, OPENING_CHARS),
});

async function findDialogues({ bytes, name, known }: TranscriptFile, text: string): Promise<Found | Refusal> {
  const format = formatOf(name, text);
  if (format === 'json') {
    const dialogues = readJson(text);
    return isRefusal(dialogues) ? dialogues : { format, dialogues, warnings: [] };
  }
  if (format === 'mail') {
    const mails = await readMail(bytes);
    return isRefusal(mails) ? mails : { format, dialogues: [mails], warnings: filesWarning(mails.files) };
  }
  if (format === 'vtt' || format === 'srt') {
    const captions = await readCaptions(asVtt(text), format);
    return isRefusal(captions)
      ? captions
      : { format, dialogues: [captions], warnings: lineWarnings(captions.faults) };
  }
  if (/^\s*<\?xml/.test(text))
    return refuse('unsupported-media-type', 'This is XML. Export the transcript as text, VTT, SRT or JSON.');
  const words = isPage(text) ? textOfHtml(text) : text;
  return { format, dialogues: [readTable(words) ?? readText(words, known)], warnings: [] };
}

/** "0:00:00.599,0:00:04.160": YouTube's own captions. */
const SBV_TIMES = /^(\d+:\d\d:\d\d\.\d{3}),(\d+:\d\d:\d\d\.\d{3})$/m;
const asVtt = (text: string): string =>
  SBV_TIMES.test(text)
    ? `WEBVTT\n\n${text.replaceAll(new RegExp(SBV_TIMES, 'gm'), (_, from: string, to: string) => `${padded(from)} --> ${padded(to)}`)}`
    : text;
const padded = (time: string): string => time.padStart('00:00:00.000'.length, '0');

/** By what is in it; only where that leaves room, by its name. */
function formatOf(name: string, text: string): Format {
  const start = text.trimStart().slice(0, 2_000);
  const ending = /\.(\w+)$/.exec(name.toLowerCase())?.[1];
  if (/^WEBVTT(?:\s|$)/.test(start) || SBV_TIMES.test(start)) return 'vtt';
  if (/^(?:\d+\s*\n)?\d+:\d\d:\d\d,\d{3}\s*-->/.test(start)) return 'srt';
  if (ending === 'vtt' || ending === 'srt' || ending === 'json') return ending;
  if (ending === 'eml' || ending === 'mbox') return 'mail';
  if (isMail(start)) return 'mail';
  if (/^[[{]\s*["[{\]}]/.test(start) && isRefusal(readJson(text)) === false) return 'json';
  return /^\d+:\d\d(?::\d\d)?[.,]\d{3}\s*-->/m.test(start) ? 'srt' : 'text';
}

/** Lines of headers, a sender among them. */
function isMail(start: string): boolean {
  const headers = start.replace(/^From \S+.*\n/, '').split(/\n\n/)[0] ?? '';
  const names = headers.split('\n').map((line) => /^([!-9;-~]+):|^\s/.exec(line)?.[0].toLowerCase());
  return (
    names.every((name) => name !== undefined) &&
    names.includes('from:') &&
    ['date:', 'message-id:', 'mime-version:'].some((name) => names.includes(name))
  );
}

const isPage = (text: string): boolean =>
  /^\s*(?:<!doctype html|<html|<body|<div|<p\b)/i.test(text) && isHtml(text);

const filesWarning = (files: number): string[] =>
  files === 0
    ? []
    : [
        `${files === 1 ? 'A file' : `${files} files`} in this mail ${files === 1 ? 'is' : 'are'} left out. Attach files to the interaction themselves.`,
      ];

const MAX_LINES_NAMED = 3;
function lineWarnings(faults: readonly string[]): string[] {
  const more = faults.length - MAX_LINES_NAMED;
  return [
    ...faults.slice(0, MAX_LINES_NAMED).map((fault) => `${fault}. It is left out.`),
    ...(more > 0 ? [`${more} more lines are left out.`] : []),
  ];
}
