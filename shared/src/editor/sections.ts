import * as Y from 'yjs';
import { type SbarSection, sbarSections } from '../escalation.ts';
import { blockLines } from './text.ts';

/** The lines below a heading of a note, up to the next heading; blank ones left out. None when there is no such heading. */
export function linesUnder(body: Y.XmlFragment, title: string): string[] {
  const lines: string[] = [];
  let isInside = false;
  for (const block of body.toArray()) {
    if (!(block instanceof Y.XmlElement)) continue;
    const text = blockLines(block);
    if (block.nodeName === 'heading') isInside = sameTitle(text.join(' '), title);
    else if (isInside) lines.push(...text.filter((line) => line.trim() !== ''));
  }
  return lines;
}

const sameTitle = (heading: string, title: string): boolean =>
  heading.trim().toLowerCase() === title.toLowerCase();

/** Those of a note's sections that say nothing yet, in their order. */
export const emptySections = <S extends string>(body: Y.XmlFragment, sections: readonly S[]): S[] =>
  sections.filter((section) => linesUnder(body, section).length === 0);

/** The parts of an escalation note that say nothing yet. */
export const missingSections = (body: Y.XmlFragment): SbarSection[] => emptySections(body, sbarSections);
