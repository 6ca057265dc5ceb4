import { type DragEvent, useState } from 'react';

interface DropArea {
  /** Something hangs over it. */
  readonly 'data-over': true | undefined;
  readonly onDragOver: (event: DragEvent) => void;
  readonly onDragLeave: () => void;
  readonly onDrop: (event: DragEvent) => void;
}

/**
 * What an element is given so that files can be dropped on it. Dropping is never the only way: whoever spreads this
 * also offers a button. Where nothing may be dropped, the browser still does not open what is.
 */
export function useDropArea(take: (files: FileList) => void, isOpen = true): DropArea {
  const [over, setOver] = useState(false);
  return {
    'data-over': over || undefined,
    onDragOver: (event) => {
      event.preventDefault();
      setOver(isOpen);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event) => {
      event.preventDefault();
      setOver(false);
      if (isOpen) take(event.dataTransfer.files);
    },
  };
}
