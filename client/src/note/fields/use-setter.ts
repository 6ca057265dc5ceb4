import type { PersonRef } from '@caseroom/shared/primitives';
import type { Editor } from '@tiptap/core';
import * as Y from 'yjs';
import { useFields } from './fields-context.ts';

/** Who set an attribute of the field at a position last: the author of the newest item of its chain. */
export function useSetter(editor: Editor, at: number | undefined, attribute: string): PersonRef | undefined {
  const { session, personOf } = useFields();
  const field = at === undefined ? undefined : fieldOf(session?.body, editor, at);
  const item = field?._map.get(attribute);
  return item && !item.deleted ? personOf(item.id.client) : undefined;
}

/** Fields stand at the top of a note, and the editor's document mirrors the Yjs body child for child. */
function fieldOf(body: Y.XmlFragment | undefined, editor: Editor, at: number): Y.XmlElement | undefined {
  const { doc } = editor.state;
  if (!body || at > doc.content.size) return undefined;
  const child: unknown = body.get(doc.resolve(at).index(0));
  return child instanceof Y.XmlElement ? child : undefined;
}

/** Who set any of a field's options last, by the newest edit of one person we can tell. */
export function useOptionSetters(editor: Editor, at: number | undefined): PersonRef[] {
  const { session, personOf } = useFields();
  const field = at === undefined ? undefined : fieldOf(session?.body, editor, at);
  const people = new Map<string, PersonRef>();
  for (const option of field?.toArray() ?? []) {
    const item = option instanceof Y.XmlElement ? option._map.get('chosen') : undefined;
    const person = item && !item.deleted ? personOf(item.id.client) : undefined;
    if (person) people.set(person.id, person);
  }
  return [...people.values()];
}
