import type { Outcome } from '../../platform/outbox/rules.ts';

/** Nothing was said yet when these happen. */
const neverReached: readonly string[] = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'];

/** One POST; an outcome when there is no answer. What breaks off after that may have arrived. */
export async function post(url: string, init: RequestInit): Promise<Response | Outcome> {
  try {
    return await fetch(url, { ...init, method: 'POST', redirect: 'manual' });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    const { code = '' } = ((error as Error).cause ?? {}) as { code?: string };
    const isCertain = neverReached.includes(code);
    const reason = isCertain ? 'The provider could not be reached.' : 'The connection broke off.';
    return { outcome: 'retry', reason: code ? `${reason} (${code})` : reason, mayHaveBeenSent: !isCertain };
  }
}

export const isOutcome = (answer: Response | Outcome): answer is Outcome => 'outcome' in answer;
