import {
  IconBlockquote,
  IconBold,
  IconClock,
  IconCode,
  IconH1,
  IconH2,
  IconH3,
  IconItalic,
  IconList,
  IconListCheck,
  IconListNumbers,
  IconMinus,
  IconPilcrow,
  IconSourceCode,
  IconStrikethrough,
  IconTable,
} from '@tabler/icons-react';
import type { ChainedCommands, Editor } from '@tiptap/core';
import type { ComponentType } from 'react';

/** One thing a person can make of their text: in the toolbar, in the slash menu and on the keyboard alike. */
export interface Format {
  readonly id: string;
  readonly label: string;
  readonly Icon: ComponentType<{ size?: number; stroke?: number }>;
  /** Its shortcut, as `ui/keys.tsx` reads it. */
  readonly keys?: string;
  /** What to type for it, where Markdown has a way. */
  readonly typed?: string;
  /** Other words the slash menu finds it by. */
  readonly words?: string;
  readonly isActive: (editor: Editor) => boolean;
  readonly apply: (chain: ChainedCommands) => ChainedCommands;
}

export const markFormats: readonly Format[] = [
  {
    id: 'bold',
    label: 'Bold',
    Icon: IconBold,
    keys: 'mod+b',
    isActive: (editor) => editor.isActive('bold'),
    apply: (chain) => chain.toggleBold(),
  },
  {
    id: 'italic',
    label: 'Italic',
    Icon: IconItalic,
    keys: 'mod+i',
    isActive: (editor) => editor.isActive('italic'),
    apply: (chain) => chain.toggleItalic(),
  },
  {
    id: 'strike',
    label: 'Strike through',
    Icon: IconStrikethrough,
    keys: 'mod+shift+s',
    isActive: (editor) => editor.isActive('strike'),
    apply: (chain) => chain.toggleStrike(),
  },
  {
    id: 'code',
    label: 'Code',
    Icon: IconCode,
    keys: 'mod+e',
    isActive: (editor) => editor.isActive('code'),
    apply: (chain) => chain.toggleCode(),
  },
];

const heading = (level: 1 | 2 | 3, Icon: Format['Icon'], label: string, words: string): Format => ({
  id: `heading-${level}`,
  label,
  Icon,
  keys: `mod+alt+${level}`,
  typed: '#'.repeat(level),
  words,
  isActive: (editor) => editor.isActive('heading', { level }),
  apply: (chain) => chain.toggleHeading({ level }),
});

export const blockFormats: readonly Format[] = [
  {
    id: 'paragraph',
    label: 'Text',
    Icon: IconPilcrow,
    keys: 'mod+alt+0',
    words: 'paragraph plain normal',
    isActive: (editor) =>
      editor.isActive('paragraph') && !editor.isActive('listItem') && !editor.isActive('taskItem'),
    apply: (chain) => chain.clearNodes(),
  },
  heading(1, IconH1, 'Large heading', 'title h1'),
  heading(2, IconH2, 'Heading', 'subtitle h2'),
  heading(3, IconH3, 'Section', 'label small heading h3'),
  {
    id: 'bullets',
    label: 'Bullet list',
    Icon: IconList,
    keys: 'mod+shift+8',
    typed: '-',
    words: 'unordered points',
    isActive: (editor) => editor.isActive('bulletList'),
    apply: (chain) => chain.toggleBulletList(),
  },
  {
    id: 'numbers',
    label: 'Numbered list',
    Icon: IconListNumbers,
    keys: 'mod+shift+7',
    typed: '1.',
    words: 'ordered steps',
    isActive: (editor) => editor.isActive('orderedList'),
    apply: (chain) => chain.toggleOrderedList(),
  },
  {
    id: 'tasks',
    label: 'Task list',
    Icon: IconListCheck,
    keys: 'mod+shift+9',
    typed: '[ ]',
    words: 'todo checkbox next steps',
    isActive: (editor) => editor.isActive('taskList'),
    apply: (chain) => chain.toggleTaskList(),
  },
  {
    id: 'quote',
    label: 'Quote',
    Icon: IconBlockquote,
    keys: 'mod+shift+b',
    typed: '>',
    words: 'customer words blockquote',
    isActive: (editor) => editor.isActive('blockquote'),
    apply: (chain) => chain.toggleBlockquote(),
  },
  {
    id: 'code-block',
    label: 'Code block',
    Icon: IconSourceCode,
    keys: 'mod+alt+c',
    typed: '```',
    words: 'log evidence pre verbatim',
    isActive: (editor) => editor.isActive('codeBlock'),
    apply: (chain) => chain.toggleCodeBlock(),
  },
];

export const insertFormats: readonly Format[] = [
  {
    id: 'table',
    label: 'Table',
    Icon: IconTable,
    words: 'grid columns rows',
    isActive: (editor) => editor.isActive('table'),
    apply: (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }),
  },
  {
    id: 'due',
    label: 'Due time',
    Icon: IconClock,
    typed: '@@',
    words: 'follow-up promise deadline reminder',
    isActive: () => false,
    apply: (chain) => chain.insertContent('@@'),
  },
  {
    id: 'rule',
    label: 'Divider',
    Icon: IconMinus,
    typed: '---',
    words: 'line horizontal rule separator',
    isActive: () => false,
    apply: (chain) => chain.setHorizontalRule(),
  },
];

/** Applies a format where the person is, and leaves them there. */
export const applyFormat = (editor: Editor, format: Format): boolean =>
  format.apply(editor.chain().focus()).run();

/** The formats a slash query finds: every word of it begins a word of the format's. */
export function findFormats(query: string, formats: readonly Format[]): Format[] {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  return formats.filter(({ label, words = '', typed = '' }) => {
    const known = [...`${label} ${words}`.toLowerCase().split(/\s+/), typed];
    return wanted.every((word) => known.some((other) => other.startsWith(word)));
  });
}
