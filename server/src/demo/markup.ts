import { isPersonKey, type PersonKey } from './people.ts';

/** Marks of a run of text, as y-prosemirror stores them. */
export type Marks = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
export type Inline =
  | { readonly text: string; readonly marks: Marks }
  | { readonly mention: PersonKey }
  /** Minutes from the seeding. */
  | { readonly due: number; readonly promise: boolean };

export type LineType = 'paragraph' | 'heading' | 'blockquote' | 'bulletList' | 'orderedList' | 'taskList';
export type Block =
  | { readonly type: LineType; readonly line: readonly Inline[]; readonly done: boolean }
  | { readonly type: 'codeBlock'; readonly code: string; readonly language: string | null }
  | { readonly type: 'table'; readonly rows: readonly (readonly (readonly Inline[])[])[] }
  | { readonly type: 'horizontalRule' };

const prefixes: readonly (readonly [RegExp, LineType])[] = [
  [/^# /, 'heading'],
  [/^> /, 'blockquote'],
  [/^- /, 'bulletList'],
  [/^\d+\. /, 'orderedList'],
  [/^\[[ x]\] /, 'taskList'],
];

/**
 * Reads the little Markdown that scripts are written in: a block a line, `#` headings, `-`, `1.` and `[ ]`
 * lists, `>` quotes, `|` tables, fenced code, `---`.
 */
export function blocksOf(source: string): Block[] {
  const lines = source.split('\n');
  const blocks: Block[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = (lines[i] as string).trim();
    if (line === '') continue;
    if (line.startsWith('```')) {
      const end = lines.findIndex((other, at) => at > i && other.trim() === '```');
      if (end < 0) throw new Error(`code without an end: ${line}`);
      blocks.push(codeOf(lines.slice(i, end)));
      i = end;
    } else if (line.startsWith('|')) {
      const end = lines.findIndex((other, at) => at > i && !other.trim().startsWith('|'));
      const rows = lines.slice(i, end < 0 ? lines.length : end);
      blocks.push({ type: 'table', rows: rows.map(cellsOf) });
      i += rows.length - 1;
    } else if (line === '---') blocks.push({ type: 'horizontalRule' });
    else blocks.push(lineOf(line));
  }
  return blocks;
}

function lineOf(line: string): Block {
  const [pattern, type] = prefixes.find(([prefix]) => prefix.test(line)) ?? [/^/, 'paragraph' as const];
  return { type, line: inlinesOf(line.replace(pattern, '')), done: line.startsWith('[x] ') };
}

/** The indentation that all lines share is the script's, not the code's. */
function codeOf([fence = '', ...lines]: readonly string[]): Block {
  const indent = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)));
  const code = lines.map((line) => line.slice(indent)).join('\n');
  return { type: 'codeBlock', code, language: fence.trim().slice(3) || null };
}

const cellsOf = (row: string): Inline[][] =>
  row
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => inlinesOf(cell.trim()));

const marked =
  /\*\*(?<bold>[^*]+)\*\*|`(?<code>[^`]+)`|~~(?<strike>[^~]+)~~|(?<!\w)_(?<italic>[^_]+)_(?!\w)|\[(?<label>[^\]]+)\]\((?<href>[^)\s]+)\)|@@(?<promise>!)?(?<due>[+-]\d+)|(?<![\w.@])@(?<person>[a-z]+)/g;

/** A line's runs: `**bold**`, `_italic_`, `~~strike~~`, `` `code` ``, `[label](address)`, `@person`, `@@+90` and `@@!+90`. */
export function inlinesOf(line: string): Inline[] {
  const runs: Inline[] = [];
  let from = 0;
  for (const match of line.matchAll(marked)) {
    const run = runOf(match.groups ?? {});
    if (!run) continue;
    if (match.index > from) runs.push({ text: line.slice(from, match.index), marks: {} });
    runs.push(run);
    from = match.index + match[0].length;
  }
  if (from < line.length) runs.push({ text: line.slice(from), marks: {} });
  return runs;
}

function runOf({
  label,
  href,
  person,
  due,
  promise,
  ...marks
}: Record<string, string | undefined>): Inline | null {
  if (label !== undefined) return { text: label, marks: { link: { href } } };
  if (due !== undefined) return { due: Number(due), promise: promise !== undefined };
  if (person !== undefined) return isPersonKey(person) ? { mention: person } : null;
  const [name, text] = Object.entries(marks).find(([, value]) => value !== undefined) as [string, string];
  return { text, marks: { [name]: {} } };
}
