import { Button, CloseButton, NativeSelect } from '@mantine/core';
import type { Editor } from '@tiptap/core';
import { useEffect } from 'react';
import { setPreferences, usePreferences } from '../../platform/preferences.ts';
import { InlineMessage } from '../../ui/message.tsx';
import styles from './dictation.module.css';
import { useDictation } from './use-dictation.ts';

const languages: readonly (readonly [tag: string, name: string])[] = [
  ['en-GB', 'English (UK)'],
  ['en-US', 'English (US)'],
  ['de-DE', 'Deutsch'],
  ['es-ES', 'Español'],
  ['fr-FR', 'Français'],
  ['it-IT', 'Italiano'],
  ['nl-NL', 'Nederlands'],
  ['pl-PL', 'Polski'],
  ['pt-PT', 'Português'],
  ['pt-BR', 'Português (Brasil)'],
  ['hi-IN', 'हिन्दी'],
  ['ja-JP', '日本語'],
];

interface BarProps {
  readonly noteId: string;
  readonly editor: Editor | null;
}

/** While a note is dictated into: the words on their way, in which language, and how it ends. */
export function DictationBar({ noteId, editor }: BarProps) {
  const { dictationLanguage } = usePreferences();
  const language = dictationLanguage ?? navigator.language;
  const { isOn, interim, trouble, stop, dismiss } = useDictation(noteId, editor, language);
  useEscape(isOn, stop);
  if (!isOn && trouble === null) return null;
  if (trouble !== null)
    return (
      <div className={styles.trouble} role="alert">
        <InlineMessage tone="warn">{trouble}</InlineMessage>
        <CloseButton aria-label="Dismiss" onClick={dismiss} />
      </div>
    );
  const choices = languages.some(([tag]) => tag === language)
    ? languages
    : [[language, language] as const, ...languages];
  return (
    <section className={`${styles.bar} not-printed`} aria-label="Dictation">
      <span className={styles.dot} aria-hidden />
      <span className={styles.words}>
        {interim === '' ? <span role="status">Listening. Words go in at the caret.</span> : <q>{interim}</q>}
      </span>
      <NativeSelect
        size="xs"
        aria-label="Language of dictation"
        data={choices.map(([value, label]) => ({ value, label }))}
        value={language}
        onChange={(event) => setPreferences({ dictationLanguage: event.currentTarget.value })}
      />
      <Button size="compact-sm" variant="default" onClick={stop}>
        Stop (Esc)
      </Button>
    </section>
  );
}

function useEscape(isOn: boolean, stop: () => void): void {
  useEffect(() => {
    if (!isOn) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.isComposing) return;
      event.preventDefault();
      event.stopPropagation();
      stop();
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [isOn, stop]);
}
