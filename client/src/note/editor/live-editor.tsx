import type { Editor } from '@tiptap/core';
import { EditorContent, useEditor } from '@tiptap/react';
import { type PointerEvent, useEffect, useState } from 'react';
import { AuthorCard, type Pointed } from '../authorship/author-card.tsx';
import { authorColours, colourByAuthor } from '../authorship/author-colours.ts';
import type { CreditIndex } from '../authorship/credits.ts';
import { pointedIn } from '../authorship/pointed.ts';
import { changeMarks } from '../changes/change-marks.ts';
import { ChangeMarks } from '../changes/change-marks-view.tsx';
import { draftMarks } from '../draft/draft-marks.ts';
import { enterFirstEmpty, hasFields } from '../fields/field-places.ts';
import type { NoteSession } from '../live/note-session.ts';
import { passageMarks } from '../passages/passage-marks.ts';
import { useEnterPlace } from '../writing/use-writing-place.ts';
import { CaretCredit } from './caret-credit.tsx';
import { watchCarets } from './carets.ts';
import { liveExtensions } from './extensions.ts';
import type { Mentionable } from './mention-people.tsx';
import './prose.css';
import { SelectionBar } from './selection-bar.tsx';
import { TableBar } from './table-bar.tsx';
import { TouchBar } from './touch-bar.tsx';

interface LiveEditorProps {
  readonly session: NoteSession;
  /** Said to screen readers: "Case note". */
  readonly label: string;
  /** False once the link has ended: the text stays to be copied. */
  readonly editable: boolean;
  readonly focusOnMount: boolean;
  /** Colours by author while there is one. */
  readonly index: CreditIndex | null;
  readonly people: () => Promise<readonly Mentionable[]>;
  /** Told of the editor while it stands. */
  readonly onEditor: (editor: Editor | null) => void;
  readonly onComment: () => void;
}

/** The note as a text one writes in. Only mounted once the server's text is here. */
export function LiveEditor(props: LiveEditorProps) {
  const { session, label, editable, focusOnMount, index, people, onEditor, onComment } = props;
  const [linking, setLinking] = useState(false);
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const editor = useEditor(
    {
      extensions: [
        ...liveExtensions(session, people),
        authorColours(session.body),
        changeMarks(session.body),
        passageMarks(session.noteId),
        draftMarks(session.noteId),
      ],
      editable,
      autofocus: focusOnMount && !hasFields(session) ? 'end' : false,
      shouldRerenderOnTransaction: false,
      editorProps: {
        attributes: { class: 'note-prose', 'aria-label': label, 'aria-multiline': 'true', role: 'textbox' },
        handleClick: (_view, _pos, event) => openLink(event),
        handleKeyDown: (_view, event) => {
          if (!asksForLink(event)) return false;
          setLinking(true);
          return true;
        },
      },
    },
    [session],
  );
  useEffect(() => editor?.setEditable(editable, false), [editor, editable]);
  useEffect(() => {
    onEditor(editor);
    return () => onEditor(null);
  }, [editor, onEditor]);
  useEffect(() => {
    if (editor && focusOnMount) enterFirstEmpty(editor.view);
  }, [editor, focusOnMount]);
  useEnterPlace(editor, session.noteId);
  useEffect(() => (editor ? watchCarets(session, () => editor.view.dom) : undefined), [editor, session]);
  useEffect(() => {
    if (editor) colourByAuthor(editor, index);
    if (!index) setPointed(null);
  }, [editor, index]);

  if (!editor) return null;
  const point = (event: PointerEvent) => setPointed(index ? pointedIn(editor, event) : null);
  return (
    <div
      onPointerOver={point}
      onPointerLeave={() => setPointed(null)}
      onPointerDown={(event) => fillBelow(editor, event)}
    >
      <EditorContent editor={editor} />
      {editable && <SelectionBar {...{ editor, linking, setLinking, onComment }} />}
      {editable && <TableBar editor={editor} />}
      {editable && <TouchBar editor={editor} onComment={onComment} />}
      {index && <CaretCredit editor={editor} />}
      <AuthorCard pointed={pointed} />
      <ChangeMarks editor={editor} noteId={session.noteId} />
    </div>
  );
}

/** A click places the caret; with Ctrl or Cmd it follows the link. */
function openLink(event: MouseEvent): boolean {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link || !(event.ctrlKey || event.metaKey)) return false;
  window.open(link.href, '_blank', 'noopener,noreferrer');
  return true;
}

const asksForLink = (event: KeyboardEvent): boolean =>
  event.key.toLowerCase() === 'k' && event.shiftKey && (event.ctrlKey || event.metaKey);

/** A press below the last block, where that is not a line of text, begins a new paragraph there. */
function fillBelow(editor: Editor, event: PointerEvent): void {
  const last = editor.view.dom.lastElementChild;
  const { lastChild } = editor.state.doc;
  if (!editor.isEditable || event.target !== editor.view.dom || !last || !lastChild) return;
  if (lastChild.type.name === 'paragraph' || event.clientY <= last.getBoundingClientRect().bottom) return;
  event.preventDefault();
  editor.chain().insertContentAt(editor.state.doc.content.size, { type: 'paragraph' }).focus('end').run();
}
