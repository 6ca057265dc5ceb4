import type { HandoverLine, HandoverPart, ReadBack } from '@caseroom/shared/handover';

/** What the receiver did to a line that the server has not confirmed yet. */
export interface Mark {
  readonly read: boolean;
  /** In their own words; absent: a tick. */
  readonly comment?: string;
}
/** By the key of the line. */
export type Marks = Readonly<Record<string, Mark>>;

/** The parts as the receiver sees them: with what is on its way to the server. */
export function withMarks(parts: readonly HandoverPart[], marks: Marks, at: string): HandoverPart[] {
  return parts.map((part) => ({
    ...part,
    lines: part.lines.map((line) => marked(line, marks[line.key], at)),
  }));
}

function marked(line: HandoverLine, mark: Mark | undefined, at: string): HandoverLine {
  if (!mark) return line;
  return { ...line, readBack: mark.read ? { at, comment: mark.comment ?? null } : null };
}

/** Marks of lines that still stand as they read then, as the server takes them; reworded lines are to be read anew. */
export function toSend(marks: Marks, parts: readonly HandoverPart[]): ReadBack['items'] {
  const keys = new Set(parts.flatMap(({ lines }) => lines.map(({ key }) => key)));
  return Object.entries(marks)
    .filter(([key]) => keys.has(key))
    .map(([key, mark]) => ({ key, ...mark }));
}

/** What is left once these have arrived: marks that were changed on the way stay. */
export const without = (marks: Marks, sent: Marks): Marks =>
  Object.fromEntries(Object.entries(marks).filter(([key, mark]) => sent[key] !== mark));
