import type { SuggestionKeyDownProps, SuggestionProps } from '@tiptap/suggestion';
import { type ReactNode, type Ref, useEffect, useId, useImperativeHandle, useRef, useState } from 'react';
import styles from './suggestion-list.module.css';

export interface SuggestionRow {
  readonly id: string;
  readonly label: string;
}

export interface SuggestionListHandle {
  onKeyDown(props: SuggestionKeyDownProps): boolean;
}

interface Props<Row extends SuggestionRow> extends SuggestionProps<Row, Row> {
  readonly ref?: Ref<SuggestionListHandle>;
  readonly name: string;
  readonly empty: string;
  readonly draw: (row: Row) => ReactNode;
}

/** What the slash and the at sign open: arrows move, Enter or Tab takes, Escape closes. */
export function SuggestionList<Row extends SuggestionRow>({
  ref,
  name,
  empty,
  draw,
  items,
  command,
  loading,
  editor,
}: Props<Row>) {
  const [picked, setPicked] = useState(0);
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const at = Math.min(picked, Math.max(items.length - 1, 0));

  // biome-ignore lint/correctness/useExhaustiveDependencies: other items begin at the top.
  useEffect(() => setPicked(0), [items.map((item) => item.id).join()]);
  useEffect(() => {
    list.current?.querySelector(`[data-at="${at}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  useEffect(
    () => announce(editor.view.dom, items.length > 0 ? listId : null, `${listId}-${at}`),
    [editor, listId, at, items.length],
  );

  useImperativeHandle(ref, () => ({
    onKeyDown: ({ event }) => {
      if (items.length === 0) return false;
      if (event.key === 'ArrowDown') setPicked((at + 1) % items.length);
      else if (event.key === 'ArrowUp') setPicked((at - 1 + items.length) % items.length);
      else if (event.key === 'Enter' || event.key === 'Tab') command(items[at] as Row);
      else return false;
      return true;
    },
  }));

  if (items.length === 0 && loading) return null;
  return (
    <div ref={list} id={listId} role="listbox" aria-label={name} className={styles.list}>
      {items.length === 0 && <div className={styles.empty}>{empty}</div>}
      {items.map((item, i) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard stays in the text; see onKeyDown.
        <div
          key={item.id}
          id={`${listId}-${i}`}
          data-at={i}
          role="option"
          tabIndex={-1}
          aria-selected={i === at}
          className={styles.row}
          onMouseMove={() => setPicked(i)}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => command(item)}
        >
          {draw(item)}
        </div>
      ))}
    </div>
  );
}

/** Focus stays in the text, so the text says which row is meant. */
function announce(dom: HTMLElement, list: string | null, row: string): () => void {
  const clear = () => {
    for (const name of ['aria-controls', 'aria-activedescendant']) dom.removeAttribute(name);
  };
  if (!list) return clear;
  dom.setAttribute('aria-controls', list);
  dom.setAttribute('aria-activedescendant', row);
  return clear;
}
