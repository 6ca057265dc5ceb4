import { createStore } from '../platform/store.ts';

interface PaletteState {
  readonly open: boolean;
  /** Opened once, the palette stays loaded. */
  readonly wanted: boolean;
  readonly text: string;
}

export const palette = createStore<PaletteState>({ open: false, wanted: false, text: '' });

export function openPalette(): void {
  palette.set({ open: true, wanted: true, text: '' });
  typeAhead();
}

export const closePalette = (): void => palette.set({ ...palette.get(), open: false });

export const setPaletteText = (text: string): void => palette.set({ ...palette.get(), text });

/**
 * Whoever knows the box types at once. Until it is loaded and has the focus, their keys go into it from here, and
 * not to the shortcuts of the page behind it.
 */
function typeAhead(): void {
  const onKey = (event: KeyboardEvent) => {
    const isThere = event.target instanceof HTMLInputElement && event.target.role === 'combobox';
    if (isThere || !palette.get().open) return window.removeEventListener('keydown', onKey, true);
    const text = textAfter(palette.get().text, event);
    if (text === null) return;
    event.preventDefault();
    event.stopPropagation();
    setPaletteText(text);
  };
  window.addEventListener('keydown', onKey, true);
}

/** Null where the key is not one that writes. */
export function textAfter(
  text: string,
  { key, ctrlKey, metaKey, altKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>,
): string | null {
  if (ctrlKey || metaKey || altKey) return null;
  if (key === 'Backspace') return [...text].slice(0, -1).join('');
  return [...key].length === 1 ? text + key : null;
}
