import { Extension } from '@tiptap/core';
import { PluginKey } from '@tiptap/pm/state';
import { Suggestion } from '@tiptap/suggestion';
import { Keys } from '../../ui/keys.tsx';
import { blockFormats, type Format, findFormats, insertFormats } from './formats.ts';
import styles from './suggestion-list.module.css';
import { drawSuggestions } from './suggestions.tsx';

const slashFormats = [...blockFormats, ...insertFormats];

/** "/" at the start of a word offers every kind of block. */
export const SlashMenu = Extension.create({
  name: 'slashMenu',
  addProseMirrorPlugins() {
    return [
      Suggestion<Format, Format>({
        editor: this.editor,
        pluginKey: new PluginKey('slashMenu'),
        char: '/',
        allow: ({ editor }) => !editor.isActive('codeBlock') && !editor.isActive('code'),
        items: ({ query }) => findFormats(query, slashFormats),
        command: ({ editor, range, props }) => {
          props.apply(editor.chain().focus().deleteRange(range)).run();
        },
        render: drawSuggestions<Format>({
          name: 'Insert',
          empty: 'Nothing by that name',
          draw: ({ label, Icon, typed, keys }) => (
            <>
              <Icon size={17} stroke={1.6} />
              {label}
              <span className={styles.hint}>
                {typed ? <span className={styles.mono}>{typed}</span> : keys && <Keys keys={keys} />}
              </span>
            </>
          ),
        }),
      }),
    ];
  },
});
