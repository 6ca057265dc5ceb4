import type { LineRange } from '@caseroom/shared/editor/anchor';

/** Other words for a passage, shown in the text: what they would replace struck, they themselves behind it. */
export interface OtherWords {
  /** First name of who suggests them. */
  readonly by: string;
  /** Null: they only add. */
  readonly gone: LineRange | null;
  /** Where they would stand. */
  readonly line: number;
  readonly offset: number;
  readonly words: string;
}

/** A stretch of a note's text that something beside the note is about. */
export interface Passage {
  readonly id: string;
  readonly lines: readonly LineRange[];
  /** `coaching` is between two people, and looks it. `draft`: it is being commented on right now. */
  readonly tone: 'comment' | 'coaching' | 'draft';
  /** Whoever looks is at it. */
  readonly active: boolean;
  readonly other?: OtherWords;
}

/** A piece of a line over which the same passages lie. */
export interface Piece extends LineRange {
  readonly ids: readonly string[];
  readonly coaching: boolean;
  readonly active: boolean;
  readonly struck: boolean;
}

/** Passages may overlap; an element of the text can stand for only one set of them. Pieces are in text order. */
export function piecesOf(passages: readonly Passage[]): Piece[] {
  const byLine = new Map<number, { range: LineRange; passage: Passage }[]>();
  for (const passage of passages)
    for (const range of passage.lines)
      byLine.set(range.line, [...(byLine.get(range.line) ?? []), { range, passage }]);
  return [...byLine].sort(([a], [b]) => a - b).flatMap(([line, on]) => piecesOfLine(line, on));
}

function piecesOfLine(line: number, on: readonly { range: LineRange; passage: Passage }[]): Piece[] {
  const gone = on.flatMap(({ passage }) => (passage.other?.gone?.line === line ? [passage.other.gone] : []));
  const edges = [
    ...new Set([...on.map(({ range }) => range), ...gone].flatMap(({ from, to }) => [from, to])),
  ];
  edges.sort((a, b) => a - b);
  return edges.slice(0, -1).flatMap((from, i) => {
    const to = edges[i + 1] as number;
    const over = on.filter(({ range }) => range.from <= from && to <= range.to).map(({ passage }) => passage);
    if (over.length === 0) return [];
    return [
      {
        line,
        from,
        to,
        ids: over.map(({ id }) => id),
        coaching: over.every(({ tone }) => tone === 'coaching'),
        active: over.some(({ active }) => active),
        struck: gone.some((range) => range.from <= from && to <= range.to),
      },
    ];
  });
}

/** What the element of a piece carries: the ids of its passages, with spaces between. */
export const PASSAGE_ATTRIBUTE = 'data-passage';

export const attributesOf = ({ ids, coaching, active, struck }: Piece): Record<string, string> => ({
  class: 'passage',
  [PASSAGE_ATTRIBUTE]: ids.join(' '),
  ...(coaching && { 'data-tone': 'coaching' }),
  ...(active && { 'data-active': 'true' }),
  ...(struck && { 'data-struck': 'true' }),
});

/** The element of a passage; the first, where it has several. */
export const passageIn = (root: ParentNode, id: string): HTMLElement | null =>
  root.querySelector<HTMLElement>(`[${PASSAGE_ATTRIBUTE}~="${CSS.escape(id)}"]`);

/** The passages an element stands for, or stands in. */
export const passagesAt = (target: EventTarget | null): string[] =>
  (target instanceof Element ? target.closest(`[${PASSAGE_ATTRIBUTE}]`) : null)
    ?.getAttribute(PASSAGE_ATTRIBUTE)
    ?.split(' ') ?? [];
