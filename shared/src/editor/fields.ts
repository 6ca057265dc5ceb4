import * as Y from 'yjs';
import type { DocJson } from '../note.ts';
import {
  type FieldType,
  MAX_FILL_CHARS,
  type TemplateContent,
  type TemplateField,
  type TemplateSection,
} from '../template.ts';
import { chosenOf, isValue } from './answers.ts';
import { blockLines, visibleString } from './text.ts';

/** Field types whose answer is text in the note itself; the others keep it in attributes. */
export const writtenTypes: readonly FieldType[] = ['text', 'rich', 'checklist'];

/**
 * The document of a new note. `filled`: what the record says, by field key, in the form of the field's `value`
 * attribute or as plain lines. A choice takes only an option of its own.
 */
export function templateDoc(content: TemplateContent, filled: ReadonlyMap<string, string>): DocJson {
  const blocks = content.sections.flatMap((section) => sectionJson(section, filled));
  // Somewhere to write what no field asks for.
  if (blocks.at(-1)?.type !== 'paragraph') blocks.push({ type: 'paragraph' });
  return { type: 'doc', content: blocks };
}

function sectionJson({ title, fields }: TemplateSection, filled: ReadonlyMap<string, string>): DocJson[] {
  const heading = { type: 'heading', attrs: { level: 3 }, content: [{ type: 'text', text: title }] };
  if (fields.length === 0) return [heading, { type: 'paragraph' }];
  const all = fields.flatMap((field) => (field.type === 'yes-no' ? [field, ...field.ifYes] : [field]));
  return [heading, ...all.map((field) => fieldJson(field, filled.get(field.key)))];
}

/** One field as a node of the editor, as it stands in a new note. */
export function fieldJson(field: TemplateField, fill?: string): DocJson {
  const { key, type, label } = field;
  const attrs = { key, type, label };
  if (type === 'choices') {
    const options = field.options.map((option) => ({ type: 'fieldOption', attrs: { label: option } }));
    return { type: 'fieldChoices', attrs, content: options };
  }
  if (type === 'checklist')
    return { type: 'field', attrs, content: [{ type: 'taskList', content: field.items.map(taskItem) }] };
  const value = fill === undefined ? undefined : fittingFill(field, fill);
  if (type === 'text' || type === 'rich') {
    const lines = (value ?? '').split('\n').map(paragraph);
    return { type: 'field', attrs: { ...attrs, ...(value && { filled: value }) }, content: lines };
  }
  return { type: 'fieldValue', attrs: { ...attrs, ...(value && { value, filled: value }) } };
}

/** What of a fill this field can hold; undefined for nothing. */
function fittingFill(field: TemplateField, fill: string): string | undefined {
  const { type } = field;
  if (type === 'choice') return field.options.find((option) => option.toLowerCase() === fill.toLowerCase());
  const lines = fill
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const words = lines.join(type === 'text' ? '; ' : '\n');
  const value = words.length > MAX_FILL_CHARS ? `${words.slice(0, MAX_FILL_CHARS - 1)}…` : words;
  return writtenTypes.includes(type) || isValue(type, value) ? value || undefined : undefined;
}

const paragraph = (text: string): DocJson =>
  text === '' ? { type: 'paragraph' } : { type: 'paragraph', content: [{ type: 'text', text }] };
const taskItem = (text: string): DocJson => ({
  type: 'taskItem',
  attrs: { checked: false },
  content: [paragraph(text)],
});

/** A required field without an answer. */
export interface MissingField {
  readonly key: string;
  readonly label: string;
  /** Its section's title. */
  readonly section: string;
}

/**
 * The required fields of a template that a note does not answer, in their order. What an "if yes" part asks for is
 * missing only while the answer is yes. A field that was taken out of the note is not answered. O(items).
 */
export function missingFields(content: TemplateContent, body: Y.XmlFragment): MissingField[] {
  const nodes = fieldNodes(body);
  const isMissing = (field: TemplateField): boolean =>
    field.required && !(nodes.get(field.key) ?? []).some(isAnswered);
  return content.sections.flatMap(({ title, fields }) =>
    fields
      .flatMap((field) =>
        field.type === 'yes-no' && isYes(field.key, nodes) ? [field, ...field.ifYes] : [field],
      )
      .filter(isMissing)
      .map(({ key, label }) => ({ key, label, section: title })),
  );
}

const isYes = (key: string, nodes: ReadonlyMap<string, readonly Y.XmlElement[]>): boolean =>
  (nodes.get(key) ?? []).some((node) => node.getAttribute('value') === 'yes');

/** The keys of fields nobody is asked for: in an "if yes" part, without a yes, and saying nothing yet. */
export function fieldsAway(content: TemplateContent, body: Y.XmlFragment): string[] {
  const nodes = fieldNodes(body);
  const saysNothing = (key: string) => !(nodes.get(key) ?? []).some((node) => blockLines(node).length > 0);
  return content.sections.flatMap(({ fields }) =>
    fields.flatMap((field) =>
      field.type === 'yes-no' && !isYes(field.key, nodes)
        ? field.ifYes.map(({ key }) => key).filter(saysNothing)
        : [],
    ),
  );
}

/** The fields of a note by key, in reading order. */
export function fieldNodes(body: Y.XmlFragment): Map<string, Y.XmlElement[]> {
  const nodes = new Map<string, Y.XmlElement[]>();
  for (const node of body.toArray()) {
    if (!(node instanceof Y.XmlElement) || !isField(node)) continue;
    const key = String(node.getAttribute('key') ?? '');
    nodes.set(key, [...(nodes.get(key) ?? []), node]);
  }
  return nodes;
}

const isField = ({ nodeName }: Y.XmlElement): boolean =>
  nodeName === 'field' || nodeName === 'fieldValue' || nodeName === 'fieldChoices';

/** Whether a field says something: text, a tick at every item of a checklist, a choice, a value that can be one. */
export function isAnswered(node: Y.XmlElement): boolean {
  const type = String(node.getAttribute('type') ?? '');
  if (node.nodeName === 'fieldValue') return isValue(type, node.getAttribute('value'));
  if (node.nodeName === 'fieldChoices') return chosenOf(node).length > 0;
  if (type !== 'checklist') return hasWords(node);
  const ticks = [...elements(node, 'taskItem')].map(
    (item) => (item.getAttribute('checked') as unknown) === true,
  );
  return ticks.length > 0 && ticks.every(Boolean);
}

/** A mention or a due time says something without a letter. */
function hasWords(node: Y.XmlElement): boolean {
  return node
    .toArray()
    .some((child) =>
      child instanceof Y.XmlText
        ? visibleString(child).trim() !== ''
        : child instanceof Y.XmlElement &&
          (child.nodeName === 'mention' || child.nodeName === 'due' || hasWords(child)),
    );
}

function* elements(parent: Y.XmlElement, name: string): Generator<Y.XmlElement> {
  for (const child of parent.toArray()) {
    if (!(child instanceof Y.XmlElement)) continue;
    if (child.nodeName === name) yield child;
    yield* elements(child, name);
  }
}
