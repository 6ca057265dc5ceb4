import { templateDoc } from '@caseroom/shared/editor/fields';
import type { DocJson } from '@caseroom/shared/note';
import { outlineOf } from '@caseroom/shared/note-kinds';
import { fieldsOf, type TemplateContent } from '@caseroom/shared/template';
import type { NoteStart } from '../note/create.ts';
import { newestTemplate } from '../template/store.ts';
import type { NoteScript } from './script.ts';
import { datesIn, momentOf } from './when.ts';
import type { Writing } from './write.ts';

/** What a note begins with: its program's template with what its creator answered, or the outline of its kind. */
export async function startOf(
  { tx, cast, now, script }: Writing,
  note: Pick<NoteScript, 'kind' | 'blank' | 'fields'>,
): Promise<NoteStart> {
  if (!note.fields) return { outline: note.blank ? null : outlineOf(note.kind) };
  const template = await newestTemplate(tx, cast.program(script.program), note.kind);
  if (!template) throw new Error(`${script.program} has no template for a ${note.kind} note`);
  const { id, version, content } = template;
  return {
    outline: asWritten(templateDoc(content, answersOf(content, note.fields, now))),
    template: { id, version },
  };
}

function answersOf(
  content: TemplateContent,
  fields: Readonly<Record<string, string>>,
  now: Date,
): Map<string, string> {
  const types = new Map(fieldsOf(content).map(({ key, type }) => [key, type]));
  return new Map(
    Object.entries(fields).map(([key, value]) => {
      const type = types.get(key);
      if (!type) throw new Error(`no field “${key}” in the template`);
      return [key, type === 'date-time' ? momentOf(value, now).toISOString() : datesIn(value, now)];
    }),
  );
}

/** `filled` says that the record answered; here a person did. */
const asWritten = (doc: DocJson): DocJson => ({
  ...doc,
  content: doc.content?.map(({ attrs: { filled: _, ...attrs } = {}, ...block }) => ({ ...block, attrs })),
});
