import { type Attributes, Node } from '@tiptap/core';

/**
 * The nodes of a template's fields, as `vocabulary.ts` has them: what they hold and how they are copied. What they
 * look like in the editor is in `field-views.ts`. They stand only at the top of a note.
 */

/** An attribute that is copied along under this name; absent while it is null. */
const kept = (name: string, attribute = `data-${name}`): Attributes => ({
  [name]: {
    default: null,
    keepOnSplit: false,
    parseHTML: (element: HTMLElement) => element.getAttribute(attribute),
    renderHTML: (attrs: Record<string, unknown>) => {
      const value = attrs[name];
      return value === null || value === undefined ? {} : { [attribute]: String(value) };
    },
  },
});

const named = { ...kept('key'), ...kept('type'), ...kept('label') };

/** A note's blocks, and its fields. */
export const NoteDocument = Node.create({
  name: 'doc',
  topNode: true,
  content: '(block | templateField)+',
});

/** A field one writes in. Its edges keep what is done inside it inside. */
export const Field = Node.create({
  name: 'field',
  group: 'templateField',
  content: 'block+',
  isolating: true,
  defining: true,
  selectable: false,
  addAttributes: () => ({ ...named, ...kept('filled') }),
  parseHTML: () => [{ tag: 'div[data-field="text"]' }],
  renderHTML: ({ HTMLAttributes }) => ['div', { ...HTMLAttributes, 'data-field': 'text' }, 0],
});

/** A field with one answer. */
export const FieldValue = Node.create({
  name: 'fieldValue',
  group: 'templateField',
  atom: true,
  selectable: true,
  addAttributes: () => ({ ...named, ...kept('value'), ...kept('filled') }),
  parseHTML: () => [{ tag: 'div[data-field="value"]' }],
  renderHTML: ({ HTMLAttributes }) => ['div', { ...HTMLAttributes, 'data-field': 'value' }],
});

/** A field that takes several of its options. */
export const FieldChoices = Node.create({
  name: 'fieldChoices',
  group: 'templateField',
  content: 'fieldOption*',
  atom: true,
  isolating: true,
  selectable: true,
  addAttributes: () => named,
  parseHTML: () => [{ tag: 'div[data-field="choices"]' }],
  renderHTML: ({ HTMLAttributes }) => ['div', { ...HTMLAttributes, 'data-field': 'choices' }, 0],
});

export const FieldOption = Node.create({
  name: 'fieldOption',
  selectable: false,
  addAttributes: () => ({
    ...kept('label'),
    chosen: {
      default: null,
      keepOnSplit: false,
      parseHTML: (element: HTMLElement) => element.hasAttribute('data-chosen') || null,
      renderHTML: ({ chosen }: Record<string, unknown>) => (chosen ? { 'data-chosen': 'true' } : {}),
    },
  }),
  parseHTML: () => [{ tag: 'div[data-option]' }],
  renderHTML: ({ HTMLAttributes }) => ['div', { ...HTMLAttributes, 'data-option': '' }],
});

export const fieldNodes = [Field, FieldValue, FieldChoices, FieldOption];
export const fieldNames: ReadonlySet<string> = new Set(['field', 'fieldValue', 'fieldChoices']);
