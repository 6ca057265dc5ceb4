import type { Prompt } from '@caseroom/shared/guidance';
import { useAddNote } from '../case/case-data.ts';
import { writeAt } from '../case/go-to-note.ts';

/** Opens the note a prompt asks for, at its field: the one that was begun, or a new one from its template. */
export function useWriting(caseId: string) {
  const adding = useAddNote(caseId);
  const begin = ({ noteId, kind, field, interactionId }: Prompt) => {
    if (noteId) return writeAt({ noteId, field });
    adding.mutate(
      { note: { kind }, interactionId, key: crypto.randomUUID() },
      { onSuccess: (note) => writeAt({ noteId: note.id, field }) },
    );
  };
  return { begin, pending: adding.isPending, error: adding.error };
}
