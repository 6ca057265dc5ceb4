import { IconClock, IconHeartHandshake } from '@tabler/icons-react';
import { type ChainedCommands, type Editor, Extension } from '@tiptap/core';
import { PluginKey } from '@tiptap/pm/state';
import { Suggestion } from '@tiptap/suggestion';
import { rightNow } from '../../platform/clock.ts';
import { type DueOffer, offersFor } from './due-input.ts';
import styles from './suggestion-list.module.css';
import { drawSuggestions } from './suggestions.tsx';

/** "@@" and a time as people say it puts a due time there, and makes the line a task where it is none. */
export const DueMenu = Extension.create({
  name: 'dueMenu',
  addProseMirrorPlugins() {
    return [
      Suggestion<DueOffer, DueOffer>({
        editor: this.editor,
        pluginKey: new PluginKey('dueMenu'),
        char: '@@',
        allowSpaces: true,
        allow: ({ editor }) => !editor.isActive('codeBlock') && !editor.isActive('code'),
        items: ({ query }) => offersFor(query, rightNow()),
        command: ({ editor, range, props: { at, promise } }) => {
          const due = { type: 'due', attrs: { at: at.toISOString(), promise } };
          const chain = editor
            .chain()
            .focus()
            .insertContentAt(range, [due, { type: 'text', text: ' ' }]);
          asTask(editor, chain).run();
        },
        render: drawSuggestions<DueOffer>({
          name: 'When it is due',
          empty: 'Type a time: “tomorrow 3pm”, “in 2 hours”, “fri 09:30”',
          draw: ({ label, promise }) => (
            <>
              {promise ? <IconHeartHandshake size={17} stroke={1.6} /> : <IconClock size={17} stroke={1.6} />}
              {promise ? `Promised to the customer, ${label}` : `Due ${label}`}
              {promise && <span className={styles.hint}>promise</span>}
            </>
          ),
        }),
      }),
    ];
  },
});

const asTask = (editor: Editor, chain: ChainedCommands): ChainedCommands =>
  editor.isActive('taskItem') || !editor.isActive('paragraph') || editor.isActive('table')
    ? chain
    : chain.toggleTaskList();
