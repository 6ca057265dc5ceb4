import { Node } from '@tiptap/core';
import { rightNow } from '../../platform/clock.ts';
import { chipOf } from '../due-words.ts';

/** How often the chips on screen look at the clock, ms. */
const TICK_MS = 15_000;

interface Chip {
  attrs: Readonly<Record<string, unknown>>;
  readonly element: HTMLElement;
}

const chips = new Set<Chip>();
let timer: number | undefined;

function keep(chip: Chip): () => void {
  chips.add(chip);
  timer ??= window.setInterval(() => chips.forEach(draw), TICK_MS);
  return () => {
    chips.delete(chip);
    if (chips.size > 0) return;
    window.clearInterval(timer);
    timer = undefined;
  };
}

function draw({ attrs, element }: Chip): void {
  const chip = chipOf(attrs, rightNow());
  element.textContent = chip?.words ?? 'due';
  element.dataset.tone = chip?.tone ?? 'later';
  element.dataset.promise = String(chip?.promise ?? false);
  element.title = chip ? chip.at.toLocaleString('en-GB', { dateStyle: 'full', timeStyle: 'short' }) : '';
}

/** When the task it stands in is due; `promise` when the customer was promised it. */
export const Due = Node.create({
  name: 'due',
  group: 'inline',
  inline: true,
  atom: true,
  selectable: true,

  addAttributes() {
    return {
      at: {
        default: null,
        parseHTML: (element) => element.getAttribute('datetime'),
        renderHTML: ({ at }) => ({ datetime: at }),
      },
      promise: {
        default: false,
        parseHTML: (element) => element.getAttribute('data-promise') === 'true',
        renderHTML: ({ promise }) => ({ 'data-promise': String(promise) }),
      },
    };
  },

  parseHTML() {
    return [{ tag: 'time[data-type="due"]' }];
  },

  renderHTML({ node, HTMLAttributes }) {
    const words = chipOf(node.attrs, rightNow())?.words ?? 'due';
    return ['time', { ...HTMLAttributes, 'data-type': 'due', class: 'due' }, words];
  },

  renderText({ node }) {
    return chipOf(node.attrs, rightNow())?.words ?? '';
  },

  addNodeView() {
    return ({ node }) => {
      const element = document.createElement('span');
      element.className = 'due';
      element.contentEditable = 'false';
      const chip: Chip = { attrs: node.attrs, element };
      draw(chip);
      const destroy = keep(chip);
      return {
        dom: element,
        update: (next) => {
          if (next.type !== node.type) return false;
          chip.attrs = next.attrs;
          draw(chip);
          return true;
        },
        destroy,
      };
    };
  },
});
