import { type Finding, findingNames } from '@caseroom/shared/personal-data';
import { InlineMessage } from '../ui/message.tsx';

/** What should not be on a card that everybody reads. */
export function Findings({ items }: { readonly items: readonly Finding[] }) {
  return (
    <InlineMessage tone="warn">
      This may be a customer’s: {items.map(({ kind, text }) => `${text} (${findingNames[kind]})`).join(', ')}.
      A card is read by the whole program.
    </InlineMessage>
  );
}
