import { ReactRenderer } from '@tiptap/react';
import type { SuggestionOptions } from '@tiptap/suggestion';
import type { ReactNode } from 'react';
import { SuggestionList, type SuggestionListHandle, type SuggestionRow } from './suggestion-list.tsx';

interface Look<Row> {
  readonly name: string;
  readonly empty: string;
  readonly draw: (row: Row) => ReactNode;
}

/** Draws a Tiptap suggestion as our list, beside the caret. */
export function drawSuggestions<Row extends SuggestionRow>(
  look: Look<Row>,
): NonNullable<SuggestionOptions<Row, Row>['render']> {
  return () => {
    let renderer: ReactRenderer<SuggestionListHandle> | null = null;
    let unmount = () => {};
    return {
      onStart: (props) => {
        renderer = new ReactRenderer(SuggestionList, { editor: props.editor, props: { ...props, ...look } });
        renderer.element.style.zIndex = '300';
        unmount = props.mount(renderer.element);
      },
      onUpdate: (props) => renderer?.updateProps({ ...props, ...look }),
      onKeyDown: (props) => renderer?.ref?.onKeyDown(props) ?? false,
      onExit: () => {
        unmount();
        renderer?.destroy();
        renderer = null;
      },
    };
  };
}
