import type { CaseSummary } from '@caseroom/shared/case';
import type { QuickAnswer, SearchHit, SearchKind } from '@caseroom/shared/search';
import type { BoundCommand } from '../platform/commands.ts';
import { containsWords } from '../platform/words.ts';

/** One line of the palette. `id` stays the same while what it stands for does. */
export type Option = { readonly id: string } & (
  | { readonly is: 'hit'; readonly hit: SearchHit }
  | { readonly is: 'case'; readonly held: CaseSummary }
  | { readonly is: 'recent'; readonly q: string }
  | { readonly is: 'command'; readonly command: BoundCommand }
  | { readonly is: 'all'; readonly q: string }
);
export interface OptionGroup {
  readonly label: string;
  readonly options: readonly Option[];
}

export const kindNames: Record<SearchKind, string> = {
  answer: 'Answers',
  case: 'Cases',
  note: 'Notes',
  comment: 'Comments',
  contact: 'Contacts',
};

const hitOption = (hit: SearchHit): Option => ({ id: `${hit.kind}-${hit.id}`, is: 'hit', hit });
const commandOption = (command: BoundCommand): Option => ({
  id: `command-${command.name}`,
  is: 'command',
  command,
});

/** Commands a search also finds: few, so that they never bury what was looked for. */
const MAX_COMMANDS_FOUND = 4;

/** What stands in the palette before anything is typed. */
export function idleGroups(
  recent: readonly string[],
  cases: readonly CaseSummary[],
  commands: readonly BoundCommand[],
): OptionGroup[] {
  return filled([
    { label: 'Recent searches', options: recent.map((q) => ({ id: `recent-${q}`, is: 'recent', q })) },
    {
      label: 'Recently touched',
      options: cases.map((held) => ({ id: `case-${held.id}`, is: 'case', held })),
    },
    { label: 'Commands', options: commands.map(commandOption) },
  ]);
}

/** What a search finds. A command that begins as it was typed comes first; the page of all results comes last. */
export function foundGroups(
  q: string,
  answer: QuickAnswer | undefined,
  commands: readonly BoundCommand[],
): OptionGroup[] {
  const found = commands.filter(({ name, also = '' }) => containsWords(`${name} ${also}`, q));
  const group = { label: 'Commands', options: found.slice(0, MAX_COMMANDS_FOUND).map(commandOption) };
  const isMeant = found.some(({ name }) => name.toLowerCase().startsWith(q.toLowerCase()));
  const jump = answer?.jump ?? null;
  return filled([
    { label: 'Go to', options: jump ? [hitOption(jump)] : [] },
    ...(isMeant ? [group] : []),
    ...(answer?.groups ?? []).map(({ kind, items }) => ({
      label: kindNames[kind],
      options: items.filter(({ id }) => id !== jump?.id).map(hitOption),
    })),
    ...(isMeant ? [] : [group]),
    { label: 'Everything', options: [{ id: 'all', is: 'all', q }] },
  ]);
}

const filled = (groups: readonly OptionGroup[]): OptionGroup[] =>
  groups.filter(({ options }) => options.length > 0);
