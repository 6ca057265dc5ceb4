import { findForbiddenDigits, maskForbiddenLines } from '@caseroom/shared/forbidden-digits';
import type { Turn } from '@caseroom/shared/transcript';

declare const masked: unique symbol;
/** Turns that were masked: the only ones that may be stored. */
export type MaskedTurns = Turn[] & { readonly [masked]: true };

/**
 * The turns without card numbers and security codes, also those read out over several turns, and sentences about how
 * many there were. Masked turns stay as they are.
 */
export function maskTurns(turns: readonly Turn[]): {
  readonly turns: MaskedTurns;
  readonly warnings: string[];
} {
  const texts = turns.map(({ text }) => text);
  const found = findForbiddenDigits(texts.join('\n'));
  if (found.length === 0) return { turns: [...turns] as MaskedTurns, warnings: [] };
  const lines = maskForbiddenLines(texts);
  const cards = found.filter(({ kind }) => kind === 'card-number').length;
  return {
    turns: turns.map((turn, i) => ({ ...turn, text: lines[i] ?? '' })) as MaskedTurns,
    warnings: [...warning(cards, 'card number'), ...warning(found.length - cards, 'security code')],
  };
}

const warning = (count: number, what: string): string[] =>
  count === 0
    ? []
    : [
        `${count === 1 ? `A ${what} was` : `${count} ${what}s were`} masked: nobody may keep ${count === 1 ? 'it' : 'them'}.`,
      ];
