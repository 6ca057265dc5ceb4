import * as Y from 'yjs';
import { sbarSections } from '../escalation.ts';
import type { TemplateContent } from '../template.ts';
import { missingFields } from './fields.ts';
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

/** Something an escalation note does not say yet. */
export interface Gap {
  /** The field to go to; null in a note without a template. */
  readonly key: string | null;
  /** What people call it: a field's label, or the section's title where the whole section says nothing. */
  readonly label: string;
  readonly section: string;
}

/**
 * What an escalation note must say before it is sent, in reading order: the required fields of its template, and a
 * word in each of the four parts. A part in which a field is missing already is not named beside it, and one that the
 * program's template left out is not asked for.
 */
export function escalationGaps(body: Y.XmlFragment, content: TemplateContent | null): Gap[] {
  if (!content) return emptySections(body, sbarSections).map(wholeSection);
  const fields: Gap[] = missingFields(content, body);
  return content.sections.flatMap(({ title, fields: own }) => {
    const gaps = fields.filter(({ section }) => section === title);
    const isPart = sbarSections.some((part) => sameTitle(title, part));
    const saysNothing = isPart && gaps.length === 0 && linesUnder(body, title).length === 0;
    return saysNothing ? [{ ...wholeSection(title), key: own[0]?.key ?? null }] : gaps;
  });
}

const wholeSection = (section: string): Gap => ({ key: null, label: section, section });
