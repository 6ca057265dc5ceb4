import type { Note } from '@caseroom/shared/note';
import { noteKinds } from '@caseroom/shared/note-kinds';

export const titleOf = (note: Note): string => {
  const title = note.title || noteKinds[note.kind].name;
  return note.amends ? `Amendment: ${title}` : title;
};

export const historyPath = (note: Pick<Note, 'id' | 'caseId'>): string =>
  `/cases/${note.caseId}/notes/${note.id}/history`;
