import { COMMENT_MARK } from '@caseroom/shared/editor/anchor';
import { Mark, mergeAttributes } from '@tiptap/core';
import { commentPaste } from './comment-paste.ts';

/** What the element of a commented text carries: the id of its thread. */
const THREAD_ATTRIBUTE = 'data-comment';

/**
 * The text a thread is about. The server puts it into the note; the editor only carries it along. By itself it
 * looks like nothing: threads that this person knows of are drawn over it.
 */
export const CommentMark = Mark.create({
  name: COMMENT_MARK,
  excludes: '',
  inclusive: false,
  addAttributes() {
    return {
      thread: {
        default: null,
        parseHTML: (element: HTMLElement) => element.getAttribute(THREAD_ATTRIBUTE),
        renderHTML: ({ thread }) => (typeof thread === 'string' ? { [THREAD_ATTRIBUTE]: thread } : {}),
      },
    };
  },
  parseHTML: () => [{ tag: `span[${THREAD_ATTRIBUTE}]` }],
  renderHTML: ({ HTMLAttributes }) => ['span', mergeAttributes(HTMLAttributes), 0],
  addProseMirrorPlugins: () => [commentPaste()],
});
