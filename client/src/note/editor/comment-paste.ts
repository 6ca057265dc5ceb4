import { COMMENT_MARK } from '@caseroom/shared/editor/anchor';
import { Fragment, type Node, Slice } from '@tiptap/pm/model';
import { Plugin } from '@tiptap/pm/state';

/**
 * Keeps pasted text from taking a thread to a second place: a mark comes in only with text that was cut, or is
 * being moved, within this note. A copy, from here or from another note, comes in without.
 */
export const commentPaste = (): Plugin => {
  let cut: ReadonlySet<string> = new Set();
  return new Plugin({
    props: {
      handleDOMEvents: {
        cut: ({ state }) => {
          cut = threadsIn(state.selection.content().content);
        },
        copy: () => {
          cut = new Set();
        },
      },
      transformPasted: (slice, { dragging, state }) => {
        if (dragging?.move) return slice;
        const standing = threadsIn(state.doc.content);
        return onlyOf(slice, new Set([...cut].filter((thread) => !standing.has(thread))));
      },
    },
  });
};

function threadsIn(content: Fragment): Set<string> {
  const threads = new Set<string>();
  content.descendants(({ marks }) => {
    for (const { type, attrs } of marks) if (type.name === COMMENT_MARK) threads.add(String(attrs.thread));
  });
  return threads;
}

/** The same content, with no other threads than these. */
export const onlyOf = ({ content, openStart, openEnd }: Slice, threads: ReadonlySet<string>): Slice =>
  new Slice(fragmentOf(content, threads), openStart, openEnd);

const fragmentOf = (content: Fragment, threads: ReadonlySet<string>): Fragment =>
  Fragment.fromArray(content.content.map((node) => nodeOf(node, threads)));

function nodeOf(node: Node, threads: ReadonlySet<string>): Node {
  if (!node.isText) return node.copy(fragmentOf(node.content, threads));
  const stays = (thread: unknown) => typeof thread === 'string' && threads.has(thread);
  return node.mark(node.marks.filter(({ type, attrs }) => type.name !== COMMENT_MARK || stays(attrs.thread)));
}
