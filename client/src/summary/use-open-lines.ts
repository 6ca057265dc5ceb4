import { useEffect, useState } from 'react';
import { openLines } from '../note/draft/draft-lines.ts';
import type { Surface } from '../note/surfaces.ts';

/** How many drafted lines of a live note nobody has looked at yet; null while its text is not here. */
export function useOpenLines(surface: Surface | undefined): number | null {
  const editor = surface?.editor ?? null;
  const [count, setCount] = useState<number | null>(null);
  useEffect(() => {
    if (!editor) return setCount(null);
    const look = () => setCount(openLines(editor.state.doc).length);
    look();
    editor.on('update', look);
    return () => void editor.off('update', look);
  }, [editor]);
  return count;
}
