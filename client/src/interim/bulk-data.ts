import type { CaseSummary } from '@caseroom/shared/case';
import type { Interim, InterimChannel, InterimPreview } from '@caseroom/shared/interim';
import { useQuery } from '@tanstack/react-query';
import { isRequestError, send, sentenceOf } from '../platform/http.ts';

const MOST_CASES = 200;

/** Unresolved cases of a program with a tag, or all of them: who might be written to. */
export const useReachable = (programId: string, tag: string) =>
  useQuery({
    queryKey: ['cases', 'bulk', programId, tag],
    queryFn: async ({ signal }) => {
      const query = {
        program: programId,
        status: 'open,waiting',
        limit: MOST_CASES,
        sort: 'number',
        ...(tag ? { tag } : {}),
      };
      return (await send<{ items: CaseSummary[] }>('GET', '/api/cases', { query, signal })).items;
    },
  });

/** How one case of many has fared. `held`: something speaks against it, or a lead is asked; its owner sees to it. */
export type Fate =
  | { readonly is: 'sent' }
  | { readonly is: 'held'; readonly why: string }
  | { readonly is: 'failed'; readonly why: string };

export interface Round {
  /** The same for the whole round, also when it is gone on with: nobody is written to twice. */
  readonly roundId: string;
  readonly templateId: string;
  /** Null: as the words or the customer’s record say. */
  readonly channel: InterimChannel | null;
  /** ISO. */
  readonly nextUpdateAt: string;
}

/** Writes to one case's customer as anybody would: begun, checked, released. A repeat is the same message. */
export async function writeToOne(
  caseId: string,
  { roundId, templateId, channel, nextUpdateAt }: Round,
): Promise<Fate> {
  try {
    const begun = await send<Interim>('POST', `/api/cases/${caseId}/interims`, {
      body: { templateId, bulk: true, nextUpdateAt, ...(channel ? { channel } : {}) },
      idempotencyKey: `${roundId}-${caseId}`,
    });
    const { seq, findings } = await send<InterimPreview>('GET', `/api/interims/${begun.id}/preview`);
    const [first] = findings;
    if (first) return { is: 'held', why: first.quote ? `“${first.quote}”: ${first.hint}` : first.hint };
    const released = await send<Interim>('POST', `/api/interims/${begun.id}/release`, {
      body: { seq, overrides: [] },
      idempotencyKey: `${roundId}-${caseId}-release`,
    });
    return released.state === 'waiting'
      ? { is: 'held', why: 'A lead is asked to approve it.' }
      : { is: 'sent' };
  } catch (error) {
    return { is: 'failed', why: isRequestError(error) ? sentenceOf(error) : 'The server did not answer.' };
  }
}
