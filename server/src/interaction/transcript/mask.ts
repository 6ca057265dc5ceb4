import { findForbiddenDigits, maskForbiddenLines } from '@caseroom/shared/forbidden-digits';
import type { Turn } from '@caseroom/shared/transcript';

/**
 * The turns without card numbers and security codes, also those read out over several turns, and sentences about how
 * many there were. Masked turns stay as they are.
 */
export function maskTurns(turns: readonly Turn[]): { readonly turns: Turn[]; readonly warnings: string[] } {
  const texts = turns.map(({ text }) => text);
  const found = findForbiddenDigits(texts.join('\n'));
  if (found.length === 0) return { turns: [...turns], warnings: [] };
  const masked = maskForbiddenLines(texts);
  const cards = found.filter(({ kind }) => kind === 'card-number').length;
  return {
    turns: turns.map((turn, i) => ({ ...turn, text: masked[i] ?? '' })),
    warnings: [...warning(cards, 'card number'), ...warning(found.length - cards, 'security code')],
  };
}

const warning = (count: number, what: string): string[] =>
  count === 0
    ? []
    : [
        `${count === 1 ? `A ${what} was` : `${count} ${what}s were`} masked: nobody may keep ${count === 1 ? 'it' : 'them'}.`,
      ];
