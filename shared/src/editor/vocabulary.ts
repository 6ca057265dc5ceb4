/**
 * The editor schema as data: every node, mark and attribute a note may hold, and what may stand in what.
 * The client's Tiptap extensions are tested against it; the server refuses edits that leave it. Changing it
 * means raising `editorSchemaVersion` in wire.ts.
 */
export interface NodeRule {
  /** Names of the nodes that may stand directly in it; `text` stands for a run of text. */
  readonly children: readonly string[];
  readonly attrs: readonly string[];
  /** Holds inline content: one line of the note's text. */
  readonly textblock?: true;
  /** Stands within a line. */
  readonly inline?: true;
  /** A line whose words are not text but attributes: a chosen option, a date, a person. */
  readonly answer?: true;
}

const blocks = [
  'paragraph',
  'heading',
  'bulletList',
  'orderedList',
  'taskList',
  'blockquote',
  'codeBlock',
  'horizontalRule',
  'table',
] as const;
const fields = ['field', 'fieldValue', 'fieldChoices'] as const;
const inline = ['text', 'hardBreak', 'mention', 'due'] as const;
const cell: NodeRule = { children: blocks, attrs: ['colspan', 'rowspan', 'colwidth', 'align'] };

export const nodeRules = {
  doc: { children: [...blocks, ...fields], attrs: [] },
  /**
   * `source`: the line of the note's draft that it was written as, which leads to what was said; `reviewed`: somebody
   * has looked at it and lets it stand.
   */
  paragraph: { children: inline, attrs: ['source', 'reviewed'], textblock: true },
  heading: { children: inline, attrs: ['level'], textblock: true },
  codeBlock: { children: ['text'], attrs: ['language'], textblock: true },
  blockquote: { children: blocks, attrs: [] },
  bulletList: { children: ['listItem'], attrs: [] },
  orderedList: { children: ['listItem'], attrs: ['start', 'type'] },
  listItem: { children: blocks, attrs: [] },
  taskList: { children: ['taskItem'], attrs: [] },
  /** `followUp`: a uuid that stays the item's own however it is moved. `draft`: nobody has to do it until the note is final. */
  taskItem: { children: blocks, attrs: ['checked', 'followUp', 'draft'] },
  horizontalRule: { children: [], attrs: [] },
  table: { children: ['tableRow'], attrs: [] },
  tableRow: { children: ['tableCell', 'tableHeader'], attrs: [] },
  tableCell: cell,
  tableHeader: cell,
  /**
   * A field of the note's template that is written in: `type` text, rich or checklist. `key` is the field's in the
   * template, `label` what the note calls it, `filled` the text it was filled with from the record.
   */
  field: { children: blocks, attrs: ['key', 'type', 'label', 'filled'] },
  /**
   * A field with one answer: `type` choice, date-time, amount, person or yes-no. `value`: the option itself; an ISO
   * time; "49.90 EUR"; a person's id and name, "8f… Ana Reis"; "yes" or "no". Absent while there is no answer.
   */
  fieldValue: { children: [], attrs: ['key', 'type', 'label', 'value', 'filled'], answer: true },
  /** A field that takes several options, each of them there from the beginning: `type` choices. */
  fieldChoices: { children: ['fieldOption'], attrs: ['key', 'type', 'label'], answer: true },
  fieldOption: { children: [], attrs: ['label', 'chosen'] },
  hardBreak: { children: [], attrs: [], inline: true },
  /** `id`: a person's id, or "role:lead", or "team:Day". */
  mention: { children: [], attrs: ['id', 'label', 'mentionSuggestionChar'], inline: true },
  /** When its task is due. `at`: an ISO time; `promise`: true when the customer was promised it. */
  due: { children: [], attrs: ['at', 'promise'], inline: true },
} as const satisfies Record<string, NodeRule>;

/** Marks, with the attributes each may carry. */
export const markRules: Readonly<Record<string, readonly string[]>> = {
  bold: [],
  italic: [],
  strike: [],
  underline: [],
  code: [],
  link: ['href'],
  /** The text a comment thread is about. Only the server applies it; an id no thread has means nothing. */
  comment: ['thread'],
};

/** Longest value of one attribute (a link's address, a code block's language), in UTF-16 code units. */
export const MAX_ATTRIBUTE_CHARS = 2_048;
/** Deepest nesting of blocks, counted from the body. A list in a list in a table cell is 9. */
export const MAX_DEPTH = 40;

export function nodeRule(name: string): NodeRule | undefined {
  return Object.hasOwn(nodeRules, name) ? nodeRules[name as keyof typeof nodeRules] : undefined;
}

/** y-prosemirror stores an overlapping mark under `name--<hash>`; the name alone decides. */
export const markName = (key: string): string => key.replace(/--[A-Za-z0-9+/=]{8}$/, '');

const safeHref = /^(https?:\/\/|mailto:|tel:)[^\s]/i;

/** Whether a link may point there: http, https, mailto or tel; never relative or protocol-relative. */
export function isAllowedHref(href: unknown): href is string {
  if (typeof href !== 'string' || href.length > MAX_ATTRIBUTE_CHARS) return false;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers strip these before they read the scheme.
  return !/[\u0000-\u001f\u007f]/.test(href) && safeHref.test(href);
}
