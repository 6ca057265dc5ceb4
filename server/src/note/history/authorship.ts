import { areTogether, type Credit, type CreditedSpan, creditsOf } from './credit.ts';
import type { Span } from './ranges.ts';
import type { Timeline } from './timeline.ts';
import { walk } from './walk.ts';

/** Text of one line that one person wrote, as contiguous clocks of one client. */
export interface CreditedRun extends Credit, Span {
  readonly text: string;
  /** Which line of the note, from 0. */
  readonly block: number;
}

/**
 * Who wrote what in a version, in reading order, and how many lines it has. `suggested`: whose words an edit took
 * over, by its seq; those stand apart.
 */
export function authorshipAt(
  timeline: Timeline,
  seq: number,
  suggested: ReadonlyMap<number, string> = new Map(),
): { blocks: number; runs: CreditedRun[] } {
  const blocks = walk(timeline, seq, seq).filter((block) => block.textblock);
  const runs = blocks.flatMap(({ pieces }, block) => {
    const line: OpenRun[] = [];
    for (const piece of pieces) {
      for (const part of creditsOf(timeline, piece)) {
        const offset = part.span.clock - piece.clock;
        const text = piece.inline ? piece.text : piece.text.slice(offset, offset + part.span.length);
        const last = line.at(-1);
        if (last && !piece.inline && follows(last, part, suggested)) extend(last, part, text);
        else
          line.push({
            parts: [text],
            first: part,
            last: part,
            length: part.span.length,
            inline: piece.inline,
          });
      }
    }
    return line.map((run) => closed(run, block));
  });
  return { blocks: blocks.length, runs };
}

interface OpenRun {
  readonly parts: string[];
  readonly first: CreditedSpan;
  last: CreditedSpan;
  length: number;
  readonly inline: boolean;
}

function follows(run: OpenRun, part: CreditedSpan, suggested: ReadonlyMap<number, string>): boolean {
  const { first, last } = run;
  return (
    !run.inline &&
    part.span.client === first.span.client &&
    part.span.clock === first.span.clock + run.length &&
    areTogether(last.writer, part.writer) &&
    areTogether(last.mover, part.mover) &&
    suggested.get(last.writer.seq) === suggested.get(part.writer.seq)
  );
}

function extend(run: OpenRun, part: CreditedSpan, text: string): void {
  run.parts.push(text);
  run.length += part.span.length;
  run.last = part;
}

function closed({ parts, first, length }: OpenRun, block: number): CreditedRun {
  const { client, clock } = first.span;
  return { text: parts.join(''), block, client, clock, length, writer: first.writer, mover: first.mover };
}
