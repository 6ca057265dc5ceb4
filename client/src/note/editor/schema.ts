import { COMMENT_MARK } from '@caseroom/shared/editor/anchor';
import { isAllowedHref } from '@caseroom/shared/editor/vocabulary';
import { type Extensions, mergeAttributes } from '@tiptap/core';
import { Code } from '@tiptap/extension-code';
import { CodeBlock } from '@tiptap/extension-code-block';
import { Link } from '@tiptap/extension-link';
import { TaskList } from '@tiptap/extension-list';
import { Mention } from '@tiptap/extension-mention';
import { TableKit } from '@tiptap/extension-table';
import { StarterKit } from '@tiptap/starter-kit';
import { DraftAttributes } from '../draft/draft-attributes.ts';
import { fieldNodes, NoteDocument } from '../fields/field-nodes.ts';
import { CommentMark } from './comment-mark.ts';
import { Due } from './due-node.ts';
import { FollowUpItem } from './follow-up-item.ts';

/**
 * A link stores its address and nothing else: where it opens and what it tells the other site is the page's
 * business, and pasted markup must not decide it.
 */
export const SafeLink = Link.extend({
  addAttributes() {
    return { href: { default: null, parseHTML: (element: HTMLElement) => element.getAttribute('href') } };
  },
}).configure({
  openOnClick: false,
  defaultProtocol: 'https',
  markdownLinks: true,
  isAllowedUri: (url) => isAllowedHref(url),
  HTMLAttributes: { target: '_blank', rel: 'noopener noreferrer nofollow' },
});

/** A person named in the text. Its label is kept, so that the note reads the same when they are renamed. */
export const PersonMention = Mention.configure({
  HTMLAttributes: { class: 'mention' },
  renderText: ({ node }) => `@${node.attrs.label ?? ''}`,
  renderHTML: ({ options, node }) => [
    'span',
    mergeAttributes(options.HTMLAttributes),
    `@${node.attrs.label ?? ''}`,
  ],
});

/**
 * Code takes no other format, but people comment on it. An editor that did not allow that would throw a commented
 * line of log away, as y-tiptap does with what its schema does not take.
 */
const CommentedCode = Code.extend({ excludes: 'code bold italic strike underline link' });
const CommentedCodeBlock = CodeBlock.extend({ marks: COMMENT_MARK });

/** Heading levels a note offers. The case's own title is the page's level 1. */
const headingLevels = [1, 2, 3] as const;

/**
 * Everything that decides what a note may hold. `vocabulary.ts` in shared says the same as data, and a test
 * holds the two together. No trailing node: opening a note must never write into it.
 */
export const schemaExtensions: Extensions = [
  NoteDocument,
  StarterKit.configure({
    document: false,
    undoRedo: false,
    link: false,
    code: false,
    codeBlock: false,
    trailingNode: false,
    heading: { levels: [...headingLevels] },
    dropcursor: { color: 'var(--mantine-primary-color-filled)', width: 2 },
  }),
  SafeLink,
  TaskList,
  FollowUpItem,
  TableKit.configure({ table: { resizable: false } }),
  PersonMention,
  Due,
  CommentedCode,
  CommentedCodeBlock,
  CommentMark,
  ...fieldNodes,
  DraftAttributes,
];
