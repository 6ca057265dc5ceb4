import { Extension } from '@tiptap/core';

/**
 * Where a line was drafted from, and whether somebody let it stand. Neither is copied: a line that is pasted or split
 * off was written by whoever did that.
 */
const kept = (attribute: string, name: string) => ({
  default: null,
  keepOnSplit: false,
  parseHTML: () => null,
  renderHTML: (attributes: Record<string, unknown>) =>
    attributes[name] ? { [attribute]: String(attributes[name]) } : {},
});

export const DraftAttributes = Extension.create({
  name: 'draftAttributes',
  addGlobalAttributes: () => [
    {
      types: ['paragraph'],
      attributes: { source: kept('data-source', 'source'), reviewed: kept('data-reviewed', 'reviewed') },
    },
    { types: ['taskItem'], attributes: { draft: kept('data-draft', 'draft') } },
  ],
});
