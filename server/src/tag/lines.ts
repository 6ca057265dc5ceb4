import { NoteKind } from '@caseroom/shared/note';
import { noteKinds } from '@caseroom/shared/note-kinds';
import { fieldsOf, type TemplateContent } from '@caseroom/shared/template';

/**
 * The lines of a note's text that people wrote: without the titles of its sections and the labels of its fields, which
 * came with its kind or its template and say nothing about the case.
 */
export function linesOf(text: string, kind: string, template: TemplateContent | null): string[] {
  const titles = new Set([...outlineTitles(kind), ...(template?.sections.map(({ title }) => title) ?? [])]);
  const labels = template ? fieldsOf(template).map(({ label }) => `${label}: `) : [];
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !titles.has(line))
    .map((line) => line.slice(labels.find((label) => line.startsWith(label))?.length ?? 0));
}

function outlineTitles(kind: string): string[] {
  const known = NoteKind.safeParse(kind);
  return known.success ? noteKinds[known.data].outline.map((entry) => entry.replace(/\[\]$/, '')) : [];
}
