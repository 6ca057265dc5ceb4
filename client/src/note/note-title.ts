import type { Note } from '@caseroom/shared/note';
import { noteKinds } from '@caseroom/shared/note-kinds';

export const titleOf = (note: Note): string => note.title || noteKinds[note.kind].name;

export const historyPath = (note: Pick<Note, 'id' | 'caseId'>): string =>
  `/cases/${note.caseId}/notes/${note.id}/history`;
