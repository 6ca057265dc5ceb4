import { inlineText } from '@caseroom/shared/editor/text';
import { nodeRule } from '@caseroom/shared/editor/vocabulary';
import type { DocJson } from '@caseroom/shared/note';
import { type Evidence, MAX_QUOTE_CHARS } from '@caseroom/shared/quality';

/** One unit of a line each: a UTF-16 unit of text, or what a mention, a due time or a line break reads as. */
type Line = readonly string[];

/** The lines of a stored version, in reading order. */
export function linesOf(doc: DocJson): Line[] {
  if (!nodeRule(doc.type)?.textblock) return (doc.content ?? []).flatMap(linesOf);
  return [(doc.content ?? []).flatMap(unitsOf)];
}

function unitsOf(node: DocJson): string[] {
  if (node.type === 'text') return (node.text ?? '').split('');
  return [inlineText(node.type, (name) => node.attrs?.[name])];
}

/** The words of a passage as they stand in the version; empty when there is no such place. */
export function quoteOf(lines: readonly Line[], { line, start, length }: Evidence): string {
  let left = length;
  let quote = '';
  for (let i = line; i < lines.length && left > 0; i++) {
    const units = (lines[i] ?? []).slice(i === line ? start : 0).slice(0, left);
    quote += units.join('');
    left -= units.length + 1;
    if (left > 0) quote += ' ';
  }
  return quote.replace(/\s+/g, ' ').trim();
}

/** A place in a line: how many units lie before it. */
export interface Spot {
  readonly line: number;
  readonly unit: number;
}

/** The passage between two places, no longer than a quote may be; null when there is nothing between them. */
export function passageBetween(lengths: readonly number[], from: Spot, to: Spot): Evidence | null {
  let length = to.unit - from.unit;
  for (let line = from.line; line < to.line; line++) length += (lengths[line] ?? 0) + 1;
  if (length <= 0) return null;
  return { line: from.line, start: from.unit, length: Math.min(length, MAX_QUOTE_CHARS) };
}

/** Where a passage ends. */
export function endOf(lengths: readonly number[], { line, start, length }: Evidence): Spot {
  let [at, unit] = [line, start + length];
  while (at < lengths.length - 1 && unit > (lengths[at] ?? 0)) {
    unit -= (lengths[at] ?? 0) + 1;
    at += 1;
  }
  return { line: at, unit: Math.min(unit, lengths[at] ?? 0) };
}

/** The first place where these words stand within a line, whatever their case; null when they do not. */
export function findPassage(lines: readonly Line[], words: string): Evidence | null {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return null;
  for (const [line, units] of lines.entries()) {
    const at = units.join('').toLowerCase().indexOf(wanted);
    if (at < 0) continue;
    const ends = units.map((_, i) => units.slice(0, i + 1).join('').length);
    const start = ends.findIndex((end) => end > at);
    const last = ends.findIndex((end) => end >= at + wanted.length);
    return { line, start, length: Math.min(last - start + 1, MAX_QUOTE_CHARS) };
  }
  return null;
}
