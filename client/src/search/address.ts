import type { SearchHit } from '@caseroom/shared/search';
import { placeInCase } from '../case/go-to-place.ts';

/** Where a result opens: its case, at the words that matched or the turn that says them; a card in the library. */
export const addressOf = ({ kind, id, case: held, note, threadId, turn, place }: SearchHit): string =>
  kind === 'answer'
    ? `/answers/${id}`
    : placeInCase(held.number, {
        noteId: note?.id,
        threadId: threadId ?? undefined,
        words: place ?? undefined,
        ...(kind === 'contact' && (turn === null ? { replyId: id } : { interactionId: id, turn })),
      });

export const resultsAddress = (q: string): string => `/search?${new URLSearchParams({ q })}`;
