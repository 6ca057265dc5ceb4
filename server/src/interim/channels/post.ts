import type { Outcome } from '../../platform/outbox/rules.ts';
import { type OutsideAnswer, postOutside } from '../../platform/outside.ts';
import type { ChannelSetup } from './channel.ts';

interface Post {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
  /** The answer is known by more than its status. */
  readonly wantsText?: boolean;
}

/** One POST to a provider; an outcome when there is no answer. What breaks off once connected may have arrived. */
export async function post(
  { wantsText = false, ...request }: Post,
  { deployment: { allowPrivate } }: ChannelSetup,
): Promise<OutsideAnswer | Outcome> {
  const answer = await postOutside(request, { allowPrivate, wantsText });
  if ('status' in answer) return answer;
  if ('refused' in answer) return { outcome: 'refused', reason: answer.refused };
  request.signal.throwIfAborted();
  return { outcome: 'retry', reason: answer.failed, mayHaveBeenSent: answer.connected };
}

export const isOutcome = (answer: OutsideAnswer | Outcome): answer is Outcome => 'outcome' in answer;
