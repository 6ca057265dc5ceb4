import { type PointerEvent, useEffect, useMemo, useState } from 'react';
import { useStore } from '../../platform/store.ts';
import { AuthorCard, type Pointed } from '../authorship/author-card.tsx';
import type { CreditIndex } from '../authorship/credits.ts';
import type { NoteSession } from '../live/note-session.ts';
import { noPassages, shownPassages } from '../passages/shown-passages.ts';
import styles from './live-text.module.css';
import { withPassages } from './note-passages.ts';
import { liveTree } from './note-tree.ts';
import { NoteView, pointedRun } from './note-view.tsx';

interface LiveTextProps {
  readonly session: NoteSession;
  readonly label: string;
  readonly index: CreditIndex | null;
}

/** A note as others write it, for people who may only read it. */
export function LiveText({ session, label, index }: LiveTextProps) {
  const version = useTextVersion(session);
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const passages = useStore(shownPassages).get(session.noteId) ?? noPassages;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the document changes in place; its version says when.
  const blocks = useMemo(() => liveTree(session.body, index), [session, index, version]);
  const shown = useMemo(() => withPassages(blocks, passages), [blocks, passages]);
  const point = (event: PointerEvent) => setPointed(pointedRun(event));
  if (blocks.length === 0) return <p className={styles.empty}>Nothing has been written yet.</p>;
  return (
    <div onPointerOver={point} onPointerLeave={() => setPointed(null)}>
      <NoteView blocks={shown} label={label} coloured={index !== null} />
      <AuthorCard pointed={pointed} />
    </div>
  );
}

/** Rises with the document, at most once a frame. */
function useTextVersion({ body }: NoteSession): number {
  const [version, setVersion] = useState(0);
  useEffect(() => {
    let frame = 0;
    const onChange = () => {
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        setVersion((before) => before + 1);
      });
    };
    body.observeDeep(onChange);
    return () => {
      body.unobserveDeep(onChange);
      cancelAnimationFrame(frame);
    };
  }, [body]);
  return version;
}
