import { roleOfLabel } from './roles.ts';
import { STAMP } from './stamps.ts';

/** Share of the lines that have to be laid out so; the others are headings and words that go on. */
const MOST = 0.6;
const MIN_LINES = 2;

interface Layout {
  readonly line: RegExp;
  readonly as: (...found: string[]) => string;
  /** Whether what stands in front speaks at all. */
  readonly speaks?: (name: string) => boolean;
}

const stampOf = (stamp: string | undefined): string => (stamp ? `[${stamp}] ` : '');

/** Ways to write a conversation down that are not "name: words", each as the line it stands for. */
const layouts: readonly Layout[] = [
  // Columns: "10:02⇥Agent⇥Hello", "10:02 | Agent | Hello"
  {
    line: new RegExp(
      String.raw`^[[(]?(?:(${STAMP})[\])]?\s*[\t|]\s*)?([^\t|:\n]{1,60}?)\s*[\t|]\s*(\S.*)$`,
      'iu',
    ),
    as: (stamp, name, words) => `${stampOf(stamp)}${name}: ${words}`,
  },
  // Chat relays: "[10:02] <nadia> hi"
  {
    line: new RegExp(String.raw`^(?:[[(]?(${STAMP})[\])]?\s+)?<[@+ ]?([^<>\n]{1,60})>\s*(.*)$`, 'iu'),
    as: (stamp, name = '', words) => `${stampOf(stamp)}${name[0]?.toUpperCase()}${name.slice(1)}: ${words}`,
  },
  // "Agent - Hello"
  {
    line: /^()([\p{L}\d ]{1,40}?)\s+[-–—]\s+(.+)$/u,
    as: (_, name, words) => `${name}: ${words}`,
    speaks: (name) => roleOfLabel(name) !== null,
  },
  // Salesforce: "( 1m 5s ) Nina R.: Hello"
  {
    line: /^\(\s*(?:(\d{1,2})h\s*)?(?:(\d{1,3})m\s*)?(\d{1,3})s\s*\)\s*([^:\n]{1,60}:.*)$/u,
    as: (hours, minutes, seconds, rest) =>
      `[${[hours, minutes, seconds].map((part) => (part ?? '').padStart(2, '0')).join(':')}] ${rest}`,
  },
];

/** A conversation in one of the ways text is read, whichever way it was written down. */
export function usualLayout(text: string): string {
  const lines = namesAboveTimes(text.split('\n'));
  const filled = lines.filter((line) => line.trim() !== '').length;
  for (const layout of layouts) {
    const rewritten = lines.map((line) => rewrittenAs(layout, line));
    const count = rewritten.filter((line) => line !== null).length;
    if (count >= MIN_LINES && count >= filled * MOST)
      return rewritten.map((line, i) => line ?? lines[i]).join('\n');
  }
  return lines.join('\n');
}

function rewrittenAs({ line: pattern, as, speaks }: Layout, line: string): string | null {
  const found = pattern.exec(line.trim());
  return found && (speaks?.(found[2] ?? '') ?? true) ? as(...(found.slice(1) as string[])) : null;
}

const TIME_ALONE = new RegExp(String.raw`^[[(]?${STAMP}[\])]?$`, 'iu');
const NAME_ALONE = /^\p{L}[\p{L}\p{N}_.'’()-]*(?: [\p{L}\p{N}_.'’()-]+){0,4}$/u;

/** Copied from a chat's window: a name, the time below it, the words below that. */
function namesAboveTimes(lines: readonly string[]): readonly string[] {
  const times = lines.flatMap((line, i) => (TIME_ALONE.test(line.trim()) ? [i] : []));
  const isSo = times.length >= MIN_LINES && times.every((i) => NAME_ALONE.test(lines[i - 1]?.trim() ?? ''));
  if (!isSo) return lines;
  const joined = new Map(
    times.map((i) => [i - 1, `${lines[i - 1]?.trim()} (${lines[i]?.trim().replace(/[[\]()]/g, '')})`]),
  );
  return lines.flatMap((line, i) => (times.includes(i) ? [] : [joined.get(i) ?? line]));
}
