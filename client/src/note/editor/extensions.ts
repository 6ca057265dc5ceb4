import type { Extensions } from '@tiptap/core';
import { Placeholder } from '@tiptap/extensions';
import { FieldKeys } from '../fields/field-keys.ts';
import { fieldNames } from '../fields/field-nodes.ts';
import { fieldViews } from '../fields/field-views.ts';
import type { NoteSession } from '../live/note-session.ts';
import { namedCarets } from './carets.ts';
import { DueButton } from './due-button.ts';
import { DueMenu } from './due-menu.tsx';
import { type Mentionable, mentionPeople } from './mention-people.tsx';
import { schemaExtensions } from './schema.ts';
import { sharedText } from './shared-text.ts';
import { SlashMenu } from './slash-menu.tsx';

const placeholders: Readonly<Record<string, string>> = {
  heading: 'Heading',
  taskItem: 'Task',
  codeBlock: 'Code or log lines',
};

/** What the live editor has its own form of. */
const replaced: ReadonlySet<string> = new Set(['mention', ...fieldNames]);

/** The editor of one live note. */
export function liveExtensions(
  session: NoteSession,
  people: () => Promise<readonly Mentionable[]>,
): Extensions {
  return [
    ...schemaExtensions.filter((extension) => !replaced.has(extension.name)),
    ...fieldViews,
    FieldKeys,
    mentionPeople(people),
    sharedText(session.body),
    namedCarets(session),
    SlashMenu,
    DueMenu,
    DueButton,
    Placeholder.configure({
      placeholder: ({ editor, node }) =>
        placeholders[node.type.name] ??
        (editor.isEmpty ? 'Write what happened. “/” for blocks, “@” for people.' : ''),
      includeChildren: true,
    }),
  ];
}
