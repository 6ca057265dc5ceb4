import type { SearchHit } from '@caseroom/shared/search';
import { dateText, useNow } from '../platform/time.ts';
import { Marked } from './marked.tsx';

/** How what was found is called; contacts are told apart by their days: "Inbound call, 22 Nov". */
export function HitTitle({ hit: { kind, title, at } }: { readonly hit: SearchHit }) {
  const now = useNow();
  return (
    <>
      <Marked {...title} />
      {kind === 'contact' && `, ${dateText(new Date(at), now)}`}
    </>
  );
}
