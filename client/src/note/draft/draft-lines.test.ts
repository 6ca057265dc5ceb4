import { getSchema } from '@tiptap/core';
import { EditorState, type Transaction } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { describe, expect, it } from 'vitest';
import { schemaExtensions } from '../editor/schema.ts';
import { acceptAllLines, acceptLine, discardLine, draftedLines, openLines } from './draft-lines.ts';

const schema = getSchema(schemaExtensions);
const line = (source: string | null, text: string) => ({
  type: 'paragraph',
  attrs: { source },
  content: text ? [{ type: 'text', text }] : [],
});
const item = (source: string, text: string) => ({ type: 'listItem', content: [line(source, text)] });

/** What of a view the acts need. */
function viewOf(...content: object[]): EditorView {
  const doc = schema.nodeFromJSON({ type: 'doc', content });
  doc.check();
  const view = {
    state: EditorState.create({ doc }),
    dispatch(tr: Transaction) {
      view.state = view.state.apply(tr);
    },
  };
  return view as unknown as EditorView;
}
const shape = ({ state }: EditorView): string => state.doc.toString();
const ids = ({ state }: EditorView) => openLines(state.doc).map(({ id }) => id);

describe('the lines of a draft', () => {
  it('are found in lists and fields, each once', () => {
    const view = viewOf(
      line('s1', 'one'),
      { type: 'orderedList', content: [item('s2', 'two'), item('s1', 'a copy')] },
      line(null, 'mine'),
    );
    expect(draftedLines(view.state.doc).map(({ id }) => id)).toEqual(['s1', 's2']);
  });

  it('are accepted one by one, or all that are left', () => {
    const view = viewOf(line('s1', 'one'), line('s2', 'two'), line('s3', 'three'));
    expect(acceptLine(view, 's2')).toBe(true);
    expect(acceptLine(view, 's2')).toBe(false);
    expect(ids(view)).toEqual(['s1', 's3']);
    acceptAllLines(view);
    expect(ids(view)).toEqual([]);
  });

  it('go with the item they are, and the last with its list', () => {
    const view = viewOf(line(null, 'mine'), {
      type: 'orderedList',
      content: [item('s1', 'one'), item('s2', 'two')],
    });
    discardLine(view, 's1');
    expect(shape(view)).toBe('doc(paragraph("mine"), orderedList(listItem(paragraph("two"))))');
    discardLine(view, 's2');
    expect(shape(view)).toBe('doc(paragraph("mine"))');
  });

  it('leave a line to write in where they were all there was', () => {
    const field = {
      type: 'field',
      attrs: { key: 'reason', type: 'rich', label: 'Reason' },
      content: [line('s1', 'one')],
    };
    const view = viewOf(field, line(null, 'mine'));
    discardLine(view, 's1');
    expect(shape(view)).toBe('doc(field(paragraph), paragraph("mine"))');
  });
});
