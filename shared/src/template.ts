import { z } from 'zod';
import { NoteKind } from './note.ts';
import { Id, line, PersonRef, Time, text } from './primitives.ts';

/** What a program does for its client; decides which templates it starts with. */
export const Industry = z.enum([
  'customer-support',
  'technical-support',
  'sales',
  'healthcare',
  'financial-services',
  'legal-compliance',
]);
export type Industry = z.infer<typeof Industry>;
export const industryNames: Record<Industry, string> = {
  'customer-support': 'Customer support',
  'technical-support': 'Technical support',
  sales: 'Sales',
  healthcare: 'Healthcare',
  'financial-services': 'Financial services',
  'legal-compliance': 'Legal & compliance',
};

export const MAX_TEMPLATE_NAME_CHARS = 80;
export const MAX_KEY_CHARS = 40;
export const MAX_LABEL_CHARS = 80;
export const MAX_HELP_CHARS = 240;
export const MAX_OPTION_CHARS = 80;
export const MAX_OPTIONS = 30;
export const MAX_CHECKS = 30;
export const MAX_SECTIONS = 20;
export const MAX_FIELDS_PER_SECTION = 20;
/** Of the whole template, those in "if yes" parts included. */
export const MAX_FIELDS = 80;
export const MAX_ADVICE = 12;
export const MAX_ADVICE_CHARS = 160;
export const MAX_SENTENCES = 100;
export const MAX_WORDS = 5_000;
export const MAX_RECHECK_DAYS = 730;
export const MAX_EDIT_REASON_CHARS = 200;
/** Longest text a field is filled with from the record; it stands in an attribute too (`filled`). */
export const MAX_FILL_CHARS = 1_500;

/** The types of field. `choices` takes several options, `choice` one. */
export const FieldType = z.enum([
  'text',
  'rich',
  'choice',
  'choices',
  'date-time',
  'amount',
  'person',
  'checklist',
  'yes-no',
]);
export type FieldType = z.infer<typeof FieldType>;
export const fieldTypeNames: Record<FieldType, string> = {
  text: 'Text',
  rich: 'Rich text',
  choice: 'Choice',
  choices: 'Several choices',
  'date-time': 'Date and time',
  amount: 'Amount',
  person: 'Person',
  checklist: 'Checklist',
  'yes-no': 'Yes or no',
};

/** Facts of the record that a field can be filled with when a note is made. */
export const FillFact = z.enum([
  'customer.name',
  'customer.email',
  'customer.phone',
  'customer.company',
  'customer.account',
  'customer.timeZone',
  'program',
  'client',
  'case.number',
  'case.subject',
  'case.priority',
  'case.status',
  'case.tags',
  'owner',
  'author',
  /** The last answer that a note of the case gives to a field with this fact. */
  'product',
  'channel',
  /** Of the contact that the note is about; the start is now when there is none. */
  'contact.direction',
  'contact.startedAt',
  'contact.endedAt',
  'contact.reference',
  'openedAt',
  'now',
  'lastUpdateTold',
  'lastUpdateToldAt',
  'nextUpdateDue',
  'resolutionDue',
  'attempts',
]);
export type FillFact = z.infer<typeof FillFact>;

/** What kind of thing a fact is, and so which types of field it can fill. */
const factShapes: Readonly<Record<FillFact, 'words' | 'time' | 'person'>> = {
  'customer.name': 'words',
  'customer.email': 'words',
  'customer.phone': 'words',
  'customer.company': 'words',
  'customer.account': 'words',
  'customer.timeZone': 'words',
  program: 'words',
  client: 'words',
  'case.number': 'words',
  'case.subject': 'words',
  'case.priority': 'words',
  'case.status': 'words',
  'case.tags': 'words',
  owner: 'person',
  author: 'person',
  product: 'words',
  channel: 'words',
  'contact.direction': 'words',
  'contact.startedAt': 'time',
  'contact.endedAt': 'time',
  'contact.reference': 'words',
  openedAt: 'time',
  now: 'time',
  lastUpdateTold: 'words',
  lastUpdateToldAt: 'time',
  nextUpdateDue: 'time',
  resolutionDue: 'time',
  attempts: 'words',
};
const fillable: Readonly<Record<'words' | 'time' | 'person', readonly FieldType[]>> = {
  words: ['text', 'rich', 'choice'],
  time: ['text', 'rich', 'date-time'],
  person: ['text', 'rich', 'person'],
};
/** Whether a field of this type can be filled with this fact. A choice takes only one of its own options. */
export const canFill = (fact: FillFact, type: FieldType): boolean =>
  fillable[factShapes[fact]].includes(type);

/** Stays the field's own through every version of its template: "told-customer". */
export const FieldKey = z
  .string()
  .max(MAX_KEY_CHARS)
  .regex(
    /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    'Small letters, digits and single hyphens, such as "told-customer".',
  );

/** ISO 4217. */
export const Currency = z.string().regex(/^[A-Z]{3}$/, 'Three capital letters, such as EUR.');
const option = line(MAX_OPTION_CHARS);

const base = {
  key: FieldKey,
  label: line(MAX_LABEL_CHARS),
  /** A sentence under the label: what belongs here. */
  help: text(MAX_HELP_CHARS).optional(),
  /** Gates finalising only, never writing. */
  required: z.boolean().default(false),
  fill: FillFact.optional(),
};
const textField = z.strictObject({ ...base, type: z.literal('text') });
const richField = z.strictObject({ ...base, type: z.literal('rich') });
const choiceField = z.strictObject({
  ...base,
  type: z.literal('choice'),
  options: z.array(option).min(2).max(MAX_OPTIONS),
});
const choicesField = z.strictObject({
  ...base,
  type: z.literal('choices'),
  options: z.array(option).min(2).max(MAX_OPTIONS),
});
const dateTimeField = z.strictObject({ ...base, type: z.literal('date-time') });
/** `currency`: what the field offers first. */
const amountField = z.strictObject({ ...base, type: z.literal('amount'), currency: Currency });
const personField = z.strictObject({ ...base, type: z.literal('person') });
/** Complete once every item is ticked; more may be added in a note. */
const checklistField = z.strictObject({
  ...base,
  type: z.literal('checklist'),
  items: z.array(option).min(1).max(MAX_CHECKS),
});

/** Fields that may stand in an "if yes" part: everything but another question of that kind. */
export const PlainField = z.discriminatedUnion('type', [
  textField,
  richField,
  choiceField,
  choicesField,
  dateTimeField,
  amountField,
  personField,
  checklistField,
]);
export type PlainField = z.output<typeof PlainField>;

/** `ifYes`: shown, and asked for, once the answer is yes. */
const yesNoField = z.strictObject({
  ...base,
  type: z.literal('yes-no'),
  ifYes: z.array(PlainField).max(MAX_FIELDS_PER_SECTION).default([]),
});

export const TemplateField = z.discriminatedUnion('type', [...PlainField.options, yesNoField]);
export type TemplateField = z.output<typeof TemplateField>;

/** A heading of the note and its fields, in order. Without fields it is a place to write freely. */
export const TemplateSection = z.strictObject({
  key: FieldKey,
  title: line(MAX_LABEL_CHARS),
  fields: z.array(TemplateField).max(MAX_FIELDS_PER_SECTION).default([]),
});
export type TemplateSection = z.output<typeof TemplateSection>;

const span = (max: number) =>
  z.strictObject({ min: z.number().int().min(0).max(max), max: z.number().int().min(1).max(max) });
const advice = z.array(line(MAX_ADVICE_CHARS)).max(MAX_ADVICE).default([]);

export const TemplateContent = z.strictObject({
  sections: z.array(TemplateSection).min(1).max(MAX_SECTIONS),
  /** Habits of a good note of this kind, each a short sentence. */
  dos: advice,
  donts: advice,
  /** How long such a note usually is; hints, never a gate. */
  length: z
    .strictObject({ sentences: span(MAX_SENTENCES).optional(), words: span(MAX_WORDS).optional() })
    .default({}),
  /** A note made from it is looked at again every so many days; absent: its people say whether and when. */
  recheckEvery_days: z.number().int().min(1).max(MAX_RECHECK_DAYS).optional(),
});
export type TemplateContent = z.output<typeof TemplateContent>;
export type TemplateContentInput = z.input<typeof TemplateContent>;

/** A template that a program of an industry starts with. Data: server/src/template/shipped. */
export interface ShippedTemplate {
  readonly kind: NoteKind;
  readonly name: string;
  readonly content: TemplateContentInput;
}

/** Every field in the order of the note; those of an "if yes" part come right after their question. */
export const fieldsOf = (content: TemplateContent): TemplateField[] =>
  content.sections.flatMap(({ fields }) => fields.flatMap(withPart));

const withPart = (field: TemplateField): TemplateField[] =>
  field.type === 'yes-no' ? [field, ...field.ifYes] : [field];

export interface TemplateFault {
  /** Dotted, as in a refusal's `fields`: "sections.0.fields.2.key". */
  readonly path: string;
  readonly message: string;
}

/** What the schema alone cannot say: keys and options that repeat, facts that do not fit, spans upside down. */
export function validateTemplate(content: TemplateContent): TemplateFault[] {
  const faults: TemplateFault[] = [];
  const keys = new Map<string, string>();
  const claim = (key: string, path: string) => {
    const first = keys.get(key);
    if (first !== undefined) faults.push({ path: `${path}.key`, message: `“${key}” is used twice.` });
    else keys.set(key, path);
  };
  const checkField = (field: TemplateField, path: string) => {
    claim(field.key, path);
    faults.push(...faultsOf(field, path));
    if (field.type !== 'yes-no') return;
    for (const [i, inner] of field.ifYes.entries()) checkField(inner, `${path}.ifYes.${i}`);
  };
  const sectionKeys = new Set<string>();
  for (const [i, section] of content.sections.entries()) {
    const path = `sections.${i}`;
    if (sectionKeys.has(section.key))
      faults.push({ path: `${path}.key`, message: `“${section.key}” is used twice.` });
    sectionKeys.add(section.key);
    for (const [f, field] of section.fields.entries()) checkField(field, `${path}.fields.${f}`);
  }
  if (keys.size > MAX_FIELDS)
    faults.push({ path: 'sections', message: `A template holds at most ${MAX_FIELDS} fields.` });
  for (const unit of ['sentences', 'words'] as const) {
    const span = content.length[unit];
    if (span && span.min > span.max)
      faults.push({ path: `length.${unit}`, message: 'The least is more than the most.' });
  }
  return faults;
}

function faultsOf(field: TemplateField, path: string): TemplateFault[] {
  const faults: TemplateFault[] = [];
  if (field.fill && !canFill(field.fill, field.type))
    faults.push({ path: `${path}.fill`, message: 'This fact does not fit that type of field.' });
  const [name, entries] = listOf(field);
  const seen = new Set<string>();
  for (const [i, entry] of entries.entries()) {
    if (seen.has(entry.toLowerCase()))
      faults.push({ path: `${path}.${name}.${i}`, message: `“${entry}” is there twice.` });
    seen.add(entry.toLowerCase());
  }
  return faults;
}

function listOf(field: TemplateField): [string, readonly string[]] {
  if (field.type === 'choice' || field.type === 'choices') return ['options', field.options];
  return field.type === 'checklist' ? ['items', field.items] : ['items', []];
}

// The API

/** One version of a template. It never changes; a note names the one it was made from. */
export const TemplateVersion = z.object({
  id: Id,
  version: z.number().int().min(1),
  programId: Id,
  kind: NoteKind,
  name: z.string(),
  content: TemplateContent,
  at: Time,
  /** Null: it came with Caseroom. */
  by: PersonRef.nullable(),
  /** Why it was edited; empty for what came with Caseroom. */
  reason: z.string(),
});
export type TemplateVersion = z.infer<typeof TemplateVersion>;

/** `GET /api/programs/:id/templates`: the newest version of each kind's template. */
export const ProgramTemplates = z.object({ industry: Industry, items: z.array(TemplateVersion) });
export type ProgramTemplates = z.infer<typeof ProgramTemplates>;

/** `GET /api/admin/templates/:id/versions`, newest first. */
export const TemplateVersions = z.object({ items: z.array(TemplateVersion) });

/** `PUT /api/admin/programs/:id/templates/:kind`: a new version. `after`: the version it was edited from, 0 for none. */
export const SaveTemplate = z.strictObject({
  name: line(MAX_TEMPLATE_NAME_CHARS),
  content: TemplateContent,
  after: z.number().int().min(0),
  reason: line(MAX_EDIT_REASON_CHARS),
});
export type SaveTemplate = z.input<typeof SaveTemplate>;

export const MAX_AMENDMENT_REASON_CHARS = 500;
export const AmendNote = z.strictObject({ reason: line(MAX_AMENDMENT_REASON_CHARS) });
export type AmendNote = z.infer<typeof AmendNote>;
