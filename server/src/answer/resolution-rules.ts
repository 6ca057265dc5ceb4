import { fieldsOf, type TemplateContent } from '@caseroom/shared/template';

/** What a resolution note says, by its sections. Empty where it has none of that. */
export interface Resolution {
  readonly cause: string;
  readonly fix: string;
  readonly told: string;
}

type Part = keyof Resolution;

/** Headings of notes that were made without a template, and of those whose template knows other keys. */
const headings: Record<Part, readonly string[]> = {
  cause: ['cause', 'root cause', 'what caused it'],
  fix: ['fix', 'solution', 'resolution', 'what was done', 'what was changed'],
  told: ['what the customer was told', 'what they were told', 'what to tell the customer'],
};
/** Keys of the shipped templates' sections and fields. */
const keys: Record<Part, readonly string[]> = { cause: ['cause'], fix: ['fix'], told: ['told'] };
const parts = Object.keys(headings) as Part[];

/**
 * Takes a resolution note's plain text apart by the titles of its template's sections, or by the usual ones. A note
 * that has none of them is all fix.
 */
export function resolutionIn(text: string, template: TemplateContent | null): Resolution {
  const titles = titlesOf(template);
  const fields = labelledIn(template);
  const said: Record<Part, string[]> = { cause: [], fix: [], told: [] };
  let part: Part | null = null;
  for (const line of text.split('\n')) {
    const title = line.trim().toLowerCase();
    if (titles.has(title)) part = titles.get(title) ?? null;
    else {
      const field = fields.find(({ label }) => line.startsWith(`${label}: `));
      // What is written in has the lines up to the next field or heading; an answer has one.
      if (field?.part || field?.isWritten) part = field.part;
      if (part && !field) said[part].push(line);
      else if (field?.part) said[field.part].push(line.slice(field.label.length + 2));
    }
  }
  const resolution = { cause: tidy(said.cause), fix: tidy(said.fix), told: tidy(said.told) };
  const isEmpty = parts.every((name) => resolution[name] === '');
  return isEmpty ? { cause: '', fix: tidy(text.split('\n')), told: '' } : resolution;
}

/** What each heading begins; null for one of another matter. */
function titlesOf(template: TemplateContent | null): Map<string, Part | null> {
  const known = parts.flatMap((part) => headings[part].map((title): [string, Part] => [title, part]));
  const others = ['confirmed with the customer', 'prevention'].map((title): [string, null] => [title, null]);
  const own = (template?.sections ?? []).map(({ key, title }): [string, Part | null] => [
    title.trim().toLowerCase(),
    parts.find((part) => keys[part].includes(key)) ?? null,
  ]);
  return new Map<string, Part | null>([...known, ...others, ...own]);
}

interface Labelled {
  readonly label: string;
  /** Null: of another matter. */
  readonly part: Part | null;
  readonly isWritten: boolean;
}

const labelledIn = (template: TemplateContent | null): Labelled[] =>
  (template ? fieldsOf(template) : []).map(({ key, label, type }) => ({
    label,
    part: parts.find((part) => keys[part].includes(key)) ?? null,
    isWritten: type === 'text' || type === 'rich' || type === 'checklist',
  }));

/** Without blank lines at either end, and never more than one between. */
const tidy = (lines: readonly string[]): string =>
  lines
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
