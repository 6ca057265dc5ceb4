import type { Note } from '@caseroom/shared/note';
import type { Editor } from '@tiptap/core';
import { createStore } from '../platform/store.ts';
import type { NoteSession } from './live/note-session.ts';

/** A note whose text stands on the page. */
export interface Surface {
  readonly note: Note;
  readonly session: NoteSession;
  readonly article: HTMLElement;
  /** Null for those who only read. */
  readonly editor: Editor | null;
}

/** The notes of the page that have their text, by id: for what stands beside them. */
export const surfaces = createStore<ReadonlyMap<string, Surface>>(new Map());

/** Publishes a surface; call the answer when it goes. */
export function publish(surface: Surface): () => void {
  const { id } = surface.note;
  surfaces.set(new Map(surfaces.get()).set(id, surface));
  return () => {
    if (surfaces.get().get(id) !== surface) return;
    const rest = new Map(surfaces.get());
    rest.delete(id);
    surfaces.set(rest);
  };
}

/** Somebody wants to say something about a note's text; `at` makes every wish another one. */
export const commentWish = createStore<{ readonly noteId: string; readonly at: number } | null>(null);

export const wishToComment = (noteId: string): void => commentWish.set({ noteId, at: performance.now() });
