import { createStore } from '../platform/store.ts';

/** Whether the editor was ever loaded; what watches over unsaved notes comes with it, not with the first page. */
export const notesOpened = createStore(false);
