import { TaskItem } from '@tiptap/extension-list';
import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { Plugin, PluginKey, type Transaction } from '@tiptap/pm/state';
import { ySyncPluginKey } from '@tiptap/y-tiptap';

/** A task item whose `followUp` stays its own: moving keeps it, a copy is given another. */
export const FollowUpItem = TaskItem.extend({
  addAttributes() {
    return {
      ...this.parent?.(),
      followUp: {
        default: null,
        keepOnSplit: false,
        parseHTML: (element: HTMLElement) => element.getAttribute('data-follow-up'),
        renderHTML: ({ followUp }: Record<string, unknown>) =>
          followUp ? { 'data-follow-up': String(followUp) } : {},
      },
    };
  },

  addProseMirrorPlugins() {
    return [
      ...(this.parent?.() ?? []),
      new Plugin({
        key: new PluginKey('followUpIds'),
        appendTransaction: (transactions, _before, { doc, tr }) => {
          if (!transactions.some(isOwn)) return null;
          for (const { at, id } of missingIds(doc, () => crypto.randomUUID()))
            tr.setNodeAttribute(at, 'followUp', id);
          return tr.docChanged ? tr : null;
        },
      }),
    ];
  },
}).configure({ nested: true });

/** Whether this person changed the text; what arrives from others has its ids, or is being given them there. */
const isOwn = (transaction: Transaction): boolean =>
  transaction.docChanged && !transaction.getMeta(ySyncPluginKey)?.isChangeOrigin;

/** Items with a due time that have no id yet, and those that carry an id that stands before them already. */
export function missingIds(doc: ProseMirrorNode, newId: () => string): { at: number; id: string }[] {
  const seen = new Set<unknown>();
  const missing: { at: number; id: string }[] = [];
  doc.descendants((node, at) => {
    if (node.type.name !== 'taskItem') return;
    const { followUp } = node.attrs;
    const isCopy = followUp !== null && seen.has(followUp);
    if (isCopy || (followUp === null && hasDue(node))) missing.push({ at, id: newId() });
    seen.add(followUp);
  });
  return missing;
}

/** In its own lines; those of a list within it are other tasks'. */
export function hasDue(item: ProseMirrorNode): boolean {
  let found = false;
  item.descendants((node) => {
    found ||= node.type.name === 'due';
    return node.type.name !== 'taskItem';
  });
  return found;
}
