import type * as Y from 'yjs';
import { type HandoverSection, handoverSections } from '../handover.ts';
import { linesUnder } from './sections.ts';

/** A line of a handover note that a receiver reads back. */
export interface LineToRead {
  readonly section: HandoverSection;
  /** Follows from section and words, so that a reworded line is a new one. */
  readonly key: string;
  readonly text: string;
}

/** What there is to read back in a handover note as it stands, in its order. The page and the server agree on the keys. */
export function linesToRead(body: Y.XmlFragment): LineToRead[] {
  const seen = new Map<string, number>();
  return handoverSections.flatMap((section) =>
    linesUnder(body, section).map((line) => {
      const text = line.trim();
      const words = `${section}\n${text}`;
      const nth = seen.get(words) ?? 0;
      seen.set(words, nth + 1);
      return { section, text, key: `${digest(words)}-${nth}` };
    }),
  );
}

/** 64 bits of FNV-1a over UTF-16 units: tells the lines of one note apart and proves nothing. */
function digest(words: string): string {
  let hash = 0xcbf2_9ce4_8422_2325n;
  for (let i = 0; i < words.length; i++)
    hash = BigInt.asUintN(64, (hash ^ BigInt(words.charCodeAt(i))) * 0x0000_0100_0000_01b3n);
  return hash.toString(36);
}
