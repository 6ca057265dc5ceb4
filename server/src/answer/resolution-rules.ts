import { fieldsOf, type TemplateContent } from '@caseroom/shared/template';

/** What a resolution note says, by its sections. Empty where it has none of that. */
export interface Resolution {
  readonly cause: string;
  readonly fix: string;
  readonly told: string;
}

/** By what a part of a note is known: headings of notes that have no template, and keys of the shipped templates. */
interface Known {
  readonly titles: readonly string[];
  readonly keys: readonly string[];
}

const resolution: Record<keyof Resolution, Known> = {
  cause: { titles: ['cause', 'root cause', 'what caused it'], keys: ['cause'] },
  fix: { titles: ['fix', 'solution', 'resolution', 'what was done', 'what was changed'], keys: ['fix'] },
  told: {
    titles: ['what the customer was told', 'what they were told', 'what to tell the customer'],
    keys: ['told'],
  },
};
const situation: Record<'problem', Known> = {
  problem: { titles: ['situation', 'problem', 'symptom'], keys: ['situation'] },
};
/** Headings at which those parts end, where no template says so. */
const otherTitles = ['confirmed with the customer', 'prevention', 'what was tried', 'next steps'];

/**
 * Takes a resolution note's plain text apart by the titles of its template's sections, or by the usual ones. A note
 * that has none of them is all fix.
 */
export function resolutionIn(text: string, template: TemplateContent | null): Resolution {
  const said = saidUnder(text, template, resolution);
  const isEmpty = Object.values(said).every((words) => words === '');
  return isEmpty ? { ...said, fix: tidy(text.split('\n')) } : said;
}

/** What a case note says is going on; empty where it has no such section. */
export const situationIn = (text: string, template: TemplateContent | null): string =>
  saidUnder(text, template, situation).problem;

function saidUnder<P extends string>(
  text: string,
  template: TemplateContent | null,
  known: Record<P, Known>,
): Record<P, string> {
  const parts = Object.keys(known) as P[];
  const partOf = (key: string): P | null => parts.find((part) => known[part].keys.includes(key)) ?? null;
  const titles = new Map<string, P | null>([
    ...parts.flatMap((part) => known[part].titles.map((title): [string, P] => [title, part])),
    ...otherTitles.map((title): [string, null] => [title, null]),
    ...(template?.sections ?? []).map(({ key, title }): [string, P | null] => [
      title.trim().toLowerCase(),
      partOf(key),
    ]),
  ]);
  const fields = labelledIn(template, partOf);
  const said = Object.fromEntries(parts.map((part): [P, string[]] => [part, []])) as Record<P, string[]>;
  let part: P | null = null;
  for (const line of text.split('\n')) {
    const title = line.trim().toLowerCase();
    const field = fields.find(({ label }) => line.startsWith(`${label}: `));
    if (titles.has(title)) part = titles.get(title) ?? null;
    else if (field) {
      // What is written in has the lines up to the next field or heading; an answer has one.
      if (field.part || field.isWritten) part = field.part;
      if (field.part) said[field.part].push(line.slice(field.label.length + 2));
    } else if (part) said[part].push(line);
  }
  return Object.fromEntries(parts.map((name) => [name, tidy(said[name])])) as Record<P, string>;
}

interface Labelled<P> {
  readonly label: string;
  /** Null: of another matter. */
  readonly part: P | null;
  readonly isWritten: boolean;
}

const labelledIn = <P>(template: TemplateContent | null, partOf: (key: string) => P | null): Labelled<P>[] =>
  (template ? fieldsOf(template) : []).map(({ key, label, type }) => ({
    label,
    part: partOf(key),
    isWritten: type === 'text' || type === 'rich' || type === 'checklist',
  }));

/** Without blank lines at either end, and never more than one between. */
const tidy = (lines: readonly string[]): string =>
  lines
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
