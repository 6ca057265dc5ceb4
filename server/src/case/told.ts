import { interimChannelNames } from '@caseroom/shared/interim';
import type { Db } from '../platform/db.ts';

/** Longest stretch of a message that is repeated elsewhere, in characters: the rest stands in the message. */
const MAX_REPEATED_CHARS = 300;

/** What the customer was told last in a message of ours, in a line; none where nothing was released. */
export async function lastMessageTo(db: Db, caseId: string): Promise<string[]> {
  const [last] = await db<{ words: string; channel: keyof typeof interimChannelNames; at: Date }[]>`
    select words, channel, coalesce(delivered_at, sent_at, released_at) as at from interim
    where case_id = ${caseId} and released_at is not null and state not in ('to-call', 'failed')
    order by released_at desc limit 1`;
  if (!last) return [];
  const when = `${last.at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const words = last.words.replaceAll(/\s*\n\s*/g, ' ');
  const cut = words.length > MAX_REPEATED_CHARS ? `${words.slice(0, MAX_REPEATED_CHARS - 1)}…` : words;
  return [`${interimChannelNames[last.channel]}, ${when}: ${cut}`];
}
