import type { Editor } from '@tiptap/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useStore } from '../../platform/store.ts';
import { fitted, heardIn, troubleOf } from './dictated.ts';
import { dictatedNote } from './listening.ts';
import { recognitionClass } from './recognition.ts';

/** A recogniser that ends by itself sooner than this, ms, is not starting again for ever. */
const TOO_SOON_MS = 1_000;
const MAX_QUICK_ENDS = 3;

interface Dictation {
  /** Words on their way; they are nobody's text yet. */
  readonly interim: string;
  readonly trouble: string | null;
}
const quiet: Dictation = { interim: '', trouble: null };

/**
 * Listens while this note is the one that is dictated into, and writes each final phrase at the caret, as the person's
 * own edit. Browsers end by themselves after a silence: then it begins again.
 */
export function useDictation(noteId: string, editor: Editor | null, language: string) {
  const isOn = useStore(dictatedNote) === noteId;
  const [state, setState] = useState(quiet);
  const stop = useCallback(() => {
    if (dictatedNote.get() === noteId) dictatedNote.set(null);
  }, [noteId]);
  const writeIn = useRef(editor);
  useEffect(() => {
    writeIn.current = editor;
  });
  useEffect(() => {
    const Recogniser = recognitionClass();
    if (!isOn || !Recogniser) return;
    setState(quiet);
    return listen(new Recogniser(), language, {
      onFinal: (phrase) => insert(writeIn.current, phrase),
      onInterim: (interim) => setState({ interim, trouble: null }),
      onTrouble: (trouble) => {
        setState({ interim: '', trouble });
        stop();
      },
    });
  }, [isOn, language, stop]);
  useEffect(() => stop, [stop]);
  const start = () => {
    setState(quiet);
    dictatedNote.set(noteId);
  };
  const dismiss = () => setState(quiet);
  return { isOn, ...state, interim: isOn ? state.interim : '', start, stop, dismiss };
}

interface Ears {
  readonly onFinal: (phrase: string) => void;
  readonly onInterim: (words: string) => void;
  readonly onTrouble: (sentence: string) => void;
}

/** Answers how to stop. */
function listen(
  recogniser: InstanceType<NonNullable<ReturnType<typeof recognitionClass>>>,
  language: string,
  ears: Ears,
): () => void {
  let isWanted = true;
  let quickEnds = 0;
  let begunAt = performance.now();
  recogniser.lang = language;
  recogniser.continuous = true;
  recogniser.interimResults = true;
  recogniser.onresult = (event) => {
    quickEnds = 0;
    const { final, interim } = heardIn(event);
    if (final !== '') ears.onFinal(final);
    ears.onInterim(interim);
  };
  const fail = (sentence: string) => {
    isWanted = false;
    ears.onTrouble(sentence);
  };
  recogniser.onerror = ({ error }) => {
    const sentence = troubleOf(error);
    if (sentence && isWanted) fail(sentence);
  };
  recogniser.onend = () => {
    if (!isWanted) return;
    quickEnds = performance.now() - begunAt < TOO_SOON_MS ? quickEnds + 1 : 0;
    if (quickEnds >= MAX_QUICK_ENDS) return fail('The browser stopped listening. Begin again.');
    begunAt = performance.now();
    recogniser.start();
  };
  recogniser.start();
  return () => {
    isWanted = false;
    recogniser.abort();
  };
}

/** Plain text at the caret; an editor that has gone read-only takes nothing. */
function insert(editor: Editor | null, phrase: string): void {
  if (!editor?.isEditable) return;
  const { $from, $to, from, to } = editor.state.selection;
  const before = editor.state.doc.textBetween($from.start(), from, '\n', '\ufffc');
  const after = editor.state.doc.textBetween(to, $to.end(), '\n', '\ufffc');
  const text = fitted(before, phrase, after);
  if (text !== '') editor.chain().insertContent({ type: 'text', text }).scrollIntoView().run();
}
