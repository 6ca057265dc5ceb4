/** A stroke is one key with its modifier: "j", "?", "mod+k", "enter". Keys of a shortcut are strokes with spaces between: "g q". */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  /** The key's place on the keyboard: with Alt, `key` is whatever it types on this one. */
  readonly code?: string;
  getModifierState?(name: string): boolean;
}

/** Longest pause inside a sequence such as "g q". */
export const SEQUENCE_MS = 1_000;

export interface Pending {
  readonly strokes: string;
  readonly at_ms: number;
}
export const nothingPending: Pending = { strokes: '', at_ms: 0 };

/**
 * Null for a press that no shortcut uses: a bare modifier, or Alt or AltGr, which type letters on many keyboards.
 * Windows says Ctrl and Alt for AltGr, and AltGraph besides.
 */
export function strokeOf(press: KeyPress): string | null {
  const isModified = press.ctrlKey || press.metaKey;
  if (press.altKey && (!isModified || press.getModifierState?.('AltGraph'))) return null;
  if (press.altKey)
    return LETTER.test(press.code ?? '') ? `mod+alt+${press.code?.at(-1)?.toLowerCase()}` : null;
  if (['Shift', 'Control', 'Meta', 'Alt', 'Dead'].includes(press.key)) return null;
  const key = press.key.toLowerCase();
  return isModified ? `mod+${key}` : key;
}

const LETTER = /^Key[A-Z]$/;

/**
 * What a stroke completes, given what was pressed just before. A stroke that ends no sequence may begin one;
 * a sequence that fails is forgotten and its last stroke counts on its own.
 */
export function advance(
  pending: Pending,
  stroke: string,
  at_ms: number,
  known: readonly string[],
): { match: string | null; pending: Pending } {
  const fresh = at_ms - pending.at_ms <= SEQUENCE_MS ? pending.strokes : '';
  for (const strokes of fresh ? [`${fresh} ${stroke}`, stroke] : [stroke]) {
    if (known.includes(strokes)) return { match: strokes, pending: nothingPending };
    if (known.some((keys) => keys.startsWith(`${strokes} `)))
      return { match: null, pending: { strokes, at_ms } };
  }
  return { match: null, pending: nothingPending };
}

/** The keys as they are printed on a keyboard: "g q" → ["G", "Q"], "mod+k" → ["Ctrl", "K"]. */
export function keyCaps(keys: string, mac: boolean): string[] {
  const names: Record<string, string> = {
    mod: mac ? '⌘' : 'Ctrl',
    shift: mac ? '⇧' : 'Shift',
    alt: mac ? '⌥' : 'Alt',
    enter: 'Enter',
    escape: 'Esc',
    backspace: mac ? '⌫' : 'Backspace',
  };
  return keys.split(/[ +]/).map((part) => names[part] ?? part.toUpperCase());
}
