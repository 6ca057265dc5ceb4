import { blockText } from '@caseroom/shared/editor/line';
import type { ReviewLine, Survival } from '@caseroom/shared/summary';
import * as Y from 'yjs';

/** A drafted line as it stands in its note. */
export interface StandingLine {
  readonly id: string;
  readonly text: string;
  readonly isReviewed: boolean;
}

/** The drafted lines that stand in a note, each once, in reading order. */
export function standingLines(body: Y.XmlFragment): StandingLine[] {
  const seen = new Set<string>();
  return [...paragraphsIn(body)].flatMap((paragraph) => {
    const id = paragraph.getAttribute('source');
    if (typeof id !== 'string' || seen.has(id)) return [];
    seen.add(id);
    const isReviewed = (paragraph.getAttribute('reviewed') as unknown) === true;
    return [{ id, text: wordsOf(paragraph), isReviewed }];
  });
}

/** A step's owner and time are part of the note, and no words of the draft. */
const wordsOf = (paragraph: Y.XmlElement): string =>
  blockText(paragraph, ({ nodeName }) => nodeName === 'due' || nodeName === 'mention').trim();

function* paragraphsIn(parent: Y.XmlFragment): Generator<Y.XmlElement> {
  for (const child of parent.toArray()) {
    if (!(child instanceof Y.XmlElement)) continue;
    if (child.nodeName === 'paragraph') yield child;
    else yield* paragraphsIn(child);
  }
}

/** What of a draft is left: a line whose words are gone counts as discarded, whoever took them out. */
export function survivalOf(drafted: readonly ReviewLine[], standing: readonly StandingLine[]): Survival {
  const byId = new Map(standing.map(({ id, text }) => [id, text]));
  const lines = drafted.map(({ id, text }) => {
    const now = byId.get(id) ?? '';
    return { chars: text.length, kept: commonChars(text, now), isSame: now === text };
  });
  const discarded = lines.filter(({ kept }) => kept === 0).length;
  const kept = lines.filter(({ isSame }) => isSame).length;
  return {
    lines: lines.length,
    kept,
    discarded,
    edited: lines.length - kept - discarded,
    draftedChars: lines.reduce((sum, { chars }) => sum + chars, 0),
    keptChars: lines.reduce((sum, line) => sum + line.kept, 0),
  };
}

/** Shorter stretches that two texts have in common are chance. */
const MIN_RUN = 3;

/** How many characters of `before` stand in `after`, in their order; runs of fewer than three don't count. O(n·m) of one line. */
export function commonChars(before: string, after: string): number {
  if (before === after) return before.length;
  const best = Array.from({ length: before.length + 1 }, () => new Uint16Array(after.length + 1));
  const runs = Array.from({ length: before.length + 1 }, () => new Uint16Array(after.length + 1));
  for (let i = 1; i <= before.length; i++)
    for (let j = 1; j <= after.length; j++) {
      const [row, above] = [best[i] as Uint16Array, best[i - 1] as Uint16Array];
      const run = before[i - 1] === after[j - 1] ? ((runs[i - 1] as Uint16Array)[j - 1] as number) + 1 : 0;
      (runs[i] as Uint16Array)[j] = run;
      row[j] = Math.max(above[j] as number, row[j - 1] as number);
      if (run < MIN_RUN) continue;
      const from = (best[i - run] as Uint16Array)[j - run] as number;
      row[j] = Math.max(row[j] as number, from + run);
    }
  return (best[before.length] as Uint16Array)[after.length] as number;
}
