import type { PersonRef } from '@caseroom/shared/primitives';
import type { TemplateField } from '@caseroom/shared/template';
import { createContext, useContext } from 'react';
import type { Mentionable } from '../editor/mention-people.tsx';
import type { NoteSession } from '../live/note-session.ts';

/** What the fields of one note know besides what they hold. */
export interface Fields {
  readonly session: NoteSession | null;
  /** As the note's template version has it; undefined while that is on its way, or for a field it does not know. */
  readonly fieldOf: (key: string) => TemplateField | undefined;
  /** Keys of required fields that say nothing. */
  readonly missing: ReadonlySet<string>;
  /** Keys of fields that nobody is asked for now. */
  readonly away: ReadonlySet<string>;
  /** Somebody tried to finalise: what is missing is shown plainly. */
  readonly pressed: boolean;
  readonly people: () => Promise<readonly Mentionable[]>;
  /** Whom a Yjs client id belongs to. */
  readonly personOf: (client: number) => PersonRef | undefined;
}

const none: ReadonlySet<string> = new Set();
export const noFields: Fields = {
  session: null,
  fieldOf: () => undefined,
  missing: none,
  away: none,
  pressed: false,
  people: async () => [],
  personOf: () => undefined,
};

export const FieldsContext = createContext<Fields>(noFields);
export const useFields = (): Fields => useContext(FieldsContext);
