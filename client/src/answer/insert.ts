import type { DocJson } from '@caseroom/shared/note';
import type { Editor } from '@tiptap/core';

type ListType = 'bulletList' | 'orderedList';
const bullet = /^\s*[-*•]\s+/;
const numbered = /^\s*\d{1,3}[.)]\s+/;

/** A card's words as blocks of a note: a line is a paragraph, lines that begin with a dash or a number are lists. */
export function blocksOf(text: string): DocJson[] {
  const blocks: DocJson[] = [];
  for (const line of text.split('\n').filter((one) => one.trim() !== '')) {
    const type = listOf(line);
    const words = paragraph(line.replace(type === 'orderedList' ? numbered : type ? bullet : '', '').trim());
    const last = blocks.at(-1);
    if (!type) blocks.push(words);
    else if (last?.type === type) last.content?.push({ type: 'listItem', content: [words] });
    else blocks.push({ type, content: [{ type: 'listItem', content: [words] }] });
  }
  return blocks;
}

const listOf = (line: string): ListType | null =>
  bullet.test(line) ? 'bulletList' : numbered.test(line) ? 'orderedList' : null;

const paragraph = (text: string): DocJson => ({ type: 'paragraph', content: [{ type: 'text', text }] });

/**
 * Puts words into a note as its writer's own edit, which they can undo: at the caret, or at the end of a note they
 * have not been in. False when the note takes none.
 */
export function insertInto(editor: Editor, text: string, atCaret: boolean): boolean {
  const before = editor.state.doc;
  const blocks = blocksOf(text);
  if (atCaret) editor.chain().focus().insertContent(blocks).run();
  if (editor.state.doc.eq(before))
    editor.chain().insertContentAt(editor.state.doc.content.size, blocks).focus('end').run();
  return !editor.state.doc.eq(before);
}
