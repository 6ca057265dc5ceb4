import { fold } from '@caseroom/shared/fold';
import { usualLayout } from './layouts.ts';
import { guessRoles, type KnownPeople, roleOfLabel } from './roles.ts';
import { elapsedOf, STAMP } from './stamps.ts';
import { type Dialogue, type RawTurn, tidyName } from './turns.ts';

/** A line as one of the usual forms. Whether its label is a speaker is decided when all are known. */
interface Line {
  readonly stamp: string | null;
  readonly label: string | null;
  /** The form itself says that the label speaks: it stands beside a time. */
  readonly isSure: boolean;
  readonly text: string;
  /** The whole line, for when the label is none. */
  readonly whole: string;
}

const NAME = String.raw`([^:\n]{1,60}?)`;
const forms: readonly {
  readonly of: RegExp;
  readonly order: 'time-first' | 'name-first';
  readonly isSure: boolean;
}[] = [
  // "[10:02] Maya: …", "(10:02:11) Maya: …"
  {
    of: new RegExp(String.raw`^[[(<]\s*(${STAMP})\s*[\])>]\s*[-–]?\s*${NAME}\s*:\s*(.*)$`, 'iu'),
    order: 'time-first',
    isSure: true,
  },
  // "12/03/2025, 10:02 - Maya: …", "10:02:11 From Maya to Everyone: …"
  {
    of: new RegExp(String.raw`^(${STAMP})\s*[-–|]?\s+${NAME}\s*:\s*(.*)$`, 'iu'),
    order: 'time-first',
    isSure: true,
  },
  // "Maya (10:02): …", "Maya [10:02] …"
  {
    of: new RegExp(String.raw`^${NAME}\s*[[(<]\s*(${STAMP})\s*[\])>]\s*[:-]?\s*(.*)$`, 'iu'),
    order: 'name-first',
    isSure: true,
  },
  // "Maya Okafor   0:05", the words below
  {
    of: new RegExp(String.raw`^${NAME}\s+[-–]?\s*(${STAMP})\s*()$`, 'iu'),
    order: 'name-first',
    isSure: true,
  },
];
const plain = /^[-•>*_\s]*([^:\n]{1,60}?)[*_]*\s*:[*_]*(?!\/\/)\s*(.*)$/u;
const stampOnly = new RegExp(String.raw`^[[(<]?\s*(${STAMP})\s*[\])>]?\s*[-–|]?\s*(.*)$`, 'iu');

/** A conversation written down as text: who, and perhaps when, at the beginning of a line; or paragraphs of nobody. */
export function readText(text: string, known: KnownPeople): Dialogue {
  // Phones write marks of direction and spaces of several widths.
  const clean = text
    .replaceAll(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replaceAll(/[\u202f\u00a0]/g, ' ');
  const lines = withNamesAlone(usualLayout(clean).split('\n').map(lineOf));
  const speakers = speakersOf(lines, known);
  if (speakers.size === 0 && !lines.some(({ stamp }) => stamp !== null))
    return { title: '', turns: paragraphs(clean) };
  return { title: '', turns: timed(grouped(lines, speakers)) };
}

function lineOf(line: string): Line {
  const whole = line.trim();
  for (const { of, order, isSure } of forms) {
    const found = of.exec(whole);
    if (!found) continue;
    const [, a = '', b = '', text = ''] = found;
    const [stamp, label] = order === 'time-first' ? [a, withoutAudience(b)] : [b, a];
    if (isName(label)) return { stamp, label: tidyName(label), isSure, text, whole };
  }
  const named = plain.exec(whole);
  const [, label = '', text = ''] = named ?? [];
  if (named && isName(label)) return { stamp: null, label: tidyName(label), isSure: false, text, whole };
  const stamped = stampOnly.exec(whole);
  if (stamped?.[1] && /^[[(<\d]/.test(whole))
    return { stamp: stamped[1], label: null, isSure: false, text: stamped[2] ?? '', whole };
  return { stamp: null, label: null, isSure: false, text: whole, whole };
}

/** "[10:02] maya" with the words below: so where every time is followed by a name alone and then by words. */
function withNamesAlone(lines: readonly Line[]): readonly Line[] {
  const filled = lines.filter(({ whole }) => whole !== '');
  const stamped = filled.filter(({ stamp }) => stamp !== null);
  const areNames = stamped.every(
    ({ label, text }) => label === null && MAY_BE_NAME.test(text.trim()) && isName(text),
  );
  const haveWords = filled.every(({ stamp }, i) => stamp === null || filled[i + 1]?.stamp === null);
  if (stamped.length < 2 || !areNames || !haveWords) return lines;
  return lines.map((line) =>
    line.stamp === null ? line : { ...line, label: tidyName(line.text), isSure: true, text: '' },
  );
}
const MAY_BE_NAME = /^[\p{L}\p{N}_.'’-]+(?: [\p{L}\p{N}_.'’-]+){0,2}$/u;

/** Meeting chats say to whom as well: "From Maya to Everyone". */
const withoutAudience = (label: string): string => label.replace(/^From\s+(.+?)\s+to\s+.+$/i, '$1');

const MAX_NAME_WORDS = 6;

/** What can be a name, or what the telephone shows instead. */
function isName(label: string): boolean {
  if (/^\+?[\d\s()-]{6,}$/.test(label)) return true;
  return (
    /\p{L}/u.test(label) &&
    label.trim().split(/\s+/).length <= MAX_NAME_WORDS &&
    !/[!?;=@/\\{}]|\.\s/.test(label)
  );
}

/** Words before a colon that are said, not sayers. */
const notNames = new Set(
  'order id note total subject date address email e-mail phone number name account reference re ps http https summary reason price amount invoice status username password to from cc time duration'.split(
    ' ',
  ),
);

/** The labels that speak: sure ones, parts people play, names the case knows, and others that come again or stand at every line. */
function speakersOf(lines: readonly Line[], known: KnownPeople): ReadonlySet<string> {
  const counts = new Map<string, number>();
  const strong = new Set<string>();
  const isKnown = guessRoles(
    lines.map(({ label }): RawTurn => ({ speaker: label, role: null, startMs: null, text: '' })),
    known,
  );
  for (const { label, isSure } of lines) {
    if (label === null) continue;
    counts.set(label, (counts.get(label) ?? 0) + 1);
    if (
      isSure ||
      roleOfLabel(label) ||
      (isKnown({ speaker: label, role: null, startMs: null, text: '' }) !== 'other' && looksLikeName(label))
    )
      strong.add(label);
  }
  const filled = lines.filter(({ whole }) => whole !== '');
  const isEveryLine =
    filled.length > 1 && filled.every(({ label }) => label !== null && looksLikeName(label));
  const others = [...counts].filter(([label, count]) => (count > 1 || isEveryLine) && looksLikeName(label));
  return new Set([...strong, ...others.map(([label]) => label)]);
}

/** "Maya Okafor", "AGENT 2", "Ana María"; not "Order ID" and not "what I mean". */
const looksLikeName = (label: string): boolean =>
  /^[\p{Lu}\p{Lo}+\d]/u.test(label) &&
  !fold(label)
    .split(/[^\p{L}-]+/u)
    .some((word) => notNames.has(word));

interface Said {
  readonly stamp: string | null;
  readonly speaker: string | null;
  readonly lines: string[];
}

/** Lines that begin nobody's turn go on with the one before. */
function grouped(lines: readonly Line[], speakers: ReadonlySet<string>): Said[] {
  const said: Said[] = [];
  for (const { stamp, label, text, whole } of lines) {
    const speaker = label !== null && speakers.has(label) ? label : null;
    const last = said.at(-1);
    if (speaker !== null) said.push({ stamp, speaker, lines: [text] });
    else if (stamp !== null)
      said.push({ stamp, speaker: null, lines: [label === null ? text : whole.slice(whole.indexOf(label))] });
    else if (last) last.lines.push(whole);
    else if (whole !== '') said.push({ stamp: null, speaker: null, lines: [whole] });
  }
  return said;
}

function timed(said: readonly Said[]): RawTurn[] {
  const elapsed = elapsedOf(said.map(({ stamp }) => stamp));
  return said.map(({ speaker, lines }, index) => ({
    speaker,
    // In exports of chats, what nobody said is the chat's own notice.
    role: speaker === null && elapsed[index] !== null ? 'system' : null,
    startMs: elapsed[index] ?? null,
    text: lines.join('\n'),
  }));
}

const paragraphs = (text: string): RawTurn[] =>
  text.split(/\n\s*\n/).map((paragraph) => ({ speaker: null, role: null, startMs: null, text: paragraph }));
