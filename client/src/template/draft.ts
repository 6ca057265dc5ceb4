import {
  type FieldType,
  fieldsOf,
  MAX_KEY_CHARS,
  TemplateContent,
  type TemplateFault,
  type TemplateField,
  type TemplateSection,
  validateTemplate,
} from '@caseroom/shared/template';

/** A template while an admin works on it. It may break rules until it is published. */
export interface Draft {
  readonly name: string;
  readonly content: TemplateContent;
}

/** Where a field stands: in a section, or in the "if yes" part of a question of it. */
export interface FieldPlace {
  readonly section: number;
  readonly field: number;
  readonly part?: number;
}

/** As in a fault: "sections.0.fields.2", "sections.0.fields.2.ifYes.1". */
export const pathOf = ({ section, field, part }: FieldPlace): string =>
  `sections.${section}.fields.${field}${part === undefined ? '' : `.ifYes.${part}`}`;

const NEW_SECTION = 'new-section';

type Sections = readonly TemplateSection[];

const withSections = (content: TemplateContent, sections: Sections): TemplateContent => ({
  ...content,
  sections: [...sections],
});

/** The list with one item moved a place up or down; the same list at its ends. */
export function moved<T>(items: readonly T[], index: number, step: 1 | -1): T[] {
  const next = [...items];
  const to = index + step;
  const item = next[index];
  if (item === undefined || to < 0 || to >= next.length) return next;
  next.splice(index, 1);
  next.splice(to, 0, item);
  return next;
}

export function changeSection(
  content: TemplateContent,
  index: number,
  change: (section: TemplateSection) => TemplateSection,
): TemplateContent {
  return withSections(
    content,
    content.sections.map((section, at) => (at === index ? change(section) : section)),
  );
}

export function addSection(content: TemplateContent): TemplateContent {
  const title = 'New section';
  const key = freeKey(
    NEW_SECTION,
    content.sections.map((section) => section.key),
  );
  return withSections(content, [...content.sections, { key, title, fields: [] }]);
}

export const removeSection = (content: TemplateContent, index: number): TemplateContent =>
  withSections(
    content,
    content.sections.filter((_, at) => at !== index),
  );

export const moveSection = (content: TemplateContent, index: number, step: 1 | -1): TemplateContent =>
  withSections(content, moved(content.sections, index, step));

/** The fields of the list that a place is in, changed. */
function changeList(
  content: TemplateContent,
  place: FieldPlace,
  change: (fields: readonly TemplateField[], index: number) => readonly TemplateField[],
): TemplateContent {
  return changeSection(content, place.section, (section) => {
    if (place.part === undefined) return { ...section, fields: [...change(section.fields, place.field)] };
    const { part } = place;
    const fields = section.fields.map((field, at) =>
      at === place.field && field.type === 'yes-no'
        ? { ...field, ifYes: [...change(field.ifYes, part)] as typeof field.ifYes }
        : field,
    );
    return { ...section, fields };
  });
}

export const changeField = (
  content: TemplateContent,
  place: FieldPlace,
  change: (field: TemplateField) => TemplateField,
): TemplateContent =>
  changeList(content, place, (fields, index) =>
    fields.map((field, at) => (at === index ? change(field) : field)),
  );

export const removeField = (content: TemplateContent, place: FieldPlace): TemplateContent =>
  changeList(content, place, (fields, index) => fields.filter((_, at) => at !== index));

export const moveField = (content: TemplateContent, place: FieldPlace, step: 1 | -1): TemplateContent =>
  changeList(content, place, (fields, index) => moved(fields, index, step));

/** Appends a field of a type to the list that the place names. */
export function addField(content: TemplateContent, place: FieldPlace, type: FieldType): TemplateContent {
  const label = newLabels[type];
  const key = freeKey(NEW, keysIn(content));
  return changeList(content, place, (fields) => [...fields, shapedAs(type, { key, label, required: false })]);
}

const newLabels: Record<FieldType, string> = {
  text: 'New text',
  rich: 'New text with formatting',
  choice: 'New choice',
  choices: 'New choices',
  'date-time': 'New date and time',
  amount: 'New amount',
  person: 'New person',
  checklist: 'New checklist',
  'yes-no': 'New question',
};

type Shared = Pick<TemplateField, 'key' | 'label' | 'required'> &
  Partial<Pick<TemplateField, 'help' | 'fill'>>;

/** The same field as another type: what both types have is kept, the rest starts anew. */
export function shapedAs(
  type: FieldType,
  field: Shared & { readonly options?: readonly string[] },
): TemplateField {
  const { key, label, required, help, fill } = field;
  const shared = { key, label, required, ...(help ? { help } : {}), ...(fill ? { fill } : {}) };
  const options = [...(field.options ?? ['First option', 'Second option'])];
  if (type === 'choice' || type === 'choices') return { ...shared, type, options };
  if (type === 'amount') return { ...shared, type, currency: 'EUR' };
  if (type === 'checklist') return { ...shared, type, items: ['First thing to check'] };
  if (type === 'yes-no') return { ...shared, type, ifYes: [] };
  return { ...shared, type };
}

const keysIn = (content: TemplateContent): string[] => fieldsOf(content).map(({ key }) => key);

const NEW = 'new-field';
/** What has not been published yet has no key of its own: one is made of its words then. */
export const isNewKey = (key: string): boolean => key.startsWith(NEW) || key.startsWith(NEW_SECTION);

/**
 * The content with keys for what is new in it, made of its words. From then on notes and rules know each field by its
 * key, whatever its label becomes.
 */
export function settled(content: TemplateContent): TemplateContent {
  const keys = keysIn(content).filter((key) => !isNewKey(key));
  const settle = <F extends TemplateField>(field: F): F => {
    const key = isNewKey(field.key) ? freeKey(field.label, keys) : field.key;
    keys.push(key);
    const ifYes = field.type === 'yes-no' ? { ifYes: field.ifYes.map(settle) } : {};
    return { ...field, key, ...ifYes };
  };
  const sectionKeys = content.sections.map(({ key }) => key);
  const sections = content.sections.map((section) => {
    const key = isNewKey(section.key) ? freeKey(section.title, sectionKeys) : section.key;
    sectionKeys.push(key);
    return { ...section, key, fields: section.fields.map(settle) };
  });
  return { ...content, sections };
}

/** A key made of words: "What they were told" → "what-they-were-told", with a number where that is taken. */
export function freeKey(words: string, taken: readonly string[]): string {
  const plain = words
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
    .slice(0, MAX_KEY_CHARS - 3)
    .replace(/-+$/, '');
  const key = plain || 'field';
  if (!taken.includes(key)) return key;
  for (let n = 2; ; n++) if (!taken.includes(`${key}-${n}`)) return `${key}-${n}`;
}

/** What is wrong with a draft, by path; the first fault of each. Empty: it can be published. */
export function faultsIn({ name, content }: Draft): ReadonlyMap<string, string> {
  const parsed = TemplateContent.safeParse(content);
  const faults: TemplateFault[] = parsed.success
    ? validateTemplate(parsed.data)
    : parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message: plainly(message) }));
  const byPath = new Map<string, string>();
  if (name.trim() === '') byPath.set('name', 'Give it a name.');
  for (const { path, message } of faults) if (!byPath.has(path)) byPath.set(path, message);
  return byPath;
}

/** Schema messages that no person would write. */
function plainly(message: string): string {
  if (/>=1 characters/.test(message)) return 'Write something here.';
  if (/>=2 items/.test(message)) return 'Give at least two options.';
  if (/>=1 items/.test(message)) return 'At least one is needed.';
  return message;
}

/** How many faults lie at a path or below it. */
export const faultsBelow = (faults: ReadonlyMap<string, string>, path: string): number =>
  [...faults.keys()].filter((key) => key === path || key.startsWith(`${path}.`)).length;
