import type { Note } from '@caseroom/shared/note';
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { noteToWriteIn } from '../../case/go-to-note.ts';
import { caseKeys } from '../../case/keys.ts';
import { send } from '../../platform/http.ts';

/** Ends the writing of a note. */
export function useFinalise(note: Note) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => send<Note>('POST', `/api/notes/${note.id}/finalise`),
    onSuccess: (done) => put(client, done),
  });
}

/** Adds a note to a finalised one. */
export function useAmend(note: Note) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ reason, key }: { reason: string; key: string }) =>
      send<Note>('POST', `/api/notes/${note.id}/amendments`, { body: { reason }, idempotencyKey: key }),
    onSuccess: (made) => {
      put(client, made);
      noteToWriteIn.set(made.id);
    },
  });
}

function put(client: QueryClient, note: Note): void {
  client.setQueryData<readonly Note[]>(caseKeys.notes(note.caseId), (notes = []) =>
    notes.some(({ id }) => id === note.id)
      ? notes.map((other) => (other.id === note.id ? note : other))
      : [...notes, note],
  );
}
