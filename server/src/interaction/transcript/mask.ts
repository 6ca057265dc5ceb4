import { findForbiddenDigits } from '@caseroom/shared/forbidden-digits';
import { maskForbiddenTalk, spokenOf } from '@caseroom/shared/forbidden-talk';
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
  const lines = maskForbiddenTalk(turns.map(spokenOf));
  if (lines.every((line, i) => line === texts[i])) return { turns: [...turns] as MaskedTurns, warnings: [] };
  const cards = found.filter(({ kind }) => kind === 'card-number').length;
  return {
    turns: turns.map((turn, i) => ({ ...turn, text: lines[i] ?? '' })) as MaskedTurns,
    warnings:
      found.length === 0
        ? warning(1, 'number read out')
        : [...warning(cards, 'card number'), ...warning(found.length - cards, 'security code')],
  };
}

const warning = (count: number, what: string): string[] =>
  count === 0
    ? []
    : [
        `${count === 1 ? `A ${what} was` : `${count} ${what}s were`} masked: nobody may keep ${count === 1 ? 'it' : 'them'}.`,
      ];
